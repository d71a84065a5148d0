// What becomes of the course, and what its page is told.
#include "content/scorm_manifest.hpp"
#include "tests/content/manifests.hpp"
#include "tests/courses/scorm_classroom.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace std::chrono_literals;
using base::ErrorKind;
using content::Completion;
using content::LaunchMode;
using content::Success;
using support::Classroom;
using support::commit12;
using support::commit2004;
using support::item;
using support::text_at;

namespace {

const std::string prerequisite = "<adlcp:prerequisites type='aicc_script'>a</adlcp:prerequisites>";
const std::string mastery = "<adlcp:masteryscore>80</adlcp:masteryscore>";

void finish(Classroom& room, std::string_view item, std::string_view core)
{
    const auto launch = room.launch();
    const auto run = room.begin(launch, item);
    BOOST_TEST(room.commit(launch, run, commit12(1, core), true) == "");
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_scorm_runs_course)

BOOST_AUTO_TEST_CASE(the_page_is_told_what_it_needs)
{
    Classroom room(support::scorm12_course("<item identifier='h'><title>H</title>" + item("a") +
                                           "</item>" + item("b", "A", prerequisite)));
    auto launch = room.launch();
    launch.return_url = "https://lms.example/back";
    const auto page = room.course(launch);
    BOOST_TEST(boost::json::serialize(page) ==
               R"({"kind":"scorm12","title":"Fire safety","language":"de","mode":"normal",)"
               R"("learner":{"id":"p7","name":"Doe, Jane"},"items":[{"id":"h","title":"H",)"
               R"("isVisible":true,"launchable":false,"isSco":false,"hiddenControls":[],)"
               R"("completion":"unknown","success":"unknown","open":true,"items":[{"id":"a",)"
               R"("title":"Item a","isVisible":true,"launchable":true,"isSco":true,)"
               R"("hiddenControls":[],"completion":"not attempted","success":"unknown",)"
               R"("open":true,"items":[]}]},{"id":"b","title":"Item b","isVisible":true,)"
               R"("launchable":true,"isSco":false,"hiddenControls":[],)"
               R"("completion":"not attempted","success":"unknown","open":false,"items":[]}],)"
               R"("sequencing":null,"sequencingState":null,"item":null,)"
               R"("returnUrl":"https://lms.example/back","globalObjectives":{},"sharedData":{}})");
    finish(room, "a", R"("lesson_status":"passed")");
    const auto after = room.course(room.launch());
    BOOST_TEST(text_at(after, "/items/0/items/0/completion") == "completed");
    BOOST_TEST(text_at(after, "/items/0/items/0/success") == "passed");
    BOOST_TEST(text_at(after, "/items/1/open") == "true");
}

BOOST_AUTO_TEST_CASE(it_begins_where_the_learner_was)
{
    Classroom room(support::scorm12_course(item("a") + item("b")));
    BOOST_TEST(text_at(room.course(room.launch()), "/item") == "null");
    BOOST_TEST(text_at(room.course(room.launch(LaunchMode::normal, "b")), "/item") == "b");
    finish(room, "a", R"("lesson_status":"incomplete","exit":"suspend")");
    BOOST_TEST(text_at(room.course(room.launch()), "/item") == "a");
    BOOST_TEST(text_at(room.course(room.launch(LaunchMode::browse)), "/item") == "null");
    BOOST_TEST(text_at(room.course(room.launch(LaunchMode::normal, "b")), "/item") == "b");
    finish(room, "b", R"("lesson_status":"completed")");
    BOOST_TEST(text_at(room.course(room.launch()), "/item") == "null");
    // It was looked at again, and the page was closed.
    room.begin(room.launch(), "b");
    BOOST_TEST(text_at(room.course(room.launch()), "/item") == "b");
}

BOOST_AUTO_TEST_CASE(what_must_be_done_before_keeps_an_item_closed)
{
    Classroom room(support::scorm12_course(item("a") + item("b", "R", prerequisite)));
    const auto launch = room.launch();
    const auto run = room.begin(launch, "a");
    const auto refused = room.try_to_begin(launch, "b");
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error().kind == ErrorKind::conflict));
    BOOST_TEST(refused.error().where == "item");
    // And what is open stays open.
    BOOST_TEST(room.commit(launch, run, commit12(1, R"("lesson_status":"failed")")) == "");
    BOOST_TEST(room.try_to_begin(launch, "b").has_error());
    BOOST_TEST(room.commit(launch, run, commit12(2, R"("lesson_status":"passed")"), true) == "");
    BOOST_TEST(room.try_to_begin(launch, "b").has_value());
    BOOST_TEST(text_at(room.course(room.launch()), "/items/1/open") == "true");

    Classroom browsing(support::scorm12_course(item("a") + item("b", "R", prerequisite)));
    const auto browse = browsing.launch(LaunchMode::browse);
    BOOST_TEST(text_at(browsing.course(browse), "/items/1/open") == "true");
    BOOST_TEST(browsing.try_to_begin(browse, "b").has_value());
}

BOOST_AUTO_TEST_CASE(an_asset_is_completed_by_being_launched)
{
    for (const bool is_2004 : {false, true}) {
        BOOST_TEST_CONTEXT(is_2004)
        {
            const auto items = item("a", "A") + item("x", "X");
            Classroom room(is_2004 ? support::scorm2004_course(items)
                                   : support::scorm12_course(items));
            const auto launch = room.launch();
            const auto run = room.begin(launch, "a");
            BOOST_TEST(text_at(room.given, "/url") == "c/b.html?x=1");
            BOOST_TEST(text_at(room.given, "/isSco") == "false");
            BOOST_TEST(text_at(room.given, "/cmi") == "{}");
            BOOST_TEST(room.last_told() == "initialized a, completed a, terminated a");
            BOOST_TEST(text_at(room.statements().back(), "/result/completion") == "true");
            BOOST_TEST(room.commit(launch, run, commit12(1, "")) ==
                       "this run is over: it has ended, or another one has begun");
            room.end(launch, run);
            room.begin(launch, "x");
            BOOST_TEST(text_at(room.given, "/url") == "https://other.example/x.html");
            BOOST_TEST(text_at(room.given, "/isSco") == "false");
            BOOST_TEST(room.last_told() ==
                       "initialized x, completed x, completed course, terminated x");
            // Once is enough.
            room.begin(launch, "a");
            BOOST_TEST(room.last_told() == "initialized a, terminated a");
            BOOST_TEST(text_at(room.course(launch), "/items/0/completion") == "completed");
            BOOST_TEST(room.progress().items.front().attempts == 2u);
        }
    }
    Classroom room(support::scorm12_course(item("a", "A")));
    room.begin(room.launch(LaunchMode::browse), "a");
    BOOST_TEST(room.last_told() == "initialized a, terminated a");
    BOOST_TEST((room.progress().course == courses::ScormStanding{}));
}

BOOST_AUTO_TEST_CASE(statements_of_an_asset_are_in_the_order_of_their_times)
{
    Classroom room(support::scorm12_course(item("a", "A")));
    room.begin(room.launch(), "a");
    std::string last;
    for (const auto& statement : room.statements()) {
        const auto time = text_at(statement, "/timestamp");
        BOOST_TEST(last < time);
        last = time;
    }
}

BOOST_AUTO_TEST_CASE(a_course_of_1_2_is_rolled_up)
{
    Classroom room(support::scorm12_course(item("a", "R", mastery) + item("b", "R", mastery) +
                                           "<item identifier='i' identifierref='R' "
                                           "isvisible='false'><title>I</title></item>"));
    finish(room, "a", R"("lesson_status":"passed","score":{"raw":"90"})");
    BOOST_TEST(room.last_told() == "initialized a, scored a, passed a, terminated a");
    BOOST_TEST((room.progress().course.status.completion == Completion::incomplete));
    finish(room, "b", R"("lesson_status":"failed","score":{"raw":"40"})");
    BOOST_TEST(room.last_told() ==
               "initialized b, scored b, failed b, completed course, terminated b");
    auto course = room.statements().at(room.told().size() - 2);
    BOOST_TEST(text_at(course, "/result/success") == "false");
    BOOST_TEST(text_at(course, "/result/completion") == "true");
    BOOST_TEST(text_at(course, "/result/score/scaled") == "6.5E-1");
    // He tries again, and it is told because it is different.
    finish(room, "b", R"("lesson_status":"passed","score":{"raw":"80"})");
    BOOST_TEST(room.last_told() ==
               "initialized b, scored b, passed b, completed course, terminated b");
    course = room.statements().at(room.told().size() - 2);
    BOOST_TEST(text_at(course, "/result/success") == "true");
    BOOST_TEST(text_at(course, "/result/score/scaled") == "8.5E-1");
    // And then there is nothing new about the course.
    finish(room, "b", R"("lesson_status":"failed","score":{"raw":"10"})");
    BOOST_TEST(room.last_told() == "initialized b, scored b, failed b, terminated b");
    const auto standing = room.progress().course;
    BOOST_TEST((standing.status == content::Status{Completion::completed, Success::passed}));
}

BOOST_AUTO_TEST_CASE(a_course_of_2004_is_what_the_player_says)
{
    Classroom room(support::scorm2004_course(item("a") + item("b")));
    const auto launch = room.launch();
    auto run = room.begin(launch, "a");
    const auto* more = R"(,"completionStatus":"incomplete","successStatus":"unknown")";
    const auto* done = R"("completion_status":"completed")";
    BOOST_TEST(room.commit(launch, run, commit2004(1, done, more), true) == "");
    run = room.begin(launch, "b");
    BOOST_TEST(room.commit(launch, run, commit2004(1, done, more)) == "");
    BOOST_TEST(room.last_told() ==
               "initialized a, completed a, terminated a, initialized b, completed b");
    more = R"(,"completionStatus":"completed","successStatus":"passed","score":{"scaled":0.9})";
    BOOST_TEST(room.commit(launch, run, commit2004(2, done, more)) == "");
    BOOST_TEST(room.last_told() == "completed course");
    // A player that knows nothing any more says nothing.
    more = R"(,"completionStatus":"unknown","successStatus":"unknown")";
    BOOST_TEST(room.commit(launch, run, commit2004(3, done, more)) == "");
    more = R"(,"completionStatus":"completed","successStatus":"passed","score":{"scaled":0.9})";
    BOOST_TEST(room.commit(launch, run, commit2004(4, done, more), true) == "");
    BOOST_TEST(room.last_told() == "terminated b");
    const auto course = room.progress().course;
    BOOST_TEST((course.status == content::Status{Completion::completed, Success::passed}));
    BOOST_TEST(text_at(course.score, "/scaled") == "9E-1");
}

BOOST_AUTO_TEST_CASE(where_nothing_has_a_weight_the_player_has_no_score_to_tell)
{
    const std::string_view more =
        R"(,"completionStatus":"completed","successStatus":"passed","score":{"scaled":0})";
    for (const auto* weight : {"0", "0.5"}) {
        const auto rollup = "<imsss:sequencing><imsss:rollupRules objectiveMeasureWeight='" +
                            std::string(weight) + "'/></imsss:sequencing>";
        Classroom room(support::scorm2004_course(item("a", "R", rollup)));
        const auto launch = room.launch();
        const auto run = room.begin(launch, "a");
        BOOST_TEST(room.commit(launch, run,
                               commit2004(1, R"("completion_status":"completed")", more),
                               true) == "");
        BOOST_TEST((room.progress().course.status.success == content::Success::passed));
        BOOST_TEST(room.progress().course.score.empty() == (std::string_view(weight) == "0"));
    }
}

BOOST_AUTO_TEST_CASE(a_course_of_2004_names_its_objectives)
{
    const auto objectives = manifests::sequencing(
        "<imsss:objectives><imsss:primaryObjective objectiveID='local'><imsss:mapInfo "
        "targetObjectiveID='https://city.example/o/1'/></imsss:primaryObjective>"
        "<imsss:objective objectiveID='urn:o:2'/></imsss:objectives>");
    Classroom room(support::scorm2004_course(item("a", "R", objectives) + item("b")));
    const auto launch = room.launch();
    for (const char* each : {"a", "b"}) {
        const auto run = room.begin(launch, each);
        const auto* done = R"("completion_status":"completed","success_status":"passed")";
        BOOST_TEST(room.commit(launch, run, commit2004(1, done), true) == "");
    }
    const auto told = room.told();
    const auto statements = room.statements();
    const auto* other = "/context/contextActivities/other";
    for (std::size_t at = 0; at < told.size(); ++at) {
        const bool of_course = told[at] == "completed course";
        BOOST_TEST((text_at(statements[at], other) != "(none)") == of_course, told[at]);
        if (!of_course) continue;
        BOOST_TEST(text_at(statements[at], "/result/success") == "true");
        BOOST_TEST(text_at(statements[at], other + std::string("/0/id")) ==
                   "https://city.example/o/1");
        BOOST_TEST(text_at(statements[at], other + std::string("/1/id")) == "urn:o:2");
        BOOST_TEST(text_at(statements[at], other + std::string("/2")) == "(none)");
    }
    BOOST_TEST(std::ranges::count(told, std::string("completed course")) == 1);
}

BOOST_AUTO_TEST_CASE(a_course_of_2004_whose_player_says_nothing_is_rolled_up)
{
    Classroom room(support::scorm2004_course(item("a") + item("b")));
    const auto launch = room.launch();
    const auto* done = R"("completion_status":"completed")";
    BOOST_TEST(room.commit(launch, room.begin(launch, "a"), commit2004(1, done), true) == "");
    const auto run = room.begin(launch, "b");
    BOOST_TEST(room.commit(launch, run, commit2004(1, done)) == "");
    BOOST_TEST(room.last_told() ==
               "initialized a, completed a, terminated a, initialized b, completed b");
    BOOST_TEST(room.commit(launch, run, commit2004(2, done), true) == "");
    BOOST_TEST(room.last_told() == "completed course, terminated b");
}

BOOST_AUTO_TEST_CASE(browse_and_review_change_nothing)
{
    for (const auto mode : {LaunchMode::browse, LaunchMode::review}) {
        BOOST_TEST_CONTEXT(content::name_of(mode))
        {
            Classroom room(support::scorm12_course(item("a")));
            finish(room, "a",
                   R"("lesson_status":"incomplete","exit":"suspend","score":{"raw":"5"},)"
                   R"("lesson_location":"p1","total_time":"00:00:10")");
            room.last_told();
            const auto progress = room.progress();
            const auto page = room.course(room.launch());
            const auto launch = room.launch(mode);
            const auto run = room.begin(launch, "a");
            const bool is_review = mode == LaunchMode::review;
            BOOST_TEST(text_at(room.given, "/cmi/core/lesson_location") ==
                       (is_review ? "p1" : "(none)"));
            BOOST_TEST(text_at(room.given, "/cmi/core/credit") == "no-credit");
            BOOST_TEST(text_at(room.given, "/cmi/core/lesson_mode") ==
                       content::scorm_name_of(mode));
            // Whatever the browser says of them.
            const auto* core =
                R"("lesson_status":"passed","credit":"credit","lesson_mode":"normal",)"
                R"("lesson_location":"p9","score":{"raw":"99"})";
            const auto* comment = R"(,"comments":"hm")";
            BOOST_TEST(room.commit(launch, run, commit12(1, core)) == "");
            BOOST_TEST(room.commit(launch, run, commit12(2, core, comment)) == "");
            BOOST_TEST(room.commit(launch, run, commit12(3, core, comment), true) == "");
            BOOST_TEST(room.last_told() == "initialized a, commented a, terminated a");
            BOOST_TEST(text_at(room.statements().back(), "/result") == "(none)");
            const auto kept = room.runs->keep(room.package, room.registration, launch,
                                              {{"globalObjectives", {{"o", {{"x", 1}}}}}});
            BOOST_TEST(kept.has_value());
            BOOST_TEST((room.progress() == progress));
            BOOST_TEST(boost::json::serialize(room.course(room.launch())) ==
                       boost::json::serialize(page));
            room.begin(room.launch(), "a");
            BOOST_TEST(text_at(room.given, "/cmi/core/lesson_location") == "p1");
            BOOST_TEST(text_at(room.given, "/cmi/core/entry") == "resume");
            BOOST_TEST(room.last_told() == "resumed a");
        }
    }
}

BOOST_AUTO_TEST_CASE(without_credit_no_status_counts_and_the_data_are_kept)
{
    Classroom room(support::scorm12_course(item("a")));
    finish(room, "a",
           R"("lesson_status":"passed","credit":"no-credit","exit":"suspend",)"
           R"("lesson_location":"p2")");
    BOOST_TEST(room.last_told() == "initialized a, suspended a");
    BOOST_TEST((room.progress().course.status == content::Status{}));
    room.begin(room.launch(), "a");
    BOOST_TEST(text_at(room.given, "/cmi/core/lesson_location") == "p2");
}

BOOST_AUTO_TEST_CASE(what_the_player_keeps_comes_back)
{
    Classroom room(support::scorm2004_course(item("a")));
    auto launch = room.launch();
    const auto keep = [&](std::string_view sent) {
        return room.runs
            ->keep(room.package, room.registration, launch, boost::json::parse(sent).get_object())
            .has_value();
    };
    BOOST_TEST(keep("{}"));
    BOOST_TEST(
        keep(R"({"sequencingState":"{\"x\":\"\u00e4\"}","globalObjectives":{"o":{"p":1}}})"));
    BOOST_TEST(keep(R"({"sharedData":{"s":"text"},"globalObjectives":null})"));
    auto page = room.course(launch);
    BOOST_TEST((text_at(page, "/sequencingState") == "{\"x\":\"\u00e4\"}"));
    BOOST_TEST(text_at(page, "/globalObjectives/o/p") == "1");
    BOOST_TEST(text_at(page, "/sharedData/s") == "text");
    BOOST_TEST(text_at(page, "/sequencing/activityTree/children/0/id") == "a");
    for (const char* wrong :
         {R"({"sequencingState":7})", R"({"sequencingState":""})", R"({"globalObjectives":[]})",
          R"({"globalObjectives":{"o":1}})", R"({"sharedData":{"s":1}})"})
        BOOST_TEST(!keep(wrong), wrong);
    // Commits bring them, too; what cannot be kept there does not hold up the commit.
    const auto run = room.begin(launch, "a");
    BOOST_TEST(room.commit(launch, run,
                           commit2004(1, "",
                                      R"(,"globalObjectives":{"o":{"p":2}},)"
                                      R"("sharedData":{"s":"later"})")) == "");
    BOOST_TEST(room.commit(launch, run,
                           commit2004(2, "",
                                      R"(,"globalObjectives":{"o":7},)"
                                      R"("sharedData":{"s":7})")) == "");
    page = room.course(launch);
    BOOST_TEST(text_at(page, "/globalObjectives/o/p") == "2");
    BOOST_TEST(text_at(page, "/sharedData/s") == "later");
    // A review starts with what came of it, at the beginning.
    page = room.course(room.launch(LaunchMode::review));
    BOOST_TEST(text_at(page, "/sequencingState") == "null");
    BOOST_TEST(text_at(page, "/globalObjectives/o/p") == "2");
    page = room.course(room.launch(LaunchMode::browse));
    BOOST_TEST(text_at(page, "/globalObjectives") == "{}");
}

BOOST_AUTO_TEST_SUITE_END()
