// The words of cmi5 (Quartz, 1st edition): for those who read statements and those who write them.
#pragma once

#include <array>
#include <string_view>

namespace content::cmi5 {

inline constexpr std::string_view xml_namespace =
    "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd";

// Verbs, 9.3.
inline constexpr std::string_view launched = "http://adlnet.gov/expapi/verbs/launched";
inline constexpr std::string_view initialized = "http://adlnet.gov/expapi/verbs/initialized";
inline constexpr std::string_view completed = "http://adlnet.gov/expapi/verbs/completed";
inline constexpr std::string_view passed = "http://adlnet.gov/expapi/verbs/passed";
inline constexpr std::string_view failed = "http://adlnet.gov/expapi/verbs/failed";
inline constexpr std::string_view terminated = "http://adlnet.gov/expapi/verbs/terminated";
inline constexpr std::string_view abandoned = "https://w3id.org/xapi/adl/verbs/abandoned";
inline constexpr std::string_view waived = "https://w3id.org/xapi/adl/verbs/waived";
inline constexpr std::string_view satisfied = "https://w3id.org/xapi/adl/verbs/satisfied";

// Types of activities, 9.4.
inline constexpr std::string_view block_type = "https://w3id.org/xapi/cmi5/activitytype/block";
inline constexpr std::string_view course_type = "https://w3id.org/xapi/cmi5/activitytype/course";
inline constexpr std::string_view objective_type =
    "http://adlnet.gov/expapi/activities/objective"; // Of ADL's vocabulary; cmi5 has none.

// Categories, 9.6.2.
inline constexpr std::string_view category = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
inline constexpr std::string_view moveon_category =
    "https://w3id.org/xapi/cmi5/context/categories/moveon";

// Extensions of the result, 9.5.5, and of the context, 9.6.3.
inline constexpr std::string_view reason = "https://w3id.org/xapi/cmi5/result/extensions/reason";
inline constexpr std::string_view session_id =
    "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
inline constexpr std::string_view mastery_score =
    "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
inline constexpr std::string_view launch_mode =
    "https://w3id.org/xapi/cmi5/context/extensions/launchmode";
inline constexpr std::string_view launch_url =
    "https://w3id.org/xapi/cmi5/context/extensions/launchurl";
inline constexpr std::string_view move_on = "https://w3id.org/xapi/cmi5/context/extensions/moveon";
inline constexpr std::string_view launch_parameters =
    "https://w3id.org/xapi/cmi5/context/extensions/launchparameters";

// Documents, 10 and 11.
inline constexpr std::string_view launch_data = "LMS.LaunchData";
inline constexpr std::string_view learner_preferences = "cmi5LearnerPreferences";

// What a launch adds to an AU's URL, 8.1.
inline constexpr std::array<std::string_view, 5> launch_names{"endpoint", "fetch", "actor",
                                                              "registration", "activityId"};

} // namespace content::cmi5
