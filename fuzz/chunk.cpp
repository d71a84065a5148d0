// Chunks of postings: what is read is written again as the same entries.
#include "storage/rocksdb/chunk.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    namespace rocks = storage::rocks;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::vector<rocks::Mention> mentions;
    if (!rocks::decode_chunk(7, bytes, mentions)) return 0;
    const auto encoded = rocks::encode_chunk(mentions);
    std::vector<rocks::Mention> again;
    require(rocks::decode_chunk(7, encoded, again) && again == mentions);
    require(rocks::roles_of_chunk(encoded) == rocks::roles_of_chunk(bytes));
    return 0;
}
