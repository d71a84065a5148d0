#include "content/scorm_resources.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace content {
namespace {

constexpr auto packaging = ScormSpace::packaging;
constexpr std::string_view types[] = {"sco", "asset"};

} // namespace

std::string ScormResources::base_in(const XmlElement& element, const std::string& outer)
{
    const auto base = ScormValues::text(element, "base");
    if (base.empty()) return outer;
    auto resolved = resolve_url(outer, base);
    if (resolved.kind == PackageUrl::Kind::invalid || !resolved.query.empty() ||
        resolved.path.size() > limits::package_url_bytes) {
        values_.refuse(element, "scorm.base", base, "be a folder in the package, as in \"files/\"");
        return outer;
    }
    if (!resolved.path.empty() && !resolved.path.ends_with('/')) {
        values_.warn(element, "scorm.base_slash", base, "end with \"/\"");
        resolved.path += '/';
    }
    return resolved.path;
}

std::string ScormResources::collect(const XmlElement& manifest, const std::string& outer)
{
    auto base = base_in(manifest, outer);
    if (const auto* resources = values_.child(manifest, packaging, "resources")) {
        const auto inner = base_in(*resources, base);
        values_.each(*resources, packaging, "resource",
                     [&](const XmlElement& each) { add(each, inner); });
    }
    return base;
}

void ScormResources::add(const XmlElement& element, const std::string& outer)
{
    Row row{{}, &element};
    auto& resource = row.resource;
    resource.id = values_.required_id(element, "identifier");
    const auto type = ScormValues::text(element, "scormType");
    resource.is_sco = type.empty() || values_.token(element, "scormType", types, "sco") == "sco";
    const auto base = base_in(element, outer);
    if (const auto href = ScormValues::text(element, "href"); !href.empty())
        locate(row, base, href);
    // What an asset gives is soon completed: who forgot to say it must not get that by chance.
    if (type.empty() && !resource.url.empty())
        values_.warn(element, "scorm.type", "<" + element.name + ">",
                     "have adlcp:scormType; it is taken for a SCO");
    values_.each(element, packaging, "dependency", [&](const XmlElement& each) {
        resource.dependencies.push_back(values_.id(each, "identifierref"));
    });
    check_files(element, base);
    if (!by_id_.try_emplace(resource.id, rows_.size()).second)
        return values_.warn(element, "scorm.duplicate", "identifier=" + resource.id,
                            "have an identifier of its own; the first one of this name counts");
    rows_.push_back(std::move(row));
}

void ScormResources::locate(Row& row, const std::string& base, std::string_view href)
{
    const auto& element = *row.element;
    row.resource.url = escaped_query(href); // Also of what is refused: it is not that it has none.
    auto resolved = resolve_url(base, href);
    if (resolved.path.size() + resolved.query.size() > limits::package_url_bytes)
        return values_.refuse(element, "scorm.url_length", href,
                              "have at most " + std::to_string(limits::package_url_bytes) +
                                  " bytes, with its bases");
    if (resolved.has_backslashes)
        values_.warn(element, "scorm.url_backslash", href, "have \"/\" between folders");
    const auto query = escaped_query(resolved.query);
    switch (resolved.kind) {
    case PackageUrl::Kind::invalid:
        return values_.refuse(element, "scorm.url", href, "be a file in the package");
    case PackageUrl::Kind::external:
        row.resource.is_external = true;
        row.resource.url = escaped_query(resolved.path) + query;
        return values_.warn(element, "scorm.external", href,
                            "be in the package: from another server it cannot report anything");
    case PackageUrl::Kind::file: break;
    }
    const auto decoded = percent_decoded(resolved.path);
    auto found = files_.find(decoded);
    if (!found) found = files_.find(resolved.path);
    row.is_missing = !found;
    row.resource.file = found ? files_.name(found->at) : "";
    row.resource.url = encoded_path(found ? row.resource.file : decoded) + query;
    if (found && !found->exactly && row.resource.file != resolved.path)
        values_.warn(element, "scorm.file_case", href,
                     "be written as the package does: " + row.resource.file);
}

// Many lists of files are out of date, which harms nobody: nothing is chosen by them.
void ScormResources::check_files(const XmlElement& element, const std::string& base)
{
    std::size_t missing = 0;
    std::string first;
    values_.each(element, packaging, "file", [&](const XmlElement& each) {
        const auto href = ScormValues::text(each, "href");
        const auto resolved = resolve_url(base, href);
        if (href.empty() || resolved.kind != PackageUrl::Kind::file) return;
        if (files_.find(percent_decoded(resolved.path)) || files_.find(resolved.path)) return;
        if (++missing == 1) first = resolved.path;
    });
    if (missing > 0)
        values_.warn(element, "scorm.file_list", first,
                     "list files of the package only; not there: " + std::to_string(missing));
}

const ScormResource* ScormResources::launch(std::string_view id)
{
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return nullptr;
    auto& row = rows_[found->second];
    if (row.is_missing) {
        row.is_missing = false;
        values_.refuse(*row.element, "scorm.file_missing", row.resource.url,
                       "be a file of the package");
    }
    return &row.resource;
}

// Depth first, each resource once; `path` is where the walk stands.
void ScormResources::check_circles()
{
    struct Step {
        std::size_t row;
        std::size_t next = 0; // Of its dependencies.
    };

    enum class Mark : std::uint8_t { fresh, on_path, done };
    std::vector<Mark> marks(rows_.size());
    std::vector<Step> path;
    for (std::size_t start = 0; start < rows_.size(); ++start) {
        if (marks[start] == Mark::fresh) path.push_back({start});
        while (!path.empty()) {
            auto& [row, next] = path.back();
            marks[row] = Mark::on_path;
            const auto& ids = rows_[row].resource.dependencies;
            if (next == ids.size()) {
                marks[row] = Mark::done;
                path.pop_back();
                continue;
            }
            const auto& id = ids[next++];
            const auto found = by_id_.find(id);
            if (found == by_id_.end()) continue;
            if (marks[found->second] == Mark::on_path)
                values_.warn(*rows_[row].element, "scorm.cycle", "dependency=" + id,
                             "not lead back to the same resource");
            else if (marks[found->second] == Mark::fresh)
                path.push_back({found->second});
        }
    }
}

void ScormResources::check_dependencies()
{
    for (const auto& row : rows_) {
        if (row.is_missing)
            values_.warn(*row.element, "scorm.file_missing", row.resource.url,
                         "be a file of the package");
        for (const auto& id : row.resource.dependencies) {
            if (!by_id_.contains(id))
                values_.warn(*row.element, "scorm.reference", "dependency=" + id,
                             "name a resource of the manifest");
        }
    }
    check_circles();
}

std::vector<ScormResource> ScormResources::take()
{
    std::vector<ScormResource> out;
    for (auto& row : rows_)
        out.push_back(std::move(row.resource));
    rows_.clear();
    return out;
}

} // namespace content
