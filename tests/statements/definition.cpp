#include "statements/definition.hpp"

#include "tests/statements/shorthand.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace json = boost::json;
using statements::CanonicalDefinition;

struct Row {
    const char* name;
    const char* canonical;
    const char* received;
    const char* merged; // Empty: nothing changes.
};

constexpr Row rows[] = {
    {"nothing with nothing", "{}", "{}", ""},
    {"nothing received", R"({"name":{"en":"A"}})", "{}", ""},
    {"first", "{}", R"({"name":{"en":"A"},"type":"urn:t"})",
     R"({"name":{"en":"A"},"type":"urn:t"})"},
    {"the same", R"({"name":{"en":"A"},"type":"urn:t"})", R"({"type":"urn:t","name":{"en":"A"}})",
     ""},
    {"less", R"({"name":{"en":"A","de":"B"},"type":"urn:t","extensions":{"urn:x":1,"urn:y":2}})",
     R"({"name":{"de":"B"},"extensions":{"urn:y":2}})", ""},

    {"name, another language", R"({"name":{"en":"A"}})", R"({"name":{"de":"B"}})",
     R"({"name":{"en":"A","de":"B"}})"},
    {"name, same language", R"({"name":{"en":"A","de":"B"}})", R"({"name":{"en":"C"}})",
     R"({"name":{"en":"C","de":"B"}})"},
    {"name, same language in other letters", R"({"name":{"en-US":"A","de":"B"}})",
     R"({"name":{"EN-us":"C"}})", R"({"name":{"en-US":"C","de":"B"}})"},
    {"name, same text in other letters", R"({"name":{"en-US":"A"}})", R"({"name":{"en-us":"A"}})",
     ""},
    {"name, a language twice", "{}", R"({"name":{"en-US":"A","en-us":"B"}})",
     R"({"name":{"en-US":"B"}})"},
    {"name, of the language only", R"({"name":{"en":"A"}})", R"({"name":{"en-US":"B"}})",
     R"({"name":{"en":"A","en-US":"B"}})"},
    {"name, none", R"({"name":{"en":"A"}})", R"({"name":{}})", ""},
    {"description", R"({"description":{"en":"A"},"name":{"en":"N"}})",
     R"({"description":{"de":"B","en":"C"}})",
     R"({"description":{"en":"C","de":"B"},"name":{"en":"N"}})"},

    {"description, same language in other letters", R"({"description":{"en-US":"A"}})",
     R"({"description":{"en-us":"B"}})", R"({"description":{"en-US":"B"}})"},

    {"type", R"({"type":"urn:a","moreInfo":"urn:b"})", R"({"type":"urn:c"})",
     R"({"type":"urn:c","moreInfo":"urn:b"})"},
    {"moreInfo", R"({"type":"urn:a","moreInfo":"urn:b"})", R"({"moreInfo":"urn:c"})",
     R"({"type":"urn:a","moreInfo":"urn:c"})"},

    {"extensions, another", R"({"extensions":{"urn:x":1}})", R"({"extensions":{"urn:y":2}})",
     R"({"extensions":{"urn:x":1,"urn:y":2}})"},
    {"extensions, the same", R"({"extensions":{"urn:x":{"a":1},"urn:y":2}})",
     R"({"extensions":{"urn:x":{"b":2}}})", R"({"extensions":{"urn:x":{"b":2},"urn:y":2}})"},
    {"extensions, other letters", R"({"extensions":{"urn:x":1}})", R"({"extensions":{"urn:X":2}})",
     R"({"extensions":{"urn:x":1,"urn:X":2}})"},

    {"interaction, first", R"({"name":{"en":"A"}})",
     R"({"interactionType":"choice","choices":[{"id":"a"}]})",
     R"({"name":{"en":"A"},"interactionType":"choice","choices":[{"id":"a"}]})"},
    {"interaction, other components",
     R"({"interactionType":"choice","correctResponsesPattern":["a"],"choices":[{"id":"a"}]})",
     R"({"interactionType":"choice","choices":[{"id":"b"}]})",
     R"({"interactionType":"choice","correctResponsesPattern":["a"],"choices":[{"id":"b"}]})"},
    {"interaction, other responses",
     R"({"interactionType":"choice","correctResponsesPattern":["a"],"choices":[{"id":"a"}]})",
     R"({"interactionType":"choice","correctResponsesPattern":["b"]})",
     R"({"interactionType":"choice","correctResponsesPattern":["b"],"choices":[{"id":"a"}]})"},
    {"interaction, another type",
     R"({"interactionType":"choice","correctResponsesPattern":["a"],"choices":[{"id":"a"}],
         "scale":[],"source":[],"target":[],"steps":[],"type":"urn:t","extensions":{"urn:x":1}})",
     R"({"interactionType":"likert","scale":[{"id":"b"}]})",
     R"({"interactionType":"likert","scale":[{"id":"b"}],"type":"urn:t",
         "extensions":{"urn:x":1}})"},
    {"interaction, the type for the first time", R"({"choices":[{"id":"a"}]})",
     R"({"interactionType":"choice"})", R"({"choices":[{"id":"a"}],"interactionType":"choice"})"},
};

json::object object_of(const char* text)
{
    return json::parse(text).as_object();
}

struct DefinitionsRow {
    const char* name;
    const char* changes; // Of the statement.
    const char* found;   // Activities and their types.
};

constexpr DefinitionsRow definitions_rows[] = {
    {"none", "{}", ""},
    {"object", R"({"object":{"id":"urn:a","definition":{"type":"1"}}})", "urn:a 1"},
    {"object, said to be an activity",
     R"({"object":{"objectType":"Activity","id":"urn:a","definition":{"type":"1"}}})", "urn:a 1"},
    {"object, an empty definition", R"({"object":{"id":"urn:a","definition":{}}})", "urn:a -"},
    {"object, an agent", R"({"object":{"objectType":"Agent","id":"urn:a","definition":{}}})", ""},
    {"object, a group", R"({"object":{"objectType":"Group","id":"urn:a","definition":{}}})", ""},
    {"object, a reference",
     R"({"object":{"objectType":"StatementRef","id":"urn:a","definition":{}}})", ""},
    {"context",
     R"({"context":{"contextActivities":{
         "other":[{"id":"urn:g","definition":{"type":"7"}}],
         "category":[{"id":"urn:e"},{"id":"urn:f","definition":{"type":"6"}}],
         "parent":[{"id":"urn:b","definition":{"type":"2"}},{"id":"urn:c",
             "definition":{"type":"3"}}],
         "grouping":{"id":"urn:d","definition":{"type":"4"}}}}})",
     "urn:b 2, urn:c 3, urn:d 4, urn:f 6, urn:g 7"},
    {"object before context, the same one twice",
     R"({"context":{"contextActivities":{"parent":[{"id":"urn:a","definition":{"type":"2"}}]}},
         "object":{"id":"urn:a","definition":{"type":"1"}}})",
     "urn:a 1, urn:a 2"},
    {"sub-statement",
     R"({"object":{"objectType":"SubStatement","actor":@ann,"verb":^read,
         "object":{"id":"urn:a","definition":{"type":"1"}},
         "context":{"contextActivities":{"parent":[{"id":"urn:b","definition":{"type":"2"}}]}}},
         "context":{"contextActivities":{"other":[{"id":"urn:c","definition":{"type":"3"}}]}}})",
     "urn:a 1, urn:b 2, urn:c 3"},
    {"not as it should be",
     R"({"object":{"id":1,"definition":{}},"context":{"contextActivities":{
         "parent":[null,{"definition":{}},{"id":"urn:a","definition":[]}],"other":"x"}}})",
     ""},
};

std::string written(const std::vector<statements::ReceivedDefinition>& definitions)
{
    std::string out;
    for (const auto& [activity, definition] : definitions) {
        if (!out.empty()) out += ", ";
        out.append(activity);
        const auto* type = definition->if_contains("type");
        out.append(" ").append(type ? type->as_string().c_str() : "-");
    }
    return out;
}

// {"moreInfo":"xxx"}, of so many bytes as a text.
json::object definition_of(std::size_t bytes)
{
    const std::string_view frame = R"({"moreInfo":""})";
    return {{"moreInfo", std::string(bytes - frame.size(), 'x')}};
}

// The size that it has counted is that of its text: a type that just fits is taken, one byte more
// is not.
bool fills_up_exactly(const CanonicalDefinition& canonical)
{
    auto with_type = canonical.json();
    with_type["type"] = "";
    const auto room = limits::definition_bytes - json::serialize(with_type).size();
    auto just = canonical, over = canonical;
    return just.merge({{"type", std::string(room, 'x')}}) &&
           !over.merge({{"type", std::string(room + 1, 'x')}});
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements_definition)

BOOST_AUTO_TEST_CASE(merging)
{
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            CanonicalDefinition canonical(object_of(row.canonical));
            const bool changes = *row.merged != '\0';
            BOOST_TEST(canonical.merge(object_of(row.received)) == changes);
            BOOST_TEST(canonical.json() == object_of(changes ? row.merged : row.canonical));
            BOOST_TEST(!canonical.merge(object_of(row.received)));
            BOOST_TEST(fills_up_exactly(canonical));
        }
    }
}

BOOST_AUTO_TEST_CASE(bytes_at_the_limit)
{
    constexpr auto limit = limits::definition_bytes;
    CanonicalDefinition canonical;
    BOOST_TEST(canonical.merge(definition_of(limit)));
    BOOST_TEST(json::serialize(canonical.json()).size() == limit);
    BOOST_TEST(!canonical.merge({{"type", "urn:t"}}));
    BOOST_TEST((canonical.json() == definition_of(limit)));

    CanonicalDefinition other;
    BOOST_TEST(!other.merge(definition_of(limit + 1)));
    BOOST_TEST(other.json().empty());
}

// All of it or nothing.
BOOST_AUTO_TEST_CASE(too_long_with_what_is_known)
{
    const std::string half(limits::definition_bytes / 2, 'x');
    const json::object before{{"extensions", {{"urn:x", half}}}};
    CanonicalDefinition canonical(before);
    const json::object received{{"extensions", {{"urn:y", half}}}, {"type", "urn:t"}};
    BOOST_TEST(!canonical.merge(received));
    BOOST_TEST(canonical.json() == before);
    BOOST_TEST(canonical.merge({{"extensions", {{"urn:x", half + "y"}}}}));
}

BOOST_AUTO_TEST_CASE(members_keep_their_order)
{
    const auto* known = R"({"name":{"en":"A"},"interactionType":"choice","choices":[],)"
                        R"("type":"t","moreInfo":"m"})";
    CanonicalDefinition canonical(object_of(known));
    const auto received = object_of(R"({"interactionType":"numeric","name":{"de":"B"}})");
    BOOST_TEST(canonical.merge(received));
    const auto* merged = R"({"name":{"en":"A","de":"B"},"interactionType":"numeric",)"
                         R"("type":"t","moreInfo":"m"})";
    BOOST_TEST(json::serialize(canonical.json()) == merged);
}

json::object named(std::size_t languages)
{
    json::object name;
    for (std::size_t at = 0; at < languages; ++at)
        name.emplace("en-x-a" + std::to_string(at), "");
    return {{"name", std::move(name)}};
}

BOOST_AUTO_TEST_CASE(languages_at_the_limit)
{
    CanonicalDefinition canonical;
    BOOST_TEST(canonical.merge(named(limits::definition_languages)));
    const auto full = canonical.json();
    BOOST_TEST(!canonical.merge({{"name", {{"de", ""}}}}));
    BOOST_TEST(canonical.json() == full);
    BOOST_TEST(canonical.merge({{"name", {{"EN-X-A1", "other"}}}}));
    BOOST_TEST(!CanonicalDefinition().merge(named(limits::definition_languages + 1)));
    BOOST_TEST(!CanonicalDefinition().merge(named(100'000))); // This ends at once, or never.
}

BOOST_AUTO_TEST_CASE(definitions_of_a_statement_at_the_limit)
{
    const auto found = [](std::size_t count) {
        json::array other;
        for (std::size_t at = 0; at < count; ++at)
            other.push_back({{"id", "urn:a"}, {"definition", json::object()}});
        const json::object statement{{"context", {{"contextActivities", {{"other", other}}}}}};
        return statements::definitions_in(statement).size();
    };
    BOOST_TEST(found(limits::statement_definitions) == limits::statement_definitions);
    BOOST_TEST(found(limits::statement_definitions + 1) == limits::statement_definitions);
}

BOOST_AUTO_TEST_CASE(definitions)
{
    for (const auto& row : definitions_rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const json::value statement = shorthand::statement(row.changes);
            BOOST_TEST(written(statements::definitions_in(statement)) == row.found);
        }
    }
    BOOST_TEST(statements::definitions_in(json::value()).empty());
    BOOST_TEST(statements::definitions_in(json::array()).empty());
}

BOOST_AUTO_TEST_SUITE_END()
