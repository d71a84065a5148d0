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
    json::object out{{"kind", one_of<std::string>(random, {"course", "course", "assessment",
                                                           "attestation", "waiver", "legacy",
                                                           "consolidated", "consolidated"})}};
    const auto agg = one_of<std::string>(random, {"any", "any", "latest", "distinctAttestors"});
    out["agg"] = agg;
    out["subject"] = pick(random, 4) == 0 ? "object" : "actor";
    const auto attestor = out["subject"] == "object" ? "actor" : "instructor";
    out["attestor"] =
        one_of<std::string>(random, {attestor, attestor, attestor, "authority", "contextAgent"});
    if (agg == "distinctAttestors") out["n"] = 1 + pick(random, 2);
    if (pick(random, 6) == 0) match["attestorRole"] = {"supervisor", "mentor"};
    if (pick(random, 2) == 0)
        out["validity"] = one_of<std::string>(random, {"P1M", "P3M", "P30D", "P1Y", "P1W"});
    if (out.contains("validity") && pick(random, 4) != 0) out["warn"] = "P60D";
    if (pick(random, 4) == 0) out["expiresFrom"] = "extension";
    if (pick(random, 3) == 0) out["group"] = "members";
    out["match"] = std::move(match);
    return out;
}

json::value random_weight(Random& random, const json::value& node)
{
    if (!node.as_object().contains("ev") || pick(random, 3) == 0) return 1 + pick(random, 3);
    json::array steps{{one_of<std::string>(random, {"P1M", "P2W", "P1D"}), 3}};
    if (pick(random, 2) == 0) steps.push_back({"P1M15D", 2});
    if (pick(random, 2) == 0) steps.push_back({"P6M15D", 1});
    return {{"step", std::move(steps)}};
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
    const auto kind = depth < 3 ? pick(random, 12) : pick(random, 6);
    if (kind < 4) return {{"ev", name("e", pick(random, leaves))}};
    if (kind == 4 && competency > 0)
        return {{"held", name("C", pick(random, competency))}, {"level", 1 + pick(random, 3)}};
    if (kind == 5 && level > 1) return {{"below", 1 + pick(random, level - 1)}};
    if (depth >= 3) return {{"ev", name("e", pick(random, leaves))}};
    if (kind <= 6) return {{"all", children()}};
    if (kind == 7) return {{"any", children()}};
    if (kind == 8) return {{"atLeast", {1 + pick(random, 2), children()}}};
    json::array parts;
    std::int64_t most = 0;
    for (const auto& part : children()) {
        const auto weight = random_weight(random, part);
        const auto* steps = weight.if_object();
        most += steps ? steps->at("step").at(0).at(1).as_int64() : weight.as_int64();
        parts.push_back({part, weight});
    }
    return {{"weighted", std::move(parts)}, {"min", 1 + pick(random, static_cast<int>(most))}};
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

json::object random_competency(Random& random)
{
    const auto level = pick(random, 4);
    return {{"id", "https://city.example/c/" + name("C", pick(random, competencies)) +
                       (level == 0 ? "" : "#L" + std::to_string(level))},
            {"definition", {{"type", "https://w3id.org/xapi/tla/activity-types/competency"}}}};
}

const std::string satisfied = "https://w3id.org/xapi/adl/verbs/satisfied";

json::object random_objective(Random& random)
{
    return {{"id", activity(name("o", pick(random, 3)))},
            {"definition", {{"type", "http://adlnet.gov/expapi/activities/objective"}}}};
}

json::object random_extensions(Random& random)
{
    json::object out;
    const auto expires = base::to_string(day(random) + std::chrono::days(60));
    if (pick(random, 3) == 0)
        out["https://w3id.org/xapi/comp/contextextensions/expires"] =
            pick(random, 2) == 0 ? expires : expires.substr(0, 10);
    if (pick(random, 2) == 0)
        out["https://w3id.org/xapi/lrs/contextextensions/knownSince"] =
            base::to_string(day(random));
    return out;
}

json::object random_statement(Random& random)
{
    const auto id = pick(random, 4) == 0 ? activity(name("shared", pick(random, 2)))
                                         : activity(name("e", pick(random, leaves + 1)));
    json::object out{
        {"actor", random_agent(random)},
        {"verb",
         {{"id", one_of<std::string>(
                     random, {verb("passed"), verb("failed"), verb("completed"), satisfied})}}},
        {"object", {{"id", id}}},
        {"authority", agent(one_of<std::string>(random, {"lms", "lms", "other", "other", us}))}};
    if (pick(random, 6) == 0)
        out["actor"] = {{"objectType", "Group"}, {"member", {agent("ann"), agent("eve")}}};
    if (pick(random, 5) == 0) out["object"] = random_agent(random);
    json::object activities;
    for (const char* list : {"grouping", "parent", "category"}) {
        if (pick(random, 2) == 0) activities[list] = {{{"id", id}}};
    }
    json::array other;
    if (pick(random, 5) == 0) other.push_back(random_competency(random));
    if (pick(random, 4) == 0) other.push_back(random_objective(random));
    if (!other.empty()) activities["other"] = std::move(other);
    out["context"] = {{"instructor", random_agent(random)},
                      {"contextAgents",
                       {{{"objectType", "contextAgent"},
                         {"agent", random_agent(random)},
                         {"relevantTypes", {"https://x.example/role"}}}}},
                      {"contextActivities", std::move(activities)},
                      {"extensions", random_extensions(random)}};
    out["result"] = {{"success", pick(random, 4) != 0}, {"completion", pick(random, 3) != 0}};
    if (pick(random, 6) == 0) out["result"].as_object().erase("success");
    return out;
}

// Somebody says, or takes back, that somebody holds a competency.
json::object random_assertion(Random& random)
{
    auto out = random_statement(random);
    const auto word = one_of<std::string>(
        random, {"achieved", "achieved", "conferred", "conferred", "revoked", "forfeited"});
    out["verb"] = {{"id", "https://w3id.org/xapi/tla/verbs/" + word}};
    out["actor"] = random_agent(random);
    out["object"] = random_agent(random);
    auto& activities = out["context"].as_object()["contextActivities"].as_object();
    if (word == "achieved" || word == "forfeited")
        out["object"] = random_competency(random);
    else
        activities["grouping"] = {random_competency(random), random_competency(random)};
    return out;
}

// The system keeps that somebody holds a competency.
json::object random_kept(Random& random)
{
    auto out = random_statement(random);
    const auto kind = one_of<std::string>(random, {"legacy", "consolidated"});
    out["verb"] = {{"id", "https://w3id.org/xapi/tla/verbs/achieved"}};
    out["actor"] = random_agent(random);
    out["object"] = random_competency(random);
    out["context"].as_object()["contextActivities"] = {
        {"category", {{{"id", "https://w3id.org/xapi/lrs/categories/" + kind}}}}};
    out["authority"] = agent(us);
    return out;
}

void add_self_ratings(Random& random, ModelMaker& maker)
{
    for (int i = 0; i < 3; ++i) {
        json::object mapping{{"kind", "self"},
                             {"competency", name("C", pick(random, 2))},
                             {"level", 1 + pick(random, 3)}};
        mapping["match"] = {{"object", {activity(name("e", i))}}};
        if (pick(random, 2) == 0) mapping["validity"] = "P3M";
        maker.evidence(name("s", i), json::serialize(mapping));
    }
}

void add_objectives(Random& random, ModelMaker& maker)
{
    for (int i = pick(random, 4); i > 0; --i) {
        maker.add("objectives", {{"objective", activity(name("o", pick(random, 3)))},
                                 {"competency", name("C", pick(random, competencies))},
                                 {"level", 1 + pick(random, 3)},
                                 {"on", pick(random, 2) == 0 ? "satisfied" : "passed"}});
    }
}

void add_trust(Random& random, ModelMaker& maker)
{
    if (pick(random, 3) == 0) return;
    json::object lms{
        {"authority", agent("lms")},
        {"kinds", {"course", "assessment", "attestation", "waiver", "self", "consolidated"}},
        {"mayAssert", {{"areas", {"A"}}, {"maxLevel", 2 + pick(random, 2)}}}};
    if (pick(random, 2) == 0) lms["mayReference"] = true;
    maker.add("trust", std::move(lms));
    json::object other{{"authority", agent("other")}, {"kinds", {"course", "legacy"}}};
    if (pick(random, 3) == 0) other["mayAssert"] = {{"areas", {"A"}}, {"maxLevel", 1}};
    maker.add("trust", std::move(other));
    maker.add("trust", {{"authority", agent(us)}, {"kinds", {"legacy", "consolidated"}}});
}

std::optional<Timestamp> known_since(const json::object& statement)
{
    const auto& extensions = statement.at("context").at("extensions").as_object();
    const auto* text =
        extensions.if_contains("https://w3id.org/xapi/lrs/contextextensions/knownSince");
    return text ? std::optional(time(std::string(text->as_string()))) : std::nullopt;
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
        maker.document["competencies"].as_array().back().as_object()["manual"] =
            one_of<std::string>(random, {"floor", "ceiling", "replaceUntilNext"});
        for (int level = 1; level <= 3; ++level) {
            if (pick(random, 4) == 0) continue;
            maker.rule(name("C", i), level, json::serialize(random_node(random, i, level, 0)));
        }
    }
    add_objectives(random, maker);
    add_self_ratings(random, maker);
    add_trust(random, maker);
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
        auto statement = pick(random, 16) == 0  ? random_kept(random)
                         : pick(random, 4) == 0 ? random_assertion(random)
                                                : random_statement(random);
        const auto claimed = pick(random, 3) == 0 ? stored : day(random);
        statement["id"] = statement_id(i);
        statement["timestamp"] = base::to_string(claimed);
        statement["stored"] = base::to_string(stored);
        auto text = json::serialize(statement);
        // As text: a score must not pass through a double on its way into a test either.
        if (pick(random, 2) == 0)
            text.replace(text.find(R"("result":{)"), 10,
                         R"("result":{"score":{"scaled":)" + one_of(random, scores) + "},");
        out.push_back({text, static_cast<std::uint64_t>(i), std::min(claimed, stored),
                       std::min(known_since(statement).value_or(stored), stored), false});
    }
    return out;
}

Timestamp random_time(Random& random)
{
    return day(random) + std::chrono::days(pick(random, 200) - 50) +
           std::chrono::microseconds(pick(random, 3) - 1);
}

} // namespace support::kmx
