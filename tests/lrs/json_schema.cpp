// The validator of the tests: what it passes would otherwise be passed by everybody.
#include "tests/support/json_schema.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace json = boost::json;

const json::value document = json::parse(R"({"defs": {
    "Name": {"type": "string", "minLength": 1},
    "Tree": {"type": "object", "additionalProperties": {"$ref": "#/defs/Tree"}}}})");

} // namespace

BOOST_AUTO_TEST_SUITE(support_json_schema)

// Of each keyword a value that is right and one that is not.
BOOST_AUTO_TEST_CASE(keywords)
{
    const struct {
        const char* name;
        std::string schema;
        std::string right;
        std::string wrong;
    } rows[] = {
        {"reference", R"({"$ref": "#/defs/Name"})", R"("a")", R"("")"},
        {"reference, beside", R"({"$ref": "#/defs/Name", "maxLength": 1})", R"("a")", R"("ab")"},
        {"recursion", R"({"$ref": "#/defs/Tree"})", R"({"a": {"b": {}}})", R"({"a": {"b": 1}})"},
        {"nothing", "true", "1", ""},
        {"never", R"({"items": false})", "[]", "[1]"},
        {"object", R"({"type": "object"})", "{}", "[]"},
        {"array", R"({"type": "array"})", "[]", "{}"},
        {"string", R"({"type": "string"})", R"("")", "null"},
        {"boolean", R"({"type": "boolean"})", "false", "0"},
        {"null", R"({"type": "null"})", "null", "0"},
        {"integer", R"({"type": "integer"})", "18446744073709551615", "0.5"},
        {"number", R"({"type": "number"})", "0.5", "\"0.5\""},
        {"number, minimum", R"({"type": "number", "minimum": 0})", "0.5", "-0.5"},
        {"one of types", R"({"type": ["string", "null"]})", "null", "1"},
        {"const", R"({"const": "a"})", R"("a")", R"("b")"},
        {"enum", R"({"enum": ["a", 1]})", "1", "2"},
        {"properties", R"({"properties": {"a": {"type": "null"}}})", R"({"a": null, "b": 1})",
         R"({"a": 1})"},
        {"no others", R"({"properties": {"a": {"type": "null"}}, "additionalProperties": false})",
         R"({"a": null})", R"({"b": null})"},
        {"others", R"({"additionalProperties": {"type": "null"}, "properties": {"a": true}})",
         R"({"a": 1, "b": null})", R"({"b": 1})"},
        {"pattern properties", R"({"patternProperties": {"^[A-Z]$": {"type": "null"}}})",
         R"({"A": null, "a": 1})", R"({"A": 1})"},
        {"no others beside patterns",
         R"({"patternProperties": {"^A": true}, "additionalProperties": false})", R"({"A": 1})",
         R"({"a": 1})"},
        {"required", R"({"required": ["a"]})", R"({"a": 1})", R"({"b": 1})"},
        {"dependent", R"({"dependentRequired": {"a": ["b"]}})", R"({"b": 1})", R"({"a": 1})"},
        {"items", R"({"items": {"type": "null"}})", "[null, null]", "[null, 1]"},
        {"prefix", R"({"prefixItems": [true, {"type": "null"}]})", "[1, null, 1]", "[1, 1]"},
        {"contains", R"({"contains": {"type": "null"}})", "[1, null]", "[1]"},
        {"least items", R"({"minItems": 1})", "[1]", "[]"},
        {"most items", R"({"maxItems": 1})", "[1]", "[1, 2]"},
        {"unique", R"({"uniqueItems": true})", "[1, 2]", "[1, 1]"},
        {"pattern", R"({"pattern": "^a+$"})", R"("aa")", R"("ab")"},
        {"control characters", R"({"pattern": "^[^:\\x00-\\x1f\\x7f]*$"})", R"("ü")", R"("\n")"},
        {"date-time", R"({"format": "date-time"})", R"("2026-01-01T00:00:00Z")", R"("2026-01-01")"},
        {"date", R"({"format": "date"})", R"("2026-01-01")", R"("2026-13-01")"},
        {"uuid", R"({"format": "uuid"})", R"("00000000-0000-4000-8000-000000000001")", R"("1")"},
        {"iri", R"({"format": "iri"})", R"("https://x.example/ü")", R"("x")"},
        {"least characters", R"({"minLength": 1})", R"("a")", R"("")"},
        {"most characters", R"({"maxLength": 2})", R"("üü")", R"("aaa")"},
        {"minimum", R"({"minimum": 1})", "1", "0"},
        {"maximum", R"({"maximum": 1})", "1", "2"},
        {"one of", R"({"oneOf": [{"type": "null"}, {"type": "string"}]})", "null", "1"},
        {"one of, not two", R"({"oneOf": [{"minimum": 1}, {"minimum": 2}]})", "1", "2"},
        {"bytes", R"({"x-max-bytes": 4})", R"("ü")", R"("üü")"},
    };

    const support::JsonSchema schemas(document);
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto schema = json::parse(row.schema);
            BOOST_TEST(schemas.lint(schema).empty());
            BOOST_TEST(schemas.check(schema, json::parse(row.right)).empty());
            if (!row.wrong.empty())
                BOOST_TEST(schemas.check(schema, json::parse(row.wrong)).size() == 1u);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_known)
{
    const std::string rows[] = {
        R"({"not": {}})",
        R"({"items": {"maxProperties": 1}})",
        R"({"properties": {"a": {"if": true}}})",
        R"({"oneOf": [true, {"anyOf": []}]})",
        R"({"$ref": "#/defs/Nobody"})",
        R"({"$ref": "https://x.example/schema"})",
        R"({"type": "text"})",
        R"({"type": ["null", "text"]})",
        R"({"format": "email"})",
        R"({"pattern": "("})",
        R"({"discriminator": {"propertyName": "a", "mapping": {"b": "#/defs/Nobody"}}})",
    };

    const support::JsonSchema schemas(document);
    for (const auto& row : rows)
        BOOST_TEST(schemas.lint(json::parse(row)).size() == 1u, row);
    BOOST_CHECK_THROW(schemas.check(json::parse(rows[0]), 1), std::logic_error);
}

BOOST_AUTO_TEST_SUITE_END()
