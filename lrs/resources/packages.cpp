// Course packages: in, listed, and out again.
#include "content/mime.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/parameters.hpp"
#include "lrs/resources/person_work.hpp"
#include "lrs/spool.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/json.hpp>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using boost::asio::awaitable;
using courses::PackageRecord;

// Without what follows a semicolon.
Result<courses::UploadKind> upload_kind(const Request& request)
{
    const auto field = request.headers[http::field::content_type];
    auto type = std::string_view(field.data(), field.size()).substr(0, field.find(';'));
    while (type.ends_with(' '))
        type.remove_suffix(1);
    for (const std::string_view zip : {"application/zip", "application/x-zip-compressed"}) {
        if (boost::beast::iequals(type, zip)) return courses::UploadKind::archive;
    }
    for (const std::string_view xml : {"text/xml", "application/xml"}) {
        if (boost::beast::iequals(type, xml)) return courses::UploadKind::document;
    }
    return Error{ErrorKind::unsupported,
                 "A package comes as application/zip, a cmi5.xml by itself as text/xml",
                 "Content-Type"};
}

std::optional<content::ManifestKind> manifest_kind(std::string_view name)
{
    if (name == "cmi5") return content::ManifestKind::cmi5;
    if (name == "scorm") return content::ManifestKind::scorm;
    if (name == "tincan") return content::ManifestKind::tincan;
    return std::nullopt;
}

Result<courses::ImportOptions> import_options(const Request& request)
{
    ParameterReader reader(request);
    courses::ImportOptions out;
    out.language = reader.text("language", Need::optional).value_or(out.language);
    out.iri = reader.iri("iri", Need::optional).value_or("");
    out.replaces = reader.uuid("replaces");
    if (const auto name = reader.text("kind", Need::optional)) {
        out.kind = manifest_kind(*name);
        if (!out.kind) reader.complain("kind", "be cmi5, scorm or tincan");
    }
    if (auto refused = reader.refusal()) return *refused;
    out.by = author(request);
    return out;
}

json::object shown(const PackageRecord& record)
{
    json::object out{{"id", base::to_string(record.id)},
                     {"course", base::to_string(record.course)},
                     {"version", record.version},
                     {"kind", record.kind},
                     {"title", record.title},
                     {"language", record.language},
                     {"iri", record.iri},
                     {"imported", base::to_string(record.imported)},
                     {"by", record.by},
                     {"files", record.files},
                     {"bytes", record.bytes}};
    if (record.replaces) out["replaces"] = base::to_string(*record.replaces);
    if (record.replaced_by) out["replacedBy"] = base::to_string(*record.replaced_by);
    if (record.removed) {
        out["removed"] = {{"at", base::to_string(record.removed->time)},
                          {"reason", record.removed->reason},
                          {"by", record.removed->by}};
    }
    return out;
}

json::object map_of(const content::CourseTexts& texts)
{
    json::object out;
    for (const auto& text : texts)
        out[text.language.empty() ? "und" : text.language] = text.text;
    return out;
}

json::object shown(const courses::PackageDescription& description)
{
    auto out = shown(description.record);
    out["titles"] = map_of(description.titles);
    out["descriptions"] = map_of(description.descriptions);
    json::array items;
    for (const auto& item : description.items)
        items.push_back({{"id", item.id}, {"title", item.title}, {"launchable", item.launchable}});
    out["items"] = std::move(items);
    out["objectives"] = json::array(description.objectives.begin(), description.objectives.end());
    out["warnings"] = complaints_json(description.warnings);
    return out;
}

Error no_such_package()
{
    return {ErrorKind::not_found, "There is no such package", "package"};
}

Result<json::value> described(const base::Uuid& id, CourseOffice& office)
{
    const auto found = office.shelf.describe(id);
    if (!found) return found.error();
    if (!*found) return no_such_package();
    return json::value(shown(**found));
}

Result<base::Uuid> id_of(const Request& request)
{
    const auto id = base::parse_uuid(request.captures.at("package"));
    if (!id) return no_such_package();
    return *id;
}

Result<json::value> import(const Request& request, CourseOffice& office)
{
    const auto kind = upload_kind(request);
    if (!kind) return kind.error();
    const auto options = import_options(request);
    if (!options) return options.error();
    const auto added = office.shelf.add(*request.upload, *kind, *options);
    if (!added) return added.error();
    if (added->package->cmi5()) office.has_cmi5 = true;
    return described(added->package->id, office);
}

} // namespace

awaitable<Response> post_package(Request request, App& app)
{
    return work_on_persons(
        std::move(request), app,
        [](const Request& asked, Municipality& of) { return import(asked, of.courses); },
        http::status::created);
}

awaitable<Response> get_packages(Request request, App& app)
{
    co_return co_await work_on_persons(
        std::move(request), app, [](const Request& asked, Municipality& of) -> Result<json::value> {
            ParameterReader reader(asked);
            const auto after = reader.uuid("after");
            const auto limit = reader.whole("limit", 1, limits::packages_listed);
            if (auto refused = reader.refusal()) return *refused;
            const auto page = of.courses.shelf.list(
                after, static_cast<std::size_t>(limit.value_or(limits::page_statements)));
            json::array packages;
            for (const auto& record : page.packages)
                packages.push_back(shown(record));
            return json::value{
                {"packages", std::move(packages)},
                {"next", page.next ? json::value(base::to_string(*page.next)) : json::value()}};
        });
}

awaitable<Response> get_package(Request request, App& app)
{
    co_return co_await work_on_persons(
        std::move(request), app, [](const Request& asked, Municipality& of) -> Result<json::value> {
            if (auto refused = ParameterReader(asked).refusal()) return *refused;
            const auto id = id_of(asked);
            if (!id) return id.error();
            return described(*id, of.courses);
        });
}

awaitable<Response> delete_package(Request request, App& app)
{
    co_return co_await work_on_persons(
        std::move(request), app, [](const Request& asked, Municipality& of) -> Result<json::value> {
            ParameterReader reader(asked);
            const auto reason = reader.text("reason", Need::required);
            if (auto refused = reader.refusal()) return *refused;
            const auto id = id_of(asked);
            if (!id) return id.error();
            if (const auto removed = of.courses.shelf.remove(*id, *reason, author(asked)); !removed)
                return removed.error();
            if (const auto purged = of.courses.purge(); !purged) return purged.error();
            return described(*id, of.courses);
        });
}

} // namespace lrs
