// Signed statements sent to a running server, and what an administrator sees of them.
#include "tests/lrs/certificates.hpp"
#include "tests/lrs/parts.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace data = boost::unit_test::data;

using namespace parts;
using certificates::Making;

const std::string usage = "http://adlnet.gov/expapi/attachments/signature";

// A statement with a signature of `payload`.
live::Asked signed_with(const std::string& statement, Making making,
                        const std::string& type = "application/octet-stream")
{
    making.payload = making.payload == Making{}.payload ? statement : making.payload;
    const auto jws = certificates::jws(making);
    return multipart(with_attachments(statement, described(jws, "", usage, type)), {jws});
}

struct WithTrust : Fixture {
    live::World& open_trusting(const live::Backend& backend)
    {
        auto& server = open(backend);
        const support::TemporaryDirectory folder;
        const auto file = folder.file("trust.pem", certificates::pem(certificates::authority()));
        server.trust = lrs::TrustStore::load(file).value();
        return server;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_statement_signatures, WithTrust)

BOOST_DATA_TEST_CASE(outcomes, data::make(live::backends), backend)
{
    auto& server = open_trusting(backend);
    const std::vector x5c{certificates::certificate({})};
    const std::vector own{
        certificates::certificate({.issuer = "signer", .issuer_key = certificates::signer_key()})};
    const auto without_content =
        with_attachments(statement(20), described("x", R"(,"fileUrl":"https://x.example")", usage));

    const struct {
        const char* name;
        live::Asked asked;
        int status;
        std::string_view says;
    } rows[] = {
        {"no certificate", signed_with(statement(1), {}), 200, "unverified"},
        {"trusted", signed_with(statement(2), {.x5c = x5c}), 200, "verified"},
        {"not trusted", signed_with(statement(3), {.x5c = own}), 200, "untrusted"},
        {"another statement", signed_with(statement(4), {.payload = statement(4, "other")}), 400,
         "what was signed is another statement"},
        {"another key's certificate",
         signed_with(statement(5), {.x5c = x5c, .key = certificates::authority_key()}), 400,
         "does not fit"},
        {"another algorithm", signed_with(statement(6), {.algorithm = "none"}), 400, "RS256"},
        {"another type", signed_with(statement(7), {}, "text/plain"), 400, "contentType"},
        {"no JWS", multipart(with_attachments(statement(8), described("a.b", "", usage)), {"a.b"}),
         400, "signature.valid"},
        {"the signature elsewhere", multipart(without_content, {}), 400, "signature.content"},
        {"the same bytes with another purpose",
         multipart(with_attachments(statement(9), described("a.b")), {"a.b"}), 200, ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto answer = server.ask(row.asked);
            BOOST_TEST(answer.result_int() == row.status, answer.body());
            if (answer.result_int() != 200) {
                BOOST_TEST(answer.body().find(row.says) != std::string::npos, answer.body());
                continue;
            }
            const auto sent = boost::json::parse(answer.body()).at(0).as_string();
            const auto found = boost::json::parse(
                server.get("/api/v1/signatures?statementId=" + std::string(sent), "admin").body());
            const auto& list = found.at("signatures").as_array();
            BOOST_TEST(list.size() == (row.says.empty() ? 0u : 1u));
            if (!list.empty()) BOOST_TEST(list[0].at("outcome").as_string() == row.says);
        }
    }
}

BOOST_DATA_TEST_CASE(what_an_administrator_sees, data::make(live::backends), backend)
{
    auto& server = open_trusting(backend);
    const std::vector x5c{certificates::certificate({})};
    server.ask(signed_with(statement(1), {.x5c = x5c}));
    server.ask(signed_with(statement(2), {}));
    const auto all = boost::json::parse(server.get("/api/v1/signatures", "admin").body());
    const auto& list = all.at("signatures").as_array();
    BOOST_REQUIRE(list.size() == 2u);
    BOOST_TEST(list[0].at("statement").as_string() == id(2));
    BOOST_TEST(!list[0].as_object().contains("signer"));
    BOOST_TEST(list[1].at("statement").as_string() == id(1));
    BOOST_TEST(list[1].at("signer").as_string() == "CN=signer");
    BOOST_TEST(list[1].at("outcome").as_string() == "verified");
    BOOST_TEST(list[1].at("authority").at("mbox").as_string() == "mailto:all@lms.example");
    BOOST_TEST(!list[1].at("stored").as_string().empty());
    BOOST_TEST(list[1].at("sha2").as_string().size() == 64u);

    BOOST_TEST(server.get("/api/v1/signatures", "all").result_int() == 403);
    const auto elsewhere = server.get("/api/v1/signatures", "elsewhere");
    BOOST_TEST(elsewhere.body() == R"({"signatures":[]})");
    const auto unknown = server.get("/api/v1/signatures?statementId=" + id(99), "admin");
    BOOST_TEST(unknown.result_int() == 404);
    BOOST_TEST(server.get("/api/v1/signatures?before=x", "admin").result_int() == 400);
    BOOST_TEST(server.get("/api/v1/signatures?before=1", "admin").body() == R"({"signatures":[]})");
}

// It comes back as it was sent: the standard asks for the bytes.
BOOST_DATA_TEST_CASE(the_signature_comes_back, data::make(live::backends), backend)
{
    auto& server = open(backend);
    const auto asked = signed_with(statement(1), {});
    BOOST_REQUIRE_EQUAL(server.ask(asked).result_int(), 200);
    const auto found = taken(server.get(one(1) + "&attachments=true"));
    BOOST_REQUIRE(found.contents.size() == 1u);
    BOOST_TEST(found.contents[0] == content_part(certificates::jws({.payload = statement(1)})));
}

BOOST_AUTO_TEST_SUITE_END()
