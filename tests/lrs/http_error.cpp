#include "lrs/http_error.hpp"

#include "base/limits.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using base::Error;
using base::ErrorKind;
using namespace lrs;

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_http_error)

BOOST_AUTO_TEST_CASE(kinds)
{
    const struct {
        const char* name;
        ErrorKind kind;
        unsigned status;
        bool retry;
        bool ours;
    } rows[] = {
        {"invalid", ErrorKind::invalid, 400, false, false},
        {"unauthorized", ErrorKind::unauthorized, 401, false, false},
        {"forbidden", ErrorKind::forbidden, 403, false, false},
        {"not_found", ErrorKind::not_found, 404, false, false},
        {"conflict", ErrorKind::conflict, 409, false, false},
        {"precondition", ErrorKind::precondition, 412, false, false},
        {"too_large", ErrorKind::too_large, 413, false, false},
        {"unsupported", ErrorKind::unsupported, 415, false, false},
        {"too_many", ErrorKind::too_many, 429, true, false},
        {"busy", ErrorKind::busy, 503, true, false},
        {"full", ErrorKind::full, 507, true, false},
        {"unknown", ErrorKind::unknown, 503, false, false},
        {"corrupt", ErrorKind::corrupt, 500, false, true},
        {"internal", ErrorKind::internal, 500, false, true},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto response = error_response(Error{row.kind, "the cause", "/actor"});
            BOOST_TEST(response.result_int() == row.status);
            BOOST_TEST(response[http::field::content_type] == "application/json");
            BOOST_TEST((response.count(http::field::retry_after) == 1) == row.retry);
            const bool told = response.body().find("the cause") != std::string::npos;
            BOOST_TEST(told == !row.ours);
            BOOST_TEST((response[failure_header] == "the cause at /actor") == row.ours);
        }
    }
}

BOOST_AUTO_TEST_CASE(bodies)
{
    const struct {
        const char* name;
        Error error;
        std::string_view body;
    } rows[] = {
        {"why alone", {ErrorKind::invalid, "no"}, R"({"error":"no"})"},
        {"with a place", {ErrorKind::invalid, "no", "limit"}, R"({"error":"no","at":"limit"})"},
        {"UTF-8", {ErrorKind::invalid, "grün", "\xe2\x82\xac"}, R"({"error":"grün","at":"€"})"},
        {"not UTF-8", {ErrorKind::invalid, "a\xff", "b\xc3"}, R"({"error":"a?","at":"b?"})"},
        {"complaint that is not UTF-8",
         {ErrorKind::invalid, "no", "", {{"/\xff", "r", "\xff", "e"}}},
         R"({"error":"no","complaints":[{"pointer":"/?","rule":"r","found":"?","expected":"e"}]})"},
        {"complaints",
         {ErrorKind::invalid,
          "no",
          "",
          {{"/actor", "actor.required", "nothing", "be an object", 3, "x-y"},
           {"/verb/id", "iri", "\"a", "be an IRI"}}},
         R"({"error":"no","complaints":[)"
         R"({"statement":3,"id":"x-y","pointer":"/actor","rule":"actor.required",)"
         R"("found":"nothing","expected":"be an object"},)"
         R"({"pointer":"/verb/id","rule":"iri","found":"\"a","expected":"be an IRI"}]})"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        BOOST_TEST(error_response(row.error).body() == row.body);
    }
}

BOOST_AUTO_TEST_CASE(retry_after_is_the_limit)
{
    const auto response = error_response(Error{ErrorKind::busy, "full"});
    BOOST_TEST(response[http::field::retry_after] == std::to_string(limits::retry_after.count()));
}

BOOST_AUTO_TEST_CASE(a_status_of_http_alone)
{
    const auto response = error_response(http::status::uri_too_long, "too long");
    BOOST_TEST(response.result_int() == 414);
    BOOST_TEST(response.body() == R"({"error":"too long"})");
}

BOOST_AUTO_TEST_SUITE_END()
