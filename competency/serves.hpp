// What a course serves by a model: the levels that it counts for, before anybody has taken it. For
// lists of courses and for those who build a model on them.
#pragma once

#include "competency/model.hpp"

#include <string>
#include <vector>

namespace competency {

struct Offer {
    // Of what is done there: the course's IRI, also the one that its publisher gave it, and those
    // of its parts as far as models name them.
    std::vector<std::string> activities;
    std::vector<std::string> objectives; // What its statements name as objectives.
};

// The levels of active competencies in whose rules stands evidence of one of these courses or
// activities (match.course, match.object) or, with or without a rule, one of these objectives: in
// the model's order, once each. Nothing is said of whether the course alone is enough, nor of
// verbs and results, which a course has yet to bring. Levels that others are built on ("below",
// "held") are served for themselves alone.
std::vector<RuleKey> served_by(const Model& model, const Offer& offer);

} // namespace competency
