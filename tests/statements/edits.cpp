// What is stored, byte for byte: the received text and the closed list of edits.
#include "statements/accept.hpp"
#include "tests/statements/acceptances.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <span>
#include <string>

namespace {

using namespace acceptances;

constexpr auto v1 = Version::v1_0_3;
constexpr auto v2 = Version::v2_0_0;

constexpr std::string_view stored_text = "2026-11-23T17:55:00.123456Z";

base::Timestamp stored_time()
{
    return base::parse_timestamp(stored_text, base::TimestampRules::rfc3339).value();
}

// $S is the time of storage, $I an id of ours, $A the authority.
std::string expected_text(std::string text)
{
    const std::pair<std::string_view, std::string> words[] = {
        {"$S", '"' + std::string(stored_text) + '"'},
        {"$I", '"' + to_string(made_id(1)) + '"'},
        {"$A", std::string(authority)},
    };
    for (const auto& [name, value] : words) {
        for (auto at = text.find(name); at != text.npos; at = text.find(name, at + value.size()))
            text.replace(at, name.size(), value);
    }
    return short_text(text);
}

std::string stored(std::string_view received, Version version)
{
    auto batch = prepare(received, {.version = version});
    BOOST_REQUIRE_MESSAGE(batch, complaints(batch.error()));
    auto& statement = batch->statements.at(0);
    statement.set_stored(stored_time());
    return statement.text;
}

struct Row {
    const char* name;
    Version version;
    std::string received;
    std::string stored;
};

void check(std::span<const Row> rows)
{
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(stored(short_text(row.received), row.version) == expected_text(row.stored));
        }
    }
}

// Actor, verb, object and more; then what is added behind when nothing else was there.
const std::string plain = R"({"actor":@ann,"verb":^read,"object":#book)";
const std::string tail_1 =
    R"(,"id":$I,"timestamp":$S,"stored":$S,"authority":$A,"version":"1.0.0"})";
const std::string tail_2 =
    R"(,"id":$I,"timestamp":$S,"stored":$S,"authority":$A,"version":"2.0.0"})";
// The same when the sender gave a timestamp.
const std::string timed_1 = R"(,"id":$I,"stored":$S,"authority":$A,"version":"1.0.0"})";
const std::string timed_2 = R"(,"id":$I,"stored":$S,"authority":$A,"version":"2.0.0"})";

std::string with_context(std::string_view activities)
{
    return plain + R"(,"context":{"contextActivities":)" + std::string(activities) + "}";
}

std::string sub(std::string_view members)
{
    return R"({"actor":@ann,"verb":^read,"object":{"objectType":"SubStatement","actor":@bob,)"
           R"("verb":^saw,"object":#a)" +
           std::string(members) + "}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements_edits)

BOOST_AUTO_TEST_CASE(members_of_the_server)
{
    constexpr auto z = R"("2026-01-02T03:04:05Z")";
    const Row rows[] = {
        {"all absent, 1.0.3", v1, plain + "}", plain + tail_1},
        {"all absent, 2.0", v2, plain + "}", plain + tail_2},
        {"all there, behind", v2,
         plain + R"(,"id":"$1","timestamp":)" + z + R"(,"stored":)" + z +
             R"(,"authority":@bob,"version":"2.0.0"})",
         plain + R"(,"id":"$1","timestamp":)" + z +
             R"(,"stored":$S,"authority":$A,"version":"2.0.0"})"},
        {"all there, in front", v1,
         R"({"version":"1.0.3","authority":@bob,"stored":)" + std::string(z) + R"(,"timestamp":)" +
             z + R"(,"id":"$1","actor":@ann,"verb":^read,"object":#book})",
         R"({"version":"1.0.3","authority":$A,"stored":$S,"timestamp":)" + std::string(z) +
             R"(,"id":"$1","actor":@ann,"verb":^read,"object":#book})"},
        {"all there, between", v2,
         R"({"actor":@ann,"stored":)" + std::string(z) +
             R"(,"verb":^read,"authority":@bob,"object":#book})",
         R"({"actor":@ann,"stored":$S,"verb":^read,"authority":$A,"object":#book)"
         R"(,"id":$I,"timestamp":$S,"version":"2.0.0"})"},
        {"stored longer than ours", v1,
         plain + R"(,"stored":"2026-01-02T03:04:05.123456789123+01:00","authority":@bob})",
         plain + R"(,"stored":$S,"authority":$A,"id":$I,"timestamp":$S,"version":"1.0.0"})"},
        {"authority of many members", v2,
         plain + R"(,"authority":{"objectType":"Agent","name":"}\"{","account":{"homePage":)"
                 R"("https://a.example","name":"x"}},"version":"2.0.0"})",
         plain + R"(,"authority":$A,"version":"2.0.0","id":$I,"timestamp":$S,"stored":$S})"},
        {"id in capitals stays", v2, plain + R"(,"id":"0000002A-0000-4000-8000-00000000000B"})",
         plain + R"(,"id":"0000002A-0000-4000-8000-00000000000B","timestamp":$S,"stored":$S,)"
                 R"("authority":$A,"version":"2.0.0"})"},
        {"version stays as it was said", v1, plain + R"(,"version":"1.0"})",
         plain + R"(,"version":"1.0","id":$I,"timestamp":$S,"stored":$S,"authority":$A})"},
        {"keys with escapes", v2,
         plain + R"(,"\u0069d":"$1","st\u006fred":)" + z +
             R"(,"\u0061uthority":@bob,"versio\u006e":"2.0.0",)"
             R"("timest\u0061mp":)" +
             z + "}",
         plain +
             R"(,"\u0069d":"$1","st\u006fred":$S,"\u0061uthority":$A,"versio\u006e":"2.0.0",)"
             R"("timest\u0061mp":)" +
             z + "}"},
        {"the same names further down are others'", v2,
         plain + R"(,"result":{"extensions":{"urn:x":{"id":1,"stored":2,"authority":3,"version":4,)"
                 R"("timestamp":"2026-01-02T03:04:05+01:00"}}}})",
         plain +
             R"(,"result":{"extensions":{"urn:x":{"id":1,"stored":2,"authority":3,"version":4,)"
             R"("timestamp":"2026-01-02T03:04:05+01:00"}}})" +
             tail_2},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(context_activities)
{
    const auto activity = R"({"id":"urn:a","definition":{"name":{"en":"}]"}}})";
    const Row rows[] = {
        {"lists stay", v2,
         with_context(R"({"parent":[#a],"grouping":[#b,#c],"category":[],"other":[#d]})") + "}",
         with_context(R"({"parent":[#a],"grouping":[#b,#c],"category":[],"other":[#d]})") + tail_2},
        {"one alone, 1.0.3", v1, with_context(R"({"parent":#a})") + "}",
         with_context(R"({"parent":[#a]})") + tail_1},
        {"one alone, 2.0", v2, with_context(R"({"parent":#a})") + "}",
         with_context(R"({"parent":[#a]})") + tail_2},
        {"each kind", v2,
         with_context(R"({"parent":#a,"grouping":#b,"category":#c,"other":#d})") + "}",
         with_context(R"({"parent":[#a],"grouping":[#b],"category":[#c],"other":[#d]})") + tail_2},
        {"among lists", v2, with_context(R"({"other":[#a],"parent":#b,"category":[#c]})") + "}",
         with_context(R"({"other":[#a],"parent":[#b],"category":[#c]})") + tail_2},
        {"brackets in its texts", v2,
         with_context(R"({"parent":)" + std::string(activity) + "}") + "}",
         with_context(R"({"parent":[)" + std::string(activity) + "]}") + tail_2},
        {"white space about it", v2,
         with_context("{ \"parent\" :\n { \"id\" : \"urn:a\" } }") + "}",
         with_context("{ \"parent\" :\n [{ \"id\" : \"urn:a\" }] }") + tail_2},
        {"keys with escapes", v2,
         plain +
             R"(,"c\u006fntext":{"language":"de","contextActivitie\u0073":{"p\u0061rent":#a}}})",
         plain +
             R"(,"c\u006fntext":{"language":"de","contextActivitie\u0073":{"p\u0061rent":[#a]}})" +
             tail_2},
        {"in a sub-statement", v1, sub(R"(,"context":{"contextActivities":{"parent":#a}})") + "}",
         sub(R"(,"context":{"contextActivities":{"parent":[#a]}})") + tail_1},
        {"in both", v2,
         sub(R"(,"context":{"contextActivities":{"parent":#a}})") +
             R"(,"context":{"contextActivities":{"other":#b}}})",
         sub(R"(,"context":{"contextActivities":{"parent":[#a]}})") +
             R"(,"context":{"contextActivities":{"other":[#b]}})" + tail_2},
        {"in an extension it stays", v2,
         plain + R"(,"context":{"extensions":{"urn:x":{"contextActivities":{"parent":#a}}}}})",
         plain + R"(,"context":{"extensions":{"urn:x":{"contextActivities":{"parent":#a}}}})" +
             tail_2},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(timestamps)
{
    const auto at = [](std::string_view time) {
        return plain + R"(,"timestamp":)" + std::string(time);
    };
    const auto in_sub = [](std::string_view time) {
        return sub(R"(,"timestamp":)" + std::string(time));
    };
    const Row rows[] = {
        {"UTC stays", v2, at(R"("2026-01-02T03:04:05Z")") + "}",
         at(R"("2026-01-02T03:04:05Z")") + timed_2},
        {"UTC with digits stays", v2, at(R"("2026-01-02T03:04:05.1230000001Z")") + "}",
         at(R"("2026-01-02T03:04:05.1230000001Z")") + timed_2},
        {"UTC as an offset stays", v2, at(R"("2026-01-02T03:04:05+00:00")") + "}",
         at(R"("2026-01-02T03:04:05+00:00")") + timed_2},
        {"an offset becomes UTC", v2, at(R"("2026-01-02T03:04:05.5+01:00")") + "}",
         at(R"("2026-01-02T02:04:05.500000Z")") + timed_2},
        {"over the end of a year", v2, at(R"("2025-12-31T23:30:00-01:00")") + "}",
         at(R"("2026-01-01T00:30:00.000000Z")") + timed_2},
        {"written with escapes", v2, at(R"("2026-01-02T03\u003a04:05\u002b01:00")") + "}",
         at(R"("2026-01-02T02:04:05.000000Z")") + timed_2},
        {"key with an escape", v2, plain + R"(,"timest\u0061mp":"2026-01-02T03:04:05+01:00"})",
         plain + R"(,"timest\u0061mp":"2026-01-02T02:04:05.000000Z")" + timed_2},
        {"1.0.3 keeps offsets", v1, at(R"("2026-01-02T03:04:05.5+01:00")") + "}",
         at(R"("2026-01-02T03:04:05.5+01:00")") + timed_1},
        {"1.0.3 keeps what has no zone", v1, at(R"("2026-01-02T03:04:05")") + "}",
         at(R"("2026-01-02T03:04:05")") + timed_1},
        {"sub-statement, 2.0", v2, in_sub(R"("2026-01-02T03:04:05+01:00")") + "}",
         in_sub(R"("2026-01-02T02:04:05.000000Z")") + tail_2},
        {"sub-statement, UTC", v2, in_sub(R"("2026-01-02T03:04:05Z")") + "}",
         in_sub(R"("2026-01-02T03:04:05Z")") + tail_2},
        {"sub-statement, 1.0.3", v1, in_sub(R"("2026-01-02T03:04:05+01:00")") + "}",
         in_sub(R"("2026-01-02T03:04:05+01:00")") + tail_1},
        {"sub-statement without one gets none", v2, sub("") + "}", sub("") + tail_2},
        {"both", v2,
         in_sub(R"("2026-01-02T03:04:05+01:00")") + R"(,"timestamp":"2026-01-02T03:04:05-02:00"})",
         in_sub(R"("2026-01-02T02:04:05.000000Z")") +
             R"(,"timestamp":"2026-01-02T05:04:05.000000Z")" + timed_2},
        {"object's key and type with escapes", v2,
         R"({"actor":@ann,"verb":^read,"obj\u0065ct":{"objectTyp\u0065":"Sub\u0053tatement",)"
         R"("actor":@bob,"verb":^saw,"object":#a,"timestamp":"2026-01-02T03:04:05+01:00"}})",
         R"({"actor":@ann,"verb":^read,"obj\u0065ct":{"objectTyp\u0065":"Sub\u0053tatement",)"
         R"("actor":@bob,"verb":^saw,"object":#a,"timestamp":"2026-01-02T02:04:05.000000Z"})" +
             tail_2},
    };
    check(rows);
}

// Numbers keep their digits, texts their escapes, objects their order.
BOOST_AUTO_TEST_CASE(everything_else)
{
    const auto kept = [](std::string_view members) { return plain + std::string(members); };
    constexpr std::string_view pieces[] = {
        R"(,"result":{"score":{"scaled":1.0,"raw":1e2,"min":0.0,"max":1E+2}})",
        R"(,"result":{"score":{"raw":100000000000000000000000001,"scaled":-0.0}})",
        R"(,"result":{"response":"\u00e9\/\"\\\b\u0000 \ud83d\ude00"})",
        ",\"result\":{\"response\":\"\xc3\xa9 \xf0\x9f\x98\x80 \xe2\x80\xa8\"}",
        ",\"result\" :\t{ \"completion\":true ,\r\n\"success\" : false }\n",
        R"(,"result":{"extensions":{"urn:x":[1.50,[],{},null,true,"",{"b":1,"a":2}]}})",
        R"(,"result":{"duration":"PT1.230S"})",
    };
    for (const auto piece : pieces) {
        BOOST_TEST_CONTEXT(piece)
        {
            const Row rows[] = {{"1.0.3", v1, kept(piece) + "}", kept(piece) + tail_1},
                                {"2.0", v2, kept(piece) + "}", kept(piece) + tail_2}};
            check(rows);
        }
    }
    const Row spaced[] = {
        {"white space around the statement", v2, " \n" + plain + "}\r\n\t ", plain + tail_2},
        {"white space before its end", v2, plain + " \n}", plain + " \n" + tail_2},
    };
    check(spaced);
}

BOOST_AUTO_TEST_CASE(id_of_put)
{
    auto batch = prepare(short_text(plain + "}"), {.put_id = given_id(1)}).value();
    batch.statements[0].set_stored(stored_time());
    BOOST_TEST(batch.statements[0].text ==
               expected_text(plain + R"(,"id":"$1","timestamp":$S,"stored":$S,"authority":$A,)"
                                     R"("version":"2.0.0"})"));
}

BOOST_AUTO_TEST_CASE(stored_may_be_set_again)
{
    for (const auto& text : {plain + "}", plain + R"(,"timestamp":"2026-01-02T03:04:05Z"})",
                             R"({"stored":"2026-01-02T03:04:05Z",)" + plain.substr(1) + "}"}) {
        BOOST_TEST_CONTEXT(text)
        {
            auto statement = prepare(short_text(text)).value().statements.at(0);
            const auto given = text.find("\"timestamp\"") != text.npos;
            BOOST_TEST(statement.timestamp_at.has_value() == !given);
            statement.set_stored(stored_time() + std::chrono::hours(24 * 365));
            const auto size = statement.text.size();
            statement.set_stored(stored_time());
            BOOST_TEST(statement.text.size() == size);
            BOOST_TEST(statement.text.substr(statement.stored_at, base::timestamp_size) ==
                       stored_text);
            BOOST_TEST(statement.text == stored(short_text(text), v2));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
