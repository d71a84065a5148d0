#include "courses/cmi5_story.hpp"

#include "base/duration.hpp"
#include "base/limits.hpp"
#include "content/cmi5_gate.hpp"
#include "content/cmi5_rules.hpp"
#include "content/cmi5_satisfaction.hpp"
#include "content/cmi5_statements.hpp"
#include "content/cmi5_vocabulary.hpp"
#include "statements/members.hpp"
#include "statements/query.hpp"

#include <algorithm>

namespace courses {

namespace cmi5 = content::cmi5;
namespace json = boost::json;

using base::Timestamp;
using content::Cmi5Teller;
using content::Cmi5Unit;
using content::Cmi5Verb;
using content::LaunchMode;
using statements::object_in;
using statements::text_in;
using std::chrono::microseconds;

namespace {

constexpr microseconds longest = limits::scorm_timespan;

std::string_view id_in(const json::object& statement, std::string_view key)
{
    const auto* part = object_in(statement, key);
    return part ? text_in(*part, "id") : std::string_view();
}

LaunchMode mode_of(const json::object& launched)
{
    const auto* context = object_in(launched, "context");
    const auto* extensions = context ? object_in(*context, "extensions") : nullptr;
    const auto name = extensions ? text_in(*extensions, cmi5::launch_mode) : std::string_view();
    for (const auto mode : {LaunchMode::browse, LaunchMode::review}) {
        if (name_of(mode) == name) return mode;
    }
    return LaunchMode::normal;
}

// Years and months, which nobody means here, are taken for 365 and 30 days.
microseconds length_of(const base::Duration& duration)
{
    using base::DurationPart;
    const std::pair<DurationPart, std::uint64_t> parts[] = {
        {DurationPart::years, duration.years},     {DurationPart::months, duration.months},
        {DurationPart::weeks, duration.weeks},     {DurationPart::days, duration.days},
        {DurationPart::hours, duration.hours},     {DurationPart::minutes, duration.minutes},
        {DurationPart::seconds, duration.seconds},
    };
    constexpr double seconds[] = {31'536'000, 2'592'000, 604'800, 86'400, 3'600, 60, 1};
    double sum = 0;
    for (const auto& [part, count] : parts) {
        const auto unit = seconds[static_cast<std::size_t>(part)];
        sum += static_cast<double>(count) * unit * 1e6;
        if (part == duration.smallest) sum += duration.fraction * unit;
    }
    if (sum >= static_cast<double>(longest.count())) return longest;
    return microseconds(static_cast<std::int64_t>(sum));
}

microseconds duration_in(const json::object& statement)
{
    const auto* result = object_in(statement, "result");
    const auto duration =
        base::parse_duration(result ? text_in(*result, "duration") : std::string_view());
    return duration ? length_of(*duration) : microseconds(0);
}

void add(microseconds more, microseconds& sum)
{
    sum = std::min(sum + more, longest);
}

void note_score(const json::object& statement, Cmi5AuProgress& au)
{
    const auto* result = object_in(statement, "result");
    if (const auto* score = result ? object_in(*result, "score") : nullptr) au.score = *score;
}

// Since when an AU meets its moveOn. Empty: it does not.
std::optional<Timestamp> satisfied_since(content::MoveOn move_on, const Cmi5AuProgress& au,
                                         Timestamp registered)
{
    using content::MoveOn;
    const auto earlier = [](const auto& one, const auto& other) {
        return one && other ? std::min(one, other) : std::max(one, other);
    };
    std::optional<Timestamp> met;
    switch (move_on) {
    case MoveOn::not_applicable: met = registered; break;
    case MoveOn::passed: met = au.passed; break;
    case MoveOn::completed: met = au.completed; break;
    case MoveOn::completed_or_passed: met = earlier(au.completed, au.passed); break;
    case MoveOn::completed_and_passed:
        if (au.completed && au.passed) met = std::max(au.completed, au.passed);
        break;
    }
    return earlier(met, au.waived);
}

} // namespace

base::Uuid cmi5_void_id(const base::Uuid& target)
{
    // THIS NAME IS IN STORED STATEMENTS. It is never changed.
    return base::uuid_v5(target, "voided by the rules of cmi5");
}

Cmi5Story::Cmi5Story(const Cmi5Contents& contents)
    : state_(contents.ids), aus_(contents.ids.aus()), blocks_(contents.ids.blocks())
{
}

bool Cmi5Story::tell(const Cmi5Contents& contents, const Registration& registration,
                     const json::value& statement, Voice voice)
{
    const auto stored = statements::stored_of(statement);
    const auto id = statements::id_of(statement);
    if (!stored || !id) return true;
    through_ = stored;
    if (statements::is_voiding(statement)) {
        const auto target = statements::reference_of(statement);
        if (voice != Voice::system || id != cmi5_void_id(*target)) return false;
        // What an intruder has said was never counted.
        std::erase_if(intruders_, [&](const auto& each) { return each.statement == target; });
        return true;
    }
    const auto& object = statement.get_object();
    switch (voice) {
    case Voice::system: tell_system(contents, object); break;
    case Voice::content: tell_content(contents, object, *stored); break;
    case Voice::other:
        if (auto intruder = judge(contents, registration, object, *stored))
            intruders_.push_back(std::move(*intruder));
        else
            tell_content(contents, object, *stored);
    }
    return true;
}

void Cmi5Story::tell_system(const Cmi5Contents& contents, const json::object& statement)
{
    state_.apply(contents.ids, statement, Cmi5Teller::system);
    const auto session = content::cmi5_session_of(statement);
    const auto at = content::cmi5_time_of(statement);
    if (!session || !at) return;
    const auto verb = id_in(statement, "verb");
    if (const auto index = contents.ids.au_of(id_in(statement, "object"))) {
        auto& au = aus_[*index];
        if (verb == cmi5::launched) {
            sessions_[*session].mode = mode_of(statement);
            ++au.sessions;
            if (!au.launched) au.launched = at;
        } else if (verb == cmi5::abandoned) {
            add(duration_in(statement), au.duration);
        } else if (verb == cmi5::waived) {
            au.waived = at;
            note_due(contents, statement);
        }
    }
    const auto unit = contents.ids.unit_of(id_in(statement, "object"));
    if (!unit || verb != cmi5::satisfied) return;
    auto& since = unit->kind == Cmi5Unit::Kind::course ? course_ : blocks_[unit->index];
    if (!since) since = at;
    std::erase_if(due_, [&](const Cmi5Due& due) { return due.unit == *unit; });
}

void Cmi5Story::tell_content(const Cmi5Contents& contents, const json::object& statement,
                             Timestamp stored)
{
    state_.apply(contents.ids, statement, Cmi5Teller::au);
    const auto verb = content::cmi5_verb(id_in(statement, "verb"));
    if (!verb || !content::is_cmi5_defined(statement)) return;
    note_session(statement, *verb, stored);
    if (*verb == Cmi5Verb::completed || *verb == Cmi5Verb::passed) note_due(contents, statement);
}

void Cmi5Story::note_session(const json::object& statement, Cmi5Verb verb, Timestamp stored)
{
    const auto id = content::cmi5_session_of(statement);
    const auto* said = id ? state_.session(*id) : nullptr;
    if (!said || !said->au) return;
    auto& session = sessions_[*id];
    auto& au = aus_[*said->au];
    switch (verb) {
    case Cmi5Verb::passed: note_score(statement, au); break;
    case Cmi5Verb::failed:
        note_score(statement, au);
        au.failed = std::max(au.failed, content::cmi5_time_of(statement));
        break;
    case Cmi5Verb::terminated:
        if (session.terminated) break;
        session.terminated = stored;
        add(duration_in(statement), au.duration);
        break;
    case Cmi5Verb::initialized:
    case Cmi5Verb::completed: break;
    }
}

// What has just come to be satisfied is so because of this statement.
void Cmi5Story::note_due(const Cmi5Contents& contents, const json::object& statement)
{
    const auto session = content::cmi5_session_of(statement);
    const auto at = content::cmi5_time_of(statement);
    if (!session || !at) return;
    for (const auto& unit : content::newly_satisfied(contents.course, state_)) {
        if (std::ranges::find(due_, unit, &Cmi5Due::unit) == due_.end())
            due_.push_back({unit, *session, *at});
    }
}

bool Cmi5Story::is_over(const base::Uuid& session, Timestamp now) const
{
    const auto found = sessions_.find(session);
    if (found == sessions_.end() || !found->second.terminated) return false;
    return now > *found->second.terminated + limits::cmi5_grace;
}

std::optional<Cmi5Intruder> Cmi5Story::judge(const Cmi5Contents& contents,
                                             const Registration& registration,
                                             const json::object& statement, Timestamp stored) const
{
    const auto id = content::cmi5_session_of(statement);
    const auto* said = id ? state_.session(*id) : nullptr;
    const auto statement_id = base::parse_uuid(text_in(statement, "id"));
    // A statement that voids cannot be voided (xAPI 1.0.3 Data 2.3.2).
    if (!said || !said->au || !statement_id || statements::is_voiding(statement))
        return std::nullopt;
    const content::Cmi5Enrolment enrolment{contents.course, contents.ids, registration.actor,
                                           registration.id};
    const auto launched = sessions_.find(*id);
    const content::Cmi5Launch launch{.au = *said->au,
                                     .session = *id,
                                     .at = {},
                                     .mode = launched == sessions_.end() ? LaunchMode::normal
                                                                         : launched->second.mode,
                                     .url = "",
                                     .return_url = ""};
    auto session = content::session_of(enrolment, launch);
    session.closed = is_over(*id, stored);
    const auto complaints = content::reasons_to_void(state_, session, statement);
    if (complaints.empty()) return std::nullopt;
    std::string rules;
    for (const auto& complaint : complaints)
        rules.append(rules.empty() ? "" : ", ").append(complaint.rule);
    return Cmi5Intruder{*statement_id, std::move(rules)};
}

std::vector<Cmi5Due> Cmi5Story::due(const Cmi5Contents& contents,
                                    const Registration& registration) const
{
    std::vector<Cmi5Due> out;
    for (const auto& unit : content::newly_satisfied(contents.course, state_)) {
        const auto known = std::ranges::find(due_, unit, &Cmi5Due::unit);
        // Nothing brought it about: it was so at once (cmi5 9.6.1).
        out.push_back(known == due_.end()
                          ? Cmi5Due{unit, base::uuid_v5(registration.id, "registered"),
                                    registration.registered}
                          : *known);
    }
    return out;
}

void Cmi5Story::say_satisfied(const Cmi5Unit& unit)
{
    state_.say_satisfied(unit);
    std::erase_if(due_, [&](const Cmi5Due& due) { return due.unit == unit; });
}

Cmi5Progress Cmi5Story::progress(const Cmi5Contents& contents,
                                 const Registration& registration) const
{
    Cmi5Progress out{aus_, blocks_, course_, {}};
    for (std::size_t index = 0; index < out.aus.size(); ++index) {
        auto& au = out.aus[index];
        au.completed = state_.au(index).completed;
        au.passed = state_.au(index).passed;
        au.satisfied =
            satisfied_since(contents.course.aus[index].move_on, au, registration.registered);
        add(au.duration, out.duration);
    }
    for (const auto& id : state_.open_sessions()) {
        if (const auto au = state_.session(id)->au) out.aus[*au].open = true;
    }
    return out;
}

std::size_t Cmi5Story::parts() const
{
    return aus_.size() + blocks_.size() + sessions_.size() + 1;
}

} // namespace courses
