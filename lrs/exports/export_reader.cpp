#include "lrs/exports/export_reader.hpp"

#include "base/limits.hpp"
#include "base/number.hpp"
#include "base/utf8.hpp"
#include "competency/members.hpp"
#include "competency/person_json.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"
#include "statements/query.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using base::Timestamp;
using competency::Members;
using competency::Presence;
using storage::Sequence;

// Beyond it two numbers of JSON may be one.
constexpr std::int64_t last_number = (std::int64_t{1} << 53) - 1;
// Of a complaint, which may name a place by keys of any length.
constexpr std::size_t why_bytes = 1'000;

Error wrong(std::string why)
{
    return {ErrorKind::invalid, std::move(why)};
}

// `where`: the member whose own places the complaint names.
std::string told(const std::string& where, const base::Complaint& complaint)
{
    const bool within = complaint.where.empty() || complaint.where.starts_with('/');
    auto out = where + (within ? "" : " at ") + complaint.where + " must " + complaint.expected;
    if (!complaint.found.empty()) out += ", not " + complaint.found;
    return out;
}

Timestamp time_in(Members& members, std::string_view name, const std::optional<std::string>& text)
{
    const auto time =
        text ? base::parse_timestamp(*text, base::TimestampRules::rfc3339) : std::nullopt;
    if (text && !time) members.complain(name, "timestamp", "be an RFC 3339 timestamp");
    return time.value_or(Timestamp{});
}

Timestamp read_time(Members& members, std::string_view name)
{
    return time_in(members, name, members.text(name, Presence::required));
}

Sequence read_sequence(Members& members, std::string_view name)
{
    return static_cast<Sequence>(
        members.whole(name, Presence::required, 0, last_number).value_or(0));
}

base::Uuid read_uuid(Members& members, std::string_view name)
{
    const auto text = members.text(name, Presence::required);
    const auto uuid = text ? base::parse_uuid(*text) : std::nullopt;
    if (text && !uuid) members.complain(name, "uuid", "be a UUID");
    return uuid.value_or(base::Uuid{});
}

// `read` makes a line of the members, and complains.
template <class Read>
Result<ExportLine> read_object(std::string_view body, const std::string& where, Read read)
{
    const auto value = statements::parse(body);
    if (!value) return wrong(where + ": " + value.error().why + ", " + value.error().where);
    base::Complaints errors;
    Members members(*value, where, errors);
    ExportLine out = read(members, errors);
    if (errors.empty()) return out;
    return wrong(told("", errors.front()));
}

storage::Position read_published(Members& members, base::Complaints& errors)
{
    storage::Position out;
    const auto* value = members.find("published", Presence::required);
    if (!value) return out;
    Members inner(*value, members.where("published"), errors);
    out.sequence = read_sequence(inner, "sequence");
    if (out.sequence == 0) {
        if (inner.text_or_null("stored"))
            inner.complain("stored", "timestamp", "be null of an empty log");
    } else {
        out.stored = read_time(inner, "stored");
    }
    inner.refuse_others();
    return out;
}

Result<ExportLine> read_header(std::string_view body, Sequence)
{
    return read_object(body, "/export", [](Members& members, base::Complaints& errors) {
        ExportHeader out;
        const auto format = members.whole("format", Presence::required, 1, last_number);
        if (format && *format != export_format) {
            members.complain("format", "format",
                             "be " + std::to_string(export_format) +
                                 ", which is what this program reads");
            return out;
        }
        out.tenant = members.text("tenant", Presence::required).value_or("");
        out.written = read_time(members, "written");
        out.published = read_published(members, errors);
        competency::each(members.list("own", Presence::required), members.where("own"),
                         [&](const auto& agent, std::string at) {
                             auto identity = statements::identity(agent);
                             if (identity)
                                 out.own.insert(std::move(*identity));
                             else
                                 competency::complain(errors, std::move(at), "agent", &agent,
                                                      "be an Agent with an identifier");
                         });
        members.refuse_others();
        return out;
    });
}

Result<ExportLine> read_model(std::string_view body, Sequence)
{
    const auto model = competency::parse_model(body);
    if (model) return ExportLine(*model);
    return wrong(told("/model", model.error().complaints.front()));
}

Result<ExportLine> read_publication(std::string_view body, Sequence)
{
    return read_object(body, "/publication", [](Members& members, base::Complaints&) {
        ModelNote out;
        out.kind = ModelNote::Kind::published;
        out.model = members.text("model", Presence::required).value_or("");
        out.at = time_in(members, "at", members.text_or_null("at"));
        out.through = read_sequence(members, "through");
        members.refuse_others();
        return out;
    });
}

Result<ExportLine> read_person(std::string_view body, Sequence)
{
    auto entry = competency::parse_person_entry(body);
    if (entry) return ExportLine(std::move(*entry));
    return wrong(told("/person", entry.error().complaints.front()));
}

Result<ExportLine> read_statement(std::string_view body, Sequence sequence)
{
    boost::system::error_code failed;
    auto value = statements::parse_stored(body, failed);
    if (failed) return wrong("/statement is not JSON: " + failed.message());
    if (!value.is_object()) return wrong("/statement must be an object");
    if (!statements::id_of(value)) return wrong("/statement has no `id` that is a UUID");
    if (!statements::stored_of(value)) return wrong("/statement has no `stored` that is a time");
    return ExportLine(ExportedStatement{body, std::move(value), sequence});
}

Result<ExportLine> read_void(std::string_view body, Sequence sequence)
{
    return read_object(body, "/void", [&](Members& members, base::Complaints&) {
        competency::Void out{read_uuid(members, "target"), read_uuid(members, "statement"),
                             read_time(members, "stored"), sequence};
        members.refuse_others();
        return out;
    });
}

Result<ExportLine> read_erasure(std::string_view body, Sequence)
{
    return read_object(body, "/erasure", [](Members& members, base::Complaints&) {
        members.list("sequences", Presence::required);
        members.find("reason", Presence::required);
        read_time(members, "erased");
        members.refuse_others();
        return ExportedErasure{};
    });
}

Result<ExportLine> read_end(std::string_view body, Sequence)
{
    return read_object(body, "/end", [](Members& members, base::Complaints&) {
        ExportEnd out;
        out.lines = static_cast<std::uint64_t>(
            members.whole("lines", Presence::required, 1, last_number).value_or(0));
        out.sha256 = members.text("sha256", Presence::required).value_or("");
        members.refuse_others();
        return out;
    });
}

struct Kind {
    std::string_view name;
    ExportPlace place;
    Result<ExportLine> (*read)(std::string_view body, Sequence sequence);
};

constexpr Kind kinds[] = {
    {"export", ExportPlace::header, read_header},
    {"model", ExportPlace::models, read_model},
    {"publication", ExportPlace::publications, read_publication},
    {"person", ExportPlace::persons, read_person},
    {"statement", ExportPlace::log, read_statement},
    {"void", ExportPlace::log, read_void},
    {"erasure", ExportPlace::log, read_erasure},
    {"end", ExportPlace::end, read_end},
};

std::string names()
{
    std::string out;
    for (const auto& kind : kinds)
        out += (out.empty() ? "" : ", ") + std::string(kind.name);
    return out;
}

struct Parts {
    const Kind* kind = nullptr;
    std::string_view body; // In the log with the sequence behind it.
};

// {"name":body}
std::optional<Parts> parts_of(std::string_view line)
{
    if (!line.starts_with("{\"") || !line.ends_with('}')) return std::nullopt;
    line.remove_prefix(2);
    line.remove_suffix(1);
    const auto colon = line.find("\":");
    if (colon == line.npos) return std::nullopt;
    const auto kind = std::ranges::find(kinds, line.substr(0, colon), &Kind::name);
    if (kind == std::end(kinds)) return std::nullopt;
    return Parts{kind, line.substr(colon + 2)};
}

} // namespace

ExportReader::ExportReader(std::istream& in)
    : in_(in), room_(limits::export_line_bytes + 1, '\0'),
      digest_(base::Sha2::of_size(export_digest_bytes).value())
{
}

Error ExportReader::fault(std::string_view why) const
{
    return wrong("line " + std::to_string(number_) + ": " + std::string(why));
}

Result<std::string_view> ExportReader::read_line()
{
    in_.getline(room_.data(), static_cast<std::streamsize>(room_.size()));
    const auto count = static_cast<std::size_t>(in_.gcount());
    if (in_.bad()) return wrong("line " + std::to_string(number_ + 1) + ": it cannot be read");
    if (count == 0 && in_.eof()) {
        if (number_ == 0) return wrong("line 1: the file is empty, an export is not");
        return fault("the file was cut off behind this line: its last one must be "
                     "{\"end\":{\"lines\":...}}");
    }
    ++number_;
    if (in_.fail()) {
        return fault("a line must have at most " + std::to_string(limits::export_line_bytes) +
                     " bytes");
    }
    return std::string_view(room_.data(), in_.eof() ? count : count - 1);
}

Result<> ExportReader::check_place(std::string_view name, ExportPlace place)
{
    if (place_ == ExportPlace::nowhere && place != ExportPlace::header)
        return fault("the first line must be {\"export\":...}: this is no export");
    const bool repeats = place != ExportPlace::header;
    if (place < place_ || (place == place_ && !repeats)) {
        return fault("{\"" + std::string(name) + "\":...} comes too late; the order is " + names());
    }
    place_ = place;
    return {};
}

// Cuts it off the line of the log.
Result<> ExportReader::take_sequence(std::string_view& body)
{
    const auto at = body.rfind(sequence_member);
    const auto sequence =
        at == body.npos ? std::nullopt
                        : base::parse_number<Sequence>(body.substr(at + sequence_member.size()));
    if (!sequence) {
        return fault("a line of the log must end with ,\"sequence\":NUMBER} and have no blanks "
                     "there");
    }
    if (*sequence <= sequence_ || *sequence > published_) {
        return fault("the sequence must be above " + std::to_string(sequence_) +
                     ", that of the line before, and at most " + std::to_string(published_) +
                     ", which the first line says was published; it is " +
                     std::to_string(*sequence));
    }
    sequence_ = *sequence;
    body = body.substr(0, at);
    return {};
}

Result<> ExportReader::check_end(const ExportEnd& end)
{
    if (end.lines != number_) {
        return fault("the file must have " + std::to_string(end.lines) + " lines; it has " +
                     std::to_string(number_));
    }
    if (sequence_ != published_) {
        return fault("the log must reach to sequence " + std::to_string(published_) +
                     ", which the first line says was published; it ends at " +
                     std::to_string(sequence_));
    }
    if (const auto found = hex_of(digest_.finish()); found != end.sha256) {
        return fault("the lines before are not what was written: their SHA-256 must be " +
                     base::excerpt(end.sha256, limits::found_bytes) + "; it is " + found);
    }
    if (in_.peek() == std::istream::traits_type::eof()) return {};
    ++number_;
    return fault("nothing may follow {\"end\":...}");
}

Result<ExportLine> ExportReader::next()
{
    const auto line = read_line();
    if (!line) return line.error();
    const auto parts = parts_of(*line);
    if (!parts && in_.eof()) return fault("the file was cut off within this line");
    if (!parts) {
        return fault("a line must be {\"NAME\":...} without blanks around, NAME one of " + names());
    }
    const auto& kind = *parts->kind;
    auto body = parts->body;
    if (auto placed = check_place(kind.name, kind.place); !placed) return placed.error();
    if (kind.place == ExportPlace::log) {
        if (auto taken = take_sequence(body); !taken) return taken.error();
    }
    auto out = kind.read(body, sequence_);
    if (!out) return fault(base::excerpt(out.error().why, why_bytes));
    if (kind.place != ExportPlace::end) {
        digest_.add(*line);
        digest_.add("\n");
    }
    if (const auto* header = std::get_if<ExportHeader>(&*out))
        published_ = header->published.sequence;
    if (const auto* end = std::get_if<ExportEnd>(&*out)) {
        if (auto checked = check_end(*end); !checked) return checked.error();
    }
    return out;
}

} // namespace lrs
