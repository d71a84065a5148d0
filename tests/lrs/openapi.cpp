// The OpenAPI document by itself: sound, and about the routes and limits that there are.
#include "base/limits.hpp"
#include "lrs/routes.hpp"
#include "tests/lrs/described.hpp"
#include "tests/lrs/route_samples.hpp"

#include <boost/test/unit_test.hpp>

#include <regex>
#include <set>
#include <string>

namespace {

namespace json = boost::json;

using described::Operation;
using described::operations;
using described::resolved;

using Names = std::set<std::string>;

bool is_open(const lrs::Route& route)
{
    return route.kind == lrs::RouteKind::open;
}

std::map<std::string, const lrs::Route*> described_routes()
{
    std::map<std::string, const lrs::Route*> out;
    for (const auto& route : lrs::routes()) {
        if (route.path.starts_with("/api/v1/") || route.path == "/health")
            out[samples::name_of(route)] = &route;
    }
    return out;
}

// "+ GET /a": of the routes alone; "- GET /b": of the document alone.
Names differences(const json::value& document)
{
    Names out;
    const auto said = operations(document);
    const auto routes = described_routes();
    for (const auto& [name, route] : routes) {
        if (!said.contains(name)) out.insert("+ " + name);
    }
    for (const auto& [name, operation] : said) {
        if (!routes.contains(name)) out.insert("- " + name);
    }
    return out;
}

Names captures_in(const std::string& path)
{
    static const std::regex capture("\\{([a-z]+)\\}");
    Names out;
    for (std::sregex_iterator at(path.begin(), path.end(), capture), end; at != end; ++at)
        out.insert((*at)[1]);
    return out;
}

// Every parameter of an operation, those of its path first.
std::vector<json::object> parameters_of(const Operation& operation)
{
    std::vector<json::object> out;
    for (const auto* object : {&operation.item, &operation.said}) {
        const auto* list = object->if_contains("parameters");
        if (!list) continue;
        for (const auto& parameter : list->as_array())
            out.push_back(parameter.as_object());
    }
    return out;
}

// Calls back with every object of the document and the name that it stands under.
template <class Each>
void walk(const json::value& value, const std::string& name, Each call)
{
    if (const auto* array = value.if_array()) {
        for (const auto& each : *array)
            walk(each, name, call);
    }
    const auto* object = value.if_object();
    if (!object) return;
    call(name, *object);
    for (const auto& [member, each] : *object) {
        if (member != "example" && member != "examples") walk(each, std::string(member), call);
    }
}

// The examples of a parameter or a body.
std::vector<json::value> examples_of(const json::object& said)
{
    std::vector<json::value> out;
    if (const auto* one = said.if_contains("example")) out.push_back(*one);
    if (const auto* more = said.if_contains("examples")) {
        for (const auto& [name, each] : more->as_object())
            out.push_back(each.at("value"));
    }
    return out;
}

struct Fixture {
    json::value document = described::document();
    support::JsonSchema schemas{document};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_openapi, Fixture)

BOOST_AUTO_TEST_CASE(every_route)
{
    BOOST_TEST(differences(document) == Names{}, boost::test_tools::per_element());
    auto& paths = document.at("paths").as_object();
    paths.erase("/health");
    paths["/api/v1/nothing"] = {{"get", json::object{}}};
    const Names planted{"+ GET /health", "- GET /api/v1/nothing"};
    BOOST_TEST(differences(document) == planted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_an_operation_says)
{
    const auto routes = described_routes();
    Names tags;
    for (const auto& tag : document.at("tags").as_array())
        tags.emplace(tag.at("name").as_string());
    Names ids;
    for (const auto& [name, operation] : operations(document)) {
        BOOST_TEST_CONTEXT(name)
        {
            const auto& said = operation.said;
            const auto& route = *routes.at(name);
            BOOST_TEST(ids.emplace(said.at("operationId").as_string()).second);
            BOOST_TEST(tags.contains(std::string(said.at("tags").at(0).as_string())));
            const bool open = said.contains("security") && said.at("security").as_array().empty();
            BOOST_TEST(open == is_open(route));
            if (!open) BOOST_TEST(said.at("x-scope").as_string() == lrs::to_string(route.scope));

            Names captured;
            for (const auto& parameter : parameters_of(operation)) {
                if (parameter.at("in").as_string() != "path") continue;
                BOOST_TEST(parameter.at("required").as_bool());
                captured.emplace(parameter.at("name").as_string());
            }
            BOOST_TEST(captured == captures_in(operation.path), boost::test_tools::per_element());
            for (const auto& [status, response] : said.at("responses").as_object())
                BOOST_TEST(!resolved(document, response).at("description").as_string().empty());
        }
    }
}

// No member that nobody looks at: a misspelt one would say nothing.
BOOST_AUTO_TEST_CASE(known_members)
{
    const Names operation{"operationId", "tags",        "summary",    "description", "security",
                          "x-scope",     "requestBody", "parameters", "responses"};
    const Names response{"description", "headers", "content"};
    const Names parameter{"name", "in", "required", "description", "schema", "content", "example"};
    const Names body{"required", "x-max-bytes", "content"};
    const Names media{"schema", "example", "examples"};
    const auto check = [](const json::object& object, const Names& known) {
        for (const auto& [member, value] : object)
            BOOST_TEST(known.contains(std::string(member)), member);
    };
    for (const auto& [name, each] : operations(document)) {
        check(each.said, operation);
        for (const auto& one : parameters_of(each))
            check(one, parameter);
        if (const auto* sent = each.said.if_contains("requestBody")) check(sent->as_object(), body);
        for (const auto& [status, one] : each.said.at("responses").as_object())
            check(resolved(document, one), response);
    }
    walk(document, "", [&](const std::string& name, const json::object& object) {
        if (name == "application/json") check(object, media);
    });
}

BOOST_AUTO_TEST_CASE(schemas_and_references)
{
    const auto lint = [&](const std::string& name, const json::value& schema) {
        for (const auto& complaint : schemas.lint(schema))
            BOOST_ERROR(name + complaint);
    };
    Names used;
    walk(document, "", [&](const std::string& name, const json::object& object) {
        if (const auto* schema = object.if_contains("schema")) lint(name, *schema);
        if (const auto* reference = object.if_contains("$ref")) {
            used.emplace(reference->as_string());
            BOOST_TEST(schemas.find(reference->as_string()), reference->as_string());
        }
    });
    for (const auto* kind : {"schemas", "responses"}) {
        for (const auto& [name, component] : document.at("components").at(kind).as_object()) {
            if (kind == std::string_view("schemas")) lint(name, component);
            const auto reference = "#/components/" + std::string(kind) + '/' + std::string(name);
            BOOST_TEST(used.contains(reference), reference + " is not used");
        }
    }
}

BOOST_AUTO_TEST_CASE(examples)
{
    std::size_t count = 0;
    walk(document, "", [&](const std::string& name, const json::object& object) {
        const auto* schema = object.if_contains("schema");
        if (!schema) return;
        for (const auto& example : examples_of(object)) {
            ++count;
            for (const auto& complaint : schemas.check(*schema, example))
                BOOST_ERROR(name << ' ' << json::serialize(example) << complaint);
        }
    });
    BOOST_TEST(count > 30u);
}

BOOST_AUTO_TEST_CASE(limits_of_the_server)
{
    const std::string all = "/components/schemas/";
    const auto body = [](const std::string& path, const std::string& method) {
        return "/paths/~1api~1v1~1" + path + '/' + method + "/requestBody/x-max-bytes";
    };

    const struct {
        std::string pointer;
        std::size_t limit;
    } rows[] = {
        {all + "Error/properties/complaints/maxItems", limits::complaints},
        {all + "Authority/x-max-bytes", limits::authority_bytes},
        {all + "Title/maxLength", limits::title_bytes},
        {all + "Key/maxLength", limits::credential_key_bytes},
        {all + "TenantName/maxLength", limits::tenant_name_bytes},
        {all + "Host/maxLength", limits::host_bytes},
        {all + "Hosts/maxItems", limits::tenant_hosts},
        {all + "Rate/properties/requestsPerSecond/maximum", limits::rate_per_second},
        {all + "Rate/properties/statementsPerSecond/maximum", limits::rate_per_second},
        {all + "RateBody/properties/requestsPerSecond/maximum", limits::rate_per_second},
        {all + "RateBody/properties/statementsPerSecond/maximum", limits::rate_per_second},
        {all + "Credentials/properties/credentials/maxItems", limits::credentials},
        {all + "Tenants/properties/tenants/maxItems", limits::tenants},
        {all + "Level/maximum", std::size_t{limits::scale_levels}},
        {all + "Standing/properties/level/maximum", std::size_t{limits::scale_levels}},
        {all + "WhyWeighted/properties/weights/items/maximum", std::size_t{limits::rule_weight}},
        {all + "CompetencyModel/x-max-bytes", limits::model_bytes},
        {body("model", "put"), limits::model_bytes},
        {body("credentials", "post"), limits::administration_bytes},
        {body("credentials~1{key}", "patch"), limits::administration_bytes},
        {body("credentials~1{key}~1rotate", "post"), limits::administration_bytes},
        {all + "NewBackup/properties/keep/maximum", limits::backups_kept},
        {body("tenants", "post"), limits::administration_bytes},
        {body("backups", "post"), limits::administration_bytes},
        {body("compactions", "post"), limits::administration_bytes},
        {body("tenants~1{name}", "patch"), limits::administration_bytes},
    };

    for (const auto& row : rows) {
        boost::system::error_code failed;
        const auto* said = document.find_pointer(row.pointer, failed);
        BOOST_TEST_REQUIRE(said, row.pointer);
        BOOST_TEST(said->to_number<std::size_t>() == row.limit, row.pointer);
    }
}

BOOST_AUTO_TEST_SUITE_END()
