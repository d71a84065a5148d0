#include "statements/attachments.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using statements::declared_attachments;

// "pointer sha2 length type", with "url" where there is one.
std::string declared(const char* statement)
{
    std::string out;
    for (const auto& each : declared_attachments(boost::json::parse(statement))) {
        out += each.pointer + ' ' + each.sha2 + ' ' + std::to_string(each.length) + ' ' +
               each.content_type + (each.has_file_url ? " url" : "") + '\n';
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements_attachments)

BOOST_AUTO_TEST_CASE(declarations)
{
    const struct {
        const char* name;
        const char* statement;
        std::string expected;
    } rows[] = {
        {"none", R"({"object":{"id":"urn:a"}})", ""},
        {"an empty list", R"({"attachments":[]})", ""},
        {"one", R"({"attachments":[{"sha2":"aB","length":3,"contentType":"text/plain"}]})",
         "/attachments/0 aB 3 text/plain\n"},
        {"two, one at a URL",
         R"({"attachments":[{"sha2":"a","length":1,"contentType":"x/y","fileUrl":"urn:f"},
                            {"sha2":"b","length":2,"contentType":"x/z"}]})",
         "/attachments/0 a 1 x/y url\n/attachments/1 b 2 x/z\n"},
        {"in a sub-statement",
         R"({"object":{"objectType":"SubStatement",
             "attachments":[{"sha2":"a","length":1,"contentType":"x/y"}]},
             "attachments":[{"sha2":"b","length":2,"contentType":"x/z"}]})",
         "/attachments/0 b 2 x/z\n/object/attachments/0 a 1 x/y\n"},
        {"a length that is a float", R"({"attachments":[{"sha2":"a","length":3.0}]})",
         "/attachments/0 a 3 \n"},
    };

    for (const auto& row : rows)
        BOOST_TEST(declared(row.statement) == row.expected, row.name);
}

BOOST_AUTO_TEST_CASE(names)
{
    BOOST_TEST(statements::sha2_name("0aBcF9") == "0abcf9");
    using enum statements::SignatureOutcome;
    BOOST_TEST(to_string(unverified) == "unverified");
    BOOST_TEST(to_string(untrusted) == "untrusted");
    BOOST_TEST(to_string(verified) == "verified");
}

BOOST_AUTO_TEST_SUITE_END()
