#include "storage/rocksdb/folding.hpp"

#include "base/thread.hpp"

#include <rocksdb/write_batch.h>

namespace storage::rocks {
namespace {

constexpr std::size_t lists_between_notes = 10'000;

} // namespace

Folding::~Folding()
{
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
}

Result<> Folding::start()
{
    const auto from = database_.get(meta, std::string(folding_key));
    if (!from) return from.error();
    if (*from) thread_ = std::thread([this, at = **from] { go_on_from(at); });
    return {};
}

// What fails is tried again by the next start: the lists are read as they are until then.
void Folding::go_on_from(const std::string& from)
{
    base::name_this_thread("folding");
    const auto note = [this](const Folded& now) {
        ::rocksdb::WriteBatch batch;
        if (now.finished)
            batch.Delete(database_.family(meta), folding_key);
        else
            batch.Put(database_.family(meta), folding_key, now.reached);
        return database_.write(batch, false);
    };
    const auto done = fold(database_, from, [&](const Folded& now) {
        const bool noted = now.lists % lists_between_notes != 0 || note(now);
        return noted && !stopping_;
    });
    if (done) static_cast<void>(note(*done));
}

} // namespace storage::rocks
