#include "tests/storage/story.hpp"

#include "statements/parse.hpp"
#include "storage/memory/memory_storage.hpp"
#include "tests/storage/backends.hpp"

#include <algorithm>
#include <set>

namespace storage_tests {
namespace {

using base::Error;
using storage::DocumentKey;
using storage::DocumentKind;
using storage::EntryKind;

constexpr unsigned ids = 16;
constexpr auto* projection = "story";
const DocumentKey documents[] = {
    {{DocumentKind::state, "https://x.example/a", "ann"}, {}, "one"},
    {{DocumentKind::state, "https://x.example/a", "ann"}, {}, "two"},
    {{DocumentKind::agent_profile, "", "bob"}, {}, "one"},
};

std::string content(unsigned number)
{
    return number % 4 == 0 ? std::string(300'000, 'x') : std::string(5'000, "abc"[number % 3]);
}

std::string body_of(Storage& store, const DocumentKey& key)
{
    const auto found = store.documents().find(home, key).value();
    return found ? found->body : "";
}

// Without what the two stores set by their own clocks.
json::value told(std::string_view text)
{
    auto json = statements::parse_stored(text).as_object();
    json.erase("stored");
    json.erase("timestamp");
    return json;
}

std::string listed(Storage& store, const Query& query)
{
    std::string numbers;
    std::optional<storage::Cursor> from;
    do {
        const auto page = store.statements().query(home, query, from, no_deadline).value();
        numbers += numbers_of(page.statements) + " ";
        from = page.next;
    } while (from);
    return numbers;
}

} // namespace

Story::Story(unsigned seed, Storage& store)
    : dice_(seed), made_(seed, ids),
      model_(storage::memory::open({.key = store.statements().key()}))
{
}

Story::~Story() = default;

void Story::play(Storage& store, unsigned steps, const Recover& recover)
{
    for (const auto end = step_ + steps; step_ < end; ++step_)
        take_step(store, recover);
}

void Story::take_step(Storage& store, const Recover& recover)
{
    constexpr unsigned attempts = 10;
    std::function<Outcome()> step;
    switch (step_ % 8) {
    case 3: {
        const std::vector gone{id(1 + dice_.below(ids)), id(1 + dice_.below(ids))};
        step = [&, gone] { return erase(store, gone, recover); };
        break;
    }
    case 5: {
        const auto& key = documents[dice_.below(std::size(documents))];
        step = [&] { return write(store, key, "body " + std::to_string(step_), recover); };
        break;
    }
    case 6: step = [&] { return set(store, "story", std::to_string(step_), recover); }; break;
    case 7:
        commits_.push_back({{{std::to_string(step_), "row"}}, step_});
        step = [&] { return project(store, recover); };
        break;
    default: step = [&, batch = random_batch()] { return put(store, batch, recover); };
    }
    for (unsigned attempt = 0; attempt < attempts; ++attempt) {
        if (step() == Outcome::done) return;
    }
    differ("step " + std::to_string(step_) + " is never done");
}

statements::PreparedBatch Story::random_batch()
{
    std::set<unsigned> numbers;
    for (auto count = 1 + dice_.below(4); count > 0; --count)
        numbers.insert(1 + dice_.below(ids));
    std::vector<json::object> batch;
    for (const auto number : numbers)
        batch.push_back(made_.make(number, 0, statements::Version::v2_0_0));
    auto prepared = prepare(batch, model_->statements().key());
    if (dice_.percent(40))
        attach(prepared, 0, content(step_), statements::SignatureOutcome::verified);
    return prepared;
}

// After a failure and a recovery: of `all` new things, `kept` are there.
void Story::kept_or_not(const Error& error, std::size_t kept, std::size_t all,
                        const std::function<void()>& tell_model)
{
    const auto where = "step " + std::to_string(step_) + ": ";
    if (error.kind != ErrorKind::unknown && error.kind != ErrorKind::busy &&
        error.kind != ErrorKind::full) {
        differ(where + "an answer that fits no failure: " + error.why);
    }
    if (kept != 0 && kept != all) differ(where + "half of it is there");
    if (kept != 0 && error.kind != ErrorKind::unknown) differ(where + "refused and there");
    if (error.kind == ErrorKind::unknown) ++(kept == 0 ? lost_ : kept_);
    if (kept == all && all != 0) tell_model();
}

Story::Outcome Story::put(Storage& store, const statements::PreparedBatch& batch,
                          const Recover& recover)
{
    const auto stored = store.statements().put(home, batch);
    if (stored || stored.error().kind == ErrorKind::conflict) {
        const auto expected = model_->statements().put(home, batch);
        if (expected.has_value() != stored.has_value() ||
            (stored && stored->added != expected->added)) {
            differ("step " + std::to_string(step_) + ": a batch is answered otherwise");
        }
        return Outcome::done;
    }
    recover();
    // An erased one is stored by neither: what the model adds is what there should be.
    std::size_t kept = 0;
    for (const auto& statement : batch.statements) {
        if (!model_->statements().find(home, statement.id).value() &&
            store.statements().find(home, statement.id).value())
            ++kept;
    }
    const auto all = kept == 0 ? 0 : model_->statements().put(home, batch).value().added;
    kept_or_not(stored.error(), kept, all, [] {});
    return Outcome::again;
}

Story::Outcome Story::erase(Storage& store, const std::vector<base::Uuid>& gone,
                            const Recover& recover)
{
    const auto erased = store.statements().erase(home, gone, "asked for");
    const auto tell_model = [&] {
        return model_->statements().erase(home, gone, "asked for").value();
    };
    if (erased) {
        if (tell_model().statements != erased->statements)
            differ("step " + std::to_string(step_) + ": an erasure is answered otherwise");
        return Outcome::done;
    }
    recover();
    std::set<base::Uuid> there;
    for (const auto& id : gone) {
        if (model_->statements().find(home, id).value()) there.insert(id);
    }
    const auto kept = std::ranges::count_if(
        there, [&](const auto& id) { return !store.statements().find(home, id).value(); });
    kept_or_not(erased.error(), static_cast<std::size_t>(kept), there.size(), tell_model);
    return Outcome::again;
}

Story::Outcome Story::write(Storage& store, const DocumentKey& key, const std::string& body,
                            const Recover& recover)
{
    const auto write_to = [&](Storage& storage) {
        const auto found = storage.documents().find(home, key).value();
        const auto seen = found ? std::optional(found->updated) : std::nullopt;
        return storage.documents().write(home,
                                         {{key, seen, storage::Document{"text/plain", body, {}}}});
    };
    const auto written = write_to(store);
    if (written) {
        write_to(*model_).value();
        return Outcome::done;
    }
    recover();
    kept_or_not(written.error(), body_of(store, key) == body ? 1 : 0, 1,
                [&] { write_to(*model_).value(); });
    return Outcome::again;
}

Story::Outcome Story::set(Storage& store, const std::string& name, const std::string& value,
                          const Recover& recover)
{
    const auto kept = store.settings().put(name, value);
    if (kept) {
        model_->settings().put(name, value).value();
        return Outcome::done;
    }
    recover();
    kept_or_not(kept.error(), store.settings().get(name).value() == value ? 1 : 0, 1,
                [&] { model_->settings().put(name, value).value(); });
    return Outcome::again;
}

// As a follower does it: on from the cursor that is there.
Story::Outcome Story::project(Storage& store, const Recover& recover)
{
    auto& rows = store.projections();
    const auto last = rows.cursor(home, projection).value().value_or(0);
    for (const auto& commit : commits_) {
        if (commit.cursor <= last) continue;
        if (rows.commit(home, projection, commit.changes, commit.cursor)) continue;
        recover();
        return Outcome::again;
    }
    return Outcome::done;
}

std::string Story::differences(Storage& store)
{
    compare_log(store);
    compare_statements(store);
    compare_queries(store);
    compare_sides(store);
    return std::exchange(differences_, "");
}

void Story::compare_log(Storage& store)
{
    const auto shown = [](Storage& storage) {
        std::string text;
        for (const auto& entry : storage.log().read(home, 0, 10'000).value()) {
            text += std::to_string(static_cast<int>(entry.kind)) + " ";
            if (entry.kind == EntryKind::statement)
                text += std::to_string(number_of(entry.text)) + " ";
        }
        return text;
    };
    if (shown(store) != shown(*model_)) {
        differ("the log is " + shown(store) + "instead of " + shown(*model_));
    }
    const auto signatures = [](Storage& storage) {
        return storage.attachments().signatures(home, ~0ull, 1'000).value().size();
    };
    if (signatures(store) != signatures(*model_)) differ("signatures are missing, or too many");
}

void Story::compare_statements(Storage& store)
{
    for (unsigned number = 1; number <= ids; ++number) {
        const auto name = std::to_string(number);
        const auto left = model_->statements().find(home, id(number)).value();
        const auto right = store.statements().find(home, id(number)).value();
        if (left.has_value() != right.has_value()) {
            differ(left ? "lost: " + name : "not to be there: " + name);
            continue;
        }
        if (!left) continue;
        if (left->voided != right->voided) differ("voided or not: " + name);
        if (told(left->text) != told(right->text)) differ("another text: " + name);
        for (unsigned kind = 0; kind < 12; ++kind) {
            const auto sha2 = base::to_hex(base::sha256(content(kind)));
            if (model_->attachments().find(home, left->sequence, sha2).value() !=
                store.attachments().find(home, right->sequence, sha2).value())
                differ("attachments of " + name);
        }
    }
    for (const auto* name : {"book", "poem", "film"}) {
        if (model_->activities().definition(home, activity_id(name)).value() !=
            store.activities().definition(home, activity_id(name)).value())
            differ(std::string("the definition of ") + name);
    }
}

void Story::compare_queries(Storage& store)
{
    Dice dice(step_);
    for (int turn = 0; turn < 12; ++turn) {
        auto query = turn == 0 ? Query{} : made_.query(dice);
        query.limit = 1 + dice.below(10);
        const auto expected = listed(*model_, query);
        const auto found = listed(store, query);
        if (found != expected) differ("a query lists " + found + "instead of " + expected);
    }
}

void Story::compare_sides(Storage& store)
{
    for (const auto& key : documents) {
        if (body_of(store, key) != body_of(*model_, key)) differ("a document: " + key.id);
    }
    if (store.settings().get("story").value() != model_->settings().get("story").value())
        differ("a setting");
    std::size_t rows = 0;
    const auto scanned = store.projections().scan(
        home, projection, "", [&](std::string_view, std::string_view) { ++rows; });
    const auto cursor = store.projections().cursor(home, projection).value().value_or(0);
    if (!scanned || rows != commits_.size() ||
        cursor != (commits_.empty() ? 0 : commits_.back().cursor))
        differ("a projection");
}

} // namespace storage_tests
