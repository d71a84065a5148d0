// Into a course and through it, at the content origin.
#include "lrs/auth/token_key.hpp"
#include "tests/lrs/course_world.hpp"

#include <algorithm>

using namespace course_world;

namespace {

std::string commit(int sequence, std::string_view status, std::string_view raw)
{
    return R"({"runtimeData":{"cmi":{"core":{"lesson_status":")" + std::string(status) +
           R"(","score":{"raw":")" + std::string(raw) +
           R"("},"session_time":"00:01:00","total_time":"00:01:00"}}},)" + R"("commitSequence":)" +
           std::to_string(sequence) + "}";
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_launches, City)

BOOST_AUTO_TEST_CASE(scorm_from_the_link_to_the_result)
{
    const auto registration = enrol(import(scorm12()));
    const auto player = launch(registration);
    const auto page = content(player);
    BOOST_TEST(page.result_int() == 200u);
    BOOST_TEST(std::string(page["Content-Type"]).starts_with("text/html"));
    BOOST_TEST(page["Referrer-Policy"] == "no-referrer");
    BOOST_TEST(page.count("WWW-Authenticate") == 0u);

    const auto folder = folder_of(player);
    const auto course = at_content(folder + "/course.json");
    BOOST_TEST(course.at("title").as_string() == "Fire safety");
    BOOST_TEST(course.at("learner").at("id").as_string() == "mira");
    const auto begun = at_content(folder + "/begin", R"({"item":"one","zone":60})");
    BOOST_TEST(begun.at("url").as_string() == "c/a.html");
    BOOST_TEST(content(folder + "/" + std::string(begun.at("url").as_string())).body() ==
               "<p>A</p>");
    const auto run = std::string(begun.at("run").as_string());
    const auto answer =
        at_content(folder + "/commit?final=true&run=" + run, commit(1, "passed", "90"));
    BOOST_TEST(answer.at("result").as_bool());
    BOOST_TEST(answer.at("errorCode").as_int64() == 0);

    const auto standing = ask("GET", "registrations/" + registration, 200).at("progress");
    BOOST_TEST(standing.at("completion").as_string() == "completed");
    BOOST_TEST(standing.at("success").as_string() == "passed");
    BOOST_TEST(standing.at("items").at(0).at("seconds").to_number<double>() == 60.0);
    const auto all = told();
    BOOST_TEST_REQUIRE(!all.empty());
    BOOST_TEST(all.front() == "initialized");
    BOOST_TEST(std::ranges::count(all, "passed") >= 1);
    BOOST_TEST(std::ranges::count(all, "terminated") == 1);
}

BOOST_AUTO_TEST_CASE(a_run_time_that_is_wrong_hears_it_as_it_expects)
{
    const auto folder = folder_of(launch(enrol(import(scorm12()))));
    for (const auto& [path, body] : std::initializer_list<std::pair<const char*, const char*>>{
             {"/commit", "{}"},
             {"/commit?run=x", "{}"},
             {"/commit?run=11111111-1111-4111-8111-111111111111&final=yes", "{}"},
             {"/begin", "[]"},
             {"/begin", "{"},
             {"/begin", R"({"item":7})"},
             {"/state", "7"},
             {"/end", "7"}}) {
        const auto answer = at_content(folder + path, body, 400);
        BOOST_TEST(!answer.at("result").as_bool());
        BOOST_TEST(answer.at("errorCode").as_int64() == 391);
        BOOST_TEST(answer.as_object().contains("error"));
    }
    at_content(folder + "/begin", R"({"item":"two"})", 404);
}

BOOST_AUTO_TEST_CASE(files_in_parts)
{
    const auto file = folder_of(launch(enrol(import(scorm12())))) + "/c/film/Lamp.mp4";
    const auto whole = content(file);
    BOOST_TEST(whole.result_int() == 200u);
    BOOST_TEST(whole.body().size() == 3'000'003u);
    BOOST_TEST(whole.body().ends_with("fend"));
    BOOST_TEST(whole["Content-Type"] == "video/mp4");
    BOOST_TEST(whole["Accept-Ranges"] == "bytes");
    const std::string tag(whole["ETag"]);

    const auto part = content(file, "", "Range: bytes=2999999-\r\n");
    BOOST_TEST(part.result_int() == 206u);
    BOOST_TEST(part.body() == "fend");
    BOOST_TEST(part["Content-Range"] == "bytes 2999999-3000002/3000003");
    const auto many = content(file, "", "Range: bytes=1000000-2999999\r\n");
    BOOST_TEST(many.body() == std::string(2'000'000, 'f'));
    BOOST_TEST(content(file + "?a=1&a=2&b=%zz").result_int() == 200u);
    BOOST_TEST(content(file, "", "Range: bytes=3000003-\r\n").result_int() == 416u);
    BOOST_TEST(content(file, "", "Range: bytes=0-1\r\nIf-Range: " + tag + "\r\n").result_int() ==
               206u);
    BOOST_TEST(content(file, "", "Range: bytes=0-1\r\nIf-Range: \"x\"\r\n").result_int() == 200u);
    BOOST_TEST(content(file, "", "If-None-Match: " + tag + "\r\n").result_int() == 304u);
    const auto head = content(file, "", "", "HEAD");
    BOOST_TEST(head.result_int() == 200u);
    BOOST_TEST(head["Content-Length"] == "3000003");

    // Courses made on Windows do not care for letter case.
    const auto other = file.substr(0, file.rfind('/') + 1);
    BOOST_TEST(content(other + "lamp.MP4", "", "Range: bytes=0-1\r\n").result_int() == 206u);
    BOOST_TEST(content(other + "none.mp4").result_int() == 404u);
    BOOST_TEST(content(other + "..%2F..%2Fimsmanifest.xml").result_int() == 404u);
}

BOOST_AUTO_TEST_CASE(a_token_is_for_one_thing)
{
    const auto scorm = launch(enrol(import(scorm12())));
    const auto folder = folder_of(scorm);
    BOOST_TEST(content("/player/none.js").result_int() == 404u);
    BOOST_TEST(content(folder + "x/course.json").result_int() == 401u);
    BOOST_TEST(content("/p/1.x.y/course.json").result_int() == 401u);
    BOOST_TEST(content("/fetch/" + folder.substr(3), "{}").result_int() == 200u);
    const auto refused = at_content("/fetch/" + folder.substr(3), "{}");
    BOOST_TEST(refused.at("error-code").as_string() == "2");
    // The two origins have nothing in common.
    BOOST_TEST(content("/xapi/about").result_int() == 404u);
    BOOST_TEST(content("/health").result_int() == 404u);
    BOOST_TEST(server.get(scorm).result_int() == 404u);
    const auto token = courses::parse_token(folder.substr(3)).value();
    const auto answer =
        server.ask({.target = "/xapi/statements",
                    .authorization = lrs::authorization_of(lrs::launch_keys, token)});
    BOOST_TEST(answer.result_int() == 401u);
}

BOOST_AUTO_TEST_CASE(orders_that_are_not_right)
{
    const auto registration = enrol(import(scorm12()));
    for (const auto* order :
         {R"({"mode":"fast"})", R"({"returnUrl":"javascript:1"})", R"({"other":1})", "[]"})
        ask("POST", "registrations/" + registration + "/launch", 400, order);
    const auto limit =
        R"({"returnUrl":"https://a.example/)" + std::string(limits::return_url_bytes - 18, 'a');
    ask("POST", "registrations/" + registration + "/launch", 201, limit + "\"}");
    ask("POST", "registrations/" + registration + "/launch", 400, limit + "a\"}");
    ask("POST", "registrations/" + registration + "/launch", 404, R"({"item":"two"})");
    ask("POST", "registrations/x/launch", 404, "{}");
    ask("GET", "registrations/" + base::to_string(base::random_uuid()), 404);
    const auto package = import(tincan());
    for (const auto* who : {"{}", R"({"actor":7})", R"({"actor":{"mbox":"mailto:a@b.example"}})",
                            R"({"person":"x"})"})
        ask("POST", "packages/" + package + "/registrations", 400, who);
}

BOOST_AUTO_TEST_SUITE_END()
