// What the system says itself: valid by both versions of xAPI, and by cmi5.
#include "content/cmi5_statements.hpp"

#include "base/limits.hpp"
#include "content/cmi5_vocabulary.hpp"
#include "statements/validate.hpp"
#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace support;
namespace cmi5 = content::cmi5;
using content::Cmi5Unit;

struct Room {
    Cmi5Course course = wanted();
    Cmi5Ids ids{course, lms};
    json::object actor = learner();
    content::Cmi5Enrolment enrolment{course, ids, actor, uuid(0xa000)};
    content::Cmi5Launch launch{.au = 0,
                               .session = uuid(0x5001),
                               .at = at(1),
                               .mode = content::LaunchMode::normal,
                               .url = "https://c.example/p/start.html?own=1",
                               .return_url = "https://lrs.example/back"};

    Room() = default;
    Room(const Room&) = delete;

    static Cmi5Course wanted()
    {
        auto out = short_course("(A)");
        auto& au = out.aus[0];
        au.mastery_score = 0.9;
        au.launch_parameters = "a=1";
        au.entitlement_key = "key";
        au.activity_type = "http://adlnet.gov/expapi/activities/media";
        au.title = {{"de", "Titel"}, {"", "title"}, {"no_tag", "x"}};
        out.blocks[0].description.clear();
        return out;
    }
};

// Members of the context apart, since they have long names.
std::string extension(const json::object& statement, std::string_view name)
{
    const auto* found = statement.at("context").at("extensions").as_object().if_contains(name);
    return found ? json_text(*found) : "-";
}

void check_valid(const json::object& statement)
{
    for (const auto version : {statements::Version::v1_0_3, statements::Version::v2_0_0})
        BOOST_TEST(places_of(statements::validate(statement, version)) == "");
    BOOST_TEST(content::has_context_activity(statement, "category", cmi5::category));
    BOOST_TEST(content::cmi5_session_of(statement).has_value());
    BOOST_TEST(content::cmi5_time_of(statement).has_value());
    BOOST_TEST(statement.at("context").at("registration").as_string() ==
               base::to_string(uuid(0xa000)));
    BOOST_TEST(statement.at("actor") == json::value(learner()));
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi5_statements)

BOOST_AUTO_TEST_CASE(launched)
{
    const Room room;
    const auto statement = content::launched_statement(room.enrolment, room.launch);
    check_valid(statement);
    BOOST_TEST(statement.at("verb").at("id").as_string() == cmi5::launched);
    BOOST_TEST(statement.at("object").at("id").as_string() == room.ids.au(0));
    BOOST_TEST(json_text(statement.at("object").at("definition")) ==
               R"({"type":"http://adlnet.gov/expapi/activities/media",)"
               R"("name":{"de":"Titel","und":"title"},"description":{"en":"AU"}})");
    BOOST_TEST(content::has_context_activity(statement, "grouping", "https://pub.example/au/0"));
    BOOST_TEST(statement.at("timestamp").as_string() == "2026-03-01T09:00:01.000000Z");
    BOOST_TEST(extension(statement, cmi5::session_id) == '"' + base::to_string(uuid(0x5001)) + '"');
    BOOST_TEST(extension(statement, cmi5::launch_mode) == "\"Normal\"");
    BOOST_TEST(extension(statement, cmi5::launch_url) ==
               "\"https://c.example/p/start.html?own=1\"");
    BOOST_TEST(extension(statement, cmi5::move_on) == "\"CompletedAndPassed\"");
    BOOST_TEST(parsed(extension(statement, cmi5::mastery_score)).as_double() == 0.9);
    BOOST_TEST(extension(statement, cmi5::launch_parameters) == "\"a=1\"");
    BOOST_TEST(!statement.contains("result"));
}

BOOST_AUTO_TEST_CASE(what_a_course_does_not_say)
{
    Play play(short_course("N"));
    const auto launch = content::Cmi5Launch{
        .au = 0, .session = uuid(1), .at = at(1), .url = "https://c.example/", .return_url = ""};
    const auto statement = content::launched_statement(play.enrolment, launch);
    check_valid(statement);
    BOOST_TEST(extension(statement, cmi5::mastery_score) == "-");
    BOOST_TEST(extension(statement, cmi5::launch_parameters) == "-");
    BOOST_TEST(json_text(content::launch_data(play.course, launch)) ==
               R"({"contextTemplate":{"contextActivities":{"grouping":[{"objectType":"Activity",)"
               R"("id":"https://pub.example/au/0"}]},"extensions":{)"
               R"("https://w3id.org/xapi/cmi5/context/extensions/sessionid":)"
               R"("00000000-0000-4000-8000-000000000001"}},"launchMode":"Normal",)"
               R"("moveOn":"NotApplicable"})");
}

BOOST_AUTO_TEST_CASE(launch_data)
{
    Room room;
    auto data = content::launch_data(room.course, room.launch);
    BOOST_TEST(data.at("masteryScore").as_double() == 0.9);
    BOOST_TEST(data.at("launchParameters").as_string() == "a=1");
    BOOST_TEST(json_text(data.at("entitlementKey")) == R"({"courseStructure":"key"})");
    BOOST_TEST(data.at("returnURL").as_string() == "https://lrs.example/back");
    BOOST_TEST(data.at("contextTemplate") ==
               json::value(content::session_of(room.enrolment, room.launch).context_template));
    room.launch.alternate_entitlement = "other";
    room.launch.mode = content::LaunchMode::review;
    data = content::launch_data(room.course, room.launch);
    BOOST_TEST(json_text(data.at("entitlementKey")) ==
               R"({"courseStructure":"key","alternate":"other"})");
    BOOST_TEST(data.at("launchMode").as_string() == "Review");
}

BOOST_AUTO_TEST_CASE(abandoned)
{
    using std::chrono::microseconds;
    const Room room;

    const struct {
        std::int64_t lasted;
        const char* text;
    } rows[] = {{0, "PT0.00S"},      {-5, "PT0.00S"},        {9'999, "PT0.00S"},
                {10'000, "PT0.01S"}, {1'500'000, "PT1.50S"}, {3'600'000'000, "PT3600.00S"}};

    for (const auto& row : rows) {
        const auto statement = content::abandoned_statement(room.enrolment, 0, uuid(0x5001), at(5),
                                                            microseconds(row.lasted));
        check_valid(statement);
        BOOST_TEST(statement.at("result").at("duration").as_string() == row.text);
        BOOST_TEST(statement.at("verb").at("id").as_string() == cmi5::abandoned);
        BOOST_TEST(content::has_context_activity(statement, "grouping", room.course.aus[0].id));
    }
}

BOOST_AUTO_TEST_CASE(waived)
{
    const Room room;
    const auto statement = content::waived_statement(room.enrolment, 0, uuid(0x7001), at(5),
                                                     "Equivalent Outside Activity");
    check_valid(statement);
    BOOST_TEST(statement.at("verb").at("id").as_string() == cmi5::waived);
    BOOST_TEST(json_text(statement.at("result")) ==
               R"({"success":true,"completion":true,"extensions":{)"
               R"("https://w3id.org/xapi/cmi5/result/extensions/reason":)"
               R"("Equivalent Outside Activity"}})");
    BOOST_TEST(content::has_context_activity(statement, "category", cmi5::moveon_category));
    BOOST_TEST(content::has_context_activity(statement, "grouping", "https://pub.example/au/0"));
}

BOOST_AUTO_TEST_CASE(satisfied)
{
    const Room room;

    const struct {
        Cmi5Unit unit;
        std::string id;
        std::string publisher;
        const char* definition;
    } rows[] = {
        {{Cmi5Unit::Kind::block, 0},
         room.ids.block(0),
         "https://pub.example/block/0",
         R"({"type":"https://w3id.org/xapi/cmi5/activitytype/block","name":{"en":"Block"}})"},
        {{Cmi5Unit::Kind::course},
         room.ids.course(),
         "https://pub.example/course",
         R"({"type":"https://w3id.org/xapi/cmi5/activitytype/course","name":{"en":"Course"},)"
         R"("description":{"en":"Course"}})"},
    };

    for (const auto& row : rows) {
        const auto statement =
            content::satisfied_statement(room.enrolment, row.unit, uuid(0x5001), at(5));
        check_valid(statement);
        BOOST_TEST(statement.at("verb").at("id").as_string() == cmi5::satisfied);
        BOOST_TEST(statement.at("object").at("id").as_string() == row.id);
        BOOST_TEST(json_text(statement.at("object").at("definition")) == row.definition);
        BOOST_TEST(
            statement.at("context").at("contextActivities").at("grouping").as_array().size() == 1u);
        BOOST_TEST(content::has_context_activity(statement, "grouping", row.publisher));
        BOOST_TEST(!content::has_context_activity(statement, "category", cmi5::moveon_category));
    }
}

// What is said of a part is evidence for the objectives that it names.
BOOST_AUTO_TEST_CASE(objectives)
{
    const auto ids = [](const json::value& activities) {
        const auto* list = activities.as_object().if_contains("other");
        std::string out;
        for (const auto& each : list ? list->as_array() : json::array()) {
            out.append(out.empty() ? "" : " ").append(each.at("id").as_string());
            BOOST_TEST(each.at("definition").at("type").as_string() == cmi5::objective_type);
        }
        return out;
    };
    const auto told = [&](const json::object& statement) {
        check_valid(statement);
        return ids(statement.at("context").at("contextActivities"));
    };
    Room room;
    const auto launched = [&] { return content::launched_statement(room.enrolment, room.launch); };
    const auto satisfied = [&](const Cmi5Unit& unit) {
        return content::satisfied_statement(room.enrolment, unit, uuid(1), at(5));
    };
    const Cmi5Unit block{Cmi5Unit::Kind::block, 0};
    const Cmi5Unit whole{Cmi5Unit::Kind::course};
    BOOST_TEST(told(launched()) + told(satisfied(block)) + told(satisfied(whole)) == "");

    room.course.objectives = {{"https://pub.example/o1", {}, {}},
                              {"https://pub.example/o2", {}, {}}};
    room.course.aus[0].objectives = {"https://pub.example/o1", "https://pub.example/o3"};
    room.course.blocks[0].objectives = {"https://pub.example/o2"};
    const std::string of_au = "https://pub.example/o1 https://pub.example/o3";
    BOOST_TEST(told(launched()) == of_au);
    BOOST_TEST(told(content::abandoned_statement(room.enrolment, 0, uuid(1), at(5), {})) == of_au);
    BOOST_TEST(told(content::waived_statement(room.enrolment, 0, uuid(1), at(5), "x")) == of_au);
    BOOST_TEST(told(satisfied(block)) == "https://pub.example/o2");
    BOOST_TEST(told(satisfied(whole)) == "https://pub.example/o1 https://pub.example/o2");
    // Each statement of the AU will have them: the template does.
    const auto data = content::launch_data(room.course, room.launch);
    const auto& wanted = data.at("contextTemplate");
    BOOST_TEST(ids(wanted.at("contextActivities")) == of_au);
    BOOST_TEST(wanted.at("contextActivities").at("grouping").as_array().size() == 1u);
    BOOST_TEST(wanted ==
               json::value(content::session_of(room.enrolment, room.launch).context_template));
}

BOOST_AUTO_TEST_CASE(no_more_objectives_than_a_statement_has_room_for)
{
    Room room;
    auto& names = room.course.aus[0].objectives;
    const auto told = [&] {
        const auto statement = content::launched_statement(room.enrolment, room.launch);
        return statement.at("context").at("contextActivities").at("other").as_array().size();
    };
    for (std::size_t number = 0; number < limits::told_objectives; ++number)
        names.push_back("https://pub.example/objective/" + std::to_string(number));
    BOOST_TEST(told() == limits::told_objectives);
    names.push_back("https://pub.example/objective/more");
    BOOST_TEST(told() == limits::told_objectives);
}

// What is told twice has one id; what is told of something else has another. They are stored: what
// is here has been written.
BOOST_AUTO_TEST_CASE(ids_of_statements)
{
    const Room room;
    const auto id = [](const json::object& statement) {
        return std::string(statement.at("id").as_string());
    };
    const auto abandoned = [&](unsigned session, int time) {
        return id(content::abandoned_statement(room.enrolment, 0, uuid(session), at(time), {}));
    };
    const auto waived = [&](unsigned session, int time) {
        return id(content::waived_statement(room.enrolment, 0, uuid(session), at(time), "x"));
    };
    const auto satisfied = [&](const Cmi5Unit& unit, unsigned session) {
        return id(content::satisfied_statement(room.enrolment, unit, uuid(session), at(5)));
    };
    const Cmi5Unit block{Cmi5Unit::Kind::block, 0};
    const Cmi5Unit course{Cmi5Unit::Kind::course};
    BOOST_TEST(abandoned(1, 5) == abandoned(1, 6));
    BOOST_TEST(abandoned(1, 5) != abandoned(2, 5));
    BOOST_TEST(waived(1, 5) == waived(2, 6));
    BOOST_TEST(satisfied(block, 1) == satisfied(block, 2));
    BOOST_TEST(satisfied(block, 1) != satisfied(course, 1));
    BOOST_TEST(id(content::launched_statement(room.enrolment, room.launch)) !=
               abandoned(0x5001, 5));
    const content::Cmi5Enrolment other{room.course, room.ids, room.actor, uuid(0xa001)};
    BOOST_TEST(id(content::satisfied_statement(other, course, uuid(1), at(5))) !=
               satisfied(course, 1));
    BOOST_TEST(abandoned(1, 5) == "c46cff14-9dca-5c99-ac15-3974261fbe57");
    BOOST_TEST(waived(1, 5) == "79aabe6b-6724-5f87-a797-42f7c730160b");
    BOOST_TEST(satisfied(course, 1) == "0fc2074f-32cc-5002-a460-051aa1663560");
    BOOST_TEST(id(content::launched_statement(room.enrolment, room.launch)) ==
               "9f134b76-8bac-5fcd-8092-686a39f59ce9");
}

BOOST_AUTO_TEST_CASE(a_session)
{
    Room room;
    room.launch.mode = content::LaunchMode::browse;
    const auto session = content::session_of(room.enrolment, room.launch);
    BOOST_TEST((session.id == uuid(0x5001)));
    BOOST_TEST((session.registration == uuid(0xa000)));
    BOOST_TEST(session.activity == room.ids.au(0));
    BOOST_TEST(session.actor == learner());
    BOOST_TEST((session.mode == content::LaunchMode::browse));
    BOOST_TEST(session.mastery_score.value() == 0.9);
    BOOST_TEST((!session.fetched && !session.closed && !session.abandoned));
}

BOOST_AUTO_TEST_CASE(launch_urls)
{
    const Room room;
    const auto session = content::session_of(room.enrolment, room.launch);
    BOOST_TEST(
        content::cmi5_launch_url(session, room.launch.url,
                                 {"https://lrs.example/xapi/", "https://lrs.example/f?k=1"}) ==
        "https://c.example/p/start.html?own=1&endpoint=https%3A%2F%2Flrs.example%2Fxapi"
        "&fetch=https%3A%2F%2Flrs.example%2Ff%3Fk%3D1"
        "&actor=%7B%22objectType%22%3A%22Agent%22%2C%22account%22%3A%7B%22homePage%22%3A"
        "%22https%3A%2F%2Flrs.example%22%2C%22name%22%3A%2217%22%7D%7D"
        "&registration=00000000-0000-4000-8000-00000000a000&activityId=" +
            std::string("https%3A%2F%2Flrs.example%2Factivities%2Fau%2F") +
            room.ids.au(0).substr(room.ids.au(0).rfind('/') + 1));
}

BOOST_AUTO_TEST_SUITE_END()
