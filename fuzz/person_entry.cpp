// Entries about persons, from a disk and from a request: what is read is written and reads the
// same.
#include "competency/person_codec.hpp"
#include "competency/person_json.hpp"

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
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto entry = competency::decode(text)) {
        require(competency::encode(*entry) == text);
    } else {
        require(entry.error().kind == base::ErrorKind::corrupt);
    }
    const auto entry = competency::parse_person_entry(text);
    if (!entry) {
        require(!entry.error().complaints.empty());
        return 0;
    }
    const auto again = competency::parse_person_entry(competency::to_json(*entry));
    require(again.has_value() && *again == *entry);
    require(competency::decode(competency::encode(*entry)).value() == *entry);
    return 0;
}
