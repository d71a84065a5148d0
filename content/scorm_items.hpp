// The organisations of a manifest and the items in them.
#pragma once

#include "content/scorm_manifest.hpp"
#include "content/scorm_resources.hpp"
#include "content/scorm_sequencing_reader.hpp"
#include "content/scorm_values.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace content {

class ScormItems {
public:
    ScormItems(ScormEdition edition, ScormValues& values, ScormResources& resources,
               SequencingReader& sequencing)
        : edition_(edition), values_(values), resources_(resources), sequencing_(sequencing)
    {
    }

    // Items may refer to it, to have its items in them (IMS Content Packaging 1.1.2, 4.8).
    void add_manifest(const XmlElement& manifest);

    ScormOrganization read(const XmlElement& organization);

    // Of a manifest: its default, else its first one. Null: there is none.
    const XmlElement* default_organization(const XmlElement& manifest);

private:
    struct Named { // By a prerequisite.
        const XmlElement* element;
        std::vector<std::string> items;
    };

    void check_prerequisites();
    void read_items(const XmlElement& parent, std::vector<ScormItem>& to);
    ScormItem read_item(const XmlElement& element);
    std::string new_id(const XmlElement& element);
    std::string title_of(const XmlElement& element, const std::string& id);
    void read_target(const XmlElement& element, ScormItem& item);
    void read_organization_items(const XmlElement& element, const XmlElement* organization,
                                 ScormItem& item);
    void read_scorm12(const XmlElement& element, ScormItem& item);
    void read_prerequisite(const XmlElement& element, ScormItem& item);
    std::optional<CompletionThreshold> read_threshold(const XmlElement& element);
    void read_scorm2004(const XmlElement& element, ScormItem& item);
    void read_launch_data(const XmlElement& element, ScormItem& item);
    void read_hidden_controls(const XmlElement& element, ScormItem& item);

    ScormEdition edition_;
    ScormValues& values_;
    ScormResources& resources_;
    SequencingReader& sequencing_;
    // The default organisation of each sub-manifest, null when it has none; those whose items are
    // being read.
    std::map<std::string, const XmlElement*, std::less<>> manifests_;
    std::vector<const XmlElement*> within_;
    std::set<std::string, std::less<>> ids_;
    std::vector<Named> named_;
    std::size_t depth_ = 0;
    std::size_t items_ = 0;
};

} // namespace content
