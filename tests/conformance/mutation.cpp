#include "tests/conformance/mutation.hpp"

#include "base/digest.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace stand_in {
namespace {

namespace json = boost::json;

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> out;
    while (true) {
        const auto space = std::min(text.find(' '), text.size());
        out.emplace_back(text.substr(0, space));
        if (space == text.size()) return out;
        text.remove_prefix(space + 1);
    }
}

std::string with_random(std::string text)
{
    std::array<std::uint8_t, 8> random{};
    base::fill_random(random.data(), random.size());
    replace_all(text, "%r", base::to_hex(random));
    return text;
}

json::value* parent_of(json::value& whole, std::string_view pointer)
{
    boost::system::error_code failed;
    const auto parent = pointer.substr(0, pointer.rfind('/'));
    return whole.find_pointer({parent.data(), parent.size()}, failed);
}

void set(json::value& whole, const std::string& pointer, const std::string& text)
{
    auto value = json::parse(with_random(text));
    if (pointer.empty()) {
        whole = std::move(value);
        return;
    }
    auto* parent = parent_of(whole, pointer);
    const auto key = pointer.substr(pointer.rfind('/') + 1);
    if (!parent) return;
    if (auto* object = parent->if_object())
        (*object)[key] = std::move(value);
    else if (parent->is_array() && std::stoul(key) < parent->as_array().size())
        parent->as_array()[std::stoul(key)] = std::move(value);
}

void unset(json::value& whole, const std::string& pointer)
{
    auto* parent = parent_of(whole, pointer);
    const auto key = pointer.substr(pointer.rfind('/') + 1);
    if (parent && parent->is_object()) parent->as_object().erase(key);
    if (parent && parent->is_array() && std::stoul(key) < parent->as_array().size()) {
        auto& array = parent->as_array();
        array.erase(array.begin() + static_cast<std::ptrdiff_t>(std::stoul(key)));
    }
}

void sort(json::value& value)
{
    if (auto* array = value.if_array()) {
        for (auto& each : *array)
            sort(each);
    } else if (auto* object = value.if_object()) {
        std::map<std::string, json::value> sorted;
        for (auto& [key, each] : *object) {
            sort(each);
            sorted.emplace(key, each);
        }
        object->clear();
        for (auto& [key, each] : sorted)
            object->emplace(key, each);
    }
}

} // namespace

std::string percent_decoded(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escape = text[at] == '%' && at + 2 < text.size() && text[at + 1] != 'r';
        if (!escape) {
            out += text[at];
            continue;
        }
        out += static_cast<char>(std::stoi(std::string(text.substr(at + 1, 2)), nullptr, 16));
        at += 2;
    }
    return out;
}

void replace_all(std::string& text, std::string_view a, std::string_view b)
{
    for (auto at = text.find(a); at != text.npos; at = text.find(a, at + b.size()))
        text.replace(at, a.size(), b);
}

Mutation parse_mutation(std::string_view text)
{
    static const std::map<std::string, std::size_t> known{
        {"ignore", 1},      {"assume", 2},   {"hide", 1},           {"claim", 2},
        {"as-user", 0},     {"say", 1},      {"swallow", 1},        {"once", 0},
        {"late", 1},        {"status", 2},   {"drop", 1},           {"header", 2},
        {"set", 2},         {"unset", 1},    {"reverse", 1},        {"first", 2},
        {"sort", 0},        {"empty", 0},    {"stale", 0},          {"swap", 2},
        {"request-set", 2}, {"reformat", 0}, {"empty-refusals", 0}, {"lengthen-more", 0},
        {"double-parts", 0}};
    Mutation out;
    if (text.empty()) return out;
    if (const auto colon = text.find(": "); colon != text.npos) {
        out.where = words(text.substr(0, colon));
        text.remove_prefix(colon + 2);
    }
    auto all = words(text);
    out.what = all.front();
    out.values.assign(all.begin() + 1, all.end());
    const auto at = known.find(out.what);
    if (at == known.end() || out.values.size() < at->second)
        throw std::logic_error("no mutation: " + std::string(text));
    while (out.what != "status" && out.values.size() > at->second) { // The last one has spaces.
        const auto last = out.values.back();
        out.values.pop_back();
        out.values.back() += ' ' + last;
    }
    return out;
}

void edit_json(json::value& whole, const Mutation& mutation)
{
    const auto& [where, what, values] = mutation;
    if (what == "set") return set(whole, values[0], values[1]);
    if (what == "unset") return unset(whole, values[0]);
    if (what == "sort") return sort(whole);
    if (what == "lengthen-more") {
        auto* more = whole.is_object() ? whole.as_object().if_contains("more") : nullptr;
        if (more && more->is_string()) more->as_string().append(std::string(3'000, 'x'));
        return;
    }
    const auto& pointer = values.empty() ? "" : values.back();
    boost::system::error_code failed;
    auto* found = whole.find_pointer(pointer, failed);
    auto* array = found ? found->if_array() : nullptr;
    if (!array) return;
    if (what == "reverse") std::reverse(array->begin(), array->end());
    // Only shorter: an empty one shares its place with all empty arrays, and a resize writes there.
    const auto wanted = what == "first" ? std::stoul(values[0]) : array->size();
    if (wanted < array->size()) array->resize(wanted);
}

std::string ids_in(const std::string& body)
{
    boost::system::error_code failed;
    const auto sent = json::parse(body, failed);
    json::array ids;
    const auto add = [&](const json::value& one) {
        const auto* id = one.is_object() ? one.as_object().if_contains("id") : nullptr;
        ids.push_back(id ? *id : json::value("00000000-0000-4000-8000-000000000000"));
    };
    if (const auto* array = sent.if_array()) {
        for (const auto& one : *array)
            add(one);
    } else {
        add(sent);
    }
    return serialize(ids);
}

std::string with_last_part_twice(const std::string& body)
{
    const auto mark = body.substr(0, body.find("\r\n"));
    const auto end = body.rfind(mark);
    const auto begin = body.rfind(mark, end - 1);
    if (begin == body.npos || end == begin) return body;
    return body.substr(0, end) + body.substr(begin);
}

} // namespace stand_in
