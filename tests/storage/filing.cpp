#include "tests/storage/filing.hpp"

#include "tests/storage/backends.hpp"

#include <algorithm>

namespace storage_tests {
namespace {

using storage::Former;
using storage::RecordChange;

constexpr unsigned piece = 1u << 20;
constexpr const char* kind = "filing";
constexpr const char* count_kind = "filing counts";
constexpr unsigned removing = 4; // Each so manieth step removes the one two before it.

// Of one piece and of several; some come twice.
std::string content_at(unsigned step)
{
    constexpr unsigned sizes[] = {5, 5'000, 300'000, piece, piece + 1, 2 * piece + 77};
    const auto number = step % 8 == 5 ? step - 4 : step;
    auto out = std::to_string(number) + ' ';
    out.resize(sizes[number % std::size(sizes)], static_cast<char>('a' + number % 26));
    return out;
}

std::string name_at(unsigned step)
{
    return std::to_string(step);
}

std::string digest_at(unsigned step)
{
    return base::to_hex(base::sha256(content_at(step)));
}

bool may_be_gone(unsigned step, unsigned last)
{
    return step % removing == removing - 2 && step + 2 <= last;
}

std::optional<std::string> record(storage::Storage& storage, unsigned step)
{
    return storage.records().get(home, kind, name_at(step)).value();
}

unsigned count_in(storage::Storage& storage)
{
    const auto count = storage.records().get(home, count_kind, "steps").value();
    return count ? static_cast<unsigned>(std::stoul(*count)) : 0;
}

bool has_file(storage::Storage& storage, unsigned step)
{
    const auto content = content_at(step);
    const auto digest = base::sha256(content);
    const auto read = storage.files().read(home, digest, 0, std::string::npos);
    return read && *read == content && storage.files().size(home, digest).value() == content.size();
}

} // namespace

bool Filing::step(storage::Storage& storage)
{
    const auto now = done_ + 1;
    auto rest = content_at(now);
    const auto stored = storage.files().put(home, [&]() -> base::Result<std::string> {
        auto some = rest.substr(0, 400'000);
        rest.erase(0, some.size());
        return some;
    });
    if (!stored) return false;
    const auto before = done_ == 0 ? Former{} : Former{name_at(done_)};
    const std::vector<RecordChange> changes{{kind, name_at(now), digest_at(now), Former{}},
                                            {count_kind, "steps", name_at(now), before}};
    begun_ = now;
    if (!storage.records().change(home, changes)) return false;
    done_ = now;
    return now % removing != 0 || remove(storage, now - 2);
}

bool Filing::remove(storage::Storage& storage, unsigned step)
{
    const std::vector<RecordChange> changes{{kind, name_at(step), {}, Former{digest_at(step)}}};
    if (!storage.records().change(home, changes)) return false;
    const std::vector<storage::Digest> digests{base::sha256(content_at(step))};
    if (!storage.files().remove(home, digests)) return false;
    gone_.insert(step);
    return true;
}

void Filing::acknowledge(unsigned step)
{
    done_ = step;
    begun_ = step + 1;
}

void Filing::resume(storage::Storage& storage)
{
    done_ = begun_ = count_in(storage);
}

std::vector<std::string> Filing::damage(storage::Storage& storage)
{
    std::vector<std::string> damage;
    const auto count = count_in(storage);
    if (count < done_ || count > std::max(done_, begun_))
        damage.push_back("the count of steps is " + std::to_string(count) + " after " +
                         std::to_string(done_));
    const auto records = storage.records().scan(home, kind, "", "", std::size_t(-1)).value();
    std::size_t found = 0;
    for (unsigned step = 1; step <= count; ++step) {
        const auto named = record(storage, step);
        found += named.has_value();
        if (!named && !may_be_gone(step, count)) damage.push_back("a lost record");
        if (named && named != digest_at(step)) damage.push_back("another record");
        if (named && !has_file(storage, step)) damage.push_back("a lost file");
        if (gone_.contains(step) && (named || has_file(storage, step)))
            damage.push_back("what was removed is there");
    }
    if (found != records.size()) damage.push_back("a record of half a change");
    done_ = begun_ = count;

    storage::Work work;
    for (const auto& each : storage.maintenance()->verify(work).value().findings)
        damage.push_back(each.kind + ' ' + each.where + ": " + each.found);
    return damage;
}

} // namespace storage_tests
