// An imsmanifest.xml of SCORM 1.2 or SCORM 2004 (2nd to 4th edition): what the server has to know
// of a course to offer it, to launch its parts and to sequence them.
//
// Refused is what could not be launched or would be judged otherwise than its author wanted: bad
// values of sequencing and of passing, an item whose file is not in the package, identifiers that
// are not unique. What other systems take as well, and what has no effect, is a warning.
// Limits: limits::xml_..., limits::scorm_..., limits::package_url_bytes.
#pragma once

#include "content/file_index.hpp"
#include "content/findings.hpp"
#include "content/prerequisites.hpp"
#include "content/scorm_sequencing.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace content {

enum class ScormEdition : std::uint8_t { scorm12, scorm2004_2nd, scorm2004_3rd, scorm2004_4th };

// "scorm12", "scorm2004-2" ...
std::string_view to_string(ScormEdition edition);

struct ScormMetadata { // Of LOM that is in the manifest itself; else empty.
    std::string title;
    std::string description;
    std::string language;
};

struct ScormResource {
    std::string id;
    bool is_sco = true;       // Else an asset: it never calls the run-time.
    bool is_external = false; // On another server: it cannot reach the run-time.
    std::string file;         // As the package names it; empty: external, or it has none.
    std::string url;          // Escaped, with its query; from the package's top unless external.
    std::vector<std::string> dependencies; // Ids, as they stand.
};

// SCORM 2004 3rd Ed. has but the measure, and is completed by it.
struct CompletionThreshold {
    bool completed_by_measure = false;
    double min_progress_measure = 1; // 0..1
    double progress_weight = 1;      // 0..1
};

struct SharedDataMap {
    std::string target;
    bool read = true;
    bool write = false;
};

struct ScormItem {
    std::string id; // Unique among the items of the package.
    std::string title;
    unsigned line = 0;
    bool is_visible = true;
    std::string resource; // Its id; empty: the item is but a heading.
    bool is_sco = false;
    std::string url; // Of the resource, with the item's parameters.
    // In SCORM 1.2.
    std::optional<Prerequisite> prerequisite;
    std::string max_time_allowed;        // HHHH:MM:SS.SS
    std::optional<double> mastery_score; // 0..100
    // In both, and in SCORM 2004.
    std::string_view time_limit_action; // "exit,message" ...; empty: none.
    std::string data_from_lms;
    std::optional<CompletionThreshold> completion_threshold;
    std::vector<SharedDataMap> shared_data;
    std::vector<std::string_view> hidden_controls; // hideLMSUI: "continue" ...
    Sequencing sequencing;
    std::vector<ScormItem> items;
};

struct ScormOrganization {
    std::string id;
    std::string title;
    unsigned line = 0;
    bool objectives_global_to_system = true;
    bool shared_data_global_to_system = true;
    std::optional<CompletionThreshold> completion_threshold;
    Sequencing sequencing;
    std::vector<ScormItem> items;
};

struct ScormManifest {
    ScormEdition edition = ScormEdition::scorm12;
    std::string id;
    ScormMetadata metadata;
    std::vector<ScormOrganization> organizations; // At least one.
    std::size_t default_organization = 0;
    std::vector<ScormResource> resources;

    const ScormOrganization& organization() const { return organizations[default_organization]; }
};

// `file` names the manifest in complaints. Empty: there is a refusal.
std::optional<ScormManifest> read_manifest(std::string_view bytes, std::string_view file,
                                           const FileIndex& files, Findings& findings);

// Every objective that an organisation's activities have or share, once, in document order: what a
// competency model may refer to.
std::vector<std::string_view> objectives_of(const ScormOrganization& organization);

// Null: there is no such item.
const ScormItem* find_item(const ScormOrganization& organization, std::string_view id);

} // namespace content
