// The data models of the two versions, as the player writes them.
#pragma once

#include "content/cmi_elements.hpp"

namespace content {

Cmi read_cmi_1_2(const Elements& cmi);
Cmi read_cmi_2004(const Elements& cmi, const Elements& adl);

// What is the same in both.
Credit read_credit(const Elements& parent);
Entry read_entry(const Elements& parent);
Mode read_mode(const Elements& parent, std::string_view name);
// In the words of 2004; the names are those of its two elements.
Status read_status(const Elements& parent, std::string_view completion, std::string_view success);
std::string read_time_limit_action(const Elements& parent);
// Of an interaction or objective. Warns when there is none.
std::string read_id(const Elements& element, std::size_t spm);
// Warns of a raw value that is not between min and max.
Score read_score(const Elements& score, ScormVersion version);

// `response` names the learner's, the sizes are SPMs.
struct InteractionElements {
    ScormVersion version;
    std::string_view response;
    std::string_view time;
    std::size_t id;
    std::size_t text;
};

Interaction read_interaction(const Elements& element, const InteractionElements& names);

// completionStatus, successStatus and score of the commit itself, in the words of 2004.
RollUp read_roll_up(const Elements& commit, ScormVersion version);

} // namespace content
