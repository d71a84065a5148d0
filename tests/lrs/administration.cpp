// Who may change which credentials and tenants, and what cannot be one.
#include "lrs/auth/administration.hpp"

#include "base/limits.hpp"
#include "lrs/http_error.hpp"
#include "tests/lrs/fakes.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <utility>

namespace {

using namespace lrs;

namespace json = boost::json;

constexpr auto admin = static_cast<std::uint32_t>(Scope::admin);

// Tenants "default", "a" and "b"; each has a credential whose secret nobody needs.
struct Fixture {
    fakes::Settings settings;
    Credentials credentials{settings};
    Tenants tenants{settings};
    Administration administration{credentials, tenants, "https://lrs.example"};
    Credential the_operator;
    Credential admin_of_a;

    Fixture()
    {
        tenants.load().value();
        tenants.add("a", {}).value();
        tenants.add("b", {}).value();
        for (const auto& [key, tenant] : {std::pair("moodle", "default"),
                                          std::pair("a.moodle", "a"), std::pair("b.moodle", "b")}) {
            auto record = json::parse(fakes::stored_credential(key, "all")).as_object();
            record["tenant"] = static_cast<std::uint32_t>(tenants.find(tenant)->number);
            settings.put("credential/" + std::string(key), json::serialize(record)).value();
        }
        credentials.load().value();
        the_operator = {"operator", default_tenant, admin, "{}"};
        admin_of_a = {"a.admin", tenants.find("a")->number, admin, "{}"};
    }

    // "done", or the status of the refusal with the rules that were broken.
    static std::string outcome(const Administration::Answer& answer)
    {
        if (answer) return "done";
        std::string out = std::to_string(static_cast<unsigned>(status_of(answer.error().kind)));
        for (const auto& complaint : answer.error().complaints)
            out += ' ' + complaint.where + ' ' + complaint.rule;
        return out;
    }

    static std::string keys(const Administration::Answer& answer)
    {
        std::string out;
        for (const auto& each : answer.value().at("credentials").as_array())
            out += std::string(each.at("key").as_string()) + ' ';
        return out;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_administration, Fixture)

BOOST_AUTO_TEST_CASE(who_sees_and_changes_which)
{
    const struct {
        const char* name;
        std::string by_operator;
        std::string by_admin_of_a;
        std::function<Administration::Answer(const Credential&)> act;
    } rows[] = {
        {"see his own", "done", "done",
         [&](const auto& by) { return administration.credential(by, "a.moodle"); }},
        {"see another's", "done", "404",
         [&](const auto& by) { return administration.credential(by, "b.moodle"); }},
        {"see the default tenant's", "done", "404",
         [&](const auto& by) { return administration.credential(by, "moodle"); }},
        {"see nobody's", "404", "404",
         [&](const auto& by) { return administration.credential(by, "nobody"); }},
        {"change his own", "done", "done",
         [&](const auto& by) {
             return administration.change_credential(by, "a.moodle", R"({"title":"x"})");
         }},
        {"change another's", "done", "404",
         [&](const auto& by) {
             return administration.change_credential(by, "b.moodle", R"({"title":"x"})");
         }},
        {"change another's wrongly", "400 /title title", "404",
         [&](const auto& by) {
             return administration.change_credential(by, "b.moodle", R"({"title":7})");
         }},
        {"rotate his own", "done", "done",
         [&](const auto& by) { return administration.rotate_credential(by, "a.moodle", ""); }},
        {"rotate another's", "done", "404",
         [&](const auto& by) { return administration.rotate_credential(by, "b.moodle", "{}"); }},
        {"list his tenant's", "done", "done",
         [&](const auto& by) { return administration.credentials(by, "a"); }},
        {"list another's", "done", "404",
         [&](const auto& by) { return administration.credentials(by, "b"); }},
        {"list nobody's", "404", "404",
         [&](const auto& by) { return administration.credentials(by, "c"); }},
        {"add to his tenant", "done", "done",
         [&](const auto& by) { return administration.add_credential(by, R"({"tenant":"a"})"); }},
        {"add to another", "done", "400 /tenant credential.tenant",
         [&](const auto& by) { return administration.add_credential(by, R"({"tenant":"b"})"); }},
        {"add to nobody's", "400 /tenant credential.tenant", "400 /tenant credential.tenant",
         [&](const auto& by) { return administration.add_credential(by, R"({"tenant":"c"})"); }},
        {"see his tenant", "done", "done",
         [&](const auto& by) { return administration.tenant(by, "a"); }},
        {"see another tenant", "done", "404",
         [&](const auto& by) { return administration.tenant(by, "b"); }},
        {"change his tenant", "done", "403",
         [&](const auto& by) { return administration.change_tenant(by, "a", "{}"); }},
        {"change another tenant", "done", "404",
         [&](const auto& by) { return administration.change_tenant(by, "b", "{}"); }},
        {"add a tenant", "done", "403",
         [&](const auto& by) { return administration.add_tenant(by, R"({"name":"n"})"); }},
        {"remove his tenant", "409", "403",
         [&](const auto& by) { return administration.remove_tenant(by, "a"); }},
        {"remove another's credential", "404", "404", // The operator comes second.
         [&](const auto& by) {
             auto answer = administration.remove_credential(by, "b.moodle");
             if (by.tenant == default_tenant)
                 answer = administration.remove_credential(by, "b.moodle");
             return answer;
         }},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(outcome(row.act(admin_of_a)) == row.by_admin_of_a);
            BOOST_TEST(outcome(row.act(the_operator)) == row.by_operator);
        }
    }
}

BOOST_AUTO_TEST_CASE(lists)
{
    BOOST_TEST(keys(administration.credentials(the_operator, {})) == "a.moodle b.moodle moodle ");
    BOOST_TEST(keys(administration.credentials(the_operator, "b")) == "b.moodle ");
    BOOST_TEST(keys(administration.credentials(admin_of_a, {})) == "a.moodle ");
    BOOST_TEST(
        json::serialize(administration.tenants(admin_of_a).value()) ==
        R"({"tenants":[{"name":"a","title":"","hosts":[],"fourEyes":false,"credentials":1}]})");
    BOOST_TEST(administration.tenants(the_operator).value().at("tenants").as_array().size() == 3u);
}

// Whoever guesses keys must not learn which are taken elsewhere.
BOOST_AUTO_TEST_CASE(keys_of_a_tenant_begin_with_its_name)
{
    const auto prefix = std::string("400 /key credential.key.tenant");

    const struct {
        std::string key;
        std::string tenant;
        std::string by_admin_of_a;
        std::string by_operator;
    } rows[] = {
        {"a.new", "a", "done", "409"},    {"a.moodle", "a", "409", "409"},
        {"a.", "a", "done", "409"},       {"moodle", "a", prefix, "409"},
        {"fresh", "a", prefix, "done"},   {"b.moodle", "a", prefix, prefix},
        {"b.fresh", "a", prefix, prefix}, {"c.fresh", "a", prefix, "done"},
        {"a", "a", prefix, "done"},       {".a", "a", prefix, "done"},
    };

    for (const auto& row : rows) {
        const auto body = json::serialize(json::object{{"key", row.key}, {"tenant", row.tenant}});
        BOOST_TEST(outcome(administration.add_credential(admin_of_a, body)) == row.by_admin_of_a,
                   row.key);
        BOOST_TEST(outcome(administration.add_credential(the_operator, body)) == row.by_operator,
                   row.key);
    }
    // Nor can a tenant be made to which another's keys would belong.
    BOOST_TEST(outcome(administration.add_tenant(the_operator, R"({"name":"c"})")) == "409");
    BOOST_TEST(outcome(administration.add_tenant(the_operator, R"({"name":"d"})")) == "done");

    const auto made = administration.add_credential(admin_of_a, "{}").value();
    BOOST_TEST(made.at("key").as_string().starts_with("a."));
}

BOOST_AUTO_TEST_CASE(scopes_are_given_only_by_those_who_hold_them)
{
    auto lesser = admin_of_a;
    lesser.scopes = static_cast<std::uint32_t>(Scope::all);
    const auto give = [&](const Credential& by, std::string_view scope) {
        const json::value body{{"scopes", json::array{scope}}};
        const auto text = json::serialize(body);
        return outcome(administration.add_credential(by, text)) + ' ' +
               outcome(administration.change_credential(by, "a.moodle", text));
    };
    BOOST_TEST(give(lesser, "admin") == "403 403");
    BOOST_TEST(give(lesser, "all") == "done done");
    BOOST_TEST(give(lesser, "state") == "done done");
    BOOST_TEST(give(admin_of_a, "admin") == "done done");
}

BOOST_AUTO_TEST_CASE(defaults)
{
    const auto made = administration.add_credential(the_operator, R"({"key":"k"})").value();
    BOOST_TEST(json::serialize(made.at("authority")) ==
               default_authority("https://lrs.example", "k"));
    BOOST_TEST(json::serialize(made.at("scopes")) ==
               R"(["statements/write","statements/read/mine"])");
    BOOST_TEST(made.at("title").as_string() == "");
    BOOST_TEST(made.at("tenant").as_string() == "default");
    BOOST_TEST(!made.at("lenient").as_bool());
    BOOST_TEST(made.at("enabled").as_bool());
    BOOST_TEST(made.at("created").is_string());
    BOOST_TEST(made.at("usage").at("lastUse").is_null());
    BOOST_TEST(made.at("secret").as_string().size() >= 32u);
    BOOST_TEST(
        !administration.credential(the_operator, "k").value().as_object().contains("secret"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_credential)
{
    const auto quoted = [](std::size_t size) { return '"' + std::string(size, 'x') + '"'; };
    const auto agent = [](std::size_t size) {
        return R"({"authority":{"name":")" + std::string(size, 'x') +
               R"(","mbox":"mailto:a@b.example"}})";
    };
    const auto rest = agent(0).size() - std::string(R"({"authority":})").size();
    const auto padded = [](std::size_t size) { return "{}" + std::string(size - 2, ' '); };

    const struct {
        const char* name;
        std::string body;
        std::string outcome;
    } rows[] = {
        {"no members", "{}", "done"},
        {"largest body", padded(limits::administration_bytes), "done"},
        {"larger body", padded(limits::administration_bytes + 1), "413"},
        {"no body", "", "400"},
        {"no JSON", "{", "400"},
        {"a member twice", R"({"title":"a","title":"b"})", "400"},
        {"no object", "[]", "400  type"},
        {"unknown member", R"({"Title":"x"})", "400 /Title unknown_member"},
        {"a secret", R"({"secret":"x"})", "400 /secret unknown_member"},
        {"enabled, of a new one", R"({"enabled":true})", "400 /enabled unknown_member"},
        {"key", R"({"key":"k1"})", "done"},
        {"key is no text", R"({"key":7})", "400 /key type"},
        {"empty key", R"({"key":""})", "400 /key type"},
        {"colon", R"({"key":"a:b"})", "400 /key credential.key"},
        {"longest key", R"({"key":)" + quoted(limits::credential_key_bytes) + "}", "done"},
        {"longer key", R"({"key":)" + quoted(limits::credential_key_bytes + 1) + "}",
         "400 /key credential.key"},
        {"longest title", R"({"title":)" + quoted(limits::title_bytes) + "}", "done"},
        {"longer title", R"({"title":)" + quoted(limits::title_bytes + 1) + "}",
         "400 /title title"},
        {"line end in the title", R"({"title":"a\nb"})", "400 /title title"},
        {"scopes", R"({"scopes":["all/read","state"]})", "done"},
        {"no scope", R"({"scopes":[]})", "400 /scopes credential.scopes"},
        {"one scope", R"({"scopes":"all"})", "400 /scopes type"},
        {"unknown scope", R"({"scopes":["all","everything",7]})",
         "400 /scopes/1 credential.scope /scopes/2 credential.scope"},
        {"what routes ask for", R"({"scopes":["state or all/read"]})",
         "400 /scopes/0 credential.scope"},
        {"authority is a text", R"({"authority":"{}"})",
         "400 /authority statement.authority.object"},
        {"authority without identifier", R"({"authority":{"name":"x"}})",
         "400 /authority agent.ifi.missing"},
        {"largest authority", agent(limits::authority_bytes - rest), "done"},
        {"larger authority", agent(limits::authority_bytes - rest + 1),
         "400 /authority credential.authority"},
        {"lenient", R"({"lenient":true})", "done"},
        {"a rate", R"({"rate":{"statementsPerSecond":5}})", "done"},
        {"a rate with more in it", R"({"rate":{"perDay":5}})", "400 /rate/perDay unknown_member"},
        {"lenient, as a number", R"({"lenient":1})", "400 /lenient type"},
        {"all at once", R"({"key":"a:b","lenient":1,"x":2})",
         "400 /key credential.key /lenient type /x unknown_member"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(outcome(administration.add_credential(the_operator, row.body)) ==
                       row.outcome);
        }
    }
    const auto change = [&](std::string_view body) {
        return outcome(administration.change_credential(the_operator, "moodle", body));
    };
    BOOST_TEST(change(R"({"enabled":false})") == "done");
    BOOST_TEST(change(R"({"enabled":"no"})") == "400 /enabled type");
    BOOST_TEST(change(R"({"key":"x"})") == "400 /key unknown_member");
    BOOST_TEST(change(R"({"tenant":"a"})") == "400 /tenant unknown_member");
    BOOST_TEST(outcome(administration.rotate_credential(
                   the_operator, "moodle", R"({"secret":"x"})")) == "400 /secret unknown_member");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_tenant)
{
    const auto hosts = [](std::size_t count) {
        json::array out;
        for (std::size_t at = 0; at < count; ++at)
            out.emplace_back("h" + std::to_string(at));
        return json::serialize(json::object{{"hosts", std::move(out)}});
    };

    const struct {
        const char* name;
        std::string body;
        std::string outcome;
    } rows[] = {
        {"name", R"({"name":"n-1"})", "done"},
        {"taken", R"({"name":"a"})", "409"},
        {"no name", "{}", "400 /name required"},
        {"capitals", R"({"name":"N"})", "400 /name tenant.name"},
        {"too long", R"({"name":")" + std::string(limits::tenant_name_bytes + 1, 'n') + "\"}",
         "400 /name tenant.name"},
        {"all", R"({"name":"n2","title":"T","hosts":["n.example","m.example"]})", "done"},
        {"host taken", R"({"name":"n3","hosts":["n.example"]})", "409"},
        {"host with a port", R"({"name":"n3","hosts":["n.example:80"]})",
         "400 /hosts/0 tenant.host"},
        {"host twice", R"({"name":"n3","hosts":["x.example","x.example"]})",
         "400 /hosts/1 tenant.host"},
        {"hosts is a text", R"({"name":"n3","hosts":"x.example"})", "400 /hosts type"},
        {"a number", R"({"name":"n3","number":7})", "400 /number unknown_member"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(outcome(administration.add_tenant(the_operator, row.body)) == row.outcome);
        }
    }
    const auto change = [&](const std::string& body) {
        return outcome(administration.change_tenant(the_operator, "b", body));
    };
    BOOST_TEST(change(hosts(limits::tenant_hosts)) == "done");
    BOOST_TEST(change(hosts(limits::tenant_hosts + 1)) == "400 /hosts tenant.hosts");
    BOOST_TEST(change(R"({"name":"c"})") == "400 /name unknown_member");
    BOOST_TEST(outcome(administration.remove_tenant(the_operator, "default")) == "409");
    BOOST_TEST(outcome(administration.remove_tenant(the_operator, "n2")) == "done");
    BOOST_TEST(outcome(administration.remove_tenant(the_operator, "n2")) == "404");
}

BOOST_AUTO_TEST_SUITE_END()
