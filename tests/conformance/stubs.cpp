// Servers that understand nothing keep no requirement: every check has something that only a store
// can do.
#include "tests/conformance/http_server.hpp"
#include "tests/conformance/tried.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>

namespace {

namespace data = boost::unit_test::data;

using conformance::Verdict;
using stand_in::reply;
using stand_in::Reply;
using stand_in::Request;
using tried::Version;

struct Stub {
    const char* name;
    Reply (*answer)(const Request&);
};

std::ostream& operator<<(std::ostream& out, const Stub& stub)
{
    return out << stub.name;
}

const Stub stubs[] = {
    {"always 200", [](const Request&) { return reply(200, "{}"); }},
    {"always 204", [](const Request&) { return reply(204); }},
    {"always 400", [](const Request&) { return reply(400, "{\"error\":\"no\"}"); }},
    {"always 404", [](const Request&) { return reply(404, "{}"); }},
    {"echo",
     [](const Request& request) {
         auto out = reply(200, request.body());
         for (const auto& field : request)
             out.set(field.name_string(), field.value());
         return out;
     }},
};

} // namespace

BOOST_AUTO_TEST_SUITE(conformance_stubs)

BOOST_DATA_TEST_CASE(keep_nothing, data::make(stubs) * data::make({"1.0.3", "2.0.0"}), stub, name)
{
    const auto version = std::string_view(name) == "1.0.3" ? Version::v1_0_3 : Version::v2_0_0;
    const stand_in::HttpServer server([&] { return stub.answer; });
    const auto lrs = tried::lrs_at(server.port(), version);
    for (const auto* one : conformance::selected(version, "*")) {
        const auto outcome = try_requirement(*one, lrs);
        BOOST_TEST((outcome.verdict == Verdict::failed), one->id << " holds");
    }
}

BOOST_AUTO_TEST_SUITE_END()
