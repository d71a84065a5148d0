#include "tests/competency/random_model.hpp"

#include "tests/support/competency_models.hpp"

namespace support::kmx {
namespace {

using competency::Timestamp;

constexpr int leaves = 8;
constexpr int competencies = 5;
constexpr int days = 300;

std::string name(const char* kind, int number)
{
    return kind + std::to_string(number);
}

template <class Value>
const Value& one_of(Random& random, const std::vector<Value>& values)
{
    return values[static_cast<std::size_t>(pick(random, static_cast<int>(values.size())))];
}

const std::vector<std::string> scores{"0.3", "0.5", "0.6999999", "0.7", "0.70000001", "0.9", "1"};

// Each leaf looks at its own activity and, now and then, at one that all share.
json::object random_match(Random& random, int leaf)
{
    json::object match;
    json::array ids{activity(name("e", leaf))};
    if (pick(random, 3) == 0) ids.push_back(json::string(activity("shared*")));
    match[one_of<std::string>(random, {"object", "course", "grouping", "parent", "category"})] =
        ids;
    if (pick(random, 4) == 0) match["verb"] = {verb("passed"), verb("failed")};
    if (pick(random, 4) == 0) match["success"] = pick(random, 4) != 0;
    if (pick(random, 5) == 0) match["completion"] = true;
    if (pick(random, 3) == 0) match["scaledMin"] = one_of<std::string>(random, {"0.5", "0.7"});
    return match;
}

json::object random_leaf(Random& random, int leaf)
{
    auto match = random_match(random, leaf);
    json::object out{
        {"kind", one_of<std::string>(random, {"course", "assessment", "attestation", "waiver"})}};
    const auto agg = one_of<std::string>(random, {"any", "any", "latest", "distinctAttestors"});
    out["agg"] = agg;
    out["subject"] = pick(random, 4) == 0 ? "object" : "actor";
    const auto attestor = out["subject"] == "object" ? "actor" : "instructor";
    out["attestor"] = pick(random, 5) == 0 ? "authority" : attestor;
    if (agg == "distinctAttestors") out["n"] = 1 + pick(random, 2);
    if (pick(random, 6) == 0) match["attestorRole"] = {"supervisor", "mentor"};
    if (pick(random, 2) == 0)
        out["validity"] = one_of<std::string>(random, {"P1M", "P3M", "P30D", "P1Y", "P1W"});
    if (out.contains("validity") && pick(random, 4) != 0) out["warn"] = "P60D";
    if (pick(random, 3) == 0) out["group"] = "members";
    out["match"] = std::move(match);
    return out;
}

json::object random_node(Random& random, int competency, int level, int depth)
{
    const auto child = [&] { return random_node(random, competency, level, depth + 1); };
    const auto children = [&] {
        json::array out;
        for (int i = 2 + pick(random, 2); i > 0; --i)
            out.push_back(child());
        return out;
    };
    const auto kind = depth < 3 ? pick(random, 10) : pick(random, 6);
    if (kind < 4) return {{"ev", name("e", pick(random, leaves))}};
    if (kind == 4 && competency > 0)
        return {{"held", name("C", pick(random, competency))}, {"level", 1 + pick(random, 3)}};
    if (kind == 5 && level > 1) return {{"below", 1 + pick(random, level - 1)}};
    if (depth >= 3) return {{"ev", name("e", pick(random, leaves))}};
    if (kind <= 6) return {{"all", children()}};
    if (kind == 7) return {{"any", children()}};
    if (kind == 8) return {{"atLeast", {1 + pick(random, 2), children()}}};
    json::array parts;
    for (const auto& part : children())
        parts.push_back({part, 1 + pick(random, 3)});
    return {{"weighted", std::move(parts)}, {"min", 1 + pick(random, 2)}};
}

Timestamp day(Random& random)
{
    // Noon, midnight in Berlin, and a moment before it.
    const int hours[] = {12, 23, 22};
    return competency::Timestamp(
        std::chrono::sys_days(std::chrono::year{2026} / 1 / 1 + std::chrono::months(0)) +
        std::chrono::days(pick(random, days)) + std::chrono::hours(hours[pick(random, 3)]));
}

json::object random_agent(Random& random)
{
    auto out = agent(one_of(random, people));
    out["objectType"] = "Agent";
    return out;
}

json::object random_statement(Random& random)
{
    const auto id = pick(random, 4) == 0 ? activity(name("shared", pick(random, 2)))
                                         : activity(name("e", pick(random, leaves + 1)));
    json::object out{
        {"actor", random_agent(random)},
        {"verb", {{"id", verb(one_of<std::string>(random, {"passed", "failed", "completed"}))}}},
        {"object", {{"id", id}}},
        {"authority", agent(one_of<std::string>(random, {"lms", "other"}))}};
    if (pick(random, 6) == 0)
        out["actor"] = {{"objectType", "Group"}, {"member", {agent("ann"), agent("eve")}}};
    if (pick(random, 5) == 0) out["object"] = random_agent(random);
    json::object activities;
    for (const char* list : {"grouping", "parent", "category"}) {
        if (pick(random, 2) == 0) activities[list] = {{{"id", id}}};
    }
    out["context"] = {{"instructor", random_agent(random)},
                      {"contextActivities", std::move(activities)}};
    out["result"] = {{"success", pick(random, 4) != 0}, {"completion", pick(random, 3) != 0}};
    return out;
}

} // namespace

int pick(Random& random, int below)
{
    return static_cast<int>(random() % static_cast<unsigned>(below));
}

std::string random_model(Random& random)
{
    ModelMaker maker(one_of<std::string>(random, {"UTC", "Europe/Berlin", "Europe/Lisbon"}));
    for (int i = 0; i < leaves; ++i)
        maker.evidence(name("e", i), json::serialize(random_leaf(random, i)));
    json::object revocation{{"polarity", "-"}, {"revokes", {"e0", name("e", 1 + pick(random, 7))}}};
    revocation["match"] = random_match(random, leaves);
    revocation["match"].as_object().erase("scaledMin");
    maker.evidence(name("e", leaves), json::serialize(revocation));
    for (int i = 0; i < competencies; ++i) {
        maker.competency(name("C", i), pick(random, 4) == 0 ? "T" : "I");
        for (int level = 1; level <= 3; ++level) {
            if (pick(random, 4) == 0) continue;
            maker.rule(name("C", i), level, json::serialize(random_node(random, i, level, 0)));
        }
    }
    if (pick(random, 3) == 0) {
        maker.add("trust", {{"authority", agent("lms")},
                            {"kinds", {"course", "assessment", "attestation", "waiver"}}});
        maker.add("trust", {{"authority", agent("other")}, {"kinds", {"course"}}});
    }
    return maker.text();
}

competency::Roles random_roles(Random& random)
{
    competency::Roles roles;
    for (const auto& person : people) {
        if (pick(random, 4) == 0) continue;
        const auto from = day(random);
        roles.add(identity(person), {one_of<std::string>(random, {"supervisor", "mentor", "guest"}),
                                     "",
                                     {from, from + std::chrono::days(200)}});
    }
    return roles;
}

std::vector<Logged> random_history(Random& random, int count)
{
    std::vector<Timestamp> times;
    for (int i = 0; i < count; ++i)
        times.push_back(day(random));
    std::sort(times.begin(), times.end());
    std::vector<Logged> out;
    for (int i = 0; i < count; ++i) {
        const auto stored = times[static_cast<std::size_t>(i)];
        if (pick(random, 8) == 0) {
            const auto text = voiding(i, pick(random, count), base::to_string(stored));
            out.push_back({text, static_cast<std::uint64_t>(i), stored, stored, true});
            continue;
        }
        auto statement = random_statement(random);
        const auto claimed = pick(random, 3) == 0 ? stored : day(random);
        statement["id"] = statement_id(i);
        statement["timestamp"] = base::to_string(claimed);
        statement["stored"] = base::to_string(stored);
        auto text = json::serialize(statement);
        // As text: a score must not pass through a double on its way into a test either.
        if (pick(random, 2) == 0)
            text.replace(text.find(R"("result":{)"), 10,
                         R"("result":{"score":{"scaled":)" + one_of(random, scores) + "},");
        out.push_back(
            {text, static_cast<std::uint64_t>(i), std::min(claimed, stored), stored, false});
    }
    return out;
}

Timestamp random_time(Random& random)
{
    return day(random) + std::chrono::days(pick(random, 200) - 50) +
           std::chrono::microseconds(pick(random, 3) - 1);
}

} // namespace support::kmx
