// What the player's page needs of a SCORM course (course.json), and how far the learner has come.
// Values in, values out.
#pragma once

#include "courses/launch.hpp"
#include "courses/package.hpp"
#include "courses/registration.hpp"
#include "courses/scorm_progress.hpp"
#include "courses/scorm_standing.hpp"
#include "courses/scorm_store.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace courses {

// What the player has kept itself, as it came; empty: nothing.
struct KeptByPlayer {
    std::string sequencing;
    std::string objectives;
    std::string shared;
};

// Of all attempts at it.
RollUp result_in(const ScormItemStates& items, std::string_view item);

boost::json::object course_json(const Package& package, const Registration& registration,
                                const Launch& launch, const ScormState& state,
                                const ScormItemStates& items, const KeptByPlayer& kept);

ScormProgress progress_of(const content::ScormManifest& manifest, const ScormState& state,
                          const ScormItemStates& items);

} // namespace courses
