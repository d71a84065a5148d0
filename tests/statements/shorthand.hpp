// Statements for tables, in short: in a JSON text @ann stands for the agent mailto:ann@example.org,
// #book for the activity https://example.org/activities/book and ^read for the verb
// https://example.org/verbs/read, each as an object.
#pragma once

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace shorthand {

namespace json = boost::json;

inline std::string who(std::string_view name)
{
    return "mbox:mailto:" + std::string(name) + "@example.org";
}

inline std::string activity(std::string_view name)
{
    return "https://example.org/activities/" + std::string(name);
}

inline std::string verb(std::string_view name)
{
    return "https://example.org/verbs/" + std::string(name);
}

inline std::string written_out(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const char kind = text.front();
        const bool value = !out.empty() && std::string_view("[:,").find(out.back()) != out.npos;
        if (!value || (kind != '@' && kind != '#' && kind != '^')) {
            out += kind;
            text.remove_prefix(1);
            continue;
        }
        constexpr auto letters = "abcdefghijklmnopqrstuvwxyz";
        const auto name = text.substr(1, text.find_first_not_of(letters, 1) - 1);
        text.remove_prefix(1 + name.size());
        if (kind == '@') out += R"({"mbox":"mailto:)" + std::string(name) + R"(@example.org"})";
        if (kind == '#') out += R"({"id":")" + activity(name) + R"("})";
        if (kind == '^') out += R"({"id":")" + verb(name) + R"("})";
    }
    return out;
}

// Ann read the book, with these members set.
inline json::object statement(std::string_view changes = "{}")
{
    auto out =
        json::parse(written_out(R"({"actor":@ann,"verb":^read,"object":#book})")).as_object();
    const auto changed = json::parse(written_out(changes)).as_object();
    for (const auto& member : changed)
        out.insert_or_assign(member.key(), member.value());
    return out;
}

} // namespace shorthand
