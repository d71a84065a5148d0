// What can be asked about one person, and what answers it: over HTTP and of an export alike.
#pragma once

#include "competency/answer_csv.hpp"
#include "competency/calendar.hpp"
#include "competency/timeline.hpp"
#include "lrs/persons/person_view.hpp"
#include "lrs/resources/parameters.hpp"

#include <optional>
#include <string>

namespace lrs {

// Each is the answer of the header of this name in competency/.
enum class About { attainment, explanation, timeline, gap, recommendation, expiring };

using Table = std::optional<competency::Separator>; // Empty: JSON.

struct PersonQuestion {
    About about = About::attainment;
    Times times;
    std::string competency{};             // Of an explanation; of a timeline, empty: all.
    std::optional<std::string> profile{}; // Empty: the person's own.
    competency::Page page{};
    std::optional<competency::Period> renew{};
    competency::Period within{0, 90};
    Table table{}; // Only where there is one.
};

bool has_table(About about);
Table read_table(ParameterReader& reader);

// Reads the parameters that this question has but those of a table. The competency of an
// explanation is none of them: it stands in the path.
PersonQuestion read_person_question(ParameterReader& reader, About about);

// not_found: the model has no such competency or profile, or the person has no profile
base::Result<std::string> answer(const PersonSeen& seen, const PersonQuestion& question);

} // namespace lrs
