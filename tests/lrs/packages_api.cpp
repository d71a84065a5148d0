// Course packages in, listed and out again, over HTTP.
#include "tests/lrs/course_world.hpp"

using namespace course_world;

BOOST_FIXTURE_TEST_SUITE(lrs_packages_api, City)

BOOST_AUTO_TEST_CASE(each_standard_is_taken)
{
    const struct {
        std::string bytes;
        std::string type;
        std::string_view kind;
        std::string_view title;
        std::string_view item;
    } rows[] = {
        {scorm12(), "application/zip", "scorm12", "Fire safety", "one"},
        {cmi5(), "application/x-zip-compressed", "cmi5", "Privacy", "https://city.example/au"},
        {cmi5_document("https://elsewhere.example/a"), "text/xml; charset=utf-8", "cmi5", "Privacy",
         "https://city.example/au"},
        {tincan(), "Application/ZIP", "tincan", "Golf", "https://city.example/golf"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.type << ' ' << row.kind)
        {
            const auto made = ask("POST", "packages", 201, row.bytes, row.type);
            BOOST_TEST(made.at("kind").as_string() == row.kind);
            BOOST_TEST(made.at("title").as_string() == row.title);
            BOOST_TEST(made.at("items").at(0).at("id").as_string() == row.item);
            BOOST_TEST(made.at("items").at(0).at("launchable").as_bool());
            BOOST_TEST(made.at("by").as_string() == "credential:admin");
            const auto id = std::string(made.at("id").as_string());
            BOOST_TEST(ask("GET", "packages/" + id, 200) == made);
        }
    }
    const auto all = ask("GET", "packages?limit=3", 200);
    BOOST_TEST(all.at("packages").as_array().size() == 3u);
    const auto rest = ask("GET", "packages?after=" + std::string(all.at("next").as_string()), 200);
    BOOST_TEST(rest.at("packages").as_array().size() == 1u);
    BOOST_TEST(rest.at("next").is_null());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said)
{
    const auto refused = ask("POST", "packages", 400, "no zip", "application/zip");
    BOOST_TEST(refused.at("complaints").at(0).at("rule").as_string() == "zip.format");
    ask("POST", "packages", 415, scorm12(), "application/json");
    ask("POST", "packages?kind=aicc", 400, scorm12(), "application/zip");
    ask("POST", "packages?unknown=1", 400, scorm12(), "application/zip");
    const auto relative = ask("POST", "packages", 400, cmi5_document(), "text/xml");
    BOOST_TEST(relative.at("complaints").at(0).at("rule").as_string() == "cmi5.au.url_absolute");
    const auto two = support::ZipWriter()
                         .add("cmi5.xml", cmi5_document())
                         .add("a/index.html", "A")
                         .add("tincan.xml", "<tincan/>")
                         .bytes();
    BOOST_TEST(
        ask("POST", "packages?kind=cmi5", 201, two, "application/zip").at("kind").as_string() ==
        "cmi5");
    ask("POST", "packages?kind=scorm", 400, two, "application/zip");
    BOOST_TEST(ask("GET", "packages", 200).at("packages").as_array().size() == 1u);
    ask("GET", "packages/" + base::to_string(base::random_uuid()), 404);
    ask("GET", "packages/x", 404);
}

BOOST_AUTO_TEST_CASE(a_further_version_and_an_end)
{
    const auto first = import(scorm12());
    const auto registration = enrol(first);
    const auto second =
        ask("POST", "packages?replaces=" + first, 201, scorm12(), "application/zip");
    const std::string id(second.at("id").as_string());
    BOOST_TEST(second.at("version").as_int64() == 2);
    BOOST_TEST(second.at("course") == ask("GET", "packages/" + first, 200).at("course"));
    BOOST_TEST(ask("GET", "packages/" + first, 200).at("replacedBy").as_string() == id);
    ask("POST", "packages?replaces=" + first, 409, scorm12(), "application/zip");
    BOOST_TEST(enrol(id) == registration);

    ask("DELETE", "packages/" + id, 400);
    const auto gone = ask("DELETE", "packages/" + id + "?reason=Old", 200);
    BOOST_TEST(gone.at("removed").at("reason").as_string() == "Old");
    ask("POST", "packages/" + id + "/registrations", 404, R"({"actor":)" + jan + "}");
    ask("DELETE", "packages/" + first + "?reason=Old", 200);
    ask("POST", "packages/" + first + "/registrations", 409, R"({"actor":)" + jan + "}");
    // Whoever takes part goes on.
    BOOST_TEST(content(launch(registration)).result_int() == 200u);
}

BOOST_AUTO_TEST_SUITE_END()
