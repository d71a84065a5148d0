// Validates by the part of JSON Schema 2020-12 that lrs/openapi.json uses. What this does not know
// it complains of, so that no keyword is left unchecked.
#pragma once

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace support {

namespace json = boost::json;

class JsonSchema {
public:
    using Complaints = std::vector<std::string>; // "<JSON Pointer>: why"

    // "#/..." leads into this document, which must outlive this.
    explicit JsonSchema(const json::value& document) : document_(document) {}

    // What is wrong with the value. Empty: it is valid. Throws on a schema that lint() refuses.
    Complaints check(const json::value& schema, const json::value& value) const;

    // What is wrong with the schema and those within it: unknown keywords and formats, references
    // that lead nowhere, patterns that are none.
    Complaints lint(const json::value& schema) const;

    // What "#/..." leads to; null: nothing.
    const json::value* find(std::string_view reference) const;

private:
    const json::value& document_;
};

} // namespace support
