// What statements say about competencies by themselves, without a mapping of the model, after the
// Learner Competency profile (https://w3id.org/xapi/learnercompetency):
//
//   verb                 learner      competency
//   achieved             the actor    the object, or in grouping or other
//   conferred            the object   in grouping or other
//   revoked              the object   in grouping or other
//   forfeited            the actor    the object, or in grouping or other
//   any other, when the result says success or, not denying that, completion: a carried reference
//                        the actor    in grouping or other
//
// Verbs are those under https://w3id.org/xapi/tla/verbs/, competencies are activities of the type
// https://w3id.org/xapi/tla/activity-types/competency. Such an activity's id is a competency's
// `iri`, with "#L2" behind it for level 2; without it, level 1 is meant. What is revoked is that
// level and all above it, so without a level everything. A level that the scale has not is no
// level. Of several levels of one competency in one statement the strongest word counts: the
// highest one that is achieved, the lowest one that is revoked. Groups are nobody. What people
// confer on themselves does not count.
//
// Of this system's own statements only those are read that it has written to be read again
// (competency/kept.hpp): "achieved", with the competency as object and one of these in category,
//
//   https://w3id.org/xapi/lrs/categories/legacy          held under a former model
//   https://w3id.org/xapi/lrs/categories/consolidated    proved by what was deleted since
//
// No mapping of a model is needed for them and no entry in its trust.
#pragma once

#include "competency/facts.hpp"
#include "competency/model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

struct Assertion {
    enum class Kind { achieved, revoked, carried, legacy, consolidated };
    Kind kind = Kind::achieved;
    std::size_t competency = 0;
    int level = 0;

    bool operator==(const Assertion&) const = default;
};

std::string_view name_of(Assertion::Kind kind);

// What this system wrote down itself.
constexpr bool is_kept(Assertion::Kind kind)
{
    return kind == Assertion::Kind::legacy || kind == Assertion::Kind::consolidated;
}

// What people say, which the competency's policy weighs.
constexpr bool is_rating(Assertion::Kind kind)
{
    return kind == Assertion::Kind::achieved || kind == Assertion::Kind::revoked;
}

// The four that assert by themselves.
std::vector<std::string> assertion_verbs();

// EvidenceRow::evidence of an assertion: a byte FF, which is in no UTF-8 and so in no mapping's id,
// then "achieved 2 <the competency's iri>". It is part of persisted keys: do not change it.
std::string evidence_of(const Model& model, const Assertion& assertion);
// Absent: a mapping's id, or a competency or level that is not in this model.
std::optional<Assertion> assertion_of(const Model& model, std::string_view evidence);

struct Asserted {
    Subject subject;
    std::vector<Assertion> assertions; // One per competency.
};

// Carried references are looked for only when the model lets somebody carry them.
Asserted read_assertions(const Model& model, const Facts& facts);

// Of a statement by this system itself.
Asserted read_kept(const Model& model, const Facts& facts);

} // namespace competency
