// A city with courses: small packages of each standard, made here, and one who takes part in them.
#pragma once

#include "lrs/auth/token_key.hpp"
#include "lrs/courses/person_access.hpp"
#include "tests/lrs/live.hpp"
#include "tests/support/zip_writer.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

namespace course_world {

namespace json = boost::json;

using live::Answer;
using live::Asked;

inline std::string scorm12(std::string_view title = "Fire safety")
{
    const std::string manifest =
        "<manifest identifier='M' xmlns='http://www.imsproject.org/xsd/imscp_rootv1p1p2' "
        "xmlns:adlcp='http://www.adlnet.org/xsd/adlcp_rootv1p2'><metadata><schemaversion>1.2"
        "</schemaversion></metadata><organizations><organization identifier='O'>"
        "<title>" +
        std::string(title) +
        "</title><item identifier='one' identifierref='R'><title>One</title>"
        "<adlcp:masteryscore>80</adlcp:masteryscore></item></organization></organizations>"
        "<resources><resource identifier='R' type='webcontent' adlcp:scormtype='sco' "
        "href='a.html'/></resources></manifest>";
    return support::ZipWriter()
        .add("imsmanifest.xml", manifest)
        .add("a.html", "<p>A</p>")
        .add("film/Lamp.mp4", std::string(3'000'000, 'f') + "end")
        .bytes();
}

inline std::string cmi5_document(std::string_view url = "a/index.html?x=1")
{
    return "<courseStructure xmlns='https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd'>"
           "<course id='https://city.example/course'><title><langstring lang='en'>Privacy"
           "</langstring></title><description><langstring lang='en'>Law</langstring></description>"
           "</course><block id='https://city.example/block'><title><langstring lang='en'>Block"
           "</langstring></title><description><langstring lang='en'>B</langstring></description>"
           "<au id='https://city.example/au' moveOn='CompletedAndPassed' masteryScore='0.5'>"
           "<title><langstring lang='en'>Unit</langstring></title><description><langstring "
           "lang='en'>U</langstring></description><url>" +
           std::string(url) + "</url></au></block></courseStructure>";
}

inline std::string cmi5()
{
    return support::ZipWriter()
        .add("cmi5.xml", cmi5_document())
        .add("a/index.html", "<p>A</p>")
        .bytes();
}

inline std::string tincan()
{
    return support::ZipWriter()
        .add("tincan.xml",
             "<tincan xmlns='http://projecttincan.com/tincan.xsd'><activities><activity "
             "id='https://city.example/golf' type='http://adlnet.gov/expapi/activities/course'>"
             "<name lang='en'>Golf</name><description lang='en'>Play</description><launch "
             "lang='en'>index.html</launch></activity></activities></tincan>")
        .add("index.html", "<p>Golf</p>")
        .bytes();
}

inline const std::string mira =
    R"({"objectType":"Agent","account":{"homePage":"https://city.example","name":"mira"}})";
inline const std::string jan =
    R"({"objectType":"Agent","account":{"homePage":"https://city.example","name":"jan"}})";

// How the page at this address ("https://lrs.example/courses#<token>") authorises itself.
inline std::string employee_of(std::string_view url)
{
    const auto token = courses::parse_token(url.substr(url.find('#') + 1));
    BOOST_REQUIRE(token.has_value());
    return lrs::authorization_of(lrs::person_keys, *token);
}

// "p/<token>" of "https://content.example/p/<token>/player.html".
inline std::string path_of(std::string_view url, std::string_view origin)
{
    BOOST_REQUIRE(url.starts_with(origin));
    return std::string(url.substr(origin.size()));
}

struct City {
    live::World server{storage::memory::open({})};

    json::value ask(const std::string& method, const std::string& path, unsigned status,
                    const std::string& body = {}, const std::string& type = "application/json",
                    const std::string& key = "admin")
    {
        const auto answer = server.ask({.target = "/api/v1/" + path,
                                        .body = body,
                                        .method = method,
                                        .key = key,
                                        .type = type});
        BOOST_TEST(answer.result_int() == status, method << ' ' << path << ": " << answer.body());
        return answer.body().empty() ? json::value() : json::parse(answer.body());
    }

    std::string import(const std::string& bytes, const std::string& type = "application/zip")
    {
        const auto answer = ask("POST", "packages", 201, bytes, type);
        return std::string(answer.at("id").as_string());
    }

    std::string enrol(const std::string& package, const std::string& actor = mira)
    {
        const auto answer = ask("POST", "packages/" + package + "/registrations", 201,
                                R"({"actor":)" + actor + "}");
        return std::string(answer.at("registration").as_string());
    }

    // By the link that was made last.
    json::value ask_as_employee(const std::string& method, const std::string& path, unsigned status,
                                const std::string& body = {})
    {
        return ask(method, path, status, body, "application/json", "employee");
    }

    // Its path at the content origin.
    std::string launch(const std::string& registration, const std::string& order = "{}")
    {
        const auto answer = ask("POST", "registrations/" + registration + "/launch", 201, order);
        return path_of(answer.at("url").as_string(), server.origins.content);
    }

    Answer content(const std::string& target, const std::string& body = {},
                   const std::string& headers = {}, const std::string& method = {})
    {
        Asked asked{.target = target, .body = body, .headers = headers, .content = true};
        asked.method = !method.empty() ? method : body.empty() ? "GET" : "POST";
        return server.ask(asked);
    }

    json::value at_content(const std::string& target, const std::string& body = {},
                           unsigned status = 200)
    {
        const auto answer = content(target, body);
        BOOST_TEST(answer.result_int() == status, target << ": " << answer.body());
        return json::parse(answer.body());
    }

    // "verb of activity", in the order in which they were stored.
    std::vector<std::string> told(const std::string& query = {})
    {
        const auto page = json::parse(server.get("/xapi/statements?ascending=true" + query).body());
        std::vector<std::string> out;
        for (const auto& each : page.at("statements").as_array()) {
            const std::string verb(each.at("verb").at("id").as_string());
            out.push_back(verb.substr(verb.rfind('/') + 1));
        }
        return out;
    }
};

inline std::string folder_of(const std::string& player)
{
    return player.substr(0, player.find("/player.html"));
}

// Of a URL's query, decoded.
inline std::string parameter(const std::string& url, const std::string& name)
{
    const auto parameters =
        lrs::parse_parameters(std::string_view(url).substr(url.find('?') + 1)).value();
    const auto at = parameters.find(name);
    BOOST_REQUIRE(at != parameters.end());
    return at->second;
}

} // namespace course_world
