#include "content/cmi5_documents.hpp"

#include "base/limits.hpp"
#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace support;
using Request = content::Cmi5DocumentRequest;
using Method = Request::Method;
using Resource = Request::Resource;

constexpr std::string_view agent =
    R"({"account": {"name": "17", "homePage": "https://lrs.example"}, "name": "Ann"})";
constexpr std::string_view registration = "00000000-0000-4000-8000-00000000a000";
constexpr std::string_view document = R"({"languagePreference": "en", "audioPreference": "on"})";

struct Room {
    Play play{short_course("P")};
    Cmi5Session session = play.launch(0);

    Request request(Resource resource, Method method, std::string_view id) const
    {
        return {resource,           method,  id, agent, session.activity, registration,
                "application/json", document};
    }

    // The rule that refuses it, and whether it is no request at all.
    std::string refused(const Request& request) const
    {
        const auto out = content::check_document_request(session, request);
        if (out) return "";
        BOOST_TEST(out.error().complaints.size() == 1u);
        BOOST_TEST(!out.error().where.empty());
        const bool invalid = out.error().kind == base::ErrorKind::invalid;
        return rules_of(out.error().complaints) + (invalid ? " invalid" : "");
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi5_documents)

BOOST_AUTO_TEST_CASE(the_state)
{
    const Room room;

    const struct {
        const char* name;
        Method method;
        std::string_view id;
        std::string_view registration;
        const char* rule;
    } rows[] = {
        {"reading a bookmark", Method::get, "bookmark", registration, ""},
        {"writing it", Method::put, "bookmark", registration, ""},
        {"and merging", Method::post, "bookmark", registration, ""},
        {"and deleting", Method::remove, "bookmark", registration, ""},
        {"reading the launch data", Method::get, "LMS.LaunchData", registration, ""},
        {"writing them", Method::put, "LMS.LaunchData", registration, "cmi5.state.launch_data"},
        {"merging", Method::post, "LMS.LaunchData", registration, "cmi5.state.launch_data"},
        {"deleting", Method::remove, "LMS.LaunchData", registration, "cmi5.state.launch_data"},
        {"writing them elsewhere", Method::put, "LMS.LaunchData", "", "cmi5.state.launch_data"},
        {"in other letters", Method::put, "LMS.launchData", registration, ""},
        {"a list", Method::get, "", registration, ""},
        {"deleting all", Method::remove, "", registration, "cmi5.state.all"},
        {"another registration", Method::get, "bookmark", "00000000-0000-4000-8000-00000000a001",
         "cmi5.state.registration"},
        {"in capitals", Method::get, "bookmark", "00000000-0000-4000-8000-00000000A000", ""},
        {"no registration", Method::get, "bookmark", "", ""},
        {"writing without", Method::put, "bookmark", "", ""},
        {"deleting of all registrations", Method::remove, "bookmark", "",
         "cmi5.state.registration"},
        {"a list of all registrations", Method::get, "", "", "cmi5.state.registration"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto request = room.request(Resource::state, row.method, row.id);
            request.registration = row.registration;
            BOOST_TEST(room.refused(request) == row.rule);
        }
    }
    auto request = room.request(Resource::state, Method::get, "bookmark");
    request.activity = "https://pub.example/au/0";
    BOOST_TEST(room.refused(request) == "cmi5.state.activity");
}

BOOST_AUTO_TEST_CASE(who_is_asked_about)
{
    const Room room;

    const struct {
        const char* name;
        std::optional<std::string_view> agent;
        const char* rule;
    } rows[] = {
        {"the learner", agent, ""},
        {"nobody", std::nullopt, "cmi5.agent.missing invalid"},
        {"no JSON", "x", "cmi5.agent.syntax invalid"},
        {"no agent", "{}", "cmi5.agent.learner"},
        {"another one", R"({"mbox": "mailto:catapult@example.com"})", "cmi5.agent.learner"},
        {"another account", R"({"account": {"name": "18", "homePage": "https://lrs.example"}})",
         "cmi5.agent.learner"},
        {"a group", R"({"objectType": "Group",
            "account": {"name": "17", "homePage": "https://lrs.example"}})",
         "cmi5.agent.learner"},
    };

    for (const auto& row : rows) {
        for (const auto resource : {Resource::state, Resource::agent_profile, Resource::agents}) {
            BOOST_TEST_CONTEXT(row.name)
            {
                auto request = room.request(resource, Method::get, "x");
                request.agent = row.agent;
                BOOST_TEST(room.refused(request) == row.rule);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(preferences)
{
    const Room room;
    std::string most = R"({"audioPreference": "off", "languagePreference": "de)";
    for (std::size_t i = 1; i < limits::preference_languages; ++i)
        most += ",en";

    const struct {
        const char* name;
        std::string body;
        const char* rule;
    } rows[] = {
        {"both", R"({"languagePreference": "en-US,fr-FR,fr-BE", "audioPreference": "on"})", ""},
        {"more", R"({"languagePreference": "en", "audioPreference": "off", "x": 1})", ""},
        {"blanks", R"({"languagePreference": "en, de", "audioPreference": "on"})", ""},
        {"no languages", R"({"audioPreference": "on"})", "cmi5.preferences.language_missing"},
        {"languages as a list", R"({"languagePreference": ["en"], "audioPreference": "on"})",
         "cmi5.preferences.language_missing"},
        {"not one", R"({"languagePreference": "", "audioPreference": "on"})",
         "cmi5.preferences.language_list"},
        {"without commas",
         R"({"languagePreference": "not comma separated", "audioPreference": "on"})",
         "cmi5.preferences.language_list"},
        {"a comma too many", R"({"languagePreference": "en,", "audioPreference": "on"})",
         "cmi5.preferences.language_list"},
        {"no audio", R"({"languagePreference": "en"})", "cmi5.preferences.audio_missing"},
        {"some audio", R"({"languagePreference": "en", "audioPreference": "loud"})",
         "cmi5.preferences.audio"},
        {"no object", "[]", "cmi5.preferences.object"},
        {"no JSON", "just some text", "cmi5.preferences.object"},
        {"nothing", "", "cmi5.preferences.object"},
        {"as many languages as may be", most + "\"}", ""},
        {"one more", most + ",fr\"}", "cmi5.preferences.language_list"},
    };

    for (const auto& row : rows) {
        for (const auto method : {Method::put, Method::post}) {
            BOOST_TEST_CONTEXT(row.name)
            {
                auto request =
                    room.request(Resource::agent_profile, method, "cmi5LearnerPreferences");
                request.body = row.body;
                BOOST_TEST(room.refused(request) == row.rule);
                request.id = "another";
                BOOST_TEST(room.refused(request) == "");
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(requests_for_preferences)
{
    const Room room;
    auto request = room.request(Resource::agent_profile, Method::put, "cmi5LearnerPreferences");
    for (const char* type :
         {"application/json", "application/json;charset=utf-8", "Application/JSON ; x=y"}) {
        request.content_type = type;
        BOOST_TEST(room.refused(request) == "");
    }
    for (const char* type : {"", "text/plain", "text/plain;charset=UTF-8", "application/json2"}) {
        request.content_type = type;
        BOOST_TEST(room.refused(request) == "cmi5.preferences.content_type");
    }
    request.method = Method::get;
    BOOST_TEST(room.refused(request) == "");
    request.method = Method::remove;
    BOOST_TEST(room.refused(request) == "cmi5.preferences.deleted");
}

BOOST_AUTO_TEST_CASE(profiles_of_activities)
{
    const Room room;
    auto request = room.request(Resource::activity_profile, Method::put, "x");
    request.agent.reset();
    BOOST_TEST(room.refused(request) == "");
    request.activity = "x:other";
    BOOST_TEST(room.refused(request) == "cmi5.state.activity");
}

BOOST_AUTO_TEST_SUITE_END()
