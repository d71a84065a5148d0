#include "tests/storage/workload.hpp"

#include "statements/definition.hpp"
#include "statements/parse.hpp"
#include "statements/query.hpp"
#include "tests/storage/backends.hpp"
#include "tests/storage/told.hpp"

#include <map>

namespace storage_tests {
namespace {

unsigned number_at(BatchPlace place, unsigned at)
{
    return place.run << 20 | place.writer << 17 | place.batch << 3 | at;
}

BatchPlace place_of(unsigned number)
{
    return {number >> 20, number >> 17 & 7, number >> 3 & 0x3fff};
}

// One near it: stored already, on its way, or never to come.
unsigned neighbour(BatchPlace place, Dice& dice)
{
    auto near = place;
    near.writer = dice.below(4);
    near.batch = place.batch + 4 - std::min(place.batch + 4, dice.below(8));
    return number_at(near, dice.below(4));
}

// What the first statement of some batches brings along; seldom in more than one piece.
std::optional<std::string> content_at(BatchPlace place)
{
    if (place.batch % 4 != 0) return std::nullopt;
    const auto size = place.batch % 64 == 0 ? 300'000u : 5'000u;
    return std::string(size, static_cast<char>('a' + number_at(place, 0) % 26));
}

std::vector<base::Uuid> listed(storage::Storage& storage, const Query& query)
{
    std::vector<base::Uuid> ids;
    std::optional<storage::Cursor> from;
    do {
        const auto page = storage.statements().query(home, query, from, no_deadline).value();
        for (const auto& statement : page.statements)
            ids.push_back(*statements::id_of(statements::parse(statement.text).value()));
        from = page.next;
    } while (from);
    return ids;
}

void check_batches(const Told& told, const std::set<BatchPlace>& acknowledged,
                   std::vector<std::string>& damage)
{
    std::map<BatchPlace, std::size_t> found;
    for (const auto& id : told.order())
        ++found[place_of(number_of(id))];
    const auto name = [](BatchPlace place) {
        return std::to_string(place.run) + "/" + std::to_string(place.writer) + "/" +
               std::to_string(place.batch);
    };
    for (const auto& [place, count] : found) {
        if (count != batch_at(place).size()) damage.push_back("half a batch: " + name(place));
    }
    for (const auto& place : acknowledged) {
        if (!found.contains(place)) damage.push_back("a lost batch: " + name(place));
    }
}

void check_entries(storage::Storage& storage, const Told& told,
                   const std::vector<storage::LogEntry>& log, std::vector<std::string>& damage)
{
    storage::Sequence last = 0;
    for (std::size_t at = 0; at < log.size(); ++at) {
        if (log[at].sequence <= last) damage.push_back("the log is out of order");
        last = log[at].sequence;
        const auto& id = told.order()[at];
        const auto found = storage.statements().find(home, id).value();
        if (!found || found->text != log[at].text || found->sequence != last)
            damage.push_back("not found by its id: " + to_string(id));
        else if (found->voided != told.is_voided(id))
            damage.push_back("voided or not: " + to_string(id));
    }
    if (storage.log().published(home).sequence != last)
        damage.push_back("the log does not end where it says");
}

void check_contents(storage::Storage& storage, const std::vector<storage::LogEntry>& log,
                    std::vector<std::string>& damage)
{
    for (const auto& entry : log) {
        const auto number = number_of(entry.text);
        const auto content = content_at(place_of(number));
        if (!content || number % 8 != 0) continue;
        const auto sha2 = base::to_hex(base::sha256(*content));
        const auto found = storage.attachments().find(home, entry.sequence, sha2).value();
        if (found != content) damage.push_back("the content of an attachment is not as it came");
    }
}

// As the log tells them.
void check_definitions(storage::Storage& storage, const std::vector<storage::LogEntry>& log,
                       std::vector<std::string>& damage)
{
    std::map<std::string, statements::CanonicalDefinition> told;
    for (const auto& entry : log) {
        const auto statement = statements::parse(entry.text).value();
        for (const auto& [activity, definition] : statements::definitions_in(statement))
            told[std::string(activity)].merge(*definition);
    }
    for (const auto& [activity, definition] : told) {
        const auto found = storage.activities().definition(home, activity).value();
        if (!found || json::parse(*found) != json::value(definition.json()))
            damage.push_back("an activity is not defined as the log has it");
    }
}

void check_indexes(storage::Storage& storage, const Told& told, std::vector<std::string>& damage)
{
    const RandomStatements made(0, 1);
    Dice dice(static_cast<unsigned>(told.order().size()));
    for (int turn = 0; turn < 20; ++turn) {
        auto query = made.query(dice);
        query.limit = 500;
        auto found = listed(storage, query);
        if (query.ascending) std::ranges::reverse(found);
        const auto expected = told.matching(query);
        if (found == expected) continue;
        damage.push_back("a query lists " + std::to_string(found.size()) + " instead of " +
                         std::to_string(expected.size()));
    }
}

// As the store itself can tell.
void verify(storage::Storage& storage, std::vector<std::string>& damage)
{
    storage::Work work;
    const auto verdict = storage.maintenance()->verify(work).value();
    for (const auto& each : verdict.findings)
        damage.push_back(each.kind + ' ' + each.where + ": " + each.found);
}

} // namespace

std::vector<json::object> batch_at(BatchPlace place)
{
    const RandomStatements made(place.run + 1, 1);
    Dice dice(number_at(place, 7));
    std::vector<json::object> batch;
    const auto size = 1 + dice.below(4);
    for (unsigned at = 0; at < size; ++at) {
        auto statement = made.make(number_at(place, at), 0, statements::Version::v2_0_0);
        if (statements::reference_of(statement))
            statement["object"] = reference_to(neighbour(place, dice));
        batch.push_back(std::move(statement));
    }
    return batch;
}

void keep_writing(storage::Storage& storage, unsigned run, unsigned writer,
                  const std::function<bool(BatchPlace)>& acknowledged,
                  const std::function<bool()>& again)
{
    for (unsigned batch = 0; batch < 1u << 14; ++batch) {
        const BatchPlace place{run, writer, batch};
        auto prepared = prepare(batch_at(place), storage.statements().key());
        if (const auto content = content_at(place)) attach(prepared, 0, *content);
        while (!storage.statements().put(home, prepared)) {
            if (!again()) return;
        }
        if (!acknowledged(place)) return;
    }
}

std::vector<std::string> damage(storage::Storage& storage, const std::set<BatchPlace>& acknowledged)
{
    std::vector<std::string> damage;
    const auto log = storage.log().read(home, 0, std::size_t(-1)).value();
    const Told told(log);
    check_batches(told, acknowledged, damage);
    check_entries(storage, told, log, damage);
    check_indexes(storage, told, damage);
    check_contents(storage, log, damage);
    check_definitions(storage, log, damage);
    verify(storage, damage);
    return damage;
}

std::string lines_of(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
        text += line + "\n";
    return text;
}

void Sides::write(storage::Storage& storage)
{
    const auto number = std::to_string(written_ + 1);
    const std::vector<storage::Change> changes{{number, number}};
    if (storage.projections().commit(home, "sides", changes, written_ + 1)) {
        ++written_;
    } else if (const auto cursor = storage.projections().cursor(home, "sides")) {
        written_ = static_cast<unsigned>(cursor->value_or(0));
    }
    if (written_ % 8 != 0) return;
    if (storage.settings().put("sides/" + std::to_string(kept_ + 1), number)) ++kept_;
}

std::vector<std::string> Sides::damage(storage::Storage& storage)
{
    std::vector<std::string> damage;
    const auto cursor = storage.projections().cursor(home, "sides").value().value_or(0);
    std::set<std::string> rows;
    const auto scanned = storage.projections().scan(
        home, "sides", "", [&](std::string_view key, std::string_view) { rows.emplace(key); });
    if (!scanned || rows.size() != cursor) damage.push_back("a projection and its cursor differ");
    for (unsigned number = 1; number <= cursor; ++number) {
        if (!rows.contains(std::to_string(number))) damage.push_back("a projection has a hole");
    }
    written_ = static_cast<unsigned>(cursor);

    for (unsigned number = 1; number <= kept_; ++number) {
        if (!storage.settings().get("sides/" + std::to_string(number)).value())
            damage.push_back("a lost setting");
    }
    return damage;
}

} // namespace storage_tests
