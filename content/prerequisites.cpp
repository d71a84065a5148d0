#include "content/prerequisites.hpp"

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/number.hpp"

#include <algorithm>

namespace content {
namespace {

using Kind = Prerequisite::Kind;

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view signs = "&|~=<>{}(),*";
constexpr std::string_view statuses[] = {"passed", "completed",  "browsed",
                                         "failed", "incomplete", "not attempted"};

struct Token {
    std::string_view text; // Empty: the end.
    bool is_name = false;  // Also what stood in quotation marks.
};

// AICC: only the first character counts.
std::string_view status_named(std::string_view text)
{
    const auto name = base::lower(text);
    for (const auto status : statuses) {
        if (name == status || name == status.substr(0, 1)) return status;
    }
    return {};
}

Prerequisite of_parts(Kind kind, std::vector<Prerequisite> parts, std::size_t count = 0)
{
    Prerequisite out;
    out.kind = kind;
    out.parts = std::move(parts);
    out.count = count;
    return out;
}

// By recursive descent; as much of it at a time as brackets are open.
class Parser {
public:
    Parser(std::string_view script, std::string& problem) : rest_(script), problem_(problem)
    {
        advance();
    }

    std::optional<Prerequisite> parse()
    {
        auto out = disjunction();
        if (out && !next_.text.empty()) return fail("nothing behind its end");
        return out;
    }

private:
    std::optional<Prerequisite> fail(std::string_view expected)
    {
        if (problem_.empty()) {
            problem_ = "have ";
            problem_ += expected;
            problem_ += next_.text.empty() ? " at the end"
                                           : " where it has \"" + std::string(next_.text) + '"';
        }
        return std::nullopt;
    }

    void advance()
    {
        const auto begin = rest_.find_first_not_of(blanks);
        rest_.remove_prefix(begin == rest_.npos ? rest_.size() : begin);
        next_ = {};
        if (rest_.empty()) return;
        if (rest_.front() == '"' || rest_.front() == '\'') return take_quoted();
        std::size_t size = 1;
        const bool is_sign = signs.find(rest_.front()) != signs.npos;
        if (rest_.starts_with("<>")) {
            size = 2;
        } else if (!is_sign) {
            size = std::min(rest_.find_first_of("&|~=<>{}(),*\"' \t\r\n"), rest_.size());
        }
        next_ = {rest_.substr(0, size), !is_sign};
        rest_.remove_prefix(size);
    }

    void take_quoted()
    {
        const auto end = rest_.find(rest_.front(), 1);
        next_ = {rest_.substr(1, end == rest_.npos ? end : end - 1), true};
        rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 1);
    }

    bool take(std::string_view sign, std::string_view word = {})
    {
        const bool is_it =
            next_.is_name ? base::equal_but_for_case(next_.text, word) : next_.text == sign;
        if (!is_it || next_.text.empty()) return false;
        advance();
        return true;
    }

    std::optional<Prerequisite> disjunction()
    {
        std::vector<Prerequisite> parts;
        do {
            auto part = conjunction();
            if (!part) return part;
            parts.push_back(std::move(*part));
        } while (take("|", "or"));
        if (parts.size() == 1) return std::move(parts.front());
        return of_parts(Kind::at_least, std::move(parts), 1);
    }

    std::optional<Prerequisite> conjunction()
    {
        std::vector<Prerequisite> parts;
        do {
            auto part = negation();
            if (!part) return part;
            parts.push_back(std::move(*part));
        } while (take("&", "and"));
        if (parts.size() == 1) return std::move(parts.front());
        return of_parts(Kind::all, std::move(parts));
    }

    std::optional<Prerequisite> negation()
    {
        if (++depth_ > limits::prerequisite_depth) return fail("fewer brackets in each other");
        const bool is_negated = take("~", "not");
        auto out = is_negated ? negation() : operand();
        --depth_;
        if (!out || !is_negated) return out;
        std::vector<Prerequisite> parts;
        parts.push_back(std::move(*out));
        return of_parts(Kind::none, std::move(parts));
    }

    std::optional<Prerequisite> operand()
    {
        if (take("(")) {
            auto out = disjunction();
            if (out && !take(")")) return fail("\")\"");
            return out;
        }
        if (take("{")) return set({});
        if (!next_.is_name || next_.text.empty()) return fail("an item");
        const auto name = next_.text;
        advance();
        if (next_.text == "*" && !next_.is_name) return counted(name);
        Prerequisite out;
        out.item = name;
        if (take("="))
            out.kind = Kind::is;
        else if (take("<>"))
            out.kind = Kind::is_not;
        else
            return out;
        out.status = next_.is_name ? status_named(next_.text) : std::string_view();
        if (out.status.empty()) return fail("a status");
        advance();
        return out;
    }

    std::optional<Prerequisite> counted(std::string_view number)
    {
        const auto count = base::parse_number<std::uint16_t>(number);
        if (!count) return fail("a whole number before it");
        take("*");
        if (!take("{")) return fail("\"{\"");
        return set(*count);
    }

    std::optional<Prerequisite> set(std::optional<std::size_t> count)
    {
        std::vector<Prerequisite> parts;
        do {
            auto part = disjunction();
            if (!part) return part;
            parts.push_back(std::move(*part));
        } while (take(","));
        if (!take("}")) return fail("\"}\"");
        const auto wanted = count.value_or(parts.size());
        return of_parts(Kind::at_least, std::move(parts), wanted);
    }

    std::string_view rest_;
    std::string& problem_;
    Token next_;
    std::size_t depth_ = 0;
};

void collect(const Prerequisite& prerequisite, std::vector<std::string_view>& items)
{
    if (!prerequisite.item.empty()) items.push_back(prerequisite.item);
    for (const auto& part : prerequisite.parts)
        collect(part, items);
}

} // namespace

std::optional<Prerequisite> parse_prerequisite(std::string_view script, std::string& problem)
{
    problem.clear();
    if (script.size() > limits::prerequisite_bytes) {
        problem = "have at most " + std::to_string(limits::prerequisite_bytes) + " bytes";
        return std::nullopt;
    }
    return Parser(script, problem).parse();
}

bool is_met(const Prerequisite& prerequisite, const StatusOfItem& status_of)
{
    const auto status = [&] {
        const auto said = status_of(prerequisite.item);
        return said.empty() ? std::string_view("not attempted") : said;
    };
    const auto met = [&](const Prerequisite& part) { return is_met(part, status_of); };
    const auto& parts = prerequisite.parts;
    switch (prerequisite.kind) {
    case Kind::done: return status() == "completed" || status() == "passed";
    case Kind::is: return status() == prerequisite.status;
    case Kind::is_not: return status() != prerequisite.status;
    case Kind::none: return std::ranges::none_of(parts, met);
    case Kind::all: return std::ranges::all_of(parts, met);
    case Kind::at_least:
        return static_cast<std::size_t>(std::ranges::count_if(parts, met)) >= prerequisite.count;
    }
    return false;
}

std::vector<std::string_view> items_of(const Prerequisite& prerequisite)
{
    std::vector<std::string_view> out;
    collect(prerequisite, out);
    return out;
}

} // namespace content
