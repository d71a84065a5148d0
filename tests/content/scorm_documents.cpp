#include "content/scorm_documents.hpp"

#include "base/limits.hpp"
#include "tests/content/scorm_player.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace {

namespace data = boost::unit_test::data;

using namespace content;
using namespace support;

json::value content_of(const Document& document)
{
    BOOST_TEST(document.media_type == "application/json");
    return json::parse(document.bytes);
}

Commit of_version(ScormVersion version)
{
    Commit out;
    out.cmi.version = version;
    return out;
}

struct PreferenceRow {
    ScormVersion version;
    Preferences sent;
    const char* expected; // "null": none.
};

std::ostream& operator<<(std::ostream& out, const PreferenceRow& row)
{
    return out << row.expected;
}

const PreferenceRow preference_rows[] = {
    {ScormVersion::v1_2, {}, "null"},
    {ScormVersion::v1_2, {"0", "", "0", ""}, "null"},
    {ScormVersion::v1_2,
     {"50", "de", "-50", "-1"},
     R"({"audio_level": 0.5, "delivery_speed": 0.5, "language": "de", "audio_captioning": -1})"},
    {ScormVersion::v1_2, {"-1", "de utsch", "100", "0.5"}, R"({"audio_level": 0.0,
        "delivery_speed": 2.0})"},
    {ScormVersion::v2004, {}, "null"},
    {ScormVersion::v2004,
     {"1.5", "en-GB", "0", "1"},
     R"({"audio_level": 1.5, "delivery_speed": 0, "language": "en-GB", "audio_captioning": 1})"},
    {ScormVersion::v2004, {"-1", "", "-1", "0"}, R"({"audio_captioning": 0})"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_documents)

BOOST_AUTO_TEST_CASE(the_attempts)
{
    const auto where = some_attempt();
    const auto first = attempts_document(where, nullptr);
    BOOST_TEST((first.kind == Document::Kind::state));
    BOOST_TEST(first.activity == "https://x.example/C/S");
    BOOST_TEST(first.id == "https://w3id.org/xapi/scorm/activity-state");
    const auto only = json::parse(R"({"attempts": ["https://x.example/C/S?attemptId=A"]})");
    BOOST_TEST(content_of(first) == only);
    for (const auto* other : {"null", "[]", "{}", R"({"attempts": 1})", R"({"attempts": [1]})"}) {
        const auto stored = json::parse(other);
        BOOST_TEST(content_of(attempts_document(where, &stored)) == only);
    }
    BOOST_TEST(content_of(attempts_document(where, &only)) == only);
    const auto stored =
        json::parse(R"({"attempts": ["https://x.example/C/S?attemptId=A", "https://b.example"]})");
    const auto both =
        json::parse(R"({"attempts": ["https://b.example", "https://x.example/C/S?attemptId=A"]})");
    BOOST_TEST(content_of(attempts_document(where, &stored)) == both);
}

BOOST_AUTO_TEST_CASE(too_many_attempts)
{
    const auto where = some_attempt();
    json::array list;
    for (std::size_t index = 0; index < limits::scorm_attempts - 1; ++index)
        list.push_back(json::string("a" + std::to_string(index)));
    const auto listed = [&] {
        const json::value stored{{"attempts", list}};
        return content_of(attempts_document(where, &stored)).at("attempts").as_array();
    };
    BOOST_TEST(listed().size() == limits::scorm_attempts);
    BOOST_TEST(listed().front() == "a0");
    list.push_back("last");
    BOOST_TEST(listed().size() == limits::scorm_attempts);
    BOOST_TEST(listed().front() == "a1");
    BOOST_TEST(listed().back() == "https://x.example/C/S?attemptId=A");
}

BOOST_AUTO_TEST_CASE(an_attempts_state)
{
    const auto where = some_attempt();
    auto commit = of_version(ScormVersion::v2004);
    commit.cmi.credit = Credit::no_credit;
    commit.cmi.mode = Mode::review;
    commit.cmi.location = "p3";
    commit.cmi.total_time = Hundredths(33025);
    commit.cmi.suspend_data = "{not json";
    commit.cmi.preferences.audio = "1";
    commit.cmi.comments_from_lms[0] = {"{lang=de}Hallo", "p1", "2026-03-01T09:00:00Z"};
    commit.cmi.comments_from_lms[1] = {"", "p1", ""};
    commit.cmi.comments_from_lms[2] = {"x", "", "2026-03"};
    commit.cmi.stores = {{"b/1", "text"}};
    const auto documents = state_documents(where, commit);
    BOOST_REQUIRE(documents.size() == 3u);
    for (const auto& document : documents) {
        BOOST_TEST((document.kind == Document::Kind::state));
        BOOST_TEST(document.activity == where.attempt);
    }
    BOOST_TEST(documents[0].id == "https://w3id.org/xapi/scorm/attempt-state");
    BOOST_TEST(content_of(documents[0]) == json::parse(R"({
        "comments_from_lms": [
            {"comment": "Hallo", "location": "p1", "timestamp": "2026-03-01T09:00:00Z"},
            {"comment": "x"}],
        "credit": "no-credit", "mode": "review", "location": "p3",
        "preferences": {"audio_level": 1}, "total_time": "PT5M30.25S",
        "adl_data": [{"activityId": "https://x.example/C/S?attemptId=A",
            "agent": {"objectType": "Agent",
                      "account": {"homePage": "https://x.example", "name": "u1"}},
            "stateId": "adl.data/b%2F1",
            "registration": "00000000-0000-0000-0000-000000000007"}]})"));
    BOOST_TEST(documents[1].id == "https://w3id.org/xapi/scorm/types/adl-suspend-data");
    BOOST_TEST(documents[1].media_type == "text/plain;charset=utf-8");
    BOOST_TEST(documents[1].bytes == "{not json");
    BOOST_TEST(documents[2].id == "adl.data/b%2F1");
    BOOST_TEST(documents[2].bytes == "text");
}

BOOST_AUTO_TEST_CASE(a_state_of_little)
{
    auto commit = of_version(ScormVersion::v1_2);
    const auto documents = state_documents(some_attempt(), commit);
    BOOST_REQUIRE(documents.size() == 2u);
    BOOST_TEST(content_of(documents[0]) ==
               json::parse(R"({"credit": "credit", "mode": "normal"})"));
    BOOST_TEST(documents[1].bytes == "");
    commit.total_time = Hundredths(100); // The player's count, when the SCO's is not there.
    commit.cmi.mode = Mode::browse;
    BOOST_TEST(content_of(state_documents(some_attempt(), commit)[0]) ==
               json::parse(R"({"credit": "credit", "mode": "browse", "total_time": "PT1S"})"));
}

BOOST_DATA_TEST_CASE(preferences, data::make(preference_rows), row)
{
    auto commit = of_version(row.version);
    commit.cmi.preferences = row.sent;
    const auto state = content_of(state_documents(some_attempt(), commit)[0]).as_object();
    BOOST_TEST(at_pointer(state, "/preferences") == json::parse(row.expected));
}

BOOST_AUTO_TEST_CASE(profiles)
{
    const auto where = some_attempt();
    auto cmi = of_version(ScormVersion::v1_2).cmi;
    cmi.learner_id = "u1";
    cmi.learner_name = "Doe, Jane";
    cmi.launch_data = "x=1";
    cmi.passing_score = "80";
    cmi.max_time_allowed = Hundredths(9050);
    cmi.time_limit_action = "exit,message";
    const auto activity = activity_profile(where, cmi);
    BOOST_TEST((activity.kind == Document::Kind::activity_profile));
    BOOST_TEST(activity.activity == where.sco.iri);
    BOOST_TEST(activity.id == "https://w3id.org/xapi/scorm/activity-profile");
    BOOST_TEST(content_of(activity) == json::parse(R"({"launch_data": "x=1",
        "max_time_allowed": 90.5, "scaled_passing_score": 0.8,
        "time_limit_action": "exit,message"})"));
    const auto agent = agent_profile(cmi);
    BOOST_TEST((agent.kind == Document::Kind::agent_profile));
    BOOST_TEST(agent.activity == "");
    BOOST_TEST(agent.id == "https://w3id.org/xapi/scorm/agent-profile");
    BOOST_TEST(content_of(agent) ==
               json::parse(R"({"learner_id": "u1", "learner_name": "Doe, Jane"})"));

    auto newer = of_version(ScormVersion::v2004).cmi;
    newer.passing_score = "-0.5";
    newer.completion_threshold = "0.75";
    BOOST_TEST(content_of(activity_profile(where, newer)) ==
               json::parse(R"({"completion_threshold": 0.75, "scaled_passing_score": -0.5})"));
    BOOST_TEST(content_of(agent_profile(newer)) == json::parse("{}"));
}

BOOST_AUTO_TEST_SUITE_END()
