// What the statements of a commit hold besides what they tell: ids, times, context.
#include "base/limits.hpp"
#include "content/scorm_to_xapi.hpp"
#include "statements/validate.hpp"
#include "tests/content/scorm_player.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace content;
using namespace support;

constexpr auto v2004 = ScormVersion::v2004;

Commit passed_commit()
{
    Commit out;
    out.cmi.version = v2004;
    out.cmi.status = {Completion::completed, Success::passed};
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_journal)

BOOST_AUTO_TEST_CASE(what_a_statement_holds)
{
    auto where = some_attempt();
    where.language = "de";
    Commit now;
    now.cmi.version = v2004;
    now.sequence = 4;
    now.cmi.interactions[2] = {.id = "q",
                               .type = InteractionType::choice,
                               .response = "a[,]b",
                               .correct = {"a[,]b", "c"},
                               .outcome = Outcome::correct,
                               .latency = Hundredths(1250),
                               .objectives = {"o"},
                               .description = "{lang=de}Welche?"};
    const auto statements = statements_of(where, {}, now, at("09:10:00"), Stage::under_way);
    BOOST_REQUIRE(statements.size() == 1u);
    const auto id = base::to_string(base::uuid_v5(where.session, "interactions/2/4"));
    const auto expected = json::parse(R"({
        "id": ")" + id + R"(",
        "actor": {"objectType": "Agent",
                  "account": {"homePage": "https://x.example", "name": "u1"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/responded",
                 "display": {"en-US": "responded"}},
        "object": {"objectType": "Activity", "id": "https://x.example/C/S/interactions/q",
            "definition": {"type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "description": {"de": "Welche?"}, "interactionType": "choice",
                "correctResponsesPattern": ["a[,]b", "c"]}},
        "result": {"success": true, "response": "a[,]b", "duration": "PT12.5S"},
        "context": {"registration": "00000000-0000-0000-0000-000000000007",
            "contextActivities": {
                "parent": [{"objectType": "Activity", "id": "https://x.example/C/S",
                    "definition": {"type": "http://adlnet.gov/expapi/activities/lesson",
                                   "name": {"de": "The lesson"}}}],
                "grouping": [{"objectType": "Activity", "id": "https://x.example/C",
                    "definition": {"type": "http://adlnet.gov/expapi/activities/course",
                                   "name": {"de": "The course"}}},
                   {"objectType": "Activity", "id": "https://x.example/C/S?attemptId=A",
                    "definition": {"type": "http://adlnet.gov/expapi/activities/attempt"}}],
                "category": [{"objectType": "Activity", "id": "https://w3id.org/xapi/scorm",
                    "definition": {"type": "http://adlnet.gov/expapi/activities/profile"}}],
                "other": [{"objectType": "Activity", "id": "https://x.example/C/S/objectives/o",
                    "definition": {"type": "http://adlnet.gov/expapi/activities/objective"}}]}},
        "timestamp": "2026-03-01T09:10:00.000000Z"})");
    BOOST_TEST(json::value(statements[0]) == expected);
}

// At all limits at once, of characters that JSON writes with six.
BOOST_AUTO_TEST_CASE(the_longest_statement)
{
    const auto long_text = [](std::size_t bytes) { return std::string(bytes, '\x01'); };
    Commit now;
    now.cmi.version = v2004;
    now.cmi.interactions[0] = {.id = long_text(limits::scorm_text_bytes),
                               .type = InteractionType::long_fill_in,
                               .response = long_text(limits::scorm_text_bytes),
                               .correct = {long_text(limits::scorm_pattern_bytes)},
                               .objectives =
                                   std::vector<std::string>(limits::scorm_interaction_objectives,
                                                            long_text(limits::iri_bytes / 3 - 40)),
                               .description = long_text(limits::scorm_description_bytes)};
    const auto told = statements_of(some_attempt(), {}, now, at("09:10:00"), Stage::under_way);
    BOOST_REQUIRE(told.size() == 1u);
    BOOST_TEST(json::serialize(told[0]).size() <= limits::statement_bytes);
    BOOST_TEST(json::serialize(told[0]).size() > limits::statement_bytes * 3 / 4);
    BOOST_TEST(statements::validate(told[0], statements::Version::v2_0_0).empty());
}

BOOST_AUTO_TEST_CASE(times_of_its_own)
{
    auto where = some_attempt();
    Commit now;
    now.cmi.version = v2004;
    const char* times[] = {"2026-03-01T09:05:00Z", "2026-03-01T09:03:00Z", "",
                           "2027-03-01T09:03:00Z"};
    for (Index index = 0; index < 4; ++index)
        now.cmi.interactions[index] = {
            .id = std::to_string(index), .response = "a", .time = times[index]};
    now.cmi.comments_from_learner[0] = {"x", "", "2026-03-01T09:04:00Z"};
    now.cmi.progress = "1";
    const auto statements = statements_of(where, {}, now, at("09:10:00"), Stage::final);
    const char* expected[][2] = {
        {"responded C/S/interactions/1", "2026-03-01T09:03:00.000000Z"},
        {"commented C/S", "2026-03-01T09:04:00.000000Z"},
        {"responded C/S/interactions/0", "2026-03-01T09:05:00.000000Z"},
        {"responded C/S/interactions/2", "2026-03-01T09:09:59.999997Z"},
        {"responded C/S/interactions/3", "2026-03-01T09:09:59.999998Z"},
        {"progressed C/S", "2026-03-01T09:09:59.999999Z"},
        {"terminated C/S", "2026-03-01T09:10:00.000000Z"},
    };
    BOOST_REQUIRE(statements.size() == std::size(expected));
    for (std::size_t row = 0; row < statements.size(); ++row) {
        BOOST_TEST(brief(statements[row]) == expected[row][0]);
        BOOST_TEST(at_pointer(statements[row], "/timestamp") == expected[row][1]);
    }
}

// Answered again without a new time: that of the first answer is over.
BOOST_AUTO_TEST_CASE(a_time_is_used_once)
{
    Commit was;
    was.cmi.version = v2004;
    was.cmi.interactions[0] = {.id = "q", .time = "2026-03-01T09:05:00Z"};
    was.cmi.comments_from_learner[0] = {"x", "", "2026-03-01T09:05:00Z"};
    auto now = was;
    now.cmi.interactions[0].response = "a";
    const auto times = [&] {
        std::string out;
        for (const auto& statement :
             statements_of(some_attempt(), {&was}, now, at("09:10:00"), Stage::under_way))
            out += std::string(at_pointer(statement, "/timestamp").as_string()).substr(11, 6);
        return out;
    };
    BOOST_TEST(times() == "09:05:");
    was = now;
    now.cmi.interactions[0].response = "b";
    now.cmi.comments_from_learner[0].text = "y";
    BOOST_TEST(times() == "09:09:09:10:");
    now.cmi.interactions[0].time = "2026-03-01T09:06:00Z";
    now.cmi.comments_from_learner[0].time = "2026-03-01T09:07:00Z";
    BOOST_TEST(times() == "09:06:09:07:");
}

// A clock that was set back between begin and commit.
BOOST_AUTO_TEST_CASE(never_before_the_begin)
{
    auto now = passed_commit();
    const auto statements = statements_of(some_attempt(), {}, now, at("08:00:00"), Stage::final);
    BOOST_REQUIRE(statements.size() == 3u);
    for (const auto& statement : statements)
        BOOST_TEST(at_pointer(statement, "/timestamp") == "2026-03-01T09:00:00.000000Z");
}

BOOST_AUTO_TEST_CASE(ids)
{
    const auto now = passed_commit();
    auto later = now;
    later.sequence = 1;
    const auto id_of = [](const Attempt& where, const Commit& commit) {
        const auto told = statements_of(where, {}, commit, at("09:10:00"), Stage::under_way);
        return at_pointer(told.at(0), "/id");
    };
    const auto first = id_of(some_attempt(), now);
    BOOST_TEST(first == id_of(some_attempt(), now));
    BOOST_TEST(first != id_of(some_attempt(), later));
    BOOST_TEST(first != id_of(some_attempt(2), now));
}

BOOST_AUTO_TEST_SUITE_END()
