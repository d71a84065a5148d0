// What content that was launched may say and read over xAPI: cmi5 by its standard, TinCan by ours.
#include "tests/lrs/course_world.hpp"
#include "tests/support/competency_models.hpp"

using namespace course_world;

namespace {

// As content that was launched by this URL speaks.
struct Content {
    City& city;
    std::string url;           // Of the launch.
    std::string authorization; // "Basic ..."

    Answer ask(const std::string& method, const std::string& target, const std::string& body = {})
    {
        Asked asked{.target = "/xapi" + target, .body = body, .authorization = authorization};
        asked.method = method;
        asked.version = "1.0.3";
        return city.server.ask(asked);
    }

    unsigned send(const std::string& statement)
    {
        return ask("POST", "/statements", statement).result_int();
    }

    std::string query(const std::string& id = "s") const
    {
        return "?stateId=" + id + "&agent=" + live::escaped(parameter(url, "actor")) +
               "&registration=" + parameter(url, "registration") +
               "&activityId=" + live::escaped(parameter(url, "activityId"));
    }

    json::object launch_data()
    {
        const auto answer = ask("GET", "/activities/state" + query("LMS.LaunchData"));
        BOOST_TEST(answer.result_int() == 200u, answer.body());
        return json::parse(answer.body()).as_object();
    }

    // A statement that cmi5 defines, right in everything.
    json::object cmi5(const std::string& verb, const std::string& result = {})
    {
        static int second = 10;
        auto context = launch_data().at("contextTemplate").as_object();
        context["registration"] = parameter(url, "registration");
        auto& activities = context["contextActivities"].as_object();
        auto category =
            json::parse(R"([{"id":"https://w3id.org/xapi/cmi5/context/categories/cmi5"}])");
        const bool judges = verb == "passed" || verb == "completed" || verb == "failed";
        if (judges) {
            category.as_array().push_back(
                json::object{{"id", "https://w3id.org/xapi/cmi5/context/categories/moveon"}});
        }
        if (verb == "passed")
            context["extensions"]
                .as_object()["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"] = 0.5;
        activities["category"] = category;
        json::object out{{"id", base::to_string(base::random_uuid())},
                         {"timestamp", "2026-03-01T12:00:" + std::to_string(second++) + "Z"},
                         {"actor", json::parse(parameter(url, "actor"))},
                         {"verb", {{"id", "http://adlnet.gov/expapi/verbs/" + verb}}},
                         {"object", {{"id", parameter(url, "activityId")}}},
                         {"context", std::move(context)}};
        if (!result.empty()) out["result"] = json::parse(result);
        return out;
    }
};

struct Room : City {
    Content of_cmi5(const std::string& registration)
    {
        const auto answer = ask("POST", "registrations/" + registration + "/launch", 201, "{}");
        Content out{*this, std::string(answer.at("url").as_string()), {}};
        BOOST_TEST(parameter(out.url, "endpoint") == server.origins.main + "/xapi");
        fetch = path_of(parameter(out.url, "fetch"), server.origins.content);
        const auto token = at_content(fetch, "{}");
        out.authorization = "Basic " + std::string(token.at("auth-token").as_string());
        return out;
    }

    std::string fetch;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_content_statements, Room)

BOOST_AUTO_TEST_CASE(a_session_of_cmi5)
{
    const auto registration = enrol(import(cmi5()));
    auto content = of_cmi5(registration);
    BOOST_TEST(this->content(path_of(content.url, server.origins.content)).body() == "<p>A</p>");
    BOOST_TEST(at_content(fetch, "{}").at("error-code").as_string() == "1");

    BOOST_TEST(content.send(serialize(
                   content.cmi5("completed", R"({"completion":true,"duration":"PT1S"})"))) == 403u);
    BOOST_TEST(content.send(serialize(content.cmi5("initialized"))) == 200u);
    BOOST_TEST(content.ask("PUT", "/activities/state" + content.query(), "{}").result_int() ==
               204u);
    BOOST_TEST(content.ask("GET", "/activities/state" + content.query()).result_int() == 200u);
    BOOST_TEST(content.ask("PUT", "/activities/state" + content.query("LMS.LaunchData"), "{}")
                   .result_int() == 403u);
    BOOST_TEST(content.send(serialize(content.cmi5(
                   "passed", R"({"success":true,"duration":"PT1S","score":{"scaled":0.4}})"))) ==
               403u);
    BOOST_TEST(content.send(serialize(content.cmi5(
                   "passed", R"({"success":true,"duration":"PT1S","score":{"scaled":0.9}})"))) ==
               200u);
    auto completed = content.cmi5("completed", R"({"completion":true,"duration":"PT1S"})");
    const std::string id(completed.at("id").as_string());
    completed.erase("id"); // It stands in the address.
    BOOST_TEST(
        content.ask("PUT", "/statements?statementId=" + id, serialize(completed)).result_int() ==
        204u);
    BOOST_TEST(content.send(serialize(content.cmi5("terminated", R"({"duration":"PT9S"})"))) ==
               200u);

    const std::vector<std::string> expected{"launched",  "initialized", "passed",    "completed",
                                            "satisfied", "satisfied",   "terminated"};
    const auto all = told();
    BOOST_TEST(all == expected, boost::test_tools::per_element());
    const auto progress = ask("GET", "registrations/" + registration, 200).at("progress");
    BOOST_TEST(progress.at("completion").as_string() == "completed");
    BOOST_TEST(progress.at("items").at(0).at("success").as_string() == "passed");

    auto second = of_cmi5(registration);
    BOOST_TEST(second.send(serialize(second.cmi5("initialized"))) == 200u);
    BOOST_TEST(second.send(serialize(
                   second.cmi5("completed", R"({"completion":true,"duration":"PT1S"})"))) == 403u);
    const auto late = serialize(second.cmi5("terminated", R"({"duration":"PT9S"})"));
    auto third = of_cmi5(registration);
    BOOST_TEST(second.send(late) == 403u);
    BOOST_TEST(third.send(serialize(third.cmi5("initialized"))) == 200u);
    BOOST_TEST(told().at(9) == "abandoned");
}

BOOST_AUTO_TEST_CASE(what_slips_in_beside_a_session_is_voided)
{
    auto content = of_cmi5(enrol(import(cmi5())));
    const auto early =
        content.cmi5("passed", R"({"success":true,"duration":"PT1S","score":{"scaled":0.9}})");
    server.post(serialize(early), "writer");
    BOOST_TEST(
        server.get("/xapi/statements?voidedStatementId=" + std::string(early.at("id").as_string()))
            .result_int() == 200u);
    auto other = early;
    other["id"] = base::to_string(base::random_uuid());
    other["context"].as_object().erase("extensions");
    server.post(serialize(other), "writer");
    BOOST_TEST(server.get("/xapi/statements?statementId=" + std::string(other.at("id").as_string()))
                   .result_int() == 200u);
}

BOOST_AUTO_TEST_CASE(waived_and_abandoned_by_order)
{
    const auto registration = enrol(import(cmi5()));
    const std::string waiver = R"({"item":"https://city.example/au","reason":"Tested Out"})";
    const auto path = "registrations/" + registration + "/waiver";
    ask("POST", path, 404, R"({"item":"https://city.example/none","reason":"x"})");
    ask("POST", path, 400, R"({"item":"https://city.example/au"})");
    BOOST_TEST(ask("POST", path, 201, waiver).at("new").as_bool());
    BOOST_TEST(!ask("POST", path, 201, waiver).at("new").as_bool());
    const std::vector<std::string> expected{"waived", "satisfied", "satisfied"};
    const auto all = told();
    BOOST_TEST(all == expected, boost::test_tools::per_element());

    const auto launched = ask("POST", "registrations/" + registration + "/launch", 201, "{}");
    const auto session = "launches/" + std::string(launched.at("launch").as_string());
    BOOST_TEST(ask("POST", session + "/abandonment", 201).at("new").as_bool());
    BOOST_TEST(!ask("POST", session + "/abandonment", 201).at("new").as_bool());
    ask("POST", "launches/x/abandonment", 404);
    const auto scorm =
        ask("POST", "registrations/" + enrol(import(scorm12())) + "/launch", 201, "{}");
    ask("POST", "launches/" + std::string(scorm.at("launch").as_string()) + "/abandonment", 409);
}

BOOST_AUTO_TEST_CASE(tincan_speaks_of_its_learner_alone)
{
    const auto registration = enrol(import(tincan()));
    const auto answer = ask("POST", "registrations/" + registration + "/launch", 201, "{}");
    Content content{*this, std::string(answer.at("url").as_string()), {}};
    content.authorization = parameter(content.url, "auth");
    BOOST_TEST(parameter(content.url, "endpoint") == server.origins.main + "/xapi/");
    BOOST_TEST(parameter(content.url, "activity_id") == "https://city.example/golf");
    BOOST_TEST(this->content(path_of(content.url, server.origins.content)).body() == "<p>Golf</p>");

    const auto statement = [&](const std::string& actor, const std::string& verb,
                               const std::string& more) {
        return R"({"actor":)" + actor + R"(,"verb":{"id":"http://adlnet.gov/expapi/verbs/)" + verb +
               R"("},"object":{"id":"https://city.example/golf"})" + more + "}";
    };
    const std::string here = R"(,"context":{"registration":")" + registration + "\"}";
    BOOST_TEST(content.send(statement(mira, "experienced", "")) == 200u);
    BOOST_TEST(content.send(statement(mira, "experienced", here)) == 200u);
    BOOST_TEST(content.send(statement(jan, "experienced", here)) == 403u);
    const auto elsewhere =
        R"(,"context":{"registration":")" + base::to_string(base::random_uuid()) + "\"}";
    BOOST_TEST(content.send(statement(mira, "experienced", elsewhere)) == 403u);
    BOOST_TEST(content.send("[" + statement(mira, "passed", here) + "," +
                            statement(jan, "passed", here) + "]") == 403u);
    const auto voiding = R"({"actor":)" + mira +
                         R"(,"verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},"object":)" +
                         R"({"objectType":"StatementRef","id":")" + registration + R"("}})";
    BOOST_TEST(content.send(voiding) == 403u);

    // Jan's are there, but not for Mira's page.
    server.post(statement(jan, "passed", ""));
    const auto page = json::parse(content.ask("GET", "/statements").body());
    BOOST_TEST(page.at("statements").as_array().size() == 2u);
    BOOST_TEST(content.ask("GET", "/statements?agent=" + live::escaped(jan)).result_int() == 403u);
    const auto all = json::parse(server.get("/xapi/statements").body()).at("statements");
    for (const auto& each : all.as_array()) {
        const bool is_mira = each.at("actor").at("account").at("name").as_string() == "mira";
        const auto one =
            content.ask("GET", "/statements?statementId=" + std::string(each.at("id").as_string()));
        BOOST_TEST(one.result_int() == (is_mira ? 200u : 404u));
    }
    const auto state = [&](const std::string& agent, const std::string& more) {
        return content
            .ask("PUT",
                 "/activities/state?stateId=s&activityId=https%3A%2F%2Fa.example&agent=" +
                     live::escaped(agent) + more,
                 "{}")
            .result_int();
    };
    BOOST_TEST(state(mira, "") == 204u);
    BOOST_TEST(state(mira, "&registration=" + registration) == 204u);
    BOOST_TEST(state(jan, "") == 403u);
    BOOST_TEST(state(mira, "&registration=" + base::to_string(base::random_uuid())) == 403u);
    const auto profile = [&](const std::string& activity) {
        return content
            .ask("POST", "/activities/profile?profileId=s&activityId=" + live::escaped(activity),
                 "{}")
            .result_int();
    };
    BOOST_TEST(profile("https://city.example/golf") == 204u);
    BOOST_TEST(profile("https://city.example/tennis") == 403u);
    BOOST_TEST(content.ask("GET", "/agents?agent=" + live::escaped(jan)).result_int() == 403u);
    BOOST_TEST(content.ask("GET", "/agents?agent=" + live::escaped(mira)).result_int() == 200u);
    Asked beyond{.target = "/api/v1/packages", .authorization = content.authorization};
    BOOST_TEST(server.ask(beyond).result_int() == 403u);
}

BOOST_AUTO_TEST_CASE(what_is_satisfied_is_evidence)
{
    support::kmx::ModelMaker maker;
    maker.competency("C").evidence(
        "a", R"({"match": {"verb": ["https://w3id.org/xapi/adl/verbs/satisfied"],)"
             R"("course": ["https://city.example/course"]}})");
    ask("PUT", "model", 200, maker.rule("C", 1, R"({"ev": "a"})").text());
    const auto registration = enrol(import(cmi5()));
    const auto level = [&] {
        const auto answer = ask("GET", "attainment?agent=" + live::escaped(mira), 200);
        return answer.at("competencies").at(0).at("level").as_int64();
    };
    BOOST_TEST(level() == 0);
    ask("POST", "registrations/" + registration + "/waiver", 201,
        R"({"item":"https://city.example/au","reason":"Tested Out"})");
    BOOST_TEST(level() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
