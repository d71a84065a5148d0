// lrs conformance: what it says of servers, in each of its forms, and its exit codes.
#include "tests/conformance/mutant.hpp"
#include "tests/conformance/tried.hpp"
#include "tests/lrs/certified.hpp"
#include "tests/lrs/command_line.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace {

using stand_in::Mutant;
using support::run;

struct Fixture {
    live::World world{live::Memory().open()};
    support::TemporaryDirectory folder;

    std::vector<std::string> words(std::uint16_t port, std::vector<std::string> more) const
    {
        std::vector<std::string> out{"http://127.0.0.1:" + std::to_string(port) + "/xapi/",
                                     "--key",
                                     "all",
                                     "--secret",
                                     "all-secret",
                                     "--patience",
                                     "0"};
        out.insert(out.end(), more.begin(), more.end());
        return out;
    }

    std::string path(const char* name) const { return (folder.path() / name).string(); }
};

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

std::string of_file(const std::string& path)
{
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(conformance_command, Fixture)

BOOST_AUTO_TEST_CASE(a_server_that_keeps_all)
{
    const auto outcome = run(lrs::try_conformance, words(world.server.port(), {"--only", "a*"}));
    BOOST_TEST(outcome.code == 0, outcome.out + outcome.err);
    BOOST_TEST(has(outcome.out, "together"));
    BOOST_TEST(has(outcome.err, "about"), "the progress goes to standard error");
}

// A must counts; a should and a choice count when asked to.
BOOST_AUTO_TEST_CASE(exit_codes)
{
    const struct {
        const char* name;
        const char* mutation;
        std::vector<std::string> more;
        int code;
    } rows[] = {
        {"nothing is wrong", "", {"--only", "about.*"}, 0},
        {"a must", "about: unset /version", {"--only", "about.versions"}, 1},
        {"a choice", "about: drop Allow", {"--only", "about.read-only"}, 0},
        {"a choice, strictly", "about: drop Allow", {"--only", "about.read-only", "--strict"}, 1},
        {"a should", "status 409 204", {"--only", "comparison.conflict"}, 0},
        {"a should, strictly", "status 409 204", {"--only", "comparison.conflict", "--strict"}, 1},
        {"what was not tried", "", {"--only", "scopes.*"}, 0},
        {"no such requirement", "", {"--only", "nowhere.*"}, 2},
        {"no such version", "", {"--version", "0.9"}, 2},
        {"no such option", "", {"--fast"}, 2},
        {"no seconds", "", {"--deadline", "soon"}, 2},
        {"no such file", "", {"--credentials", "/nowhere/at/all"}, 2},
        {"an unwritable report", "", {"--only", "about.*", "--junit", "/nowhere/at/all"}, 2},
        {"no administrator", "", {"--only", "about.*", "--admin"}, 2},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const Mutant mutant(world.server.port(), row.mutation, fakes::basic("all"));
            const auto outcome = run(lrs::try_conformance, words(mutant.port(), row.more));
            BOOST_TEST(outcome.code == row.code, outcome.out + outcome.err);
        }
    }
    BOOST_TEST(run(lrs::try_conformance, {}).code == 2);
    BOOST_TEST(
        run(lrs::try_conformance, {"ftp://127.0.0.1/", "--key", "k", "--secret", "s"}).code == 2);
    BOOST_TEST(run(lrs::try_conformance, words(1, {})).code == 2, "nobody listens there");
}

BOOST_AUTO_TEST_CASE(a_failure_comes_with_its_exchange)
{
    const Mutant mutant(world.server.port(), "about: unset /version", "");
    const auto outcome =
        run(lrs::try_conformance, words(mutant.port(), {"--only", "about.versions"}));
    for (const auto* part :
         {"must  about.versions  [4.1.6.7]", "expected JSON with /version; found {}",
          "> GET /xapi/about HTTP/1.1", "> Authorization: …", "< HTTP/1.1 200 OK", "< {}"})
        BOOST_TEST(has(outcome.out, part), outcome.out);
    BOOST_TEST(!has(outcome.out, fakes::basic("all")), "the secret is not for logs");
}

BOOST_AUTO_TEST_CASE(reports)
{
    const Mutant mutant(world.server.port(), "about: unset /version", "");
    const auto junit = path("junit.xml");
    const auto about = run(lrs::try_conformance,
                           words(mutant.port(), {"--only", "about.*", "--json", "--junit", junit}));
    BOOST_TEST(about.code == 1);
    const auto report = live::json::parse(about.out);
    BOOST_TEST(report.at("version").as_string() == "2.0.0");
    BOOST_TEST(report.at("mustsFailed").to_number<int>() > 0);
    const auto& finding = report.at("findings").at(0);
    BOOST_TEST(finding.at("id").as_string() == "about.versions");
    BOOST_TEST(finding.at("level").as_string() == "must");
    BOOST_TEST(finding.at("paragraph").as_string() == "4.1.6.7");
    BOOST_TEST(has(std::string(finding.at("request").as_string()), "GET /xapi/about"));

    const auto xml = of_file(junit);
    for (const auto* part : {"<testsuite name=\"xAPI 2.0.0\"",
                             "<testcase classname=\"about\" name=\"about.versions\">",
                             "<failure message=\"expected JSON with /version; found {}\">",
                             "</testsuite>", "&gt; GET /xapi/about HTTP/1.1"})
        BOOST_TEST(has(xml, part), xml);
}

BOOST_AUTO_TEST_CASE(over_tls)
{
    served::Certified certified;
    certified.install(served::pem_certificate("localhost"));
    certified.tls.load().value();
    lrs::Server secure(world.app, lrs::routes(), &certified.tls);
    secure.start().value();
    const auto authority = path("authority.pem");
    std::ofstream(authority) << certificates::pem(
        certificates::authority({.from = served::long_ago, .until = served::far_off}));
    BOOST_TEST_REQUIRE(setenv("SSL_CERT_FILE", authority.c_str(), 1) == 0);
    const auto at = [&](const char* host) {
        auto out = words(secure.port(), {"--only", "more.*"});
        out[0] = "https://" + std::string(host) + ":" + std::to_string(secure.port()) + "/xapi";
        return run(lrs::try_conformance, out);
    };
    const auto trusted = at("localhost");
    BOOST_TEST(trusted.code == 0, trusted.out + trusted.err);
    BOOST_TEST(at("127.0.0.1").code == 2, "the certificate has another name");
    secure.stop();
}

BOOST_AUTO_TEST_CASE(limited_credentials_by_an_administrator)
{
    auto words_of_admin = words(world.server.port(), {"--only", "scopes.*", "--json", "--admin"});
    words_of_admin[2] = "admin";
    words_of_admin[4] = "admin-secret";
    const auto count = [&] {
        return live::json::parse(world.get("/api/v1/credentials", "admin").body())
            .at("credentials")
            .as_array()
            .size();
    };
    const auto before = count();
    const auto outcome = run(lrs::try_conformance, words_of_admin);
    BOOST_TEST(outcome.code == 0, outcome.out + outcome.err);
    const auto report = live::json::parse(outcome.out);
    BOOST_TEST(report.at("passed").to_number<int>() == 9);
    BOOST_TEST(report.at("untried").as_array().empty());
    BOOST_TEST(count() == before, "they are gone again");
}

BOOST_AUTO_TEST_CASE(limited_credentials_from_a_file)
{
    const auto file = path("credentials.json");
    std::ofstream(file) << R"({"statements/write": "writer:writer-secret"})";
    const auto outcome =
        run(lrs::try_conformance,
            words(world.server.port(), {"--only", "scopes.*", "--json", "--credentials", file}));
    BOOST_TEST(outcome.code == 0, outcome.out);
    const auto report = live::json::parse(outcome.out);
    BOOST_TEST(report.at("passed").to_number<int>() > 0);
    BOOST_TEST(report.at("untried").as_array().size() > 0u);
    BOOST_TEST(has(std::string(report.at("untried").at(0).at("why").as_string()), "the scope"));
}

BOOST_AUTO_TEST_CASE(the_list)
{
    const auto outcome = run(lrs::try_conformance, {"--list", "--only", "about.versions"});
    BOOST_TEST(outcome.code == 0);
    BOOST_TEST(outcome.out ==
               "about.versions\n"
               "    About lists the versions that are spoken, the one under test among them\n"
               "    1.0.3  must  Communication 2.8\n"
               "    2.0.0  must  4.1.6.7\n"
               "    fails under: about: unset /version\n");
}

BOOST_AUTO_TEST_CASE(urls)
{
    const struct {
        const char* text;
        const char* host; // Empty: refused.
        const char* port;
        const char* path;
    } rows[] = {
        {"http://a.example", "a.example", "80", ""},
        {"https://a.example/xapi/", "a.example", "443", "/xapi"},
        {"http://127.0.0.1:8080/data/xAPI", "127.0.0.1", "8080", "/data/xAPI"},
        {"http://[::1]:8080/x//", "[::1]", "8080", "/x"},
        {"http://[::1]", "[::1]", "80", ""},
        {"a.example/xapi", "", "", ""},
        {"ftp://a.example", "", "", ""},
        {"http://", "", "", ""},
        {"http://:80/", "", "", ""},
        {"http://a:b/", "", "", ""},
        {"http://a:/", "", "", ""},
        {"http://k:s@a/", "", "", ""},
        {"http://a/?b", "", "", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const auto url = conformance::parse_url(row.text);
            BOOST_TEST_REQUIRE(url.has_value() == (*row.host != '\0'));
            if (!url) continue;
            BOOST_TEST(url->host == row.host);
            BOOST_TEST(url->port == row.port);
            BOOST_TEST(url->path == row.path);
            BOOST_TEST(url->tls == std::string_view(row.text).starts_with("https"));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
