// Credentials that are changed, and what they were used for.
#include "lrs/auth/credentials.hpp"
#include "tests/lrs/fakes.hpp"
#include "tests/lrs/run.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>
#include <vector>

namespace {

using base::ErrorKind;
using fakes::basic;
using namespace lrs;
using namespace std::chrono_literals;

constexpr std::string_view agent = R"({"mbox":"mailto:lrs@example.org"})";
constexpr auto write_scope = static_cast<std::uint32_t>(Scope::statements_write);

const base::Timestamp noon = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + 12h;

struct Fixture {
    fakes::Settings settings;
    Credentials credentials{settings};

    void put(const std::string& key)
    {
        settings.put("credential/" + key, fakes::stored_credential(key, "all")).value();
    }

    bool lets_in(const std::string& authorization)
    {
        return support::run(credentials.check(authorization)).has_value();
    }

    Usage& usage(std::string_view key) { return *credentials.find(key).value().credential->usage; }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_credential_changes, Fixture)

BOOST_AUTO_TEST_CASE(rotated)
{
    put("k");
    credentials.load().value();
    BOOST_TEST(lets_in(basic("k"))); // Remembered from here on.
    const auto made = credentials.rotate("k").value();
    BOOST_TEST(made.key == "k");
    BOOST_TEST(!lets_in(basic("k")));
    BOOST_TEST(lets_in(basic("k", made.secret)));
    const auto again = credentials.rotate("k").value();
    BOOST_TEST(again.secret != made.secret);
    BOOST_TEST(!lets_in(basic("k", made.secret)));
    BOOST_TEST(settings.get("credential/k").value()->find(again.secret) == std::string::npos);

    // Who is disabled stays so.
    credentials.set_enabled("k", false).value();
    BOOST_TEST(!lets_in(basic("k", credentials.rotate("k").value().secret)));
    BOOST_TEST((credentials.rotate("x").error().kind == ErrorKind::not_found));
}

BOOST_AUTO_TEST_CASE(removed)
{
    put("k");
    credentials.load().value();
    BOOST_TEST(lets_in(basic("k")));
    usage("k").answered(200, noon);
    credentials.remove("k").value();
    BOOST_TEST(!lets_in(basic("k")));
    BOOST_TEST(!credentials.find("k").has_value());
    BOOST_TEST(credentials.empty());
    BOOST_TEST((credentials.remove("k").error().kind == ErrorKind::not_found));
    Credentials reopened(settings);
    reopened.load().value();
    BOOST_TEST(reopened.empty());

    // One of the same key is another one.
    credentials.add({"k", {}, write_scope, std::string(agent)}, "s").value();
    BOOST_TEST((usage("k").totals() == UsageTotals{}));
    BOOST_TEST(lets_in(basic("k", "s")));
}

BOOST_AUTO_TEST_CASE(updated)
{
    put("k");
    credentials.load().value();
    BOOST_TEST(lets_in(basic("k")));
    const auto shown = [&] {
        const auto known = credentials.find("k").value();
        const auto& now = *known.credential;
        return now.title + ' ' + boost::json::serialize(names_of(now.scopes)) + ' ' +
               now.authority.substr(2, 4) + (now.lenient ? " lenient" : "") +
               (known.enabled ? "" : " disabled");
    };

    const struct {
        const char* name;
        CredentialChange change;
        std::string_view after;
    } rows[] = {
        {"nothing", {}, R"( ["all"] mbox)"},
        {"title", {.title = "Moodle"}, R"(Moodle ["all"] mbox)"},
        {"scopes", {.scopes = write_scope}, R"(Moodle ["statements/write"] mbox)"},
        {"authority",
         {.authority = R"({"openid":"https://a.example"})"},
         R"(Moodle ["statements/write"] open)"},
        {"lenient", {.lenient = true}, R"(Moodle ["statements/write"] open lenient)"},
        {"disabled", {.enabled = false}, R"(Moodle ["statements/write"] open lenient disabled)"},
        {"all of it",
         {.title = "",
          .scopes = 0u,
          .authority = std::string(agent),
          .lenient = false,
          .enabled = true},
         R"( [] mbox)"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            credentials.update("k", row.change).value();
            BOOST_TEST(shown() == row.after);
            BOOST_TEST(lets_in(basic("k")) == credentials.find("k")->enabled);
            Credentials reopened(settings);
            reopened.load().value();
            BOOST_TEST(reopened.find("k")->credential->title ==
                       credentials.find("k")->credential->title);
        }
    }
    BOOST_TEST((credentials.update("x", {}).error().kind == ErrorKind::not_found));
    BOOST_TEST((credentials.update("k", {.authority = "7"}).error().kind == ErrorKind::invalid));
}

BOOST_AUTO_TEST_CASE(what_is_not_stored_does_not_count)
{
    put("k");
    credentials.load().value();
    settings.broken = true;
    BOOST_TEST((credentials.rotate("k").error().kind == ErrorKind::unknown));
    BOOST_TEST((credentials.set_enabled("k", false).error().kind == ErrorKind::unknown));
    settings.broken = false;
    BOOST_TEST(lets_in(basic("k")));
}

BOOST_AUTO_TEST_CASE(listed_by_key)
{
    for (const auto* key : {"b", "c", "a"})
        put(key);
    credentials.load().value();
    std::string keys;
    for (const auto& known : credentials.list())
        keys += known.credential->key;
    BOOST_TEST(keys == "abc");
}

BOOST_AUTO_TEST_CASE(use_survives_changes_and_restarts)
{
    put("k");
    put("unused");
    credentials.load().value();
    usage("k").answered(200, noon);
    credentials.update("k", {.title = "t"}).value();
    usage("k").answered(400, noon);
    credentials.rotate("k").value();
    usage("k").stored(5);
    const UsageTotals expected{2, 1, 5, noon};
    BOOST_TEST((usage("k").totals() == expected));
    credentials.keep_usage().value();

    Credentials reopened(settings);
    reopened.load().value();
    BOOST_TEST((reopened.find("k")->credential->usage->totals() == expected));
    BOOST_TEST((reopened.find("unused")->credential->usage->totals() == UsageTotals{}));

    // A new secret for the same key of the same tenant changes nothing about its past.
    reopened.add({"k", storage::Tenant{7}, write_scope, std::string(agent)}, "s").value();
    BOOST_TEST((reopened.find("k")->credential->usage->totals() == expected));
    reopened.add({"k", storage::Tenant{8}, write_scope, std::string(agent)}, "s").value();
    BOOST_TEST((reopened.find("k")->credential->usage->totals() == UsageTotals{}));
}

BOOST_AUTO_TEST_CASE(use_that_does_not_decode)
{
    put("k");
    for (const auto* text : {"{", "[]", R"({"k":7})", R"({"k":{"requests":1}})"}) {
        settings.put("usage", text).value();
        Credentials broken(settings);
        BOOST_TEST((broken.load().error().kind == ErrorKind::corrupt), text);
    }
    settings.put("usage", R"({"gone":{"requests":1,"refused":0,"statements":0,"lastUse":null}})")
        .value();
    credentials.load().value();
}

BOOST_AUTO_TEST_CASE(too_many_of_one_tenant)
{
    for (std::size_t at = 0; at + 1 < limits::tenant_credentials; ++at)
        put(std::to_string(at)); // Of tenant 7.
    credentials.load().value();
    const auto add = [&](const char* key, unsigned tenant) {
        return credentials.add({key, storage::Tenant{tenant}, write_scope, std::string(agent)},
                               "s");
    };
    add("last", 7).value();
    BOOST_TEST((add("more", 7).error().kind == ErrorKind::too_large));
    add("more", 8).value();
    add("last", 7).value(); // Replaces one.
}

// For the thread sanitizer: requests, counters, rotation, removal and their keeping at one time.
BOOST_AUTO_TEST_CASE(many_threads)
{
    put("steady");
    put("turning");
    credentials.load().value();
    constexpr int turns = 200;
    std::atomic<int> in = 0;
    std::vector<std::thread> threads;
    for (int at = 0; at < 3; ++at) {
        threads.emplace_back([&] {
            for (int turn = 0; turn < turns; ++turn) {
                for (const auto* key : {"steady", "turning"}) {
                    const auto checked = support::run(credentials.check(basic(key)));
                    if (!checked) continue;
                    (*checked)->usage->answered(200, noon);
                    (*checked)->usage->stored(2);
                    in += (*checked)->key == "steady";
                }
            }
        });
    }
    threads.emplace_back([&] {
        for (int turn = 0; turn < turns; ++turn) {
            credentials.keep_usage().value();
            BOOST_TEST(credentials.list().size() <= 3u);
        }
    });
    for (int turn = 0; turn < 5; ++turn) {
        const auto made = credentials.rotate("turning").value();
        BOOST_TEST(lets_in(basic("turning", made.secret)));
        BOOST_TEST(!lets_in(basic("turning")));
        credentials.update("steady", {.title = std::to_string(turn)}).value();
        credentials.add({"brief", {}, write_scope, std::string(agent)}, "s").value();
        credentials.remove("brief").value();
    }
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(in == 3 * turns);
    BOOST_TEST((usage("steady").totals() == UsageTotals{3 * turns, 0, 6 * turns, noon}));
}

BOOST_AUTO_TEST_SUITE_END()
