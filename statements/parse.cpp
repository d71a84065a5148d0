#include "statements/parse.hpp"

#include "base/limits.hpp"
#include "base/pointer.hpp"
#include "statements/raw.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value_stack.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_set>
#include <vector>

namespace statements {
namespace {

namespace json = boost::json;

// Builds the tree as json::parser does, and counts the members it was given: a tree that holds
// fewer has lost some to duplicate keys.
struct Handler {
    using error_code = boost::system::error_code;

    static constexpr std::size_t max_object_size = json::object::max_size();
    static constexpr std::size_t max_array_size = json::array::max_size();
    static constexpr std::size_t max_key_size = json::string::max_size();
    static constexpr std::size_t max_string_size = json::string::max_size();

    json::value_stack stack;
    std::size_t members = 0;

    bool on_document_begin(error_code&) { return true; }

    bool on_document_end(error_code&) { return true; }

    bool on_object_begin(error_code&) { return true; }

    bool on_array_begin(error_code&) { return true; }

    bool on_object_end(std::size_t count, error_code&)
    {
        members += count;
        stack.push_object(count);
        return true;
    }

    bool on_array_end(std::size_t count, error_code&)
    {
        stack.push_array(count);
        return true;
    }

    bool on_key_part(json::string_view part, std::size_t, error_code&)
    {
        stack.push_chars(part);
        return true;
    }

    bool on_key(json::string_view part, std::size_t, error_code&)
    {
        stack.push_key(part);
        return true;
    }

    bool on_string_part(json::string_view part, std::size_t, error_code&)
    {
        stack.push_chars(part);
        return true;
    }

    bool on_string(json::string_view part, std::size_t, error_code&)
    {
        stack.push_string(part);
        return true;
    }

    bool on_number_part(json::string_view, error_code&) { return true; }

    bool on_int64(std::int64_t number, json::string_view, error_code&)
    {
        stack.push_int64(number);
        return true;
    }

    bool on_uint64(std::uint64_t number, json::string_view, error_code&)
    {
        stack.push_uint64(number);
        return true;
    }

    // What overflows comes as an infinity, which is no JSON any more when it is written again.
    bool on_double(double number, json::string_view, error_code& failed)
    {
        if (!std::isfinite(number)) {
            failed = json::error::exponent_overflow;
            return false;
        }
        stack.push_double(number);
        return true;
    }

    bool on_bool(bool value, error_code&)
    {
        stack.push_bool(value);
        return true;
    }

    bool on_null(error_code&)
    {
        stack.push_null();
        return true;
    }

    bool on_comment_part(json::string_view, error_code&) { return true; }

    bool on_comment(json::string_view, error_code&) { return true; }
};

std::size_t count_members(const json::value& value)
{
    std::size_t count = 0;
    if (const auto* object = value.if_object()) {
        count = object->size();
        for (const auto& member : *object)
            count += count_members(member.value());
    } else if (const auto* array = value.if_array()) {
        for (const auto& element : *array)
            count += count_members(element);
    }
    return count;
}

// Only called when there is a duplicate: the slow way to say where.
std::string find_duplicate(std::string_view text, const std::string& where)
{
    if (text.starts_with('{')) {
        std::unordered_set<std::string> seen;
        for (const auto& member : raw::members(text)) {
            std::string room;
            std::string key(raw::name_of(member.key, room));
            auto below = base::pointer_below(where, key);
            if (!seen.insert(std::move(key)).second) return below;
            if (auto found = find_duplicate(member.value, below); !found.empty()) return found;
        }
    } else if (text.starts_with('[')) {
        std::size_t index = 0;
        for (const auto element : raw::elements(text)) {
            auto found = find_duplicate(element, where + '/' + std::to_string(index++));
            if (!found.empty()) return found;
        }
    }
    return {};
}

// An LRS wraps a single context activity into an array, which is a level more.
json::parse_options stored_options()
{
    json::parse_options options;
    options.max_depth = limits::json_depth + 1;
    return options;
}

base::Error fault(std::string_view why, std::size_t byte)
{
    return {base::ErrorKind::invalid, std::string("not JSON: ") + std::string(why),
            "byte " + std::to_string(byte)};
}

} // namespace

base::Result<json::value> parse(std::string_view text, json::storage_ptr memory)
{
    json::parse_options options;
    options.max_depth = limits::json_depth;
    json::basic_parser<Handler> parser(options);
    parser.handler().stack.reset(std::move(memory));

    boost::system::error_code failed;
    const auto used = parser.write_some(false, text.data(), text.size(), failed);
    if (failed) return fault(failed.message(), used);
    if (used < text.size()) return fault("something follows the value", used);

    auto value = parser.handler().stack.release();
    if (count_members(value) != parser.handler().members) {
        const auto begin = text.find_first_not_of(" \t\r\n");
        return base::Error{base::ErrorKind::invalid, "a key comes twice in one object",
                           find_duplicate(text.substr(begin), "")};
    }
    return value;
}

json::value parse_stored(std::string_view text, boost::system::error_code& failed,
                         json::storage_ptr memory)
{
    return json::parse(text, failed, std::move(memory), stored_options());
}

json::value parse_stored(std::string_view text)
{
    return json::parse(text, {}, stored_options());
}

} // namespace statements
