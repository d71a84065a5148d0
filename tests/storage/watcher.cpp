#include "tests/storage/watcher.hpp"

#include "statements/parse.hpp"
#include "tests/storage/backends.hpp"

#include <algorithm>
#include <thread>

namespace storage_tests {
namespace {

base::Uuid id_in(const storage::StoredStatement& statement)
{
    return statements::id_of(statements::parse(statement.text).value()).value();
}

} // namespace

std::string Watcher::look()
{
    if (!learn()) return "";
    auto query = RandomStatements(1, 1).query(dice_);
    query.limit = 1 + dice_.below(20);
    const auto wrong = walk(query);
    return wrong.empty() ? find_some() : wrong;
}

// All that the log has by now.
bool Watcher::learn()
{
    const auto published = storage_.log().published(home).sequence;
    const auto log = storage_.log().read(home, told_.last(), std::size_t(-1));
    if (!log) return false;
    told_.add(*log);
    return told_.last() >= published;
}

// A commit that a reader may have seen the effects of (a target, a void) is soon in the log.
bool Watcher::outwait() const
{
    const auto now = storage::system_now();
    while (storage_.statements().consistent_through() < now) {
        if (!storage_.trouble().empty()) return false;
        std::this_thread::yield();
    }
    return true;
}

std::string Watcher::walk(const statements::Query& query)
{
    const auto before = told_.matching(query);
    std::set<base::Uuid> voided;
    for (const auto& id : told_.order()) {
        if (told_.is_voided(id)) voided.insert(id);
    }
    std::vector<storage::StoredStatement> found;
    std::optional<storage::Cursor> from;
    storage::Sequence upper = 0;
    do {
        const auto page = storage_.statements().query(home, query, from, no_deadline);
        if (!page) return "";
        if (upper != 0 && page->upper != upper) return "a walk whose end moves";
        upper = page->upper;
        if (page->statements.size() > query.limit) return "a page over its limit";
        found.insert(found.end(), page->statements.begin(), page->statements.end());
        from = page->next;
    } while (from);
    for (const auto& statement : found) {
        if (voided.contains(id_in(statement))) return "voided before, and found";
    }
    if (!outwait() || !learn()) return "";
    return judge(query, found, before, upper);
}

std::string Watcher::judge(const statements::Query& query,
                           const std::vector<storage::StoredStatement>& found,
                           const std::vector<base::Uuid>& before, storage::Sequence upper) const
{
    std::set<base::Uuid> ids;
    for (std::size_t at = 0; at < found.size(); ++at) {
        const auto sequence = found[at].sequence;
        if (at > 0 && (found[at - 1].sequence < sequence) != query.ascending)
            return "a page out of order";
        if (at > 0 && found[at - 1].sequence == sequence) return "a statement twice";
        if (sequence > upper) return "a statement that came after the walk had begun";
        const auto id = id_in(found[at]);
        if (!told_.matches(id, query)) return "a statement that does not match: " + to_string(id);
        ids.insert(id);
    }
    for (const auto& id : before) {
        if (!ids.contains(id) && !told_.is_voided(id))
            return "stored before, and not found: " + to_string(id);
    }
    return "";
}

std::string Watcher::find_some() const
{
    const auto& order = told_.order();
    const auto some = std::min<std::size_t>(order.size(), 5);
    for (auto id = order.end() - static_cast<std::ptrdiff_t>(some); id != order.end(); ++id) {
        const auto found = storage_.statements().find(home, *id);
        if (!found) return "";
        if (!*found) return "not found by its id: " + to_string(*id);
        if ((*found)->sequence != told_.sequence_of(*id))
            return "found as another entry of the log";
    }
    return "";
}

} // namespace storage_tests
