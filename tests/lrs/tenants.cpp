#include "lrs/auth/tenants.hpp"

#include "base/limits.hpp"
#include "tests/lrs/fakes.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using base::ErrorKind;
using namespace lrs;
using storage::Tenant;

struct Fixture {
    fakes::Settings settings;
    Tenants tenants{settings};

    // Why it failed, or "" when it has not.
    static std::string outcome(const base::Result<>& done)
    {
        if (done) return "";
        const auto kind = done.error().kind;
        return kind == ErrorKind::conflict    ? "conflict"
               : kind == ErrorKind::not_found ? "not found"
               : kind == ErrorKind::too_large ? "too large"
               : kind == ErrorKind::corrupt   ? "corrupt"
               : kind == ErrorKind::forbidden ? "forbidden"
                                              : "another";
    }

    unsigned number(std::string_view name) const
    {
        return static_cast<unsigned>(tenants.find(name).value().number);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_tenants, Fixture)

BOOST_AUTO_TEST_CASE(names)
{
    const std::string longest(limits::tenant_name_bytes, 'a');

    const std::pair<std::string, bool> rows[] = {
        {"a", true},     {"city-2", true}, {"-", true},     {longest, true}, {longest + "a", false},
        {"", false},     {"A", false},     {"a.b", false},  {"a/b", false},  {"a b", false},
        {"grün", false}, {"a_b", false},   {"a%62", false},
    };

    for (const auto& [name, sound] : rows)
        BOOST_TEST(is_tenant_name(name) == sound, name);
}

BOOST_AUTO_TEST_CASE(host_names)
{
    const std::string label(63, 'a');
    const auto longest = label + '.' + label + '.' + label + '.' + label.substr(2);

    const std::pair<std::string, bool> rows[] = {
        {"a", true},
        {"lrs.stadt.example", true},
        {"xn--mnchen-3ya.example", true},
        {"192.0.2.1", true},
        {longest, true},
        {longest + "a", false},
        {label + "a", false},
        {"", false},
        {"a.", false},
        {".a", false},
        {"a..b", false},
        {"A.example", false},
        {"-a.example", false},
        {"a-.example", false},
        {"a.example:80", false},
        {"a_b.example", false},
        {"[::1]", false},
    };

    for (const auto& [name, sound] : rows)
        BOOST_TEST(is_host_name(name) == sound, name);
}

BOOST_AUTO_TEST_CASE(the_default_one_is_there_from_the_first_start_on)
{
    tenants.load().value();
    BOOST_TEST(number("default") == 1u);
    BOOST_TEST((tenants.named(default_tenant)->name == "default"));
    BOOST_TEST(settings.get("tenant/default").value().value() ==
               R"({"number":1,"title":"","hosts":[]})");
}

BOOST_AUTO_TEST_CASE(golden)
{
    settings.put("tenant/default", "1").value(); // By the first programs.
    settings.put("tenant/city", R"({"number":4,"title":"City","hosts":["a.example","b.example"]})")
        .value();
    tenants.load().value();
    BOOST_TEST(number("default") == 1u);
    BOOST_TEST(number("city") == 4u);
    const auto city = tenants.find("city").value();
    BOOST_TEST(city.title == "City");
    BOOST_TEST(city.hosts.size() == 2u);
    tenants.add("next", {}).value(); // Though nobody has counted so far.
    BOOST_TEST(number("next") == 5u);
    BOOST_TEST(settings.get("tenants/next").value().value() == "6");
    tenants.update("city", {.title = "Town"}).value();
    BOOST_TEST(settings.get("tenant/city").value().value() ==
               R"({"number":4,"title":"Town","hosts":["a.example","b.example"]})");
}

BOOST_AUTO_TEST_CASE(stored_ones_that_do_not_decode)
{
    const std::pair<const char*, bool> rows[] = {
        {R"({"number":2,"title":"","hosts":[]})", true},
        {R"({"number":2,"title":"","hosts":[],"colour":"green"})", true},
        {"2", true},
        {"", false},
        {"{", false},
        {"0", false},
        {"-1", false},
        {"\"2\"", false},
        {R"({"title":"","hosts":[]})", false},
        {R"({"number":2,"hosts":[]})", false},
        {R"({"number":2,"title":""})", false},
        {R"({"number":2,"title":"","hosts":[7]})", false},
        {R"({"number":4294967296,"title":"","hosts":[]})", false},
    };

    for (const auto& [text, decodes] : rows) {
        fakes::Settings one;
        one.put("tenant/a", text).value();
        BOOST_TEST(outcome(Tenants(one).load()) == (decodes ? "" : "corrupt"), text);
    }
    settings.put("tenants/next", "2x").value();
    BOOST_TEST(outcome(tenants.load()) == "corrupt");
}

BOOST_AUTO_TEST_CASE(numbers_are_not_given_twice)
{
    tenants.load().value();
    tenants.add("a", {}).value();
    BOOST_TEST(number("a") == 2u);
    tenants.remove("a").value();
    tenants.add("a", {}).value();
    BOOST_TEST(number("a") == 3u);
    tenants.remove("a").value();

    Tenants reopened(settings);
    reopened.load().value();
    BOOST_TEST(!reopened.find("a").has_value());
    reopened.add("b", {}).value();
    BOOST_TEST((reopened.find("b")->number == Tenant{4}));
}

BOOST_AUTO_TEST_CASE(changes)
{
    tenants.load().value();
    tenants.add("a", {.title = "A", .hosts = {{"a.example"}}}).value();
    tenants.add("b", {}).value();

    BOOST_TEST(outcome(tenants.add("a", {})) == "conflict");
    BOOST_TEST(outcome(tenants.add("c", {.hosts = {{"c.example", "a.example"}}})) == "conflict");
    BOOST_TEST(!tenants.find("c").has_value());
    BOOST_TEST(outcome(tenants.update("b", {.hosts = {{"a.example"}}})) == "conflict");
    BOOST_TEST(outcome(tenants.update("a", {.hosts = {{"a.example", "c.example"}}})) == "");
    BOOST_TEST(outcome(tenants.update("a", {.hosts = {{"c.example"}}})) == "");
    BOOST_TEST(outcome(tenants.update("b", {.hosts = {{"a.example"}}})) == ""); // Free again.
    BOOST_TEST(tenants.find("a")->title == "A");
    BOOST_TEST(outcome(tenants.update("x", {})) == "not found");
    BOOST_TEST(outcome(tenants.remove("x")) == "not found");
    BOOST_TEST(outcome(tenants.remove("default")) == "conflict");
    BOOST_TEST(outcome(tenants.remove("b")) == "");
    BOOST_TEST(outcome(tenants.update("a", {.hosts = {{"a.example"}}})) == "");

    std::string all;
    for (const auto& entry : tenants.list())
        all += entry.name + ' ';
    BOOST_TEST(all == "a default ");
}

BOOST_AUTO_TEST_CASE(too_many)
{
    for (std::size_t at = 0; at + 2 < limits::tenants; ++at) // One is the default one.
        settings.put("tenant/t" + std::to_string(at), std::to_string(at + 2)).value();
    tenants.load().value();
    BOOST_TEST(outcome(tenants.add("last", {})) == "");
    BOOST_TEST(outcome(tenants.add("more", {})) == "too large");
    tenants.remove("t7").value();
    BOOST_TEST(outcome(tenants.add("more", {})) == "");
}

BOOST_AUTO_TEST_CASE(path_and_host)
{
    tenants.load().value();
    tenants.add("a", {.hosts = {{"a.example"}}}).value();
    tenants.add("b", {}).value();
    const Tenant a = tenants.find("a")->number;

    const struct {
        const char* name;
        std::string_view path;
        std::string_view host;
        bool agrees;
    } rows[] = {
        {"neither", "", "", true},
        {"his name", "a", "", true},
        {"another's name", "b", "", false},
        {"nobody's name", "c", "", false},
        {"his host", "", "a.example", true},
        {"with a port", "", "a.example:8080", true},
        {"in capitals, with the root's dot", "", "A.EXAMPLE.:80", true},
        {"nobody's host", "", "lrs.example", true},
        {"an address", "", "[2001:db8::1]:80", true},
        {"both his", "a", "a.example", true},
        {"the default one's name at his host", "default", "a.example", false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto checked = tenants.check(a, row.path, row.host);
            BOOST_TEST(outcome(checked) == (row.agrees ? "" : "forbidden"));
        }
    }
    // What is said of another's name is said of nobody's.
    BOOST_TEST(tenants.check(a, "b", "").error().why == tenants.check(a, "c", "").error().why);
    BOOST_TEST(outcome(tenants.check(default_tenant, "", "a.example")) == "forbidden");
    BOOST_TEST(outcome(tenants.check(default_tenant, "a", "a.example")) == "forbidden");
    tenants.remove("a").value();
    BOOST_TEST(outcome(tenants.check(default_tenant, "", "a.example")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
