// The Statements resource of a running server, on every backend.
#include "base/limits.hpp"
#include "lrs/resources/handlers.hpp"
#include "statements/accept.hpp"
#include "tests/lrs/books.hpp"
#include "tests/lrs/watched.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <future>
#include <string>

namespace {

namespace data = boost::unit_test::data;

using namespace books;
using live::Asked;

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_statements, Fixture)

BOOST_DATA_TEST_CASE(statuses, data::make(live::backends), backend)
{
    auto& server = open(backend);
    server.post("[" + statement(1) + "," + statement(2) + "]");
    const auto put = [](unsigned in_url, const std::string& body) {
        return Asked{.target = one(in_url), .body = body, .method = "PUT"};
    };
    const std::string many = [] {
        auto body = "[" + without_id();
        for (std::size_t at = 0; at < limits::batch_statements; ++at)
            body += "," + without_id();
        return body + "]";
    }();
    const auto large = [](std::size_t size) {
        auto text = without_id();
        text.insert(text.size() - 1, R"(,"result":{"response":")" + std::string(size, 'x') + "\"}");
        return text;
    };

    const struct {
        const char* name;
        Asked asked;
        int status;
    } rows[] = {
        {"POST one", {.body = statement(10)}, 200},
        {"POST without an id", {.body = without_id()}, 200},
        {"POST an empty list", {.body = "[]"}, 200},
        {"POST the same again", {.body = statement(10)}, 200},
        {"POST the same in a list", {.body = "[" + statement(10) + "]"}, 200},
        {"POST another under its id", {.body = statement(10, "other")}, 409},
        {"POST no JSON", {.body = "actor=ann"}, 400},
        {"POST no statement", {.body = "{}"}, 400},
        {"POST with statementId", {.target = one(11), .body = statement(11)}, 400},
        {"POST with an unknown parameter",
         {.target = "/xapi/statements?a=b", .body = without_id()},
         400},
        {"POST with a query's parameter",
         {.target = "/xapi/statements?limit=1", .body = without_id()},
         400},
        {"POST with an ignored parameter",
         {.target = "/xapi/statements?tincan=true", .body = without_id()},
         200},
        {"POST as text", {.body = without_id(), .type = "text/plain"}, 415},
        {"POST as nothing", {.body = without_id(), .type = ""}, 415},
        {"POST as a form",
         {.body = without_id(), .type = "application/x-www-form-urlencoded"},
         415},
        {"POST in no parts", {.body = without_id(), .type = "multipart/mixed; boundary=x"}, 400},
        {"POST with a charset",
         {.body = without_id(), .type = "application/json; charset=utf-8"},
         200},
        {"POST, type in capitals", {.body = without_id(), .type = "Application/JSON"}, 200},
        {"POST as something like JSON", {.body = without_id(), .type = "application/jsonx"}, 415},
        {"POST a large statement", {.body = large(limits::statement_bytes / 2)}, 200},
        {"POST one that is too large", {.body = large(limits::statement_bytes)}, 413},
        {"POST a body that is too large", {.body = large(2u << 20)}, 413},
        {"POST too many", {.body = many}, 413},
        {"POST, reading credential", {.body = without_id(), .key = "reader"}, 403},
        {"POST, writing credential", {.body = without_id(), .key = "writer"}, 200},

        {"PUT", put(20, statement(20)), 204},
        {"PUT without an id in the body", put(21, without_id()), 204},
        {"PUT the same again", put(20, statement(20)), 204},
        {"PUT another under its id", put(20, statement(20, "other")), 409},
        {"PUT with another id in the body", put(22, statement(23)), 400},
        {"PUT a list", put(24, "[" + statement(24) + "]"), 400},
        {"PUT no statement", put(24, "{}"), 400},
        {"PUT without statementId", {.body = statement(24), .method = "PUT"}, 400},
        {"PUT with statementId that is no UUID",
         {.target = "/xapi/statements?statementId=24", .body = without_id(), .method = "PUT"},
         400},
        {"PUT with an unknown parameter",
         {.target = one(24) + "&a=b", .body = statement(24), .method = "PUT"},
         400},
        {"PUT with voidedStatementId",
         {.target = of("voidedStatementId", 24), .body = statement(24), .method = "PUT"},
         400},
        {"PUT as text",
         {.target = one(24), .body = statement(24), .method = "PUT", .type = "text/plain"},
         415},

        {"GET one", {.target = one(1)}, 200},
        {"GET one, id in capitals",
         {.target = "/xapi/statements?statementId=00000000-0000-4000-8000-00000000000A"},
         404},
        {"GET what is not there", {.target = one(99)}, 404},
        {"GET what was refused", {.target = one(24)}, 404},
        {"GET a voided one that is not voided", {.target = of("voidedStatementId", 1)}, 404},
        {"GET an id with a filter", {.target = one(1) + "&limit=1"}, 400},
        {"GET all", {}, 200},
        {"GET with an unknown parameter", {.target = "/xapi/statements?a=b"}, 400},
        {"GET with a wrong case", {.target = "/xapi/statements?Limit=1"}, 400},
        {"GET with a parameter twice", {.target = "/xapi/statements?limit=1&limit=1"}, 400},
        {"GET with a cursor of nobody", {.target = "/xapi/statements?cursor=AAAA"}, 400},
        {"GET, writing credential", {.key = "writer"}, 403},
        {"GET, reading credential", {.key = "reader"}, 200},
        {"GET, a credential of its own statements", {.key = "mine"}, 200},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto answer = server.ask(row.asked);
            BOOST_TEST(answer.result_int() == static_cast<unsigned>(row.status), answer.body());
            BOOST_TEST(answer.count("X-Experience-API-Consistent-Through") == 1u);
            if (row.status >= 400) BOOST_TEST(boost::json::parse(answer.body()).is_object());
            if (row.status == 204) BOOST_TEST(answer.body() == "");
        }
    }
}

BOOST_DATA_TEST_CASE(what_is_sent_comes_back, data::make(live::backends), backend)
{
    auto& server = open(backend);
    const auto posted =
        server.post("[" + statement(2) + "," + without_id() + "," + statement(1) + "]");
    const auto ids = boost::json::parse(posted.body()).as_array();
    BOOST_REQUIRE(ids.size() == 3u);
    BOOST_TEST(ids[0].as_string() == id(2));
    BOOST_TEST(ids[2].as_string() == id(1));

    const auto made = std::string(ids[1].as_string());
    const auto answer = server.get("/xapi/statements?statementId=" + made);
    const auto found = boost::json::parse(answer.body()).as_object();
    BOOST_TEST(found.at("id").as_string() == made);
    BOOST_TEST(found.at("version").as_string() == "2.0.0");
    BOOST_TEST((found.at("authority") == boost::json::parse(live::authority_of("all"))));
    BOOST_TEST(found.at("timestamp").as_string() == found.at("stored").as_string());
    BOOST_TEST((time(found.at("stored").as_string()) <= consistent_through(answer)));
    BOOST_TEST((time(found.at("stored").as_string()) <= consistent_through(posted)));

    // The bytes of what was sent stand in it.
    BOOST_TEST(
        server.get(one(1)).body().starts_with(statement(1).substr(0, statement(1).size() - 1)));
    // A page is made of the same bytes.
    const auto page = server.get("/xapi/statements?limit=1").body();
    BOOST_TEST(
        page.starts_with(R"({"statements":[)" + server.get(one(1)).body() + R"(],"more":")"));

    server.ask({.target = one(5), .body = without_id(), .method = "PUT", .version = "1.0.1"});
    const auto put = boost::json::parse(server.get(one(5)).body());
    BOOST_TEST(put.at("version").as_string() == "1.0.0");
}

BOOST_DATA_TEST_CASE(refused_batches_store_nothing, data::make(live::backends), backend)
{
    auto& server = open(backend);
    server.post(statement(1));
    auto broken = statement(4);
    broken.replace(broken.find("mailto:"), 7, "email:");

    const struct {
        const char* name;
        std::string last;
        int status;
        std::string_view rule; // Of the one complaint, when there is one.
    } rows[] = {
        {"a broken statement", broken, 400, "mbox"},
        {"no statement", "7", 400, ""},
        {"an id twice", statement(2, "other"), 400, "batch.id.unique"},
        {"an id that is taken", statement(1, "other"), 409, ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto answer = server.ask(
                {.body = "[" + statement(2) + "," + statement(3) + "," + row.last + "]"});
            BOOST_TEST(answer.result_int() == static_cast<unsigned>(row.status));
            BOOST_TEST(server.get(one(2)).result_int() == 404u);
            BOOST_TEST(server.get(one(3)).result_int() == 404u);
            BOOST_TEST(numbers_of(server.get("/xapi/statements")) == "1");
            if (row.rule.empty()) continue;
            const auto error = boost::json::parse(answer.body());
            const auto& complaint = error.at("complaints").at(0);
            BOOST_TEST(complaint.at("statement").as_int64() == 2);
            BOOST_TEST(std::string_view(complaint.at("rule").as_string()).find(row.rule) !=
                       std::string_view::npos);
        }
    }
    server.post("[" + statement(2) + "," + statement(3) + "]");
    BOOST_TEST(numbers_of(server.get("/xapi/statements")) == "3 2 1");
}

BOOST_DATA_TEST_CASE(voided, data::make(live::backends), backend)
{
    auto& server = open(backend);
    server.post(statement(1));
    server.post(voiding(2, 1));
    server.post(voiding(3, 2)); // A voiding statement stays.

    const struct {
        const char* name;
        std::string target;
        int status;
    } rows[] = {
        {"the voided one", one(1), 404},
        {"the voided one as such", of("voidedStatementId", 1), 200},
        {"the voiding one", one(2), 200},
        {"the voiding one as voided", of("voidedStatementId", 2), 404},
        {"what is not there, as voided", of("voidedStatementId", 99), 404},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(server.get(row.target).result_int() == static_cast<unsigned>(row.status));
        }
    }
    BOOST_TEST(numbers_of(server.get("/xapi/statements")) == "3 2");
    // Those that void it are found by what it was about.
    BOOST_TEST(numbers_of(server.get("/xapi/statements?activity=https://example.org/book")) ==
               "3 2");
}

// Whoever was answered finds the answer's statements below what he is told next.
BOOST_DATA_TEST_CASE(consistent_when_acknowledged, data::make(live::backends), backend)
{
    auto& store = open(backend).storage->statements();
    auto batch = statements::prepare(statement(1), {.version = statements::Version::v2_0_0,
                                                    .authority = live::authority_of("all"),
                                                    .key = store.key(),
                                                    .new_id = [] { return base::Uuid{}; }});
    std::promise<base::Timestamp> through;
    const auto completion = [&](const base::Result<storage::Committed>&) {
        through.set_value(store.consistent_through());
    };
    store.submit(lrs::default_tenant, std::move(batch).value(), completion).value();
    const auto promised = through.get_future().get();
    const auto found = store.find(lrs::default_tenant, *base::parse_uuid(id(1))).value();
    BOOST_TEST((time(boost::json::parse(found.value().text).at("stored").as_string()) <= promised));
}

// xAPI 1.0.3 Communication 2.1.3: what is committed while the store is asked may be in the answer.
BOOST_DATA_TEST_CASE(consistent_through_what_is_answered, data::make(live::backends), backend)
{
    disk = backend.make();
    auto store = std::make_unique<watched::Storage>(disk->open());
    store->switches.through = base::Timestamp{}; // As if the request had come long ago.
    world = std::make_unique<World>(std::move(store));
    world->post(statement(1));
    world->post(statement(2));

    const struct {
        const char* name;
        std::string target;
        std::optional<unsigned> newest;
    } rows[] = {
        {"one", one(1), 1},
        {"all", "/xapi/statements", 2},
        {"ascending", "/xapi/statements?ascending=true", 2},
        {"first page of two", "/xapi/statements?ascending=true&limit=1", 1},
        {"nothing", "/xapi/statements?verb=urn:x", {}},
        {"no such statement", one(99), {}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto expected = base::Timestamp{};
            if (row.newest) {
                const auto found = boost::json::parse(world->get(one(*row.newest)).body());
                expected = time(found.at("stored").as_string());
            }
            BOOST_TEST((consistent_through(world->get(row.target)) == expected));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
