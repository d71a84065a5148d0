// A city's competency model: which statements are evidence, and which evidence makes which level
// of which competency. Written by people as a "kmx-1" document, checked once, then immutable.
//
// Nothing in a document is ignored. A member that nobody knows is refused; so is, by the rule
// "unsupported_node", every kind of node, aggregation, subject and policy that the evaluator does
// not compute. The only free room are top-level members named in capitals ("SAMPLE").
//
// Beyond the plain shape:
// - evidence[].group: "members" makes a Group evidence for each of its identified members;
//   without it a Group is evidence for nobody.
// - evidence[].attestor "contextAgent": the first of the statement's contextAgents (IEEE
//   9274.1.1) that names somebody and with relevantTypes says in which role. An agent of whom
//   nothing is said but that he was there attests nothing.
// - evidence[].expiresFrom "extension": the statement's own expiry (competency/facts.hpp) ends the
//   evidence; where it says none, the mapping's validity does.
// - evidence[].kind "self" with "competency" and "level": what people think of themselves. It
//   stands in no rule and gives no level; an answer shows it beside the level.
// - evidence[].kind "legacy", "consolidated": what this system wrote down itself, when a model
//   ended or when statements were deleted. Else nothing of its own is evidence but that a course is
//   satisfied or waived.
// - competencies[].manual: what ratings by people do, that is assertions (competency/assertion.hpp)
//   by those who may assert. "floor" (also when absent): they only raise. "ceiling": a level is at
//   most the newest rating, while that is valid. "replaceUntilNext": from the first rating on only
//   the newest one says the level, none once it has run out. What is revoked is taken from ratings
//   until the next one; under the latter two policies also from what rules give.
// - trust[].mayAssert {"areas": [ids], "maxLevel": n}: whose assertions count, for competencies of
//   these areas and up to this level; trust[].mayReference: whose statements may carry competencies
//   that they prove. Without it, and without any trust, these are claims that an answer shows.
// - evidence[].polarity "-": such a mapping stands in no rule; its `revokes` names the mappings
//   whose evidence it takes back, from its own time to their next counting evidence.
// - evidence[].hours: what it takes a person to get this evidence once, a decimal in a text, "1.5",
//   above 0 and with at most 2 decimals; one hour when it is absent. Recommendations are made of
//   it.
// - objectives[] {"objective", "competency", "level", "on"}: who meets this objective of a course
//   has the level, beside whatever its rule asks for. A statement says so when it names the
//   objective among contextActivities.other, as those of launched courses do. Its verb is cmi5's
//   `satisfied` or, "on" passed, `passed`, or `completed` with result.success: SCORM 2004 tells a
//   course's success by that, and of a completed course never by `passed`. It is evidence of kind
//   course (Objective::evidence), any one counts and none ends.
// - areas[].visibility: a rule may not lean on a competency of an area of another visibility.
// - transition {"from": hash, "mode", "grandfatherUntil": date}: what the switch from the model
// with
//   this hash ("sha256:" and 64 hexadecimal digits in lower case) does to people. "recompute":
//   their levels are what this model makes of their evidence; "from" may be null or absent.
//   "grandfather": what they held under the former model they keep (competency/kept.hpp) to the end
//   of the local day grandfatherUntil, which must be later than validFrom and stands beside this
//   mode alone; so "from" must be there.
#pragma once

#include "base/error.hpp"
#include "competency/calendar.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace competency {

enum class Ladder {
    implies, // A level holds when its own rule or that of any higher level does.
    strict,  // A level holds when its own rule and those of all lower levels do.
};

// Ratings by people: what they do to what rules give.
enum class Manual { floor, replace_until_next, ceiling };

enum class EvidenceKind {
    course,
    assessment,
    attestation,
    certificate,
    waiver,
    external,
    legacy,
    consolidated,
    self,
};

enum class Subject { actor, object };

enum class Attestor { actor, instructor, context_agent, authority };

enum class Aggregation { any, latest, distinct_attestors };

enum class Polarity { positive, negative };

// An IRI, or "prefix*".
struct Pattern {
    std::string text; // Without the asterisk.
    bool prefix = false;

    bool matches(std::string_view iri) const;
};

using Patterns = std::vector<Pattern>;

// Lists are or-ed within and and-ed between; an empty list asks for nothing.
struct Match {
    std::vector<std::string> verb;
    std::vector<std::string> verb_of_success; // Fit as `verb` does, with result.success alone.
    Patterns object;
    Patterns course; // The object's id or one of contextActivities.grouping.
    Patterns parent;
    Patterns grouping;
    Patterns category;
    Patterns other; // Of objectives alone.
    Patterns type;
    std::optional<bool> success;
    std::optional<bool> completion;
    std::optional<std::int64_t> scaled_min; // Millionths.
    std::vector<std::string> attestor_role;
};

// A rule of a competency's level.
struct RuleKey {
    std::size_t competency = 0;
    int level = 0;

    auto operator<=>(const RuleKey&) const = default;
};

// A mapping from statements to one kind of evidence.
struct Evidence {
    std::string id;
    EvidenceKind kind = EvidenceKind::course;
    std::string label;        // The translations, JSON as in the document.
    std::int64_t hours = 100; // What it takes to get it, in hundredths.
    Subject subject = Subject::actor;
    std::optional<Attestor> attestor;
    bool group_members = false;
    Match match;
    Aggregation aggregation = Aggregation::any;
    std::int64_t attestors = 1; // Of distinct_attestors.
    std::optional<Period> validity;
    std::optional<Period> warn;
    bool expires_by_extension = false;
    std::optional<RuleKey> rates; // Of kind self.
    Polarity polarity = Polarity::positive;
    std::vector<std::size_t> revokes;    // Of a negative mapping: what it takes back.
    std::vector<std::size_t> revoked_by; // Of a positive one: the same, seen from the other side.
};

// A weight until this period has passed since the newest evidence that counts.
struct Step {
    Period period;
    std::int64_t weight = 0;
    std::string text; // The period as the model writes it.
};

struct Node {
    enum class Kind { evidence, all, any, at_least, weighted, held, below };
    Kind kind = Kind::all;
    std::size_t evidence = 0;          // Of evidence.
    std::size_t competency = 0;        // Of held; of below, where it is the rule's own.
    int level = 0;                     // Of held and below.
    std::int64_t minimum = 0;          // Of at_least and weighted.
    std::vector<std::int64_t> weights; // Of weighted, one per child; of one that fades the first.
    std::vector<std::vector<Step>> steps; // Of weighted, per child; empty: its weight stays.
    std::vector<Node> children;
};

struct Scale {
    std::string id;
    Ladder ladder = Ladder::implies;
    int levels = 0; // Numbered from 1.
};

struct Competency {
    std::string id;
    std::string iri;
    std::string name; // The translations, JSON as in the document.
    std::size_t area = 0;
    std::size_t scale = 0;
    bool active = true;
    Manual manual = Manual::floor;
    std::vector<std::optional<Node>> rules; // One place per level of the scale, from level 1.
};

struct Area {
    std::string id;
    std::string visibility;
};

struct Profile {
    std::string id;
    std::vector<RuleKey> target;
    std::vector<RuleKey> minimum;
    std::vector<std::size_t> critical;
};

struct MayAssert {
    std::vector<std::size_t> areas;
    int max_level = 0;
};

struct Trust {
    std::string authority; // statements::identity().
    std::vector<EvidenceKind> kinds;
    std::optional<MayAssert> may_assert;
    bool may_reference = false;
};

// A learning objective of courses, and what it is evidence for.
struct Objective {
    enum class On { satisfied, passed };
    std::string iri;
    std::size_t competency = 0;
    int level = 0;
    On on = On::satisfied;
    std::size_t evidence = 0; // Behind those of the document, "objective passed IRI".
};

// How a model takes over from another one.
struct Transition {
    enum class Mode { recompute, grandfather };
    Mode mode = Mode::recompute;
    std::optional<std::string> from; // The other one's hash.
    // The last day of what is kept; there under grandfather alone.
    std::optional<std::chrono::local_days> until;

    bool operator==(const Transition&) const = default;
};

struct Model {
    std::string id;
    std::string version;
    std::string hash;     // "sha256:" and 64 hexadecimal digits, over the RFC 8785 form.
    std::string document; // That form.
    Zone zone;
    std::vector<Scale> scales;
    std::vector<Area> areas;
    std::vector<Competency> competencies;
    std::vector<Evidence> evidence;
    std::vector<Profile> profiles;
    std::optional<std::vector<Trust>> trust; // Absent: every source counts.
    std::vector<Objective> objectives;
    std::optional<Transition> transition;
    std::vector<RuleKey> order; // All places for rules, each behind those that it is built on.
    std::unordered_map<std::string, std::size_t> iris; // Of the competencies.

    bool trusts(std::string_view authority, EvidenceKind kind) const;
    bool may_assert(std::string_view authority, RuleKey key) const;
    bool may_reference(std::string_view authority) const;
    bool lets_carry() const; // Somebody may reference.
    int levels(std::size_t competency) const;
    bool is_strict(std::size_t competency) const;
    const std::optional<Node>& rule(RuleKey key) const;
    // The rules whose results make a competency's level, by the scale's ladder.
    std::vector<RuleKey> ladder(RuleKey held) const;
};

struct Findings {
    base::Complaints errors;   // With any of them there is no model.
    base::Complaints warnings; // For the author to think about.
};

// Every broken publish check, at most limits::complaints of either sort.
Findings check_model(std::string_view document);

// invalid: the errors of check_model() as complaints.
base::Result<std::shared_ptr<const Model>> parse_model(std::string_view document);

} // namespace competency
