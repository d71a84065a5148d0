#include "lrs/router.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace lrs;

boost::asio::awaitable<Response> nothing(Request, App&)
{
    co_return empty_response(http::status::no_content);
}

using enum http::verb;

constexpr Route table[] = {
    {get, "/statements", nothing, Scope::statements_read, RouteKind::xapi},
    {put, "/statements", nothing, Scope::statements_write, RouteKind::xapi},
    {get, "/about", nothing, Scope::none, RouteKind::xapi_open},
    {get, "/health", nothing, Scope::none, RouteKind::open},
    {get, "/api/v1/models/current", nothing, Scope::admin, RouteKind::api},
    {get, "/api/v1/models/{version}", nothing, Scope::admin, RouteKind::api},
    {post, "/api/v1/persons/{person}/units/{unit}", nothing, Scope::admin, RouteKind::api},
    {get, "/p/{token}/c/{path...}", nothing, Scope::none, RouteKind::content},
    {get, "/p/{token}/page", nothing, Scope::none, RouteKind::content},
};

constexpr int missing = -1;

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_router)

BOOST_AUTO_TEST_CASE(matches)
{
    const Router router(table, {"/xapi", "/data/xAPI"});

    const struct {
        const char* name;
        http::verb method;
        std::string_view path;
        int row;
        std::string_view mount;
        bool statements;
        std::string_view allow;
    } rows[] = {
        {"GET", get, "/xapi/statements", 0, "/xapi", true, ""},
        {"PUT", put, "/xapi/statements", 1, "/xapi", true, ""},
        {"HEAD is GET", head, "/xapi/statements", 0, "/xapi", true, ""},
        {"HEAD is not POST", head, "/api/v1/persons/p/units/u", missing, "", false,
         "POST, OPTIONS"},
        {"wrong method", delete_, "/xapi/statements", missing, "/xapi", true,
         "GET, HEAD, PUT, OPTIONS"},
        {"unknown method", unknown, "/xapi/about", missing, "/xapi", false, "GET, HEAD, OPTIONS"},
        {"OPTIONS", options, "/xapi/about", missing, "/xapi", false, "GET, HEAD, OPTIONS"},
        {"second mount", get, "/data/xAPI/statements", 0, "/data/xAPI", true, ""},
        {"mount in another case", get, "/data/xapi/statements", missing, "", false, ""},
        {"half of a mount", get, "/data/statements", missing, "", false, ""},
        {"name that begins like a mount", get, "/xapis/statements", missing, "", false, ""},
        {"the mount itself", get, "/xapi", missing, "/xapi", false, ""},
        {"unknown resource", get, "/xapi/statement", missing, "/xapi", false, ""},
        {"below a resource", get, "/xapi/statements/x", missing, "/xapi", true, ""},
        {"without its mount", get, "/statements", missing, "", false, ""},
        {"slash at the end", get, "/xapi/statements/", 0, "/xapi", true, ""},
        {"two slashes", get, "/xapi//statements", 0, "/xapi", true, ""},
        {"needless escape", get, "/%78api/state%6Dents", 0, "/xapi", true, ""},
        {"escaped slash separates nothing", get, "/xapi%2Fstatements", missing, "", false, ""},
        {"broken escape", get, "/xapi/statements%", missing, "/xapi", false, ""},
        {"another case", get, "/xapi/Statements", missing, "/xapi", false, ""},
        {"open under a mount", get, "/xapi/about", 2, "/xapi", false, ""},
        {"open", get, "/health", 3, "", false, ""},
        {"open, under a mount", get, "/xapi/health", missing, "/xapi", false, ""},
        {"literal before capture", get, "/api/v1/models/current", 4, "", false, ""},
        {"capture", get, "/api/v1/models/7", 5, "", false, ""},
        {"capture of nothing", get, "/api/v1/models/", missing, "", false, ""},
        {"behind a capture", get, "/api/v1/models/7/x", missing, "", false, ""},
        {"two captures", post, "/api/v1/persons/p/units/u", 6, "", false, ""},
        {"root", get, "/", missing, "", false, ""},
        {"nothing", get, "", missing, "", false, ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto match = router.find(row.method, row.path);
            BOOST_TEST((match.route ? match.route - table : missing) == row.row);
            BOOST_TEST(match.mount == row.mount);
            BOOST_TEST(match.statements == row.statements);
            BOOST_TEST(match.allow == row.allow);
        }
    }
}

BOOST_AUTO_TEST_CASE(captures)
{
    const Router router(table, {"/xapi"});
    const auto match = router.find(post, "/api/v1/persons/a%2Fb%20c//units/42/");
    BOOST_TEST((match.captures == Parameters{{"person", "a/b c"}, {"unit", "42"}}));
    BOOST_TEST(router.find(get, "/xapi/statements").captures.empty());
}

BOOST_AUTO_TEST_CASE(each_surface_has_its_own)
{
    const Router main(table, {"/xapi"});
    const Router content(table, {"/xapi"}, Surface::content);
    BOOST_TEST(!main.find(get, "/p/t/page").route);
    BOOST_TEST(content.find(get, "/p/t/page").route == &table[8]);
    BOOST_TEST(!content.find(get, "/xapi/statements").route);
    BOOST_TEST(content.find(get, "/xapi/statements").mount.empty());
    BOOST_TEST(!content.find(get, "/health").route);
    BOOST_TEST(!content.find(get, "/t/city/p/t/page").route);
}

BOOST_AUTO_TEST_CASE(the_rest_of_a_path)
{
    const Router content(table, {}, Surface::content);

    const struct {
        std::string_view path;
        std::string_view rest; // Empty: no match.
    } rows[] = {
        {"/p/t/c/a.html", "a.html"},
        {"/p/t/c/a/b%20c.html", "a/b c.html"},
        {"//p/t//c//a//b", "a//b"},
        {"/p/t/c/a%2Fb/", "a/b/"},
        {"/p/t/c/", ""},
        {"/p/t/c", ""},
        {"/p/t", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.path)
        {
            auto match = content.find(get, row.path);
            BOOST_TEST((match.route != nullptr) == !row.rest.empty());
            if (match.route) BOOST_TEST(match.captures.at("path") == row.rest);
            if (match.route) BOOST_TEST(match.captures.at("token") == "t");
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
