#include "tests/courses/scorm_classroom.hpp"

#include "base/limits.hpp"
#include "statements/agent.hpp"
#include "statements/members.hpp"
#include "tests/content/manifests.hpp"

#include <boost/test/unit_test.hpp>

namespace support {
namespace {

constexpr std::string_view authority =
    R"({"account":{"homePage":"https://lrs.example","name":"content"}})";

std::string resources(std::string_view type)
{
    const auto t = std::string(type);
    return "<resources><resource identifier='R' type='webcontent' " + t +
           "='sco' href='a.html'/><resource identifier='A' type='webcontent' " + t +
           "='asset' href='b.html?x=1'/><resource identifier='X' type='webcontent' " + t +
           "='sco' href='https://other.example/x.html'/></resources>";
}

courses::Package read(const std::string& text)
{
    auto read = manifests::read(text);
    BOOST_TEST_REQUIRE(read.manifest.has_value(), read.refused());
    return course_of(std::move(*read.manifest));
}

// What stands behind the course, or "course".
std::string brief_object(const json::object& statement, const std::string& course)
{
    std::string id(statements::text_in(*statements::object_in(statement, "object"), "id"));
    if (id == course) return "course";
    return id.starts_with(course) ? id.substr(course.size() + 1) : id;
}

} // namespace

courses::Package course_of(content::ScormManifest manifest)
{
    courses::Package out;
    out.id = base::uuid_v5({}, "package");
    out.course = out.id;
    out.iri = "https://city.example/c";
    out.title = "Fire safety";
    out.language = "de";
    out.contents = std::move(manifest);
    return out;
}

courses::Package scorm12_course(std::string_view items)
{
    return read(manifests::scorm12(manifests::organization(items) + resources("adlcp:scormtype")));
}

courses::Package scorm2004_course(std::string_view items)
{
    return read(
        manifests::scorm2004(manifests::organization(items) + resources("adlcp:scormType")));
}

std::string item(std::string_view id, std::string_view resource, std::string_view more)
{
    return "<item identifier='" + std::string(id) + "' identifierref='" + std::string(resource) +
           "'><title>Item " + std::string(id) + "</title>" + std::string(more) + "</item>";
}

std::string commit12(int sequence, std::string_view core, std::string_view cmi)
{
    return R"({"commitSequence":)" + std::to_string(sequence) +
           R"(,"runtimeData":{"cmi":{"core":{)" + std::string(core) + "}" + std::string(cmi) +
           "}}}";
}

std::string commit2004(int sequence, std::string_view cmi, std::string_view more)
{
    return R"({"commitSequence":)" + std::to_string(sequence) + R"(,"runtimeData":{"cmi":{)" +
           std::string(cmi) + "}}" + std::string(more) + "}";
}

std::string text_at(const json::object& object, std::string_view pointer)
{
    json::error_code failed;
    const json::value whole = object;
    const auto* found = whole.find_pointer(pointer, failed);
    if (!found) return "(none)";
    return found->is_string() ? std::string(found->get_string()) : json::serialize(*found);
}

Classroom::Classroom(courses::Package course) : Classroom(std::move(course), nullptr) {}

Classroom::Classroom(courses::Package course, std::shared_ptr<storage::Storage> over)
    : storage(over ? std::move(over)
                   : std::shared_ptr(storage::memory::open({.clock = clock.clock()}))),
      package(std::move(course))
{
    restart();
    registration.id = base::uuid_v5({}, "registration");
    registration.package = package.id;
    registration.actor =
        json::parse(R"({"objectType":"Agent","name":"Doe, Jane",)"
                    R"("account":{"homePage":"https://city.example","name":"p7"}})")
            .get_object();
}

void Classroom::restart(storage::Storage& over)
{
    runs = std::make_unique<courses::ScormRuns>(over, classroom_tenant, std::string(authority),
                                                clock.clock());
}

courses::Launch Classroom::launch(content::LaunchMode mode, std::string with)
{
    clock.advance(60s);
    courses::Launch out;
    out.id = base::random_uuid();
    out.registration = registration.id;
    out.package = package.id;
    out.item = std::move(with);
    out.mode = mode;
    out.begun = clock.now();
    return out;
}

json::object Classroom::course(const courses::Launch& launch)
{
    return runs->course(package, registration, launch).value();
}

Result<json::object> Classroom::try_to_begin(const courses::Launch& launch, std::string_view item)
{
    clock.advance(10s);
    return runs->begin(package, registration, launch, {{"item", item}, {"zone", 60}});
}

Uuid Classroom::begin(const courses::Launch& launch, std::string_view item)
{
    auto begun = try_to_begin(launch, item);
    BOOST_TEST_REQUIRE(begun.has_value(), begun.error().why);
    given = std::move(*begun);
    return base::parse_uuid(statements::text_in(given, "run")).value();
}

std::string Classroom::commit(const courses::Launch& launch, const Uuid& run, std::string_view body,
                              bool final)
{
    clock.advance(10s);
    const auto done = runs->commit(package, registration, launch, run, body, final);
    if (!done) return done.error().why;
    BOOST_TEST(json::serialize(*done) == R"({"result":true,"errorCode":0})");
    return {};
}

void Classroom::end(const courses::Launch& launch, const Uuid& run)
{
    clock.advance(10s);
    const auto done = runs->end(package, registration, launch, {{"run", base::to_string(run)}});
    BOOST_TEST(done.has_value());
}

courses::ScormProgress Classroom::progress()
{
    return runs->progress(package, registration).value();
}

std::vector<json::object> Classroom::statements() const
{
    std::vector<json::object> out;
    std::optional<storage::Cursor> from;
    do {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        statements::Query query;
        query.limit = limits::page_statements_max;
        query.ascending = true;
        auto page = storage->statements().query(classroom_tenant, query, from, deadline).value();
        for (const auto& each : page.statements)
            out.push_back(json::parse(each.text).get_object());
        from = page.next;
    } while (from);
    return out;
}

std::vector<std::string> Classroom::told() const
{
    std::vector<std::string> out;
    for (const auto& statement : statements()) {
        const auto verb = statements::text_in(*statements::object_in(statement, "verb"), "id");
        out.push_back(std::string(verb.substr(verb.rfind('/') + 1)) + ' ' +
                      brief_object(statement, package.iri));
    }
    return out;
}

std::string Classroom::last_told() const
{
    std::string out;
    const auto all = told();
    for (; read < all.size(); ++read)
        out += (out.empty() ? "" : ", ") + all[read];
    return out;
}

std::string Classroom::document(storage::DocumentKind kind, const std::string& activity,
                                std::string_view id) const
{
    const bool has_agent = kind != storage::DocumentKind::activity_profile;
    storage::DocumentKey key{{kind, activity, {}}, {}, "https://w3id.org/xapi/scorm/"};
    key.id += id;
    if (has_agent) key.owner.agent = statements::identity(registration.actor).value();
    if (kind == storage::DocumentKind::state) key.registration = registration.id;
    const auto found = storage->documents().find(classroom_tenant, key).value();
    return found ? found->body : std::string();
}

} // namespace support
