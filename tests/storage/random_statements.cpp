#include "tests/storage/random_statements.hpp"

#include "statements/agent.hpp"

namespace storage_tests {
namespace {

using statements::Version;

template <std::size_t size>
const char* one_of(const char* const (&words)[size], Dice& dice)
{
    return words[dice.below(size)];
}

constexpr const char* names[] = {"ann", "bob", "eve", "account", "openid"};
constexpr const char* crews[] = {"crew", "class"};
constexpr const char* verbs[] = {"read", "wrote", "saw"};
constexpr const char* activities[] = {"book", "poem", "film"};

// One of three kinds of identifier.
json::object person(Dice& dice)
{
    const std::string_view name = one_of(names, dice);
    if (name == "account")
        return {{"account", {{"homePage", "https://example.org"}, {"name", "17"}}}};
    if (name == "openid") return {{"openid", "https://example.org/people/17"}};
    return agent(name);
}

json::array people(Dice& dice)
{
    json::array members;
    for (auto count = 1 + dice.below(2); count > 0; --count)
        members.push_back(person(dice));
    return members;
}

json::object crew(Dice& dice)
{
    auto made = dice.percent(50) ? agent(one_of(crews, dice)) : json::object{};
    return with(with(std::move(made), "objectType", "Group"), "member", people(dice));
}

// Now and then with a name in one of two languages, of two that contradict each other.
json::object some_activity(Dice& dice)
{
    auto made = activity(one_of(activities, dice));
    if (!dice.percent(30)) return made;
    json::object name;
    name[dice.percent(50) ? "en" : "de"] = dice.percent(50) ? "One" : "Other";
    return with(std::move(made), "definition", json::object{{"name", std::move(name)}});
}

json::object registered(Dice& dice)
{
    return {{"registration", to_string(id(0x9000 + dice.below(2)))}};
}

} // namespace

json::object RandomStatements::actor(Dice& dice) const
{
    return dice.percent(20) ? crew(dice) : person(dice);
}

json::object RandomStatements::context(Dice& dice, Version version) const
{
    auto made = dice.percent(40) ? registered(dice) : json::object{};
    if (dice.percent(25)) made["instructor"] = actor(dice);
    if (dice.percent(25)) made["team"] = crew(dice);
    for (const auto* kind : {"parent", "grouping", "category", "other"}) {
        if (!dice.percent(20)) continue;
        auto& all = made["contextActivities"];
        if (all.is_null()) all = json::object{};
        all.as_object()[kind] = json::array{some_activity(dice)};
    }
    if (version == Version::v1_0_3) return made;
    if (dice.percent(20)) {
        made["contextAgents"] =
            json::array{{{"objectType", "contextAgent"}, {"agent", person(dice)}}};
    }
    if (dice.percent(20))
        made["contextGroups"] =
            json::array{{{"objectType", "contextGroup"}, {"group", crew(dice)}}};
    return made;
}

json::object RandomStatements::object(Dice& dice, Version version, bool nested) const
{
    const auto roll = dice.below(100);
    if (roll < 35) return reference_to(1 + dice.below(numbers_ + 3));
    if (roll < 45) return with(person(dice), "objectType", "Agent");
    if (roll < 52) return crew(dice);
    if (roll < 65 && !nested) return with(body(dice, version, true), "objectType", "SubStatement");
    return some_activity(dice);
}

json::object RandomStatements::body(Dice& dice, Version version, bool nested) const
{
    json::object made{{"actor", actor(dice)},
                      {"verb", {{"id", verb(one_of(verbs, dice))}}},
                      {"object", object(dice, version, nested)}};
    if (dice.percent(60)) {
        auto around = context(dice, version);
        if (!around.empty()) made["context"] = std::move(around);
    }
    return made;
}

json::object RandomStatements::make(unsigned number, unsigned variant, Version version) const
{
    Dice dice(seed_ * 10'007 + number * 13 + variant);
    if (dice.percent(15)) return voiding(number, 1 + dice.below(numbers_));
    return with(body(dice, version, false), "id", json::value(to_string(id(number))));
}

statements::Query RandomStatements::query(Dice& dice) const
{
    statements::Query query;
    if (dice.percent(40)) {
        query.agent =
            dice.percent(20) ? who(one_of(crews, dice)) : statements::identity(person(dice));
    }
    if (dice.percent(30)) query.verb = verb(one_of(verbs, dice));
    if (dice.percent(5)) query.verb = "http://adlnet.gov/expapi/verbs/voided";
    if (dice.percent(35)) query.activity = activity_id(one_of(activities, dice));
    if (dice.percent(15)) query.registration = id(0x9000 + dice.below(2));
    if (dice.percent(15)) query.authority = who(dice.percent(50) ? "moodle" : "canvas");
    query.related_agents = dice.percent(50);
    query.related_activities = dice.percent(50);
    query.ascending = dice.percent(50);
    return query;
}

} // namespace storage_tests
