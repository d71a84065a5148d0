#include "competency/person_json.hpp"

#include "base/limits.hpp"
#include "competency/canonical.hpp"
#include "competency/explain.hpp"
#include "competency/members.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"

#include <boost/json.hpp>

namespace competency {
namespace {

namespace json = boost::json;

// Beyond it two numbers of JSON may be one.
constexpr std::int64_t last_number = (std::int64_t{1} << 53) - 1;

class Writer {
public:
    explicit Writer(json::object& out) : out_(out) {}

    void person(std::string_view name, PersonId id) { out_[name] = to_string(id); }

    void identity(std::string_view name, const std::string& text)
    {
        out_[name] = statements::agent_of(text);
    }

    void required(std::string_view name, const std::string& text) { out_[name] = text; }

    void optional(std::string_view name, const std::string& text)
    {
        if (!text.empty()) out_[name] = text;
    }

    void from(Timestamp time) { out_["from"] = time_text(time); }

    void until(Timestamp time) { out_["until"] = time_or_null(time); }

private:
    json::object& out_;
};

class Reader {
public:
    explicit Reader(Members& members) : members_(members) {}

    void person(std::string_view name, PersonId& id)
    {
        const auto text = members_.text(name, Presence::required);
        const auto read = text ? parse_person_id(*text) : std::nullopt;
        if (text && !read)
            members_.complain(name, "person", "be \"p_\" and 32 hexadecimal digits in lower case");
        id = read.value_or(PersonId{});
    }

    void identity(std::string_view name, std::string& text)
    {
        const auto* agent = members_.find(name, Presence::required);
        const auto read = agent ? statements::identity(*agent) : std::nullopt;
        if (agent && !read) members_.complain(name, "agent", "be an Agent with one identifier");
        text = read.value_or("");
    }

    void required(std::string_view name, std::string& text)
    {
        text = members_.text(name, Presence::required).value_or("");
    }

    void optional(std::string_view name, std::string& text)
    {
        text = members_.text_or_null(name).value_or("");
    }

    Timestamp time(std::string_view name, const std::optional<std::string>& text,
                   Timestamp otherwise)
    {
        if (!text) return otherwise;
        const auto read = base::parse_timestamp(*text, base::TimestampRules::rfc3339);
        if (!read) members_.complain(name, "timestamp", "be an RFC 3339 time");
        return read.value_or(otherwise);
    }

    void from(Timestamp& t) { t = time("from", members_.text("from", Presence::required), {}); }

    void until(Timestamp& t) { t = time("until", members_.text_or_null("until"), forever); }

private:
    Members& members_;
};

EntryStamp read_stamp(Members& members, Reader& reader)
{
    EntryStamp stamp;
    stamp.number = static_cast<std::uint64_t>(
        members.whole("entry", Presence::required, 1, last_number).value_or(1));
    stamp.recorded = reader.time("recorded", members.text("recorded", Presence::required), {});
    stamp.by = members.text("by", Presence::required).value_or("");
    return stamp;
}

std::optional<Said> read_said(Members& members, Reader& reader)
{
    const auto kind = members.text("kind", Presence::required);
    if (!kind) return std::nullopt;
    std::string names;
    auto said = blank_said([&](char, std::string_view name) {
        names += (names.empty() ? "" : ", ") + std::string(name);
        return name == *kind;
    });
    if (said) {
        std::visit([&](auto& what) { what.visit(what, reader); }, *said);
    } else {
        members.complain("kind", "kind", "be one of: " + names);
    }
    return said;
}

} // namespace

json::object object_of(const PersonEntry& entry)
{
    json::object out{{"entry", entry.stamp.number},
                     {"recorded", time_text(entry.stamp.recorded)},
                     {"by", entry.stamp.by}};
    if (!entry.why.empty()) out["why"] = entry.why;
    Writer writer(out);
    std::visit(
        [&](const auto& said) {
            out["kind"] = said.name;
            said.visit(said, writer);
        },
        entry.said);
    return out;
}

std::string to_json(const PersonEntry& entry)
{
    return canonical(object_of(entry));
}

std::optional<PersonEntry> read_person_entry(const json::value& value, const std::string& where,
                                             const EntryStamp* stamp, base::Complaints& errors)
{
    const auto before = errors.size();
    Members members(value, where, errors);
    Reader reader(members);
    PersonEntry entry;
    entry.stamp = stamp ? *stamp : read_stamp(members, reader);
    entry.why = members.text_or_null("why").value_or("");
    auto said = read_said(members, reader);
    if (said) {
        entry.said = std::move(*said);
        members.refuse_others(); // Without a kind, nobody knows which members belong.
    }
    if (errors.size() == before) check_person_entry(entry, where, errors);
    // A full list takes no more complaints, not even about this entry.
    if (!said || errors.size() != before || errors.size() >= limits::complaints)
        return std::nullopt;
    return entry;
}

base::Result<PersonEntry> parse_person_entry(std::string_view document, const EntryStamp* stamp)
{
    base::Complaints errors;
    std::optional<PersonEntry> entry;
    if (const auto value = statements::parse(document)) {
        entry = read_person_entry(*value, "", stamp, errors);
    } else {
        complain(errors, value.error().where, "json", nullptr, "be JSON: " + value.error().why);
    }
    if (entry) return std::move(*entry);
    return base::Error{base::ErrorKind::invalid, "The entry about persons is not right.",
                       errors.front().where, std::move(errors)};
}

} // namespace competency
