#include "conformance/lint.hpp"

#include "base/number.hpp"
#include "conformance/statements.hpp"
#include "statements/parse.hpp"
#include "statements/raw.hpp"
#include "statements/validate.hpp"

#include <algorithm>
#include <charconv>

namespace conformance {
namespace {

using statements::Version;

constexpr std::string_view blanks = " \t\r\n";

std::size_t line_at(std::string_view text, std::size_t offset)
{
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, offset), '\n'));
}

// The part with this name or index. Empty: there is none.
std::string_view child(std::string_view value, std::string_view token)
{
    if (value.starts_with('[')) {
        const auto all = statements::raw::elements(value);
        const auto index = base::parse_number<std::size_t>(token);
        return index && *index < all.size() ? all[*index] : "";
    }
    if (!value.starts_with('{')) return "";
    const auto name = unescaped(token);
    for (const auto& member : statements::raw::members(value)) {
        if (statements::raw::is_key(member.key, name)) return member.value;
    }
    return "";
}

// The value at the pointer, or as much of the way as there is.
std::string_view nearest(std::string_view value, std::string_view pointer)
{
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const auto token = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(token.size());
        const auto next = child(value, token);
        if (next.empty()) return value;
        value = next;
    }
    return value;
}

class Linter {
public:
    Linter(std::string_view text, Version version) : text_(text), version_(version) {}

    // `part` lies in the text and may be any bytes.
    void document(std::string_view part, bool batch)
    {
        const auto value = statements::parse(part);
        if (!value) {
            broken(part, value.error());
            return;
        }
        const auto begin = part.find_first_not_of(blanks);
        const auto trimmed = part.substr(begin, part.find_last_not_of(blanks) - begin + 1);
        if (!batch || !value->is_array()) {
            statement(*value, trimmed);
            return;
        }
        const auto parts = statements::raw::elements(trimmed);
        for (std::size_t at = 0; at < parts.size(); ++at)
            statement(value->as_array()[at], parts[at]);
    }

    LintResult take() { return std::move(out_); }

private:
    std::size_t line_of(std::string_view part) const
    {
        return line_at(text_, static_cast<std::size_t>(part.data() - text_.data()));
    }

    void broken(std::string_view part, const base::Error& error)
    {
        constexpr std::string_view unit = "byte ";
        std::size_t offset = 0;
        if (const std::string_view where = error.where; where.starts_with(unit))
            std::from_chars(where.data() + unit.size(), where.data() + where.size(), offset);
        const auto at = part.substr(std::min(offset, part.size()));
        const bool pointer = error.where.starts_with('/');
        out_.findings.push_back({line_of(at),
                                 out_.statements,
                                 {pointer ? error.where : "", "json", "", error.why},
                                 ""});
        ++out_.statements;
    }

    void statement(const boost::json::value& value, std::string_view part)
    {
        for (auto& complaint : statements::validate(value, version_)) {
            auto paragraph = paragraph_of(complaint.rule, version_);
            const auto line = line_of(nearest(part, complaint.where));
            out_.findings.push_back(
                {line, out_.statements, std::move(complaint), std::move(paragraph)});
        }
        ++out_.statements;
    }

    std::string_view text_;
    Version version_;
    LintResult out_;
};

// One document spread over lines, or one per line: tried as the former, unless the first line is a
// document of its own and more follows.
bool is_one_per_line(std::string_view text)
{
    const auto begin = std::min(text.find_first_not_of(blanks), text.size());
    const auto end = text.find('\n', begin);
    if (end == text.npos || text.find_first_not_of(blanks, end) == text.npos) return false;
    return statements::parse(text.substr(begin, end - begin)).has_value();
}

} // namespace

LintResult lint(std::string_view text, Version version)
{
    Linter linter(text, version);
    if (!is_one_per_line(text)) {
        linter.document(text, true);
        return linter.take();
    }
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.find_first_not_of(blanks) != line.npos) linter.document(line, false);
    }
    return linter.take();
}

std::string paragraph_of(std::string_view rule, Version version)
{
    for (const auto& file : sections()) {
        for (const auto& section : file) {
            if (!holds_for(section.versions, version)) continue;
            const auto same = [&](const Row& row) { return row.rule == rule; };
            if (std::ranges::none_of(section.rows, same)) continue;
            const bool old = version == Version::v1_0_3 || section.paragraph_2_0_0.empty();
            return old ? "Data " + std::string(section.paragraph_1_0_3)
                       : std::string(section.paragraph_2_0_0);
        }
    }
    return "";
}

} // namespace conformance
