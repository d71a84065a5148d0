#include "content/cmi5_rules.hpp"

#include "base/decimal.hpp"
#include "base/limits.hpp"
#include "base/pointer.hpp"
#include "base/utf8.hpp"
#include "content/cmi5_vocabulary.hpp"
#include "content/findings.hpp"
#include "statements/members.hpp"
#include "statements/vocabulary.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace content {
namespace {

namespace json = boost::json;
using statements::object_in;
using statements::text_in;

std::string be(const json::value& value)
{
    return "be " + base::excerpt(json::serialize(value), limits::found_bytes);
}

const json::value* value_in(const json::object* object, std::string_view key)
{
    return object ? object->if_contains(key) : nullptr;
}

void check_identity(const Cmi5Session& session, const json::object& statement, Cmi5Faults& faults)
{
    if (text_in(statement, "id").empty())
        faults.add("/id", "cmi5.statement.id", nullptr, "be a UUID made by the content"); // 9.1
    const auto& actor = statement.at("actor");
    const auto* type = value_in(actor.if_object(), "objectType");
    if (type && *type != json::value("Agent"))
        return faults.add("/actor/objectType", "cmi5.actor.agent", type, "be Agent"); // 9.2
    if (!value_in(actor.if_object(), "account"))
        return faults.add("/actor", "cmi5.actor.account", &actor, "have an account"); // 9.2
    if (!is_launch_actor(session, actor))                                             // 8.1.3
        faults.add("/actor", "cmi5.actor.learner", &actor, be(session.actor));
}

void check_timestamp(const json::object& statement, Cmi5Faults& faults)
{
    const auto* found = statement.if_contains("timestamp");
    if (!found || !cmi5_time_of(statement))
        return faults.add("/timestamp", "cmi5.statement.timestamp", found,
                          "say when it happened"); // 9.7
    if (!base::is_utc(found->as_string()))
        faults.add("/timestamp", "cmi5.statement.timestamp_utc", found,
                   "be in UTC, with Z at its end"); // 9.7
}

// 10.2.1: the content may add to the template, and overwrite nothing of it.
class Template {
public:
    Template(const json::object& statement, Cmi5Faults& faults)
        : statement_(statement), faults_(faults)
    {
    }

    void compare(const json::object& context, const json::object& wanted)
    {
        for (const auto& member : wanted) {
            const auto* lists = member.value().if_object();
            if (lists && std::string_view(member.key()) == "contextActivities") {
                compare_activities(*lists);
            } else {
                compare(context, member, "/context");
            }
        }
    }

private:
    void compare(const json::object& given, const json::key_value_pair& wanted,
                 std::string_view where)
    {
        const auto* found = given.if_contains(wanted.key());
        const auto here = base::pointer_below(where, wanted.key());
        const auto* inner = wanted.value().if_object();
        if (found && inner && found->is_object()) {
            for (const auto& member : *inner)
                compare(found->as_object(), member, here);
        } else if (!found || *found != wanted.value()) {
            const bool session = std::string_view(wanted.key()) == cmi5::session_id; // 9.6.3.1
            faults_.add(here, session ? "cmi5.context.session" : "cmi5.context.template", found,
                        be(wanted.value()) + ", as in LMS.LaunchData");
        }
    }

    void compare_activities(const json::object& lists)
    {
        for (const auto& list : lists) {
            const json::array one{list.value()};
            const auto* many = list.value().if_array();
            for (const auto& activity : many ? *many : one) {
                const auto* object = activity.if_object();
                const auto id = object ? text_in(*object, "id") : std::string_view();
                if (!has_context_activity(statement_, list.key(), id))
                    faults_.add(base::pointer_below("/context/contextActivities", list.key()),
                                "cmi5.context.activities", nullptr,
                                "hold the activity " + std::string(id) +
                                    ", as in LMS.LaunchData"); // 9.6.2
            }
        }
    }

    const json::object& statement_;
    Cmi5Faults& faults_;
};

void check_context(const Cmi5Session& session, const json::object& statement, Cmi5Faults& faults)
{
    const auto* context = object_in(statement, "context");
    if (!context)
        return faults.add("/context", "cmi5.context.missing", nullptr,
                          "be made from the template in LMS.LaunchData"); // 9.6, 10.2.1
    const auto registration = base::parse_uuid(text_in(*context, "registration"));
    if (registration != session.registration)
        faults.add("/context/registration", "cmi5.context.registration",
                   context->if_contains("registration"),
                   be(json::value(base::to_string(session.registration)))); // 9.6.1
    Template(statement, faults).compare(*context, session.context_template);
}

// 9.6.2.2
void check_moveon_category(const json::object& statement, Cmi5Faults& faults)
{
    const auto* result = object_in(statement, "result");
    const bool judges = value_in(result, "success") || value_in(result, "completion");
    const bool wanted = is_cmi5_defined(statement) && judges;
    const bool given = has_context_activity(statement, "category", cmi5::moveon_category);
    constexpr auto where = "/context/contextActivities/category";
    if (wanted && !given)
        faults.add(where, "cmi5.moveon.missing", nullptr,
                   "hold " + std::string(cmi5::moveon_category) +
                       ", since success or completion is said");
    if (given && !wanted)
        faults.add(where, "cmi5.moveon.superfluous", nullptr,
                   "not hold " + std::string(cmi5::moveon_category) +
                       ", which is for completed, passed and failed of cmi5 alone");
}

// What each verb says in its result (9.5). Absent: nothing.
struct ResultRule {
    std::optional<bool> completion;
    std::optional<bool> success;
    bool may_have_score;
    bool has_duration;
};

ResultRule rule_of(Cmi5Verb verb)
{
    switch (verb) {
    case Cmi5Verb::initialized: return {{}, {}, false, false};
    case Cmi5Verb::completed: return {true, {}, false, true};
    case Cmi5Verb::passed: return {{}, true, true, true};
    case Cmi5Verb::failed: return {{}, false, true, true};
    case Cmi5Verb::terminated: return {{}, {}, false, true};
    }
    return {};
}

void check_flag(std::string_view name, std::string_view rule, const json::object* result,
                std::optional<bool> wanted, Cmi5Faults& faults)
{
    const auto* found = value_in(result, name);
    const auto where = base::pointer_below("/result", name);
    if (!wanted) {
        if (found) faults.add(where, rule, found, "not be said with this verb");
    } else if (!found || *found != json::value(*wanted)) {
        faults.add(where, rule, found, *wanted ? "be true" : "be false");
    }
}

std::optional<double> number_in(const json::object& object, std::string_view key)
{
    const auto* found = object.if_contains(key);
    if (!found || !found->is_number()) return std::nullopt;
    return found->to_number<double>();
}

// 9.5.1; 9.3.4 and 9.3.5 for the masteryScore.
void check_score(const Cmi5Session& session, Cmi5Verb verb, const json::object& score,
                 Cmi5Faults& faults)
{
    if (score.contains("raw") && !(score.contains("min") && score.contains("max")))
        faults.add("/result/score", "cmi5.score.raw", score.if_contains("raw"),
                   "say min and max, since it says raw");
    const auto scaled = number_in(score, "scaled");
    if (!scaled) return;
    const auto* found = score.if_contains("scaled");
    if (*scaled < 0 || *scaled > 1)
        faults.add("/result/score/scaled", "cmi5.score.scaled", found, "be from 0 to 1");
    if (!session.mastery_score) return;
    const auto least = base::decimal_text(*session.mastery_score);
    if (verb == Cmi5Verb::passed && *scaled < *session.mastery_score)
        faults.add("/result/score/scaled", "cmi5.mastery.score", found,
                   "be at least the masteryScore, " + least);
    if (verb == Cmi5Verb::failed && *scaled >= *session.mastery_score)
        faults.add("/result/score/scaled", "cmi5.mastery.score", found,
                   "be less than the masteryScore, " + least);
}

// 9.6.3.2
void check_mastery_extension(const Cmi5Session& session, const json::object& statement,
                             bool has_score, Cmi5Faults& faults)
{
    if (!session.mastery_score) return;
    const auto* context = object_in(statement, "context");
    const auto* extensions = context ? object_in(*context, "extensions") : nullptr;
    const auto* found = value_in(extensions, cmi5::mastery_score);
    if (!found && !has_score) return;
    const bool same = found && number_in(*extensions, cmi5::mastery_score) == session.mastery_score;
    if (!same)
        faults.add(base::pointer_below("/context/extensions", cmi5::mastery_score),
                   "cmi5.mastery.extension", found,
                   "be " + base::decimal_text(*session.mastery_score) + ", as in LMS.LaunchData");
}

void check_result(const Cmi5Session& session, Cmi5Verb verb, const json::object& statement,
                  Cmi5Faults& faults)
{
    const auto rule = rule_of(verb);
    const auto* result = object_in(statement, "result");
    check_flag("completion", "cmi5.result.completion", result, rule.completion, faults);
    check_flag("success", "cmi5.result.success", result, rule.success, faults);
    if (rule.has_duration && !value_in(result, "duration"))
        faults.add("/result/duration", "cmi5.result.duration", nullptr, "say how long it took");
    const auto* score = result ? object_in(*result, "score") : nullptr;
    if (score && !rule.may_have_score)
        faults.add("/result/score", "cmi5.result.score", value_in(result, "score"),
                   "not be said with this verb");
    if (!rule.may_have_score) return;
    if (score) check_score(session, verb, *score, faults);
    check_mastery_extension(session, statement, score != nullptr, faults);
}

} // namespace

void Cmi5Faults::add(std::string where, std::string_view rule, const json::value* found,
                     std::string expected)
{
    complain(complaints_, std::move(where), rule, found ? json::serialize(*found) : std::string(),
             std::move(expected));
}

bool is_whole_statement(const json::object& statement, Cmi5Faults& faults)
{
    for (const char* part : {"actor", "verb", "object"}) {
        if (!object_in(statement, part))
            faults.add(std::string("/") + part, std::string("cmi5.statement.") + part,
                       statement.if_contains(part), "be an object");
    }
    const auto* verb = object_in(statement, "verb");
    if (verb && text_in(*verb, "id").empty())
        faults.add("/verb/id", "cmi5.statement.verb_id", verb->if_contains("id"), "be an IRI");
    return faults.none();
}

bool is_cmi5_defined(const json::object& statement)
{
    return has_context_activity(statement, "category", cmi5::category);
}

bool is_launch_actor(const Cmi5Session& session, const json::value& agent)
{
    const auto* object = agent.if_object();
    if (!object) return false;
    const auto* type = object->if_contains("objectType");
    if (type && *type != json::value("Agent")) return false;
    auto given = *object;
    auto wanted = session.actor;
    given.erase("objectType");
    wanted.erase("objectType");
    return given == wanted;
}

void check_any_statement(const Cmi5Session& session, const json::object& statement,
                         Cmi5Faults& faults)
{
    check_identity(session, statement, faults);
    check_timestamp(statement, faults);
    const auto& verb = statement.at("verb").as_object();
    if (text_in(verb, "id") == statements::voided_verb) // 6.3
        faults.add("/verb/id", "cmi5.statement.voiding", verb.if_contains("id"),
                   "be anything but voided: content may void nothing");
    check_context(session, statement, faults);
    check_moveon_category(statement, faults);
}

void check_defined_statement(const Cmi5Session& session, Cmi5Verb verb,
                             const json::object& statement, Cmi5Faults& faults)
{
    const auto& object = statement.at("object").as_object();
    const auto type = text_in(object, "objectType");
    if (text_in(object, "id") != session.activity || (!type.empty() && type != "Activity"))
        faults.add("/object/id", "cmi5.object.au", object.if_contains("id"),
                   be(json::value(session.activity)) + ", the activityId of the launch"); // 9.4
    const bool judges = verb != Cmi5Verb::initialized && verb != Cmi5Verb::terminated;
    if (judges && session.mode != LaunchMode::normal) // 10.2.2
        faults.add("/verb/id", "cmi5.mode.judging",
                   statement.at("verb").as_object().if_contains("id"),
                   "be initialized or terminated, since the launch mode is " +
                       std::string(name_of(session.mode)));
    check_result(session, verb, statement, faults);
}

} // namespace content
