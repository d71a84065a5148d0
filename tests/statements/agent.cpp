#include "statements/agent.hpp"

#include "statements/validate.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace json = boost::json;

} // namespace

BOOST_AUTO_TEST_SUITE(statements_agent)

BOOST_AUTO_TEST_CASE(identities)
{
    const struct {
        const char* name;
        const char* agent;
        std::optional<std::string> identity;
    } rows[] = {
        {"mbox", R"({"mbox": "mailto:ada@example.org"})", "mbox:mailto:ada@example.org"},
        {"mbox, the domain's letter case", R"({"mbox": "mailto:Ada@Example.ORG"})",
         "mbox:mailto:Ada@example.org"},
        {"mbox, no mailto", R"({"mbox": "ada@example.org"})", {}},
        {"sha1, letter case", R"({"mbox_sha1sum": "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"})",
         "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"},
        {"sha1, too short", R"({"mbox_sha1sum": "DA39"})", {}},
        {"openid", R"({"openid": "https://Example.org/Ada"})", "openid:https://Example.org/Ada"},
        {"openid, relative", R"({"openid": "Ada"})", {}},
        {"account", R"({"account": {"homePage": "https://hr.example.org", "name": "7"}})",
         "account:https://hr.example.org\x1f"
         "7"},
        {"account, a name with the separator",
         R"({"account": {"homePage": "https://hr.example.org", "name": "a\u001fb"}})",
         "account:https://hr.example.org\x1f"
         "a\x1f"
         "b"},
        {"account, no name", R"({"account": {"homePage": "https://hr.example.org"}})", {}},
        {"account, a number for a name",
         R"({"account": {"homePage": "https://hr.example.org", "name": 7}})",
         {}},
        {"account, a separator in the home page",
         R"({"account": {"homePage": "https://hr\u001fx", "name": "7"}})",
         {}},
        {"account, a string", R"({"account": "7"})", {}},
        {"identified group", R"({"objectType": "Group", "mbox": "mailto:crew@example.org"})",
         "mbox:mailto:crew@example.org"},
        {"anonymous group", R"({"objectType": "Group", "member": []})", {}},
        {"two identifiers", R"({"mbox": "mailto:a@b", "openid": "urn:a"})", {}},
        {"no identifier", R"({"name": "Ada"})", {}},
        {"no object", R"("mailto:ada@example.org")", {}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST((statements::identity(json::parse(row.agent)) == row.identity));
        }
    }
}

BOOST_AUTO_TEST_CASE(there_and_back)
{
    for (const auto* text :
         {"mbox:mailto:ada@example.org", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
          "openid:https://example.org/ada", "account:https://hr.example.org\x1f",
          "account:https://hr.example.org\x1f"
          "a\x1f"
          "b"}) {
        BOOST_TEST_CONTEXT(text)
        {
            const json::value agent = statements::agent_of(text);
            BOOST_TEST(statements::identity(agent).value_or("") == text);
            BOOST_TEST(!statements::is_group(agent));
            BOOST_TEST(statements::validate_agent(agent, statements::Version::v2_0_0).empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(groups)
{
    BOOST_TEST(statements::is_group(json::parse(R"({"objectType": "Group"})")));
    BOOST_TEST(!statements::is_group(json::parse(R"({"objectType": "group"})")));
    BOOST_TEST(!statements::is_group(json::parse(R"({"objectType": "Agent"})")));
    BOOST_TEST(!statements::is_group(json::parse(R"({"member": []})")));
    BOOST_TEST(!statements::is_group(json::parse(R"("Group")")));
}

BOOST_AUTO_TEST_SUITE_END()
