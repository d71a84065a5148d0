// A competency follower over a store that can be told to go wrong, and what tests ask of it.
#pragma once

#include "competency/history.hpp"
#include "lrs/followers/competency_follower.hpp"
#include "tests/lrs/live.hpp"
#include "tests/lrs/watched.hpp"
#include "tests/support/competency_models.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace followed {

namespace json = boost::json;

using namespace support::kmx;
using lrs::CompetencyFollower;
using lrs::default_tenant;

inline const auto later = time("2100-01-01T00:00:00Z");

// "C" is held by who passed the courses that are named.
inline ModelMaker held_by_courses(std::initializer_list<std::string_view> names)
{
    ModelMaker maker;
    maker.competency("C");
    int level = 0;
    for (const auto name : names) {
        maker.evidence(name);
        maker.rule("C", ++level, R"({"ev": ")" + std::string(name) + "\"}");
    }
    return maker;
}

inline std::string of_person(std::string_view name)
{
    return R"({"actor": )" + json::serialize(agent(name)) + "}";
}

// A follower on one of the backends.
struct Fixture {
    std::unique_ptr<live::Disk> disk;
    std::unique_ptr<watched::Storage> storage;
    std::ostringstream log; // What goes wrong.
    lrs::Journal journal{log};
    std::unique_ptr<CompetencyFollower> follower;

    void open(const live::Backend& backend)
    {
        disk = backend.make();
        storage = std::make_unique<watched::Storage>(disk->open());
    }

    void follow()
    {
        follower = std::make_unique<CompetencyFollower>(*storage, default_tenant, journal);
        follower->start().value();
    }

    void follow(const live::Backend& backend, const ModelMaker& model)
    {
        open(backend);
        follow();
        follower->set_model(model.text()).value();
    }

    void close()
    {
        follower.reset();
        storage.reset();
    }

    void reopen() { storage = std::make_unique<watched::Storage>(disk->open()); }

    storage::Sequence store(const std::string& text)
    {
        auto& statements = storage->statements();
        const auto authority = json::serialize(agent("lms"));
        auto batch = statements::prepare(text, {.version = statements::Version::v1_0_3,
                                                .authority = authority,
                                                .key = statements.key(),
                                                .new_id = [] { return base::Uuid{}; }});
        return statements.put(default_tenant, std::move(batch).value()).value().last;
    }

    // The `stored` that it got.
    base::Timestamp put(const std::string& text)
    {
        const auto entry = storage->log().entry(default_tenant, store(text)).value().value();
        return statements::stored_of(json::parse(entry.text)).value();
    }

    void erase(int number)
    {
        const auto id = *base::parse_uuid(statement_id(number));
        storage->statements().erase(default_tenant, std::span(&id, 1), "asked for").value();
    }

    std::string answer(std::string_view person = "ann",
                       std::optional<base::Timestamp> known_at = {})
    {
        return follower->answer(identity(person), later, known_at).value();
    }

    std::int64_t level(std::string_view person = "ann",
                       std::optional<base::Timestamp> known_at = {})
    {
        return json::parse(answer(person, known_at))
            .at("competencies")
            .at(0)
            .at("level")
            .as_int64();
    }

    std::string since()
    {
        const auto whole = json::parse(answer());
        return std::string(whole.at("competencies").at(0).at("since").as_string());
    }

    // The same answer from the whole log. Not for logs with erasures.
    std::string naive_answer(std::string_view person = "ann")
    {
        std::vector<std::string> history;
        for (auto& entry : storage->log().read(default_tenant, 0, 1'000'000).value())
            history.push_back(std::move(entry.text));
        const auto published = storage->log().published(default_tenant);
        const auto known = std::max(published.stored, follower->shelf().publications().back().at);
        return competency::evaluate_history(*follower->model(), {}, history, identity(person),
                                            later, known, {published.sequence, published.stored})
            .value();
    }
};

} // namespace followed
