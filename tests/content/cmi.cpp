#include "content/cmi.hpp"

#include "base/limits.hpp"

#include <boost/json.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace {

namespace data = boost::unit_test::data;

using namespace content;

constexpr auto v1_2 = ScormVersion::v1_2;
constexpr auto v2004 = ScormVersion::v2004;

std::string commit_of(std::string_view cmi)
{
    return R"({"cmi": )" + std::string(cmi) + R"(, "commitSequence": 1})";
}

Commit read(std::string_view cmi, ScormVersion version)
{
    return read_commit(commit_of(cmi), version).value();
}

std::string told(const base::Complaints& complaints)
{
    std::string out;
    for (const auto& complaint : complaints)
        out += (out.empty() ? "" : ", ") + complaint.rule + " " + complaint.where;
    return out;
}

struct Refused {
    const char* name;
    const char* body;
    const char* complaint; // "": accepted.
};

std::ostream& operator<<(std::ostream& out, const Refused& row)
{
    return out << row.name;
}

constexpr Refused refusals[] = {
    {"the least", R"({"cmi": {}, "commitSequence": 1})", ""},
    {"common fields", R"({"runtimeData": {"cmi": {}}, "commitSequence": 0})", ""},
    {"a number as a text", R"({"cmi": {}, "commitSequence": "12"})", ""},
    {"no number", R"({"cmi": {}})", "commit.sequence /commitSequence"},
    {"a negative number", R"({"cmi": {}, "commitSequence": -1})",
     "commit.sequence /commitSequence"},
    {"half a number", R"({"cmi": {}, "commitSequence": 1.5})", "commit.sequence /commitSequence"},
    {"no number but a word", R"({"cmi": {}, "commitSequence": "x"})",
     "commit.sequence /commitSequence"},
    {"no model", R"({"commitSequence": 1})", "commit.model /runtimeData/cmi"},
    {"a model that is none", R"({"cmi": "", "commitSequence": 1})",
     "commit.model /runtimeData/cmi"},
    {"a list", "[]", "commit.type "},
    {"cut off", R"({"cmi": {)", "not JSON"},
    {"empty", "", "not JSON"},
};

struct Warned {
    const char* name;
    ScormVersion version;
    const char* cmi;
    const char* warnings;
};

std::ostream& operator<<(std::ostream& out, const Warned& row)
{
    return out << row.name;
}

constexpr Warned warned[] = {
    {"1.2 nothing", v1_2, R"({})", ""},
    {"1.2 empty texts", v1_2,
     R"({"core": {"lesson_status": "", "score": "", "session_time": "", "credit": ""},
         "interactions": "", "student_data": ""})",
     ""},
    {"1.2 null", v1_2, R"({"core": null, "interactions": null, "suspend_data": null})", ""},
    {"1.2 numbers and booleans", v1_2, R"({"core": {"score": {"raw": 85.5}, "lesson_location": 3,
         "student_name": true}})",
     ""},
    {"1.2 status", v1_2, R"({"core": {"lesson_status": "done"}})",
     "cmi.vocabulary /cmi/core/lesson_status"},
    {"1.2 core", v1_2, R"({"core": "x"})", "cmi.type /cmi/core"},
    {"1.2 location", v1_2, R"({"core": {"lesson_location": {}}})",
     "cmi.type /cmi/core/lesson_location"},
    {"1.2 raw", v1_2, R"({"core": {"score": {"raw": "85%"}}})", "cmi.decimal /cmi/core/score/raw"},
    {"1.2 raw out of range", v1_2, R"({"core": {"score": {"raw": "101", "max": "100"}}})",
     "cmi.score.range /cmi/core/score/raw"},
    {"1.2 mastery", v1_2, R"({"student_data": {"mastery_score": "100.01"}})",
     "cmi.range /cmi/student_data/mastery_score"},
    {"1.2 mastery at its most", v1_2, R"({"student_data": {"mastery_score": "100.0"}})", ""},
    {"1.2 session time", v1_2, R"({"core": {"session_time": "PT1S"}})",
     "cmi.timespan /cmi/core/session_time"},
    {"1.2 interaction", v1_2, R"({"interactions": {"0": {"id": "q", "type": "long", "time": "x",
         "result": "so-so", "latency": "1"}, "1": {"id": "r", "type": "other"}}})",
     "cmi.vocabulary /cmi/interactions/0/type, cmi.time /cmi/interactions/0/time, "
     "cmi.timespan /cmi/interactions/0/latency, cmi.vocabulary /cmi/interactions/0/result"},
    {"1.2 without an id", v1_2, R"({"interactions": {"0": {}}, "objectives": {"0": {}}})",
     "cmi.required /cmi/objectives/0/id, cmi.required /cmi/interactions/0/id"},
    {"1.2 names of elements", v1_2, R"({"interactions": {"_count": 1, "0": 2}})",
     "cmi.index /cmi/interactions/_count, cmi.type /cmi/interactions/0"},
    {"1.2 no elements", v1_2, R"({"interactions": "x"})", "cmi.type /cmi/interactions"},
    {"2004 nothing", v2004, R"({})", ""},
    {"2004 words", v2004, R"({"completion_status": "passed", "success_status": "completed",
         "exit": "leave", "mode": "x", "credit": "no", "entry": "again",
         "time_limit_action": "stop"})",
     "cmi.vocabulary /cmi/credit, cmi.vocabulary /cmi/entry, cmi.vocabulary /cmi/mode, "
     "cmi.vocabulary /cmi/time_limit_action, cmi.vocabulary /cmi/exit, "
     "cmi.vocabulary /cmi/completion_status, cmi.vocabulary /cmi/success_status"},
    {"2004 scaled", v2004, R"({"score": {"scaled": "1.0000000001"}})",
     "cmi.range /cmi/score/scaled"},
    {"2004 scaled at its ends", v2004, R"({"score": {"scaled": "1.0"}, "objectives":
         {"0": {"id": "o", "score": {"scaled": "-1"}}}})",
     ""},
    {"2004 progress", v2004, R"({"progress_measure": "-0.1", "objectives":
         {"0": {"id": "o", "progress_measure": "1.1"}}})",
     "cmi.range /cmi/progress_measure, cmi.range /cmi/objectives/0/progress_measure"},
    {"2004 comment", v2004, R"({"comments_from_learner": {"0": {"comment": "x",
         "timestamp": "09:30:00"}}})",
     "cmi.time /cmi/comments_from_learner/0/timestamp"},
};

// Characters: so many of them are taken without a warning, and one more with one.
struct Spm {
    const char* name;
    ScormVersion version;
    std::size_t characters;
    std::size_t bytes; // At most, at all.
    std::string Cmi::*element;
    const char* before; // Of the text, in the data model.
    const char* after;
};

std::ostream& operator<<(std::ostream& out, const Spm& row)
{
    return out << row.name;
}

const Spm spms[] = {
    {"1.2 suspend data", v1_2, 4'096, limits::scorm_suspend_bytes, &Cmi::suspend_data,
     R"({"suspend_data": ")", R"("})"},
    {"1.2 location", v1_2, 255, limits::scorm_text_bytes, &Cmi::location,
     R"({"core": {"lesson_location": ")", R"("}})"},
    {"2004 suspend data", v2004, 64'000, limits::scorm_suspend_bytes, &Cmi::suspend_data,
     R"({"suspend_data": ")", R"("})"},
    {"2004 location", v2004, 1'000, limits::scorm_text_bytes, &Cmi::location, R"({"location": ")",
     R"("})"},
    {"2004 launch data", v2004, 4'000, limits::scorm_text_bytes, &Cmi::launch_data,
     R"({"launch_data": ")", R"("})"},
};

// {"0": <element>, "1": <element>, ...}
std::string elements(std::size_t count, std::string_view element)
{
    std::string out;
    for (std::size_t index = 0; index < count; ++index) {
        out += out.empty() ? "{\"" : ", \"";
        out += std::to_string(index) + "\": " + std::string(element);
    }
    return out + "}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi)

BOOST_DATA_TEST_CASE(what_is_refused, data::make(refusals), row)
{
    const auto commit = read_commit(row.body, v1_2);
    BOOST_REQUIRE(commit.has_value() == (*row.complaint == '\0'));
    if (commit) return;
    BOOST_TEST((commit.error().kind == base::ErrorKind::invalid));
    BOOST_TEST(!commit.error().why.empty());
    const auto complaints = told(commit.error().complaints);
    BOOST_TEST((complaints.empty() ? "not JSON" : complaints) == row.complaint);
}

BOOST_DATA_TEST_CASE(what_is_warned_of, data::make(warned), row)
{
    BOOST_TEST(told(read(row.cmi, row.version).warnings) == row.warnings);
}

BOOST_AUTO_TEST_CASE(the_longest_body)
{
    const std::string_view start = R"({"cmi": {}, "commitSequence": 1)";
    const auto space = limits::scorm_commit_bytes - start.size() - 1;
    const auto body = std::string(start) + std::string(space, ' ') + "}";
    BOOST_TEST(read_commit(body, v1_2).has_value());
    const auto longer = read_commit(body + " ", v1_2);
    BOOST_REQUIRE(!longer);
    BOOST_TEST((longer.error().kind == base::ErrorKind::too_large));
}

BOOST_DATA_TEST_CASE(long_texts, data::make(spms), row)
{
    const auto read_text = [&](const std::string& text) {
        return read(row.before + text + row.after, row.version);
    };
    std::string text;
    for (std::size_t count = 0; count < row.characters; ++count)
        text += "ü";
    const auto longest = read_text(text);
    BOOST_TEST(told(longest.warnings) == "");
    BOOST_TEST((longest.cmi.*row.element == text));
    const auto longer = read_text(text + "u");
    BOOST_TEST(told(longer.warnings).starts_with("cmi.spm /cmi/"));
    BOOST_TEST((longer.cmi.*row.element == text + "u"));
    text.assign(row.bytes, 'u');
    BOOST_TEST((read_text(text).cmi.*row.element == text));
    const auto too_long = read_text(text + "u");
    BOOST_TEST(told(too_long.warnings).starts_with("cmi.limit /cmi/"));
    BOOST_TEST((too_long.cmi.*row.element).empty());
}

BOOST_AUTO_TEST_CASE(many_elements)
{
    const struct {
        const char* name;
        std::size_t most;
        std::size_t (*count)(const Cmi&);
    } rows[] = {
        {"interactions", limits::scorm_interactions,
         [](const Cmi& cmi) { return cmi.interactions.size(); }},
        {"objectives", limits::scorm_objectives,
         [](const Cmi& cmi) { return cmi.objectives.size(); }},
        {"comments_from_learner", limits::scorm_comments,
         [](const Cmi& cmi) { return cmi.comments_from_learner.size(); }},
        {"comments_from_lms", limits::scorm_comments,
         [](const Cmi& cmi) { return cmi.comments_from_lms.size(); }},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto read_so_many = [&](std::size_t count) {
                return read("{\"" + std::string(row.name) +
                                "\": " + elements(count, R"({"id": "x"})") + "}",
                            v2004);
            };
            const auto most = read_so_many(row.most);
            BOOST_TEST(row.count(most.cmi) == row.most);
            BOOST_TEST(told(most.warnings) == "");
            const auto more = read_so_many(row.most + 1);
            BOOST_TEST(row.count(more.cmi) == row.most);
            BOOST_TEST(told(more.warnings) == "cmi.limit /cmi/" + std::string(row.name));
        }
    }
}

BOOST_AUTO_TEST_CASE(many_parts_of_an_interaction)
{
    const auto read_parts = [](std::string_view name, const std::string& parts) {
        return read(R"({"interactions": {"0": {"id": "q", ")" + std::string(name) + "\": " + parts +
                        "}}}",
                    v2004);
    };
    const auto correct = [&](std::size_t count, std::size_t bytes) {
        return read_parts("correct_responses",
                          elements(count, R"({"pattern": ")" + std::string(bytes, 'a') + "\"}"));
    };
    const auto patterns = [](const Commit& commit) {
        return commit.cmi.interactions.at(0).correct.size();
    };
    BOOST_TEST(patterns(correct(limits::scorm_patterns, 10)) == limits::scorm_patterns);
    BOOST_TEST(patterns(correct(limits::scorm_patterns + 1, 10)) == limits::scorm_patterns);
    const auto most = limits::scorm_pattern_bytes / 32;
    BOOST_TEST(patterns(correct(32, most)) == 32u);
    const auto too_long = correct(32, most + 1);
    BOOST_TEST(patterns(too_long) == 0u);
    BOOST_TEST(told(too_long.warnings) == "cmi.limit /cmi/interactions/0/correct_responses");

    const auto objectives = [&](std::size_t count) {
        return read_parts("objectives", elements(count, R"({"id": "o"})"))
            .cmi.interactions.at(0)
            .objectives.size();
    };
    BOOST_TEST(objectives(limits::scorm_interaction_objectives) ==
               limits::scorm_interaction_objectives);
    BOOST_TEST(objectives(limits::scorm_interaction_objectives + 1) ==
               limits::scorm_interaction_objectives);
}

BOOST_AUTO_TEST_CASE(elements_stand_in_the_order_of_their_numbers)
{
    const auto commit = read(R"({"interactions": {"0": {"id": "q", "correct_responses":
        {"10": {"pattern": "c"}, "2": {"pattern": "b"}, "0": {"pattern": "a"}}}}})",
                             v2004);
    const std::vector<std::string> expected{"a", "b", "c"};
    BOOST_TEST(commit.cmi.interactions.at(0).correct == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(descriptions)
{
    const auto described = [](std::size_t bytes) {
        return read(R"({"interactions": {"0": {"id": "q", "description": ")" +
                        std::string(bytes, 'a') + R"("}}})",
                    v2004)
            .cmi.interactions.at(0)
            .description.size();
    };
    BOOST_TEST(described(limits::scorm_description_bytes) == limits::scorm_description_bytes);
    BOOST_TEST(described(limits::scorm_description_bytes + 1) == 0u);
}

BOOST_AUTO_TEST_CASE(buckets)
{
    const auto stores = [](std::size_t count, std::size_t bytes) {
        const auto data =
            elements(count, R"({"id": "b", "store": ")" + std::string(bytes, 'a') + "\"}");
        return read_commit(R"({"commitSequence": 1, "runtimeData": {"cmi": {}, "adl": {"data": )" +
                               data + "}}}",
                           v2004)
            .value()
            .cmi.stores;
    };
    BOOST_TEST(stores(limits::scorm_stores, 1).size() == limits::scorm_stores);
    BOOST_TEST(stores(limits::scorm_stores + 1, 1).size() == limits::scorm_stores);
    BOOST_TEST(stores(1, limits::scorm_store_bytes).at(0).text.size() == limits::scorm_store_bytes);
    BOOST_TEST(stores(1, limits::scorm_store_bytes + 1).at(0).text.empty());
}

BOOST_AUTO_TEST_CASE(many_warnings)
{
    const auto wrong = elements(limits::complaints + 1, R"({"id": "o", "success_status": "x"})");
    BOOST_TEST(read(R"({"objectives": )" + wrong + "}", v2004).warnings.size() ==
               limits::complaints);
}

BOOST_AUTO_TEST_CASE(halves_of_characters)
{
    const auto text = [](std::string_view escapes) {
        return read(R"({"suspend_data": ")" + std::string(escapes) + "\"}", v2004);
    };
    const auto whole = text(R"(\ud83d\ude00 \\ud83d)");
    BOOST_TEST(whole.cmi.suspend_data == "\xf0\x9f\x98\x80 \\ud83d");
    BOOST_TEST(told(whole.warnings) == "");
    for (const auto* half :
         {R"(a\ud83d)", R"(a\uDE00)", R"(a\ud83d\u0041)", R"(a\ud83d\ud83d)", R"(a\ude00\ud83d)"}) {
        const auto mended = text(half);
        BOOST_TEST(mended.cmi.suspend_data.starts_with("a\xef\xbf\xbd"));
        BOOST_TEST(told(mended.warnings) == "cmi.surrogate ");
    }
    BOOST_TEST(!read_commit(commit_of(R"({"suspend_data": "\ud8)"), v2004));
}

BOOST_AUTO_TEST_CASE(the_body_alone)
{
    const auto body = content::read_commit_object(R"({"cmi": {"suspend_data": "a\ud83d"}})");
    BOOST_TEST(boost::json::serialize(body.value()) == "{\"cmi\":{\"suspend_data\":\"a\uFFFD\"}}");
    for (const char* wrong : {"", "[]", "{"})
        BOOST_TEST((content::read_commit_object(wrong).error().kind == base::ErrorKind::invalid),
                   wrong);
    std::string large = "{}";
    large.append(limits::scorm_commit_bytes - large.size(), ' ');
    BOOST_TEST(content::read_commit_object(large).has_value());
    BOOST_TEST(
        (content::read_commit_object(large + ' ').error().kind == base::ErrorKind::too_large));
}

BOOST_AUTO_TEST_SUITE_END()
