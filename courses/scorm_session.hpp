// A session of a SCO between what is kept of its attempt and what the player is given and sends.
// Values in, values out.
#pragma once

#include "content/cmi.hpp"
#include "content/scorm_manifest.hpp"
#include "courses/package.hpp"
#include "courses/registration.hpp"
#include "courses/scorm_state.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace courses {

content::ScormVersion version_of(const content::ScormManifest& manifest);

content::Attempt attempt_of(const Package& package, const Registration& registration,
                            const content::ScormItem& item, const ScormRun& run);

// As content::read_commit(); what it says of mode and credit counts only against the learner.
base::Result<content::Commit>
read_session_commit(std::string_view body, content::ScormVersion version, content::LaunchMode mode);

// Its statuses and scores count.
bool counts(const content::Commit& commit);

// Of what was kept by an earlier session: what the player is given of it.
content::Commit given(content::Commit kept);

// The attempt goes on in the next session. `is_last`: content had its say about how it means to
// leave.
bool is_suspended(const content::Commit& commit, bool is_last);

// The last commit of a session that ends with the one that it had already, or with none. `former`:
// what its player had.
content::Commit last_words(const content::Commit* former, bool has_committed,
                           content::ScormVersion version, content::LaunchMode mode, bool is_last);

// An asset that has been launched.
content::Commit asset_commit(content::ScormVersion version, content::LaunchMode mode);

// The suspend data of a commit as its body has them, a text of JSON, when they hold half a
// surrogate pair: scripts that pack their data make such, and no value of JSON here can hold it.
// Else empty.
std::string torn_suspend_data(std::string_view body);

struct Seed {
    boost::json::object json; // For the player: {"cmi": {...}}.
    content::Cmi cmi;         // The same.
    std::string torn{};       // torn_suspend_data() of what was kept.
};

// `kept`: the attempt's last commit, null for a new one.
Seed seed_of(const content::ScormItem& item, const content::ScormManifest& manifest,
             const Registration& registration, content::LaunchMode mode,
             std::optional<boost::json::object> kept, bool is_suspended);

} // namespace courses
