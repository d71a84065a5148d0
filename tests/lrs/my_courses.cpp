// What an employee sees and does by his link, and that it is his own alone.
#include "lrs/commands/commands.hpp"
#include "tests/lrs/administered.hpp"
#include "tests/lrs/course_world.hpp"
#include "tests/support/competency_models.hpp"

#include <algorithm>
#include <set>

using namespace course_world;

namespace {

const std::string ann = "p_00000000000000000000000000000001";
const std::string bob = "p_00000000000000000000000000000002";
const std::string cem = "p_00000000000000000000000000000003";

struct World : City {
    // Bob has an account, Ann an address, Cem nothing.
    World()
    {
        tell(entry("person", ann, R"("givenName":"Ann","familyName":"Lee")"));
        tell(entry("person", bob, R"("number":"2")"));
        tell(entry("person", cem, R"("number":"3")"));
        tell(entry("link", ann, R"("agent":{"mbox":"mailto:ann@city.example"})"));
        tell(entry("link", bob, R"("agent":)" + jan));
        log_in(ann);
    }

    static std::string entry(const std::string& kind, const std::string& who,
                             const std::string& more)
    {
        return R"({"kind":")" + kind + R"(","from":"2020-01-01T00:00:00Z","person":")" + who + '"' +
               (more.empty() ? "" : "," + more) + "}";
    }

    void tell(const std::string& one)
    {
        ask("POST", "persons/entries", 200, R"({"entries":[)" + one + "]}");
    }

    std::string link(const std::string& who)
    {
        return std::string(ask("POST", "persons/" + who + "/link", 201).at("url").as_string());
    }

    void log_in(const std::string& who) { server.employee = employee_of(link(who)); }

    std::string offered(const std::string& terms = R"({"open":true})",
                        const std::string& bytes = scorm12())
    {
        const auto course = import(bytes);
        ask("PUT", "courses/" + course + "/offer", 200, terms);
        return course;
    }

    // "taking part", "waiting" or "withdrawn" of his courses; what is open.
    std::string overview()
    {
        const auto all = ask_as_employee("GET", "my/courses", 200);
        std::string out;
        for (const auto& each : all.at("mine").as_array())
            out += std::string(each.at("state").as_string()) + ", ";
        return out + std::to_string(all.at("open").as_array().size()) + " open";
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_my_courses, World)

BOOST_AUTO_TEST_CASE(from_the_link_to_the_course)
{
    const auto course = offered();
    import(scorm12()); // Not open.
    const auto before = ask_as_employee("GET", "my/courses", 200);
    BOOST_TEST(before.at("givenName").as_string() == "Ann");
    BOOST_TEST(before.at("open").at(0).at("course").as_string() == course);
    BOOST_TEST(before.at("open").at(0).at("free").is_null());
    BOOST_TEST(overview() == "1 open");

    const auto taken = ask_as_employee("POST", "my/courses/" + course, 201);
    const std::string registration(taken.at("registration").as_string());
    BOOST_TEST(overview() == "taking part, 0 open");
    BOOST_TEST((ask_as_employee("POST", "my/courses/" + course, 201) == taken));
    const auto mine = ask_as_employee("GET", "my/courses", 200).at("mine").at(0);
    BOOST_TEST(mine.at("progress").at("completion").as_string() == "not attempted");
    BOOST_TEST(mine.at("registration").as_string() == registration);

    const auto way = ask_as_employee("POST", "my/registrations/" + registration + "/launch", 201,
                                     R"({"returnUrl":"https://lrs.example/courses"})");
    const auto player = path_of(way.at("url").as_string(), server.origins.content);
    BOOST_TEST(content(player).result_int() == 200u);

    ask_as_employee("DELETE", "my/courses/" + course, 200);
    BOOST_TEST(overview() == "withdrawn, 1 open");
    ask_as_employee("POST", "my/registrations/" + registration + "/launch", 409, "{}");
    BOOST_TEST(ask_as_employee("POST", "my/courses/" + course, 201).at("registration") ==
               taken.at("registration"));
    BOOST_TEST(ask("GET", "persons/" + ann + "/courses", 200).at("courses") ==
               ask_as_employee("GET", "my/courses", 200).at("mine"));
    BOOST_TEST(ask("GET", "persons/" + bob + "/courses", 200).at("courses").as_array().empty());
    ask("GET", "persons/x/courses", 404);
}

BOOST_AUTO_TEST_CASE(terms_hold)
{
    const auto closed = offered("{}");
    ask_as_employee("POST", "my/courses/" + closed, 409);
    const auto paid = offered(R"({"open":true,"voucherNeeded":true})");
    const auto refused = ask_as_employee("POST", "my/courses/" + paid, 409);
    BOOST_TEST(refused.at("error").as_string().find("voucher") != std::string::npos);
    BOOST_TEST(overview() == "1 open");
    // Nothing was noted of who may not.
    BOOST_TEST(ask("GET", "persons/" + cem + "/courses", 200).at("courses").as_array().empty());

    const auto small = offered(R"({"open":true,"places":1})");
    ask("POST", "courses/" + small + "/participants", 201, R"({"actor":)" + mira + "}");
    BOOST_TEST(ask_as_employee("POST", "my/courses/" + small, 201).at("waiting").as_int64() == 1);
    BOOST_TEST(overview() == "waiting, 1 open");
    log_in(bob);
    BOOST_TEST(ask_as_employee("POST", "my/courses/" + small, 201).at("waiting").as_int64() == 2);
    const auto mine = ask_as_employee("GET", "my/courses", 200).at("mine").at(0);
    BOOST_TEST(mine.at("position").as_int64() == 2);
    log_in(ann);
    ask_as_employee("DELETE", "my/courses/" + small, 200);
    ask_as_employee("DELETE", "my/courses/" + small, 404);
    BOOST_TEST(overview() == "2 open");
    log_in(bob);
    BOOST_TEST(ask_as_employee("POST", "my/courses/" + small, 201).at("waiting").as_int64() == 1);
    ask_as_employee("POST", "my/courses/x", 404);
}

// Who has no account is given one, once, and what he learns under it counts for him.
BOOST_AUTO_TEST_CASE(who_has_no_account)
{
    const auto agents = [&](const std::string& who) {
        return ask("GET", "persons/" + who, 200).at("agents").as_array();
    };
    const auto course = offered();
    log_in(cem);
    ask_as_employee("POST", "my/courses/" + course, 201);
    ask_as_employee("POST", "my/courses/" + offered(), 201);
    ask("POST", "courses/" + course + "/participants", 201, R"({"person":")" + ann + "\"}");
    log_in(bob);
    ask_as_employee("POST", "my/courses/" + course, 201);
    BOOST_TEST(agents(bob).size() == 1u);
    BOOST_TEST(agents(ann).size() == 2u);
    const auto his = agents(cem);
    BOOST_TEST_REQUIRE(his.size() == 1u);
    const auto& account = his[0].at("agent").at("account");
    BOOST_TEST(account.at("homePage").as_string() == "https://lrs.example/persons");
    BOOST_TEST(account.at("name").as_string() == cem);

    support::kmx::ModelMaker maker;
    maker.competency("C").competency("D").evidence("a").rule("C", 1, R"({"ev":"a"})");
    log_in(cem);
    const auto none = ask_as_employee("GET", "my/attainment", 200);
    BOOST_TEST(none.at("model").is_null());
    server.ask({.target = "/api/v1/model", .body = maker.text(), .method = "PUT", .key = "admin"});
    const json::object passed{{"actor", {{"account", account}}},
                              {"verb", {{"id", support::kmx::verb("passed")}}},
                              {"object", {{"id", support::kmx::activity("a")}}}};
    server.post(json::serialize(passed));
    const auto held = ask_as_employee("GET", "my/attainment", 200).at("competencies").as_array();
    BOOST_TEST_REQUIRE(held.size() == 1u);
    BOOST_TEST(held[0].at("competency").as_string() == "C");
    BOOST_TEST(held[0].at("level").as_int64() == 1);
    BOOST_TEST(held[0].at("levels").as_int64() == 3);
    BOOST_TEST(held[0].at("levelName").at("de").as_string() == "1");
    log_in(bob);
    BOOST_TEST(ask_as_employee("GET", "my/attainment", 200).at("competencies").as_array().empty());
}

BOOST_AUTO_TEST_CASE(others_are_not_seen)
{
    const auto course = offered();
    const auto mine = ask_as_employee("POST", "my/courses/" + course, 201).at("registration");
    const auto foreign = enrol(course);
    ask_as_employee("POST", "my/registrations/" + foreign + "/launch", 404, "{}");
    log_in(bob);
    const std::string of_ann(mine.as_string());
    ask_as_employee("POST", "my/registrations/" + of_ann + "/launch", 404, "{}");
    ask_as_employee("POST", "my/registrations/x/launch", 404, "{}");
    ask_as_employee("DELETE", "my/courses/" + course, 404);
    BOOST_TEST(overview() == "1 open");
    // Neither what the administration has, nor xAPI.
    for (const auto* path : {"courses", "persons", "packages", "credentials", "attainment"})
        ask_as_employee("GET", path, 403);
    BOOST_TEST(server.get("/xapi/statements", "employee").result_int() == 403u);
    BOOST_TEST(server.get("/xapi/about", "employee").result_int() == 200u);
    BOOST_TEST(server.ask({.body = "{}", .key = "employee"}).result_int() == 403u);
    // And nobody else has what is his.
    for (const auto* key : {"admin", "all", "elsewhere"})
        ask("GET", "my/courses", 403, "", "application/json", key);
}

BOOST_AUTO_TEST_CASE(a_link_ends)
{
    const auto first = server.employee;
    ask_as_employee("GET", "my/courses", 200);
    log_in(ann);
    ask_as_employee("GET", "my/courses", 200);
    server.employee = first;
    ask_as_employee("GET", "my/courses", 401);
    log_in(ann);
    ask("DELETE", "persons/" + ann + "/link", 204);
    ask("DELETE", "persons/" + ann + "/link", 204);
    ask_as_employee("GET", "my/courses", 401);
    ask("POST", "persons/" + std::string(34, 'p') + "/link", 404);
    ask("POST", "persons/p_ffffffffffffffffffffffffffffffff/link", 404);

    // Whoever does not work here any more has no way in, nor one who has become another.
    log_in(ann);
    tell(entry("left", ann, ""));
    ask_as_employee("GET", "my/courses", 401);
    log_in(bob);
    tell(R"({"kind":"merge","person":")" + bob + R"(","into":")" + cem + R"("})");
    ask_as_employee("GET", "my/courses", 401);
    log_in(bob); // Leads to the one who stands for both.
    const auto course = offered();
    ask_as_employee("POST", "my/courses/" + course, 201);
    BOOST_TEST(ask("GET", "persons/" + cem + "/courses", 200).at("courses").as_array().size() ==
               1u);
    // A credential cannot pass for one.
    ask("POST", "credentials", 400, R"({"key":"person.1"})");
    ask("POST", "credentials", 201, R"({"key":"person"})");
    for (const auto* text : {"person.x:y", "person.1.2:y", "person.:", "person."}) {
        server.employee = "Basic " + base::to_base64(text);
        ask_as_employee("GET", "my/courses", 401);
    }
}

BOOST_AUTO_TEST_CASE(what_is_open_in_pages)
{
    for (int more = 0; more < 5; ++more)
        offered();
    std::set<std::string> found;
    std::string after;
    do {
        const auto page = ask_as_employee("GET", "my/courses?limit=2" + after, 200);
        for (const auto& each : page.at("open").as_array())
            found.emplace(each.at("course").as_string());
        after =
            page.at("next").is_null() ? "" : "&after=" + std::string(page.at("next").as_string());
    } while (!after.empty());
    BOOST_TEST(found.size() == 5u);
    ask_as_employee("GET", "my/courses?limit=101", 400);
    ask_as_employee("GET", "my/courses?other=1", 400);
}

BOOST_AUTO_TEST_CASE(the_page)
{
    const auto get = [&](const std::string& target, const std::string& headers = {}) {
        return server.ask({.target = target, .key = "nobody", .headers = headers});
    };
    const auto page = get("/courses");
    BOOST_TEST(page.result_int() == 200u);
    BOOST_TEST(page["Content-Type"] == "text/html; charset=utf-8");
    BOOST_TEST(std::string(page["Content-Security-Policy"]).starts_with("default-src 'self';"));
    BOOST_TEST(page["Referrer-Policy"] == "no-referrer");
    for (const auto* inline_script : {"onclick", "<style", "style=", "<script>"})
        BOOST_TEST(page.body().find(inline_script) == std::string::npos, inline_script);
    // What it names is there.
    for (const auto* name : {"courses.js", "courses.css"}) {
        BOOST_TEST(page.body().find(std::string("\"courses/") + name) != std::string::npos);
        BOOST_TEST(get(std::string("/courses/") + name).result_int() == 200u, name);
    }
    const std::string tag(page["ETag"]);
    BOOST_TEST(get("/courses", "If-None-Match: " + tag + "\r\n").result_int() == 304u);
    BOOST_TEST(get("/t/default/courses").result_int() == 200u);
    BOOST_TEST(get("/courses/player.js").result_int() == 404u);
    BOOST_TEST(get("/courses?a=1").result_int() == 400u);
    BOOST_TEST(content("/courses").result_int() == 404u);
}

BOOST_AUTO_TEST_CASE(by_command)
{
    const auto run = [&](administered::Words words) {
        return support::run(lrs::course, administered::joined(words, administered::on(server)));
    };
    const auto made = run({"link", cem});
    BOOST_TEST(made.out.starts_with("https://lrs.example/courses#1."), made.out);
    server.employee = employee_of(made.out.substr(0, made.out.size() - 1));
    ask_as_employee("GET", "my/courses", 200);
    BOOST_TEST(run({"link", cem, "--revoke"}).out == "revoked\n");
    ask_as_employee("GET", "my/courses", 401);
    const auto course = offered();
    BOOST_TEST(run({"enrol", course, "--person", cem}).out.starts_with("registration "));
}

BOOST_AUTO_TEST_SUITE_END()
