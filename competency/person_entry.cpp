#include "competency/person_entry.hpp"

#include "base/digest.hpp"
#include "base/iri.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "competency/members.hpp"
#include "statements/agent.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

namespace competency {
namespace {

constexpr std::string_view id_prefix = "p_";

// The years that a time's text can show.
constexpr Timestamp first_time = std::chrono::sys_days(std::chrono::year(1) / 1 / 1);
constexpr Timestamp end_of_times = std::chrono::sys_days(std::chrono::year(10'000) / 1 / 1);

bool is_plain(std::string_view text)
{
    const auto is_control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    };
    return base::is_utf8(text) && std::ranges::none_of(text, is_control);
}

bool is_identity(const std::string& text)
{
    constexpr std::array<std::string_view, 4> forms{"mbox:", "sha1:", "openid:", "account:"};
    const auto begins = [&](std::string_view form) { return text.starts_with(form); };
    return std::ranges::any_of(forms, begins) && base::is_utf8(text) &&
           statements::identity(statements::agent_of(text)) == text;
}

// Looks at every member.
class Check {
public:
    Check(const std::string& where, base::Complaints& errors) : where_(where), errors_(errors) {}

    void person(std::string_view, PersonId) {}

    void identity(std::string_view name, const std::string& text)
    {
        if (text.size() > limits::identity_bytes)
            return too_long(name, text, limits::identity_bytes);
        if (!is_identity(text)) complain(name, "agent", text, "be an Agent with one identifier");
    }

    void required(std::string_view name, const std::string& text)
    {
        if (text.empty()) return complain(name, "required", text, "not be empty");
        optional(name, text);
    }

    void optional(std::string_view name, const std::string& text)
    {
        if (text.size() > limits::person_text_bytes)
            return too_long(name, text, limits::person_text_bytes);
        if (!is_plain(text))
            return complain(name, "text", text, "be UTF-8 without control characters");
        if (name == "mail" && !text.empty() && !base::is_mailto("mailto:" + text))
            complain(name, "mail", text, "be a mail address");
    }

    void from(Timestamp time)
    {
        from_ = time;
        if (time < first_time || time >= end_of_times)
            complain("from", "range", "", "lie in the years 0001 to 9999");
    }

    void until(Timestamp time)
    {
        if (time < from_) complain("until", "order", "", "not be earlier than from");
        if (time >= end_of_times && time != forever)
            complain("until", "range", "", "lie in the years 0001 to 9999");
    }

    void stamp(const PersonEntry& entry)
    {
        required("by", entry.stamp.by);
        if (entry.why.size() > limits::reason_bytes)
            return too_long("why", entry.why, limits::reason_bytes);
        if (!is_plain(entry.why))
            complain("why", "text", entry.why, "be UTF-8 without control characters");
    }

private:
    void too_long(std::string_view name, const std::string& text, std::size_t limit)
    {
        complain(name, "length", text, "have at most " + std::to_string(limit) + " bytes");
    }

    void complain(std::string_view name, std::string_view rule, std::string_view found,
                  std::string expected)
    {
        if (errors_.size() >= limits::complaints) return;
        errors_.push_back({below(where_, name), std::string(rule),
                           base::excerpt(found, limits::found_bytes), std::move(expected)});
    }

    const std::string& where_;
    base::Complaints& errors_;
    Timestamp from_ = first_time;
};

} // namespace

std::string to_string(PersonId id)
{
    return std::string(id_prefix) + base::to_hex(id.uuid.bytes);
}

std::optional<PersonId> parse_person_id(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    PersonId id;
    if (!text.starts_with(id_prefix)) return std::nullopt;
    text.remove_prefix(id_prefix.size());
    if (text.size() != 2 * id.uuid.bytes.size() || text.find_first_not_of(digits) != text.npos)
        return std::nullopt;
    const auto bytes = base::from_hex(text);
    std::ranges::copy(*bytes, id.uuid.bytes.begin());
    return id;
}

void check_person_entry(const PersonEntry& entry, const std::string& where,
                        base::Complaints& errors)
{
    Check check(where, errors);
    check.stamp(entry);
    std::visit([&](const auto& said) { said.visit(said, check); }, entry.said);
}

} // namespace competency
