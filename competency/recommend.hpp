// What to do to close a gap: the cheapest evidence that gives what a role profile asks for and is
// not held. A pure function of model, roles, evidence and two times.
//
//   {... the heading of competency/heading.hpp, "profile": id, "renewBefore": time or null,
//    "courses": [                     courses, assessments and certificates, the most useful first
//      {"course": evidence id, "kind", "label", "activities": [IRI, or "beginning*"],
//       "pieces": how many of them it takes, "hours": of all pieces,
//       "closes": [{"competency", "level"}]}],
//    "alsoNeeded": [                  attestations and external proofs: others have to act
//      {"evidence", ... the same members}],
//    "hours": of both, "exact": true or false,
//    "gaps": [                        in the model's order
//      {"competency", "level": the current one, "target", "critical", "until",
//       "hours": what this gap alone takes, null when no evidence that can be got closes it}]}
//
// The price of evidence are the hours of its mapping (competency/model.hpp), so often as pieces of
// it are needed: one, but of attestations by several people each that is missing. What holds costs
// nothing, what several gaps ask for is paid once, and all gaps together are made as cheap as
// possible, ties by the model's order. "exact": false when a limit of competency/alternatives.hpp
// was reached, so that there may be something cheaper, or gaps that were left out; and when the
// model lets sources rate or weights fade, which no price tells. Waivers are never recommended, nor
// kinds of evidence that no trusted source may send.
//
// A gap is closed by evidence without which, all else done, it would stay open. The most useful
// evidence closes the most critical gaps, then the most gaps, then takes the fewest hours, then
// comes first in the model.
//
// With a period to look ahead, what is held now and ends within it is a gap as well; its `until`
// says when. Evidence that is got anew counts as lasting, whatever its validity.
#pragma once

#include "competency/gap.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

struct Recommended {
    std::size_t evidence = 0;
    std::int64_t pieces = 1;
    std::int64_t hours = 0;   // Hundredths, like all here.
    std::size_t critical = 0; // How many of the gaps that it closes are.
    std::vector<RuleKey> closes;
};

struct OpenGap {
    GapRow row;
    std::optional<Timestamp> until; // When the target is lost; it is held now.
    std::optional<std::int64_t> hours;
};

struct Recommendation {
    std::vector<Recommended> courses;
    std::vector<Recommended> also_needed;
    std::vector<OpenGap> gaps;
    std::int64_t hours = 0;
    bool exact = true;
};

// `lasting`: what ends by then is a gap; the moment itself to ask for no more than is missing.
Recommendation recommendation_of(const Evaluation& evaluation, const Standing& standing,
                                 const Profile& profile, Timestamp lasting);

// not_found: the model has no such profile.
base::Result<std::string> recommend(const Model& model, const Roles& roles,
                                    std::span<const EvidenceRow> rows, const Asked& asked,
                                    std::string_view profile, std::optional<Period> renew);

// "12", "1.5", "0.25".
std::string hours_text(std::int64_t hundredths);

} // namespace competency
