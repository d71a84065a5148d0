// lrs credential and lrs tenant: on the database of a stopped server, and on a running one.
#include "lrs/commands/table.hpp"
#include "tests/lrs/administered.hpp"
#include "tests/lrs/run.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <string>
#include <vector>

namespace {

namespace json = boost::json;

using administered::joined;
using administered::on;
using administered::Words;
using support::Outcome;
using support::run;

// Both ways to administer the same store.
struct Fixture {
    support::TemporaryDirectory folder;

    std::unique_ptr<storage::Storage> open() const { return administered::open_in(folder.path()); }

    Words on_database() const { return {"--data", folder.path().string()}; }
};

bool lets_in(live::World& server, std::string_view key, std::string_view secret)
{
    return run(server.credentials.check(fakes::basic(key, secret))).has_value();
}

// Each command once, with what it prints; returns the secret that was told last.
std::string tour(const Words& where)
{
    const auto credential = [&](const Words& words) {
        return run(lrs::credential, joined(words, where));
    };
    const auto tenant = [&](const Words& words) { return run(lrs::tenant, joined(words, where)); };
    const auto expect = [](const Outcome& outcome, std::string_view says) {
        BOOST_TEST(outcome.code == 0, outcome.err);
        BOOST_TEST(outcome.err.empty(), outcome.err);
        BOOST_TEST(outcome.out.find(says) != std::string::npos, outcome.out);
    };

    expect(tenant({"add", "city", "--title", "City", "--hosts", "a.example,b.example"}),
           "a.example,b.example");
    expect(tenant({"update", "city", "--hosts", ""}), "-");
    expect(tenant({"list"}), "  City   0            -\n");
    expect(credential({"add", "city.lms", "--tenant", "city", "--title", "LMS", "--scopes",
                       "state,profile", "--authority", R"({"mbox":"mailto:a@b.example"})",
                       "--lenient", "on"}),
           "key    city.lms\nsecret ");
    expect(credential({"list", "--tenant", "city"}),
           "city.lms  LMS    city    state,profile  enabled, lenient  0");
    const auto list = json::parse(credential({"list", "--tenant", "city", "--json"}).out);
    BOOST_TEST(list.at("credentials").as_array().size() == 1u);
    expect(credential({"update", "city.lms", "--lenient", "off", "--scopes", "all"}),
           "all     enabled  0");
    expect(credential({"update", "city.lms", "--rate", "10/500"}), "enabled, 10/500 a second  0");
    expect(credential({"update", "city.lms", "--rate", "0/0"}), "all     enabled  0");
    expect(credential({"disable", "city.lms"}), "disabled");
    expect(credential({"enable", "city.lms"}), "enabled");
    const auto rotated = json::parse(credential({"rotate", "city.lms", "--json"}).out);
    BOOST_TEST(tenant({"remove", "city"}).code == 2);
    expect(credential({"add", "lms", "--authority", R"({"mbox":"mailto:a@b.example"})"}), "secret");
    expect(credential({"remove", "lms"}), "removed lms\n");
    return std::string(rotated.at("secret").as_string());
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_administration_commands, Fixture)

BOOST_AUTO_TEST_CASE(on_a_database)
{
    open();
    const auto secret = tour(on_database());
    live::World server(open());
    BOOST_TEST(lets_in(server, "city.lms", secret));
}

BOOST_AUTO_TEST_CASE(on_a_server)
{
    live::World server(open());
    const auto secret = tour(on(server));
    BOOST_TEST(lets_in(server, "city.lms", secret));

    setenv("LRS_SECRET", "admin-secret", 1);
    auto where = on(server);
    where.resize(4);
    BOOST_TEST(run(lrs::tenant, joined({"list"}, where)).code == 0);
    setenv("LRS_SECRET", "wrong", 1);
    BOOST_TEST(run(lrs::tenant, joined({"list"}, where)).err.find("401") != std::string::npos);
    unsetenv("LRS_SECRET");
    BOOST_TEST(run(lrs::tenant, joined({"list"}, where)).err.find("LRS_SECRET") !=
               std::string::npos);
}

// The default authority: the server knows its URL, the files do not.
BOOST_AUTO_TEST_CASE(authority)
{
    open();
    const auto with = [&](const Words& words) {
        return run(lrs::credential, joined(words, on_database()));
    };
    BOOST_TEST(with({"add", "k"}).code == 2);
    const auto made = with({"add", "k", "--base-url", "https://lrs.example", "--json"});
    BOOST_TEST(json::serialize(json::parse(made.out).at("authority")) ==
               R"({"objectType":"Agent","account":{"homePage":"https://lrs.example/credentials",)"
               R"("name":"k"}})");
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    live::World server(open());
    const auto there = on(server);
    const auto dead = "http://127.0.0.1:1";

    const struct {
        const char* name;
        int (*command)(lrs::Words);
        Words words;
        int code;
        std::string_view says; // In the complaint; with 1 in the output.
    } rows[] = {
        {"list", lrs::credential, joined({"list"}, there), 0, ""},
        {"nothing", lrs::credential, {}, 2, "usage: lrs credential add|list|update"},
        {"another word", lrs::tenant, joined({"rename"}, there), 2, "usage: lrs tenant add|list"},
        {"no key", lrs::credential, joined({"rotate"}, there), 2, "usage"},
        {"two keys", lrs::credential, joined({"rotate", "a", "b"}, there), 2, "usage"},
        {"another option", lrs::credential, joined({"list", "--title", "x"}, there), 2, "--title"},
        {"neither way", lrs::tenant, {"list"}, 2, "either --data DIR or --server URL"},
        {"both ways", lrs::tenant, joined({"list", "--data", "x"}, there), 2, "either"},
        {"a database under a server", lrs::tenant, joined({"list"}, on_database()), 2,
         "another process has the database open"},
        {"no database", lrs::tenant, {"list", "--data", "/nowhere"}, 2, "no database in /nowhere"},
        {"a secret for a database",
         lrs::tenant,
         {"list", "--data", "x", "--secret", "y"},
         2,
         "--key and --secret are for --server"},
        {"a base URL for a server", lrs::tenant, joined({"list", "--base-url", "x"}, there), 2,
         "--base-url is for --data"},
        {"no server there",
         lrs::tenant,
         {"list", "--server", dead, "--key", "k", "--secret", "s"},
         2,
         dead},
        {"another scheme", lrs::tenant, {"list", "--server", "ftp://x"}, 2, "--server must be"},
        {"no key for the server", lrs::tenant, {"list", "--server", dead}, 2, "--key is missing"},
        {"wrong secret",
         lrs::tenant,
         {"list", "--server", there[1], "--key", "admin", "--secret", "x"},
         2,
         "401"},
        {"not allowed",
         lrs::tenant,
         {"list", "--server", there[1], "--key", "all", "--secret", "all-secret"},
         2,
         "403"},
        {"not there", lrs::credential, joined({"rotate", "nobody"}, there), 2, "404"},
        {"no tenant", lrs::credential, joined({"list", "--tenant", "nobody"}, there), 2, "404"},
        {"nothing to change", lrs::credential, joined({"update", "all"}, there), 2, "nothing"},
        {"lenient, perhaps", lrs::credential, joined({"update", "all", "--lenient", "1"}, there), 2,
         "--lenient must be on or off"},
        {"half a rate", lrs::credential, joined({"update", "all", "--rate", "10"}, there), 2,
         "--rate is REQUESTS/STATEMENTS"},
        {"a rate of nothing", lrs::credential, joined({"update", "all", "--rate", "/"}, there), 2,
         "--rate is REQUESTS/STATEMENTS"},
        {"too high a rate", lrs::credential,
         joined({"update", "all", "--rate", "0/1000001"}, there), 1, "/rate/statementsPerSecond"},
        {"authority is no JSON", lrs::credential,
         joined({"update", "all", "--authority", "x"}, there), 2, "--authority is no JSON"},
        {"authority is no agent", lrs::credential,
         joined({"update", "all", "--authority", "{}"}, there), 1, "/authority"},
        {"unknown scope", lrs::credential, joined({"update", "all", "--scopes", "x"}, there), 1,
         "credential.scope"},
        {"tenant in capitals", lrs::tenant, joined({"add", "City"}, there), 1, "tenant.name"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto outcome = run(row.command, row.words);
            BOOST_TEST(outcome.code == row.code, outcome.err);
            const auto& said = row.code == 2 ? outcome.err : outcome.out;
            BOOST_TEST(said.find(row.says) != said.npos, said);
            BOOST_TEST(outcome.out.empty() == (row.code == 2));
            BOOST_TEST(outcome.err.empty() == (row.code == 0));
            if (row.code == 1) BOOST_TEST(json::parse(outcome.out).at("errors").is_array());
        }
    }
}

// A database answers with the same complaints as a server.
BOOST_AUTO_TEST_CASE(both_say_the_same)
{
    const Words faults[] = {{"add", "a:b", "--scopes", "x", "--authority", "{}"},
                            {"update", "all", "--scopes", "x,y"}};
    std::vector<std::string> said;
    {
        live::World server(open());
        for (const auto& words : faults)
            said.push_back(run(lrs::credential, joined(words, on(server))).out);
    }
    for (std::size_t at = 0; at < std::size(faults); ++at) {
        const auto outcome = run(lrs::credential, joined(faults[at], on_database()));
        BOOST_TEST(outcome.code == 1);
        BOOST_TEST(outcome.out == said[at]);
    }
}

BOOST_AUTO_TEST_CASE(tables)
{
    BOOST_TEST(lrs::table_of({{"A", "LONG", "C"}, {"grün", "x", ""}, {"y", "", "z"}}) ==
               "A     LONG  C\ngrün  x\ny           z\n");
    BOOST_TEST(lrs::table_of({}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
