#include "lrs/multipart.hpp"

#include "base/digest.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using boost::beast::iequals;

constexpr std::string_view crlf = "\r\n";
constexpr std::string_view blanks = " \t";
constexpr std::string_view mixed = "multipart/mixed";

bool is_one_of(char c, std::string_view characters)
{
    return characters.find(c) != characters.npos;
}

bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// RFC 9110 5.6.2.
bool is_token_character(char c)
{
    return is_alphanumeric(c) || is_one_of(c, "!#$%&'*+-.^_`|~");
}

// RFC 2046 5.1.1.
bool is_boundary_character(char c)
{
    return is_alphanumeric(c) || is_one_of(c, "'()+_,-./:=? ");
}

bool is_boundary(std::string_view text)
{
    return !text.empty() && text.size() <= limits::boundary_bytes && text.back() != ' ' &&
           std::ranges::all_of(text, is_boundary_character);
}

bool consume(std::string_view& text, std::string_view prefix)
{
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

void skip_blanks(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
}

std::string_view trimmed(std::string_view text)
{
    skip_blanks(text);
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

std::string_view take_token(std::string_view& text)
{
    const auto end = std::ranges::find_if_not(text, is_token_character);
    const auto token = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(token.size());
    return token;
}

Error invalid(std::string why, std::string where)
{
    return {ErrorKind::invalid, std::move(why), std::move(where)};
}

// The boundary: RFC 9110 5.6.6 and 8.3.1.

struct Parameter {
    std::string_view name; // Empty: nothing stood between two semicolons.
    std::string value;
};

// Behind the opening quotation mark.
std::optional<std::string> take_quoted(std::string_view& text)
{
    std::string out;
    while (!consume(text, "\"")) {
        consume(text, "\\"); // What follows stands for itself, a quotation mark too.
        if (text.empty()) return std::nullopt;
        out += text.front();
        text.remove_prefix(1);
    }
    return out;
}

std::optional<Parameter> take_parameter(std::string_view& text)
{
    if (!consume(text, ";")) return std::nullopt;
    skip_blanks(text);
    if (text.empty() || text.front() == ';') return Parameter{};
    Parameter out;
    out.name = take_token(text);
    if (out.name.empty() || !consume(text, "=")) return std::nullopt;
    if (consume(text, "\"")) {
        auto value = take_quoted(text);
        if (!value) return std::nullopt;
        out.value = std::move(*value);
    } else {
        out.value = take_token(text);
        if (out.value.empty()) return std::nullopt;
    }
    skip_blanks(text);
    return out;
}

Result<std::string> boundary_of(std::string_view content_type)
{
    constexpr const char* where = "Content-Type";
    if (!is_multipart_mixed(content_type))
        return invalid("statements with attachments come as multipart/mixed", where);
    std::optional<std::string> boundary;
    auto rest = content_type.substr(std::min(content_type.find(';'), content_type.size()));
    while (!rest.empty()) {
        auto parameter = take_parameter(rest);
        if (!parameter) {
            return invalid("its parameters must read ; name=value, the value in quotation marks "
                           "unless it is of letters, digits and few other characters",
                           where);
        }
        if (!iequals(parameter->name, "boundary")) continue;
        if (boundary) return invalid("the boundary is given twice", where);
        boundary = std::move(parameter->value);
    }
    if (!boundary) return invalid("multipart/mixed needs a boundary", where);
    if (!is_boundary(*boundary)) {
        return invalid("a boundary has 1 to 70 letters, digits and '()+_,-./:=? and blanks, and "
                       "does not end in a blank",
                       where);
    }
    return std::move(*boundary);
}

// One part: RFC 2046 5.1, RFC 822 3.

// The value that a header of this name goes to; null: one that xAPI does not know.
std::string* value_of(std::string_view name, Part& part)
{
    if (iequals(name, "Content-Type")) return &part.content_type;
    if (iequals(name, "Content-Transfer-Encoding")) return &part.encoding;
    if (iequals(name, "X-Experience-API-Hash")) return &part.sha2;
    if (iequals(name, "Content-Length")) return &part.length;
    return nullptr;
}

// `field` is unfolded. Empty: all is well.
std::string_view take_field(std::string_view field, Part& part)
{
    const auto is_control = [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    };
    if (std::ranges::any_of(field, is_control))
        return "a header holds a control character, or a line that does not end in CRLF";
    const auto name = take_token(field);
    if (name.empty() || !consume(field, ":"))
        return "a header must read name: value; an empty line ends the headers";
    auto* known = value_of(name, part);
    if (!known) return {};
    const auto value = trimmed(field);
    if (value.empty()) return "a header has no value";
    if (!known->empty()) return "a header is given twice";
    if (std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) > 0x7e; }))
        return "a header holds something else than ASCII";
    *known = value;
    return {};
}

std::string_view take_line(std::string_view& text)
{
    const auto line = text.substr(0, text.find(crlf));
    text.remove_prefix(line.size() + crlf.size());
    return line;
}

// `header`: lines with their CRLFs.
Result<> read_header(std::string_view header, Part& part, const std::string& where)
{
    if (header.size() > limits::part_header_bytes) {
        return Error{ErrorKind::too_large,
                     "the headers of a part may have at most " +
                         std::to_string(limits::part_header_bytes) + " bytes",
                     where};
    }
    while (!header.empty()) {
        std::string field(take_line(header));
        while (!header.empty() && is_one_of(header.front(), blanks))
            field += take_line(header);
        const auto fault = take_field(field, part);
        if (!fault.empty()) return invalid(std::string(fault), where);
    }
    return {};
}

// `content`: from behind the line of one delimiter to the CRLF in front of the next.
Result<Part> read_part(std::string_view content, const std::string& where)
{
    Part part;
    auto header = content;
    if (content.starts_with(crlf)) {
        header = {};
        part.body = content.substr(crlf.size());
    } else if (const auto end = content.find("\r\n\r\n"); end != content.npos) {
        header = content.substr(0, end + crlf.size());
        part.body = content.substr(header.size() + crlf.size());
    } else if (!content.empty() && !content.ends_with(crlf)) {
        return invalid("the headers do not end in an empty line", where);
    } // Otherwise the empty line's CRLF is that of the delimiter: there is no body at all.
    if (auto read = read_header(header, part, where); !read) return std::move(read).error();
    return part;
}

// The parts: RFC 2046 5.1.1.

struct Delimiter {
    std::size_t begin; // Of the CRLF in front, which belongs to it.
    std::size_t end;   // Behind its line.
    bool closes;       // Nothing that follows counts.
};

class Reader {
public:
    // `is_whole` may be null: every delimiter begins a line.
    Reader(std::string_view body, std::string_view boundary, IsWhole is_whole)
        : body_(body), delimiter_("\r\n--" + std::string(boundary)), is_whole_(is_whole)
    {
    }

    Result<std::vector<Part>> run()
    {
        auto opened = first();
        if (!opened) return std::move(opened).error();
        std::vector<Part> parts;
        while (!opened->closes) {
            if (parts.size() == limits::multipart_parts) return too_many();
            const auto where = name_of_part(parts.size() + 1);
            auto next = find(opened->end - crlf.size(), where);
            if (!next) return std::move(next).error();
            if (next->begin < opened->end)
                return invalid("a delimiter follows upon another without a line between", where);
            auto part = read_part(body_.substr(opened->end, next->begin - opened->end), where);
            if (!part) return std::move(part).error();
            const auto glued = parts.empty() ? std::nullopt : cut(*part);
            parts.push_back(std::move(*part));
            opened = glued ? *glued : *next;
        }
        if (parts.empty()) return invalid("the body has no part", "");
        return parts;
    }

private:
    std::string_view without_crlf() const
    {
        return std::string_view(delimiter_).substr(crlf.size());
    }

    Result<Delimiter> first()
    {
        if (body_.starts_with(without_crlf())) return finish(0, without_crlf().size(), "");
        return find(0, "");
    }

    // `from` never decreases.
    Result<Delimiter> find(std::size_t from, const std::string& where)
    {
        if (!found_ || *found_ < from) found_ = body_.find(delimiter_, from);
        const auto begin = *found_;
        if (begin != body_.npos) return finish(begin, begin + delimiter_.size(), where);
        return invalid(where.empty() ? "no line begins with the boundary that Content-Type names; "
                                       "lines end in CRLF"
                                     : "the body ends before its closing delimiter",
                       where);
    }

    // A line that only begins like a delimiter is refused: readers differ in what they make of
    // it, and RFC 2046 forbids it to the sender.
    Result<Delimiter> finish(std::size_t begin, std::size_t at, const std::string& where) const
    {
        auto rest = body_.substr(at);
        const bool closes = consume(rest, "--");
        skip_blanks(rest); // Transport padding.
        if (!consume(rest, crlf) && !(closes && rest.empty()))
            return invalid("a line begins with the boundary and goes on behind it", where);
        return Delimiter{begin, body_.size() - rest.size(), closes};
    }

    // The delimiter that `part` is whole in front of, if its line need not begin there. The part is
    // cut to it: shorter, or longer by the line end that had been taken for the delimiter's.
    std::optional<Delimiter> cut(Part& part) const
    {
        if (!is_whole_ || !part.body.data()) return std::nullopt;
        const auto begin = static_cast<std::size_t>(part.body.data() - body_.data());
        const auto end = body_.find(without_crlf(), begin);
        auto candidate = part;
        candidate.body = body_.substr(begin, end - begin);
        auto delimiter = finish(end, end + without_crlf().size(), "");
        if (!delimiter || !is_whole_(candidate)) return std::nullopt;
        part = std::move(candidate);
        return *delimiter;
    }

    static Error too_many()
    {
        return {ErrorKind::too_large,
                "a body may have at most " + std::to_string(limits::multipart_parts) + " parts"};
    }

    std::string_view body_;
    std::string delimiter_;
    IsWhole is_whole_;
    std::optional<std::size_t> found_; // By find(): kept, or many cuts would search in squares.
};

} // namespace

std::string name_of_part(std::size_t number)
{
    return "part " + std::to_string(number);
}

std::string_view media_of(std::string_view content_type)
{
    return trimmed(content_type.substr(0, content_type.find(';')));
}

bool is_multipart_mixed(std::string_view content_type)
{
    return iequals(media_of(content_type), mixed);
}

Result<std::vector<Part>> read_multipart(std::string_view content_type, std::string_view body,
                                         IsWhole is_whole)
{
    auto boundary = boundary_of(content_type);
    if (!boundary) return std::move(boundary).error();
    return Reader(body, *boundary, is_whole).run();
}

std::string choose_boundary(const std::array<std::uint8_t, 16>& random, std::string_view json,
                            std::span<const Attachment> attachments)
{
    const auto is_free = [&](std::string_view boundary) {
        const auto lacks = [&](std::string_view text) { return text.find(boundary) == text.npos; };
        return lacks(json) && std::ranges::all_of(attachments, [&](const Attachment& each) {
                   return lacks(each.body) && lacks(each.content_type) && lacks(each.sha2);
               });
    };
    // Ends: contents of finite length hold finitely many of these.
    const auto stem = base::to_hex(random);
    auto boundary = stem;
    for (std::size_t tried = 0; !is_free(boundary); ++tried)
        boundary = stem + std::to_string(tried);
    return boundary;
}

std::string multipart_type(std::string_view boundary)
{
    return std::string(mixed) + "; boundary=" + std::string(boundary);
}

std::string write_multipart(std::string_view boundary, std::string_view json,
                            std::span<const Attachment> attachments)
{
    assert(is_boundary(boundary));
    constexpr std::size_t around = 256; // Header names and the like, of one part.
    auto size = json.size() + around;
    for (const auto& each : attachments)
        size += each.body.size() + each.content_type.size() + around;

    std::string out;
    out.reserve(size);
    const auto add = [&](auto... pieces) { (out.append(pieces), ...); };
    add("--", boundary, "\r\nContent-Type: application/json\r\n\r\n", json);
    for (const auto& each : attachments) {
        add("\r\n--", boundary, crlf);
        if (!each.content_type.empty()) add("Content-Type: ", each.content_type, crlf);
        add("Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: ", each.sha2);
        add("\r\n\r\n", each.body);
    }
    add("\r\n--", boundary, "--\r\n");
    return out;
}

} // namespace lrs
