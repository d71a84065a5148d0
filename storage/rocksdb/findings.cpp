#include "storage/rocksdb/findings.hpp"

#include "base/limits.hpp"

#include <cassert>

namespace storage::rocks {
namespace {

constexpr std::uint32_t mends_at_once = 1'000;

} // namespace

void Findings::add(Finding finding, std::vector<Mend> mends)
{
    const std::lock_guard lock(mutex_);
    finding.mendable = !mends.empty();
    ++verdict_.found;
    if (verdict_.findings.size() < limits::findings)
        verdict_.findings.push_back(std::move(finding));
    if (!mends_ || failed_) return;
    for (const auto& mend : mends) {
        assert(mend.family != rows); // They are what all else follows from.
        auto* family = database_.family(mend.family);
        if (mend.value)
            batch_.Put(family, mend.key, *mend.value);
        else
            batch_.Delete(family, mend.key);
    }
    if (batch_.Count() < mends_at_once) return;
    if (const auto written = write(); !written) failed_ = written.error();
}

void Findings::undecided(std::uint64_t count)
{
    const std::lock_guard lock(mutex_);
    verdict_.undecided += count;
}

std::uint64_t Findings::count() const
{
    const std::lock_guard lock(mutex_);
    return verdict_.found;
}

Result<Verdict> Findings::verdict(std::uint64_t statements)
{
    const std::lock_guard lock(mutex_);
    if (!failed_ && batch_.Count() > 0) {
        if (const auto written = write(); !written) failed_ = written.error();
    }
    if (failed_) return *failed_;
    verdict_.statements = statements;
    return verdict_;
}

Result<> Findings::write()
{
    auto written = database_.write(batch_, true);
    batch_.Clear();
    return written;
}

std::string hex_of(std::string_view bytes)
{
    return base::to_hex(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

} // namespace storage::rocks
