// Sessions of a registration: how they begin and end, and what waiving does.
#include "base/limits.hpp"
#include "content/cmi5_vocabulary.hpp"
#include "tests/courses/cmi5_room.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace support;
namespace cmi5 = content::cmi5;

std::string checked(Cmi5Room& room, const RunningAu& au)
{
    const auto done = room.runs->check_session(room.package, room.registration, au.launch);
    return done ? "" : refusal_of(done.error());
}

std::string waived(Cmi5Room& room, std::size_t au, std::string_view reason = "Administrative")
{
    const auto done = room.runs->waive(room.package, room.registration, au, reason);
    if (!done) return refusal_of(done.error());
    return *done ? "now" : "before";
}

json::object launch_data(Cmi5Room& room, std::size_t au)
{
    const storage::DocumentKey key{{storage::DocumentKind::state, room.package.cmi5()->ids.au(au),
                                    "account:https://lrs.example\x1f"
                                    "17"},
                                   room.registration.id,
                                   "LMS.LaunchData"};
    const auto found = room.storage.documents().find(cmi5_tenant, key).value().value();
    BOOST_TEST(found.content_type == "application/json");
    return parsed(found.body).as_object();
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_cmi5_sessions)

BOOST_AUTO_TEST_CASE(a_launch)
{
    auto course = short_course("PC");
    course.aus[1].url = "start/index.html?own=1#top";
    course.aus[1].launch_method = content::LaunchMethod::own_window;
    course.aus[1].mastery_score = 0.5;
    course.aus[1].objectives = {"https://pub.example/objective"};
    Cmi5Room room(std::move(course));
    auto launch = room.fresh(1, content::LaunchMode::review);
    launch.return_url = "https://lms.example/back";
    const auto done =
        room.runs->launch(room.package, room.registration, launch,
                          {"https://c.example/p/t/c/", "https://lrs.example/xapi/", "https://f"});
    BOOST_REQUIRE(done.has_value());
    BOOST_TEST((done->method == content::LaunchMethod::own_window));
    BOOST_TEST(done->abandoned.empty());
    const std::string begin = "https://c.example/p/t/c/start/index.html?own=1&endpoint="
                              "https%3A%2F%2Flrs.example%2Fxapi&fetch=https%3A%2F%2Ff&actor=";
    BOOST_TEST(done->url.substr(0, begin.size()) == begin);
    BOOST_TEST(done->url.ends_with("#top"));
    BOOST_TEST(done->url.find("&registration=" + base::to_string(room.registration.id)) !=
               std::string::npos);

    const auto data = launch_data(room, 1);
    BOOST_TEST(data.at("launchMode").as_string() == "Review");
    BOOST_TEST(data.at("returnURL").as_string() == "https://lms.example/back");
    BOOST_TEST(data.at("masteryScore").as_double() == 0.5);
    const auto log = room.log();
    BOOST_REQUIRE(log.size() == 1u);
    const auto& context = log[0].at("context");
    BOOST_TEST(context.at("extensions").at(cmi5::launch_url).as_string() ==
               "https://c.example/p/t/c/start/index.html?own=1#top");
    BOOST_TEST(context.at("contextActivities").at("other").at(0).at("id").as_string() ==
               "https://pub.example/objective");
    BOOST_TEST(log[0].at("timestamp").as_string() == base::to_string(launch.begun));
    BOOST_TEST(log[0].at("authority").at("account").at("name").as_string() == "lms");
}

BOOST_AUTO_TEST_CASE(which_au)
{
    Cmi5Room room("PC");
    const auto& contents = *room.package.cmi5();
    BOOST_TEST(courses::cmi5_au(contents, "").value() == 0u);
    BOOST_TEST(courses::cmi5_au(contents, "https://pub.example/au/1").value() == 1u);
    BOOST_TEST(!courses::cmi5_au(contents, contents.ids.au(1)).has_value());
    auto launch = room.fresh(1);
    launch.item = "https://pub.example/au/2";
    const auto done = room.runs->launch(room.package, room.registration, launch, {});
    BOOST_TEST(refusal_of(done.error()) == "not_found");
    BOOST_TEST(room.verbs() == "");
}

BOOST_AUTO_TEST_CASE(a_second_launch_abandons_what_is_open)
{
    Cmi5Room room("CP");
    const auto first = room.begin(0);
    BOOST_TEST(room.send(first, room.say(first, "experienced", 61)) == "");
    const auto second = room.launch(1);
    BOOST_TEST((second.abandoned == std::vector{first.launch.id}));
    BOOST_TEST(room.verbs() == "launched initialized experienced abandoned launched");
    const auto log = room.log();
    const auto& abandoned = log[3];
    // From launched, a second after the beginning, to the last that the AU said.
    BOOST_TEST(abandoned.at("result").at("duration").as_string() == "PT60.00S");
    BOOST_TEST((content::cmi5_session_of(abandoned.as_object()) == first.launch.id));
    BOOST_TEST(abandoned.at("object").at("id").as_string() == room.package.cmi5()->ids.au(0));

    BOOST_TEST(room.send(first, "completed") == "forbidden cmi5.session.abandoned");
    room.restart();
    BOOST_TEST(room.send(first, "completed") == "forbidden cmi5.session.abandoned");
    BOOST_TEST(checked(room, first) == "forbidden cmi5.session.abandoned");
    BOOST_TEST(room.send(second, "initialized") == "");
    BOOST_TEST(room.send(second, "terminated") == "");
    // That one has ended by itself.
    const auto third = room.launch(1);
    BOOST_TEST(third.abandoned.empty());
    BOOST_TEST(room.verbs(5) == "initialized terminated launched");
    // One that has said nothing lasted no time.
    room.launch(0);
    BOOST_TEST(room.log().at(8).at("result").at("duration").as_string() == "PT0.00S");
    BOOST_TEST((launch_data(room, 0).at("contextTemplate").at("extensions").at(cmi5::session_id) ==
                json::value(base::to_string(uuid(0x5004)))));
}

BOOST_AUTO_TEST_CASE(a_launch_that_is_tried_again)
{
    Cmi5Room room("C");
    const auto open = room.begin(0);
    const auto launch = room.fresh(0);
    const auto again = [&] {
        const auto done = room.runs->launch(room.package, room.registration, launch,
                                            {"https://c.example", "https://x", "https://f"});
        return done ? "" : refusal_of(done.error());
    };
    for (int after = 0; after < 2; ++after) {
        room.storage.statements().failure = {base::ErrorKind::unknown, after, after == 1};
        BOOST_TEST(again() == "unknown");
    }
    room.storage.statements().failure = {};
    BOOST_TEST(again() == "");
    BOOST_TEST(again() == "");
    BOOST_TEST(room.verbs() == "launched initialized abandoned launched");
}

BOOST_AUTO_TEST_CASE(abandoning)
{
    Cmi5Room room("C");
    const auto au = room.begin(0);
    const auto abandon = [&](const base::Uuid& session) {
        return room.runs->abandon(room.package, room.registration, session).value();
    };
    BOOST_TEST(!abandon(uuid(0x6000)));
    BOOST_TEST(abandon(au.launch.id));
    BOOST_TEST(!abandon(au.launch.id));
    BOOST_TEST(room.verbs() == "launched initialized abandoned");
    const auto next = room.begin(0);
    BOOST_TEST(next.abandoned.empty());
    BOOST_TEST(room.send(next, "terminated") == "");
    BOOST_TEST(!abandon(next.launch.id));
}

// It was a mistake, somebody thinks; the session is open again, and is abandoned by the next launch
// without being said so twice.
BOOST_AUTO_TEST_CASE(an_abandoned_that_was_voided)
{
    Cmi5Room room("C");
    const auto au = room.begin(0);
    BOOST_TEST(room.runs->abandon(room.package, room.registration, au.launch.id).value());
    room.void_by_other(id_of(room.log().at(2).as_object()));
    BOOST_TEST(room.send(au, "completed") == "");
    room.launch(0);
    BOOST_TEST(room.verbs() == "launched initialized voided completed satisfied(course) launched");
}

BOOST_AUTO_TEST_CASE(after_terminated)
{
    using std::chrono::microseconds;
    for (const bool late : {false, true}) {
        Cmi5Room room("C");
        room.clock.tick(0us);
        const auto au = room.begin(0);
        BOOST_TEST(room.send(au, room.say(au, "terminated", 1'000)) == "");
        BOOST_TEST(checked(room, au) == "");
        const auto stored = statements::stored_of(room.log().back()).value();
        room.clock.set(stored + limits::cmi5_grace + microseconds(late ? 1 : 0));
        if (late) room.restart();
        BOOST_TEST(checked(room, au) == (late ? "forbidden cmi5.session.terminated" : ""));
        BOOST_TEST(room.send(au, room.say(au, "experienced", 999)) ==
                   (late ? "forbidden cmi5.session.terminated" : ""));
    }
}

BOOST_AUTO_TEST_CASE(a_launch_that_is_closed)
{
    Cmi5Room room("C");
    auto au = room.begin(0);
    BOOST_TEST(checked(room, au) == "");
    au.launch.closed = true;
    BOOST_TEST(checked(room, au) == "forbidden cmi5.session.terminated");
    au.launch.closed = false;
    au.launch.abandoned = true;
    BOOST_TEST(checked(room, au) == "forbidden cmi5.session.abandoned");
    // One that was never launched.
    au.launch = room.fresh(0);
    au.launch.fetched = true;
    BOOST_TEST(checked(room, au) == "forbidden cmi5.session.launched");
}

BOOST_AUTO_TEST_CASE(waiving)
{
    Cmi5Room room("(P)C");
    BOOST_TEST(waived(room, 0, "Equivalent AU") == "now");
    BOOST_TEST(waived(room, 0) == "before");
    room.restart();
    BOOST_TEST(waived(room, 0) == "before");
    BOOST_TEST(room.verbs() == "waived satisfied(b0)");
    const auto log = room.log();
    const auto session = content::cmi5_session_of(log[0].as_object());
    BOOST_TEST((session == content::cmi5_session_of(log[1].as_object())));
    BOOST_TEST(log[0].at("result").at("extensions").at(cmi5::reason).as_string() ==
               "Equivalent AU");
    BOOST_TEST(log[1].at("timestamp") == log[0].at("timestamp"));
    // It can be done all the same.
    const auto au = room.begin(0);
    BOOST_TEST(room.send(au, "passed") == "");
    BOOST_TEST(waived(room, 1) == "now");
    const auto other = room.log().back();
    BOOST_TEST((content::cmi5_session_of(other.as_object()) != session));
    BOOST_TEST(room.verbs(2) == "launched initialized passed waived satisfied(course)");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_waived)
{
    Cmi5Room room("P");
    BOOST_TEST(waived(room, 1) == "not_found");
    BOOST_TEST(waived(room, 0, "") == "invalid");
    BOOST_TEST(waived(room, 0, std::string(limits::waive_reason_bytes + 1, 'x')) == "invalid");
    BOOST_TEST(room.verbs() == "");
    BOOST_TEST(waived(room, 0, std::string(limits::waive_reason_bytes, 'x')) == "now");
    room.void_by_other(id_of(room.log().at(0).as_object()));
    BOOST_TEST(waived(room, 0) == "conflict");
}

BOOST_AUTO_TEST_SUITE_END()
