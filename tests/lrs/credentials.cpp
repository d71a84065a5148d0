#include "lrs/auth/credentials.hpp"

#include "tests/lrs/fakes.hpp"
#include "tests/lrs/run.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <future>
#include <string>
#include <thread>
#include <vector>

namespace {

using base::ErrorKind;
using fakes::basic;
using namespace lrs;

constexpr std::string_view agent = R"({"mbox":"mailto:lrs@example.org"})";

Credential credential(std::string key)
{
    return {std::move(key), storage::Tenant{3}, static_cast<std::uint32_t>(Scope::all),
            std::string(agent)};
}

struct Fixture {
    fakes::Settings settings;
    Credentials credentials{settings};

    Credentials::Checked check(const std::string& authorization)
    {
        return support::run(credentials.check(authorization));
    }

    bool lets_in(const std::string& authorization) { return check(authorization).has_value(); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_credentials, Fixture)

BOOST_AUTO_TEST_CASE(basic_headers)
{
    const std::string longest(limits::authorization_bytes, 'x');
    auto sized = [](std::size_t bytes) {
        return "Basic " + base::to_base64(std::string(bytes, ':'));
    };

    const struct {
        const char* name;
        std::string text;
        bool read;
        std::string_view key;
        std::string_view secret;
    } rows[] = {
        {"plain", "Basic " + base::to_base64("key:secret"), true, "key", "secret"},
        {"small letters", "basic " + base::to_base64("key:secret"), true, "key", "secret"},
        {"two spaces", "Basic  " + base::to_base64("key:secret"), true, "key", "secret"},
        {"colon in the secret", basic("k", "a:b"), true, "k", "a:b"},
        {"no secret", basic("k", ""), true, "k", ""},
        {"no key", basic("", "s"), true, "", "s"},
        {"UTF-8", basic("grün", "s"), true, "grün", "s"},
        {"no colon", "Basic " + base::to_base64("key"), false, "", ""},
        {"control character", basic("k", "a\nb"), false, "", ""},
        {"padding", "Basic a2V5OnM=", true, "key", "s"},
        {"text behind", "Basic a2V5OnM= x", false, "", ""},
        {"not base64", "Basic key:secret", false, "", ""},
        {"another scheme", "Bearer a2V5OnM=", false, "", ""},
        {"colon for the space", "Basic:a2V5OnM=", false, "", ""},
        {"nothing", "", false, "", ""},
        {"at the limit", sized((limits::authorization_bytes - 6) / 4 * 3), true, "",
         std::string_view(":::")},
        {"over the limit", sized((limits::authorization_bytes - 6) / 4 * 3 + 3), false, "", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto given = parse_basic(row.text);
            BOOST_TEST(given.has_value() == row.read);
            if (!given) continue;
            BOOST_TEST(given->key == row.key);
            BOOST_TEST(given->secret.starts_with(row.secret));
        }
    }
}

BOOST_AUTO_TEST_CASE(right_and_wrong)
{
    credentials.add(credential("key"), "secret").value();

    const struct {
        const char* name;
        std::string authorization;
        bool in;
    } rows[] = {
        {"wrong secret", basic("key", "Secret"), false},
        {"right", basic("key", "secret"), true},
        {"right again", basic("key", "secret"), true},
        {"wrong again", basic("key", "Secret"), false},
        {"longer secret", basic("key", "secret1"), false},
        {"no secret", basic("key", ""), false},
        {"unknown key", basic("other", "secret"), false},
        {"key and secret cut elsewhere", basic("key:secret", ""), false},
        {"no header to speak of", "Basic", false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto checked = check(row.authorization);
            BOOST_TEST(checked.has_value() == row.in);
            if (!checked) BOOST_TEST((checked.error().kind == ErrorKind::unauthorized));
            if (!checked) continue;
            BOOST_TEST((*checked)->key == "key");
            BOOST_TEST((*checked)->authority == agent);
            BOOST_TEST(((*checked)->tenant == storage::Tenant{3}));
            BOOST_TEST((*checked)->may(Scope::all));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_was_found_out_is_remembered)
{
    credentials.add(credential("key"), "secret").value();
    for (const auto* secret : {"secret", "wrong"}) {
        BOOST_TEST_CONTEXT(secret)
        {
            const auto header = basic("key", secret);
            BOOST_TEST(!credentials.remembered(header).has_value());
            const auto checked = check(header);
            const auto remembered = credentials.remembered(header);
            BOOST_REQUIRE(remembered.has_value());
            BOOST_TEST(remembered->has_value() == checked.has_value());
        }
    }
    BOOST_TEST(!credentials.remembered(basic("key", "wrong2")).has_value());
    BOOST_TEST(credentials.remembered("Bearer x").has_value());
}

BOOST_AUTO_TEST_CASE(remembered_refusals_are_few)
{
    settings.put("credential/k", fakes::stored_credential("k", "all")).value();
    credentials.load().value();
    for (std::size_t at = 0; at < limits::refused_secrets; ++at)
        BOOST_TEST(!lets_in(basic("k", std::to_string(at))));
    BOOST_TEST(credentials.remembered(basic("k", "0")).has_value());
    BOOST_TEST(!lets_in(basic("k", "one more")));
    BOOST_TEST(!credentials.remembered(basic("k", "0")).has_value());
    BOOST_TEST(credentials.remembered(basic("k", "one more")).has_value());
}

BOOST_AUTO_TEST_CASE(they_survive_a_restart_without_their_secrets)
{
    auto given = credential("key");
    given.scopes = 0x1ff; // Each of them.
    credentials.add(given, "correct horse").value();
    const auto stored = settings.get("credential/key").value().value();
    BOOST_TEST(stored.find("correct horse") == std::string::npos);

    settings.put("model/current", "{").value(); // None of their business.
    Credentials reopened(settings);
    BOOST_TEST(reopened.empty());
    reopened.load().value();
    BOOST_TEST(!reopened.empty());
    const auto checked = support::run(reopened.check(basic("key", "correct horse")));
    BOOST_REQUIRE(checked.has_value());
    BOOST_TEST((*checked)->key == "key");
    BOOST_TEST((*checked)->authority == agent);
    BOOST_TEST(((*checked)->tenant == storage::Tenant{3}));
    BOOST_TEST((*checked)->scopes == given.scopes);
}

BOOST_AUTO_TEST_CASE(a_new_secret_replaces_the_old_one)
{
    credentials.add(credential("key"), "old").value();
    BOOST_TEST(lets_in(basic("key", "old")));
    BOOST_TEST(!lets_in(basic("key", "new")));
    credentials.add(credential("key"), "new").value();
    BOOST_TEST(lets_in(basic("key", "new"))); // Its refusal is forgotten.
    BOOST_TEST(!lets_in(basic("key", "old")));
}

BOOST_AUTO_TEST_CASE(disabled_ones_and_wrong_secrets_are_refused_like_unknown_ones)
{
    credentials.add(credential("key"), "secret").value();
    BOOST_TEST(check(basic("key", "x")).error().why == check(basic("other", "x")).error().why);
    BOOST_TEST(lets_in(basic("key", "secret")));
    credentials.set_enabled("key", false).value();
    BOOST_TEST(check(basic("key", "secret")).error().why == check(basic("x", "y")).error().why);
    BOOST_TEST(!lets_in(basic("key", "secret")));
    Credentials reopened(settings);
    reopened.load().value();
    credentials.set_enabled("key", true).value();
    BOOST_TEST(lets_in(basic("key", "secret")));

    const auto unknown = credentials.set_enabled("other", true);
    BOOST_TEST((unknown.error().kind == ErrorKind::not_found));
}

BOOST_AUTO_TEST_CASE(made_up_ones)
{
    const auto first = credentials.create_random(credential("")).value();
    const auto second = credentials.create_random(credential("")).value();
    BOOST_TEST(first.key != second.key);
    BOOST_TEST(first.secret != second.secret);
    BOOST_TEST(first.secret.size() >= 32);
    BOOST_TEST(lets_in(basic(first.key, first.secret)));
    BOOST_TEST(!lets_in(basic(first.key, second.secret)));
    BOOST_TEST(credentials.create_random(credential("named")).value().key == "named");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_credential)
{
    const std::string longest(limits::credential_key_bytes, 'x');

    const struct {
        const char* name;
        std::string key;
        std::string secret;
        std::string_view authority;
        std::string_view where; // Empty: accepted.
    } rows[] = {
        {"sound", "k", "s", agent, ""},
        {"no key", "", "s", agent, "key"},
        {"colon in the key", "a:b", "s", agent, "key"},
        {"colon in the secret", "k", "a:b", agent, ""},
        {"line end in the key", "a\nb", "s", agent, "key"},
        {"longest key", longest, "s", agent, ""},
        {"key too long", longest + "x", "s", agent, "key"},
        {"no secret", "k", "", agent, "secret"},
        {"longest secret", "k", longest, agent, ""},
        {"secret too long", "k", longest + "x", agent, "secret"},
        {"authority is no JSON", "k", "s", "{", "authority"},
        {"authority is no object", "k", "s", "[]", "authority"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto given = credential(row.key);
            given.authority = row.authority;
            const auto added = credentials.add(given, row.secret);
            BOOST_TEST(added.has_value() == row.where.empty());
            if (!added) BOOST_TEST(added.error().where == row.where);
            if (!added) BOOST_TEST((added.error().kind == ErrorKind::invalid));
            if (added) BOOST_TEST(lets_in(basic(row.key, row.secret)));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_stored_does_not_count)
{
    settings.broken = true;
    BOOST_TEST((credentials.add(credential("key"), "s").error().kind == ErrorKind::unknown));
    BOOST_TEST((credentials.load().error().kind == ErrorKind::unknown));
    settings.broken = false;
    BOOST_TEST(!lets_in(basic("key", "s")));
    BOOST_TEST(credentials.empty());
}

BOOST_AUTO_TEST_CASE(stored_ones_that_do_not_decode)
{
    const auto sound = fakes::stored_credential("k", "all");
    auto without = [&](std::string_view name) {
        auto object = boost::json::parse(sound).as_object();
        object.erase(name);
        return boost::json::serialize(object);
    };
    auto with = [&](std::string_view name, boost::json::value value) {
        auto object = boost::json::parse(sound).as_object();
        object[name] = std::move(value);
        return boost::json::serialize(object);
    };

    const struct {
        const char* name;
        std::string text;
        bool decodes;
    } rows[] = {
        {"sound", sound, true},
        {"not JSON", sound.substr(1), false},
        {"not an object", "7", false},
        {"no salt", without("salt"), false},
        {"no hash", without("hash"), false},
        {"hash too short", with("hash", base::to_base64("x").c_str()), false},
        {"hash not base64", with("hash", "?"), false},
        {"no iterations", without("iterations"), false},
        {"zero iterations", with("iterations", 0), false},
        {"negative iterations", with("iterations", -1), false},
        {"no tenant", without("tenant"), false},
        {"tenant out of range", with("tenant", 4294967296), false},
        {"highest tenant", with("tenant", 4294967295), true},
        {"no scopes", without("scopes"), false},
        {"unknown scope", with("scopes", {"all", "everything"}), false},
        {"empty scopes", with("scopes", boost::json::array{}), true},
        {"no authority", without("authority"), false},
        {"enabled is no boolean", with("enabled", 1), false},
        {"no enabled", without("enabled"), false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            fakes::Settings one;
            one.put("credential/k", row.text).value();
            const auto loaded = Credentials(one).load();
            BOOST_TEST(loaded.has_value() == row.decodes);
            if (!loaded) BOOST_TEST((loaded.error().kind == ErrorKind::corrupt));
            if (!loaded) BOOST_TEST(loaded.error().where == "k");
        }
    }
}

BOOST_AUTO_TEST_CASE(too_many)
{
    const auto text = fakes::stored_credential("k", "all");
    for (std::size_t at = 0; at + 1 < limits::credentials; ++at)
        settings.put("credential/" + std::to_string(at), text).value();
    credentials.load().value();
    credentials.add(credential("last"), "s").value();
    BOOST_TEST((credentials.add(credential("more"), "s").error().kind == ErrorKind::too_large));
    credentials.add(credential("last"), "another").value(); // Replaces one.
}

BOOST_AUTO_TEST_CASE(slow_checks_wait_in_a_bounded_queue)
{
    auto slow = boost::json::parse(fakes::stored_credential("slow", "all"));
    slow.as_object()["iterations"] = 3'000'000; // Holds the thread while the others come.
    settings.put("credential/slow", boost::json::serialize(slow)).value();
    settings.put("credential/quick", fakes::stored_credential("quick", "all")).value();
    credentials.load().value();

    asio::io_context context;
    int busy = 0;
    int refused = 0;
    auto ask = [&](std::string header) {
        asio::co_spawn(context, credentials.check(std::move(header)),
                       [&](std::exception_ptr, Credentials::Checked checked) {
                           ++(checked.error().kind == ErrorKind::busy ? busy : refused);
                       });
        context.poll();
    };
    ask(basic("slow", "x"));
    for (std::size_t at = 0; at < limits::secret_checks; ++at)
        ask(basic("quick", std::to_string(at)));
    BOOST_TEST(busy == 0);
    ask(basic("quick", "one more"));
    BOOST_TEST(busy == 1);
    context.restart();
    context.run();
    wait_for_handovers();
    BOOST_TEST(refused == static_cast<int>(limits::secret_checks) + 1);
}

BOOST_AUTO_TEST_CASE(what_a_slow_check_finds_out_of_a_replaced_secret_is_not_remembered)
{
    auto slow = boost::json::parse(fakes::stored_credential("k", "all"));
    slow.as_object()["iterations"] = 3'000'000; // Still at it when the new one is there.
    settings.put("credential/k", boost::json::serialize(slow)).value();
    credentials.load().value();
    auto waiting = std::async([&] { return lets_in(basic("k", "new")); });
    while (credentials.checking() == 0)
        std::this_thread::yield();
    credentials.add(credential("k"), "new").value();
    BOOST_TEST(!waiting.get());
    BOOST_TEST(lets_in(basic("k", "new")));
}

// For the thread sanitizer: look-ups, slow checks and changes at one time.
BOOST_AUTO_TEST_CASE(many_threads)
{
    for (const auto* key : {"a", "b"})
        settings.put("credential/" + std::string(key), fakes::stored_credential(key, "all"))
            .value();
    credentials.load().value();

    std::atomic<int> in = 0;
    std::vector<std::thread> threads;
    for (int at = 0; at < 4; ++at) {
        threads.emplace_back([&, at] {
            for (int turn = 0; turn < 50; ++turn) {
                in += lets_in(basic(at % 2 ? "a" : "b"));
                in += lets_in(basic("a", std::to_string(turn)));
            }
        });
    }
    for (int turn = 0; turn < 20; ++turn)
        credentials.set_enabled("b", turn % 2 == 1).value();
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(in >= 100); // Those of "a" at least.
    BOOST_TEST(in <= 200);
}

BOOST_AUTO_TEST_SUITE_END()
