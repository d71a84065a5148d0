#include "content/scorm_manifest.hpp"

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/scorm_items.hpp"
#include "content/scorm_resources.hpp"
#include "content/scorm_sequencing_reader.hpp"
#include "content/scorm_values.hpp"

#include <algorithm>
#include <set>

namespace content {
namespace {

constexpr auto packaging = ScormSpace::packaging;
constexpr auto metadata = ScormSpace::metadata;

struct KnownVersion {
    std::string_view part; // Of the text, in lower case.
    ScormEdition edition;
};

constexpr KnownVersion known_versions[] = {
    {"cam 1.3", ScormEdition::scorm2004_2nd},
    {"2004 2nd", ScormEdition::scorm2004_2nd},
    {"2004 3rd", ScormEdition::scorm2004_3rd},
    {"2004 4th", ScormEdition::scorm2004_4th},
};

// Whether some element or attribute of it is in a namespace that has this in its name.
bool has_space(const XmlElement& element, std::string_view part)
{
    const auto is_it = [&](const std::string& space) {
        return base::lower(space).find(part) != std::string::npos;
    };
    return is_it(element.space) ||
           std::ranges::any_of(element.attributes,
                               [&](const XmlAttribute& each) { return is_it(each.space); }) ||
           std::ranges::any_of(element.children,
                               [&](const XmlElement& each) { return has_space(each, part); });
}

class ManifestReader {
public:
    ManifestReader(const XmlElement& root, std::string_view file, const FileIndex& files,
                   Findings& findings)
        : root_(root), findings_(findings), values_(file, root, findings),
          resources_(values_, files), sequencing_(values_)
    {
    }

    void read(ScormManifest& out)
    {
        if (!base::equal_but_for_case(root_.name, "manifest"))
            return values_.refuse(root_, "scorm.root", "<" + root_.name + ">",
                                  "be a <manifest> of SCORM");
        const auto edition = edition_of();
        if (!edition)
            return values_.refuse(root_, "scorm.version", root_.space,
                                  "have <schemaversion> 1.2, CAM 1.3, 2004 3rd Edition or 2004 4th "
                                  "Edition");
        out.edition = *edition;
        out.id = values_.id(root_, "identifier");
        if (const auto* own = values_.child(root_, packaging, "metadata")) read_metadata(*own, out);
        ScormItems items(out.edition, values_, resources_, sequencing_);
        collect(root_, "", items);
        read_organizations(items, out);
        resources_.check_dependencies();
        out.resources = resources_.take();
    }

private:
    std::optional<ScormEdition> edition_of()
    {
        const auto* own = values_.child(root_, packaging, "metadata");
        const auto* version = own ? values_.child(*own, packaging, "schemaversion") : nullptr;
        const auto text = version ? base::lower(version->trimmed_text()) : std::string();
        if (text == "1.2") return ScormEdition::scorm12;
        for (const auto& known : known_versions) {
            if (text.find(known.part) != text.npos) return known.edition;
        }
        const auto out = edition_by_namespaces();
        if (out)
            values_.warn(version ? *version : root_, "scorm.version", text,
                         "have a <schemaversion> of SCORM; by its namespaces it is taken for " +
                             std::string(to_string(*out)));
        return out;
    }

    std::optional<ScormEdition> edition_by_namespaces() const
    {
        if (has_space(root_, "adlcp_rootv1p") || has_space(root_, "imscp_rootv1p"))
            return ScormEdition::scorm12;
        if (has_space(root_, "adlcp_v1p3") || has_space(root_, "imsss"))
            return ScormEdition::scorm2004_3rd;
        return std::nullopt;
    }

    // The first text in a place of LOM, in whatever language.
    std::string lom_text(const XmlElement& general, std::string_view name)
    {
        const auto* found = values_.child(general, metadata, name);
        if (!found) return {};
        for (const auto& child : found->children) {
            if (!child.trimmed_text().empty()) {
                found = &child;
                break;
            }
        }
        return base::excerpt(found->trimmed_text(), limits::scorm_title_bytes);
    }

    void read_metadata(const XmlElement& own, ScormManifest& out)
    {
        const auto* lom = values_.child(own, metadata, "lom");
        const auto* general = lom ? values_.child(*lom, metadata, "general") : nullptr;
        if (!general) return;
        out.metadata.title = lom_text(*general, "title");
        out.metadata.description = lom_text(*general, "description");
        out.metadata.language = lom_text(*general, "language");
    }

    void collect(const XmlElement& manifest, const std::string& outer, ScormItems& items)
    {
        const auto base = resources_.collect(manifest, outer);
        sequencing_.collect(manifest);
        values_.each(manifest, packaging, "manifest", [&](const XmlElement& each) {
            items.add_manifest(each);
            collect(each, base, items);
        });
    }

    void read_organizations(ScormItems& items, ScormManifest& out)
    {
        const auto* by_default = items.default_organization(root_);
        if (!by_default)
            return values_.refuse(root_, "scorm.organization", "<" + root_.name + ">",
                                  "have an <organization>: there is nothing to launch");
        const auto& all = *values_.child(root_, packaging, "organizations");
        values_.each(all, packaging, "organization", [&](const XmlElement& each) {
            if (&each == by_default) out.default_organization = out.organizations.size();
            out.organizations.push_back(items.read(each));
            if (!findings_.refused() && !has_launch(out.organizations.back().items))
                values_.refuse(each, "scorm.organization",
                               "identifier=" + out.organizations.back().id,
                               "have an item that can be launched");
        });
    }

    static bool has_launch(const std::vector<ScormItem>& items)
    {
        return std::ranges::any_of(items, [](const ScormItem& item) {
            return !item.url.empty() || has_launch(item.items);
        });
    }

    const XmlElement& root_;
    const Findings& findings_;
    ScormValues values_;
    ScormResources resources_;
    SequencingReader sequencing_;
};

class Objectives {
public:
    void add(const Sequencing& sequencing)
    {
        const auto& objectives = sequencing.objectives;
        if (!objectives) return;
        if (objectives->primary) add(*objectives->primary);
        for (const auto& objective : objectives->others)
            add(objective);
    }

    void add(const std::vector<ScormItem>& items)
    {
        for (const auto& item : items) {
            add(item.sequencing);
            add(item.items);
        }
    }

    std::vector<std::string_view> take() { return std::move(out_); }

private:
    void add(const SequencingObjective& objective)
    {
        add(objective.id);
        for (const auto& map : objective.maps)
            add(map.target);
    }

    void add(std::string_view id)
    {
        if (!id.empty() && seen_.insert(id).second) out_.push_back(id);
    }

    std::set<std::string_view> seen_;
    std::vector<std::string_view> out_;
};

const ScormItem* find_in(const std::vector<ScormItem>& items, std::string_view id)
{
    for (const auto& item : items) {
        if (item.id == id) return &item;
        if (const auto* found = find_in(item.items, id)) return found;
    }
    return nullptr;
}

} // namespace

std::string_view to_string(ScormEdition edition)
{
    switch (edition) {
    case ScormEdition::scorm12: return "scorm12";
    case ScormEdition::scorm2004_2nd: return "scorm2004-2";
    case ScormEdition::scorm2004_3rd: return "scorm2004-3";
    case ScormEdition::scorm2004_4th: return "scorm2004-4";
    }
    return {};
}

std::optional<ScormManifest> read_manifest(std::string_view bytes, std::string_view file,
                                           const FileIndex& files, Findings& findings)
{
    const auto root = parse_xml(bytes, file, findings);
    if (!root) return std::nullopt;
    ScormManifest out;
    ManifestReader(*root, file, files, findings).read(out);
    if (findings.refused()) return std::nullopt;
    return out;
}

std::vector<std::string_view> objectives_of(const ScormOrganization& organization)
{
    Objectives out;
    out.add(organization.sequencing);
    out.add(organization.items);
    return out.take();
}

const ScormItem* find_item(const ScormOrganization& organization, std::string_view id)
{
    return find_in(organization.items, id);
}

} // namespace content
