// The resources of a manifest and its sub-manifests: what an item launches.
#pragma once

#include "content/package_url.hpp"
#include "content/scorm_manifest.hpp"
#include "content/scorm_values.hpp"

#include <map>
#include <string>

namespace content {

class ScormResources {
public:
    ScormResources(ScormValues& values, const FileIndex& files) : values_(values), files_(files) {}

    // All of a manifest, with xml:base of it, of <resources> and of each resource put together.
    // Returns the base of the manifest, for those in it.
    std::string collect(const XmlElement& manifest, const std::string& base);

    // Null: there is none of this id. One whose file is missing is refused here, as it cannot be
    // launched.
    const ScormResource* launch(std::string_view id);

    // After all of it: dependencies on what is not there, or in a circle. Nothing is launched by
    // them, so that these are warnings.
    void check_dependencies();

    std::vector<ScormResource> take();

private:
    struct Row {
        ScormResource resource;
        const XmlElement* element;
        bool is_missing = false; // Its file; and not yet complained of.
    };

    std::string base_in(const XmlElement& element, const std::string& outer);
    void add(const XmlElement& element, const std::string& outer);
    void locate(Row& row, const std::string& base, std::string_view href);
    void check_files(const XmlElement& element, const std::string& base);
    void check_circles();

    ScormValues& values_;
    const FileIndex& files_;
    std::vector<Row> rows_;
    std::map<std::string, std::size_t, std::less<>> by_id_;
};

} // namespace content
