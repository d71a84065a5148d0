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
// - evidence[].polarity "-": such a mapping stands in no rule; its `revokes` names the mappings
//   whose evidence it takes back, from its own time to their next counting evidence.
// - areas[].visibility: a rule may not lean on a competency of an area of another visibility.
#pragma once

#include "base/error.hpp"
#include "competency/calendar.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace competency {

enum class Ladder {
    implies, // A level holds when its own rule or that of any higher level does.
    strict,  // A level holds when its own rule and those of all lower levels do.
};

enum class EvidenceKind { course, assessment, attestation, certificate, waiver, external };

enum class Subject { actor, object };

enum class Attestor { actor, instructor, authority };

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
    Patterns object;
    Patterns course; // The object's id or one of contextActivities.grouping.
    Patterns parent;
    Patterns grouping;
    Patterns category;
    Patterns type;
    std::optional<bool> success;
    std::optional<bool> completion;
    std::optional<std::int64_t> scaled_min; // Millionths.
    std::vector<std::string> attestor_role;
};

// A mapping from statements to one kind of evidence.
struct Evidence {
    std::string id;
    EvidenceKind kind = EvidenceKind::course;
    Subject subject = Subject::actor;
    std::optional<Attestor> attestor;
    bool group_members = false;
    Match match;
    Aggregation aggregation = Aggregation::any;
    std::int64_t attestors = 1; // Of distinct_attestors.
    std::optional<Period> validity;
    std::optional<Period> warn;
    Polarity polarity = Polarity::positive;
    std::vector<std::size_t> revokes;    // Of a negative mapping: what it takes back.
    std::vector<std::size_t> revoked_by; // Of a positive one: the same, seen from the other side.
};

struct Node {
    enum class Kind { evidence, all, any, at_least, weighted, held, below };
    Kind kind = Kind::all;
    std::size_t evidence = 0;          // Of evidence.
    std::size_t competency = 0;        // Of held; of below, where it is the rule's own.
    int level = 0;                     // Of held and below.
    std::int64_t minimum = 0;          // Of at_least and weighted.
    std::vector<std::int64_t> weights; // Of weighted, one per child.
    std::vector<Node> children;
};

struct Scale {
    std::string id;
    Ladder ladder = Ladder::implies;
    int levels = 0; // Numbered from 1.
};

// A rule of a competency's level.
struct RuleKey {
    std::size_t competency = 0;
    int level = 0;

    auto operator<=>(const RuleKey&) const = default;
};

struct Competency {
    std::string id;
    std::string iri;
    std::size_t area = 0;
    std::size_t scale = 0;
    bool active = true;
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

struct Trust {
    std::string authority; // statements::identity().
    std::vector<EvidenceKind> kinds;
};

// A learning objective of a cmi5 course structure; statements do not carry it.
struct Objective {
    enum class On { satisfied, passed };
    std::string iri;
    std::size_t competency = 0;
    int level = 0;
    On on = On::satisfied;
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
    std::vector<RuleKey> order; // All places for rules, each behind those that it is built on.

    // The verbs that some mapping asks for, sorted.
    std::vector<std::string> verbs() const;
    // Some mapping asks for no verb: any statement may match.
    bool matches_any_verb() const;
    bool trusts(std::string_view authority, EvidenceKind kind) const;
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
