#include "conformance/answer.hpp"

#include "base/utf8.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace conformance {
namespace {

// Reports are text, whatever a server sends.
std::string clipped(const std::string& text)
{
    constexpr std::size_t most = 200;
    if (base::is_utf8(text)) return base::excerpt(text, most);
    return std::to_string(text.size()) + " bytes that are no text";
}

} // namespace

Unmet::Unmet(std::string expects, std::string finds, std::size_t at)
    : std::runtime_error(expects), expected(clipped(expects)), found(clipped(finds)), exchange(at)
{
}

void expect(bool holds, std::string expected, std::string found)
{
    if (!holds) throw Unmet(std::move(expected), std::move(found));
}

void Answer::expect(bool holds, std::string expected, std::string found) const
{
    if (!holds) throw Unmet(std::move(expected), std::move(found), exchange_);
}

bool Answer::has_header(std::string_view name) const
{
    return reply_.find({name.data(), name.size()}) != reply_.end();
}

std::string Answer::header(std::string_view name) const
{
    const auto at = reply_.find({name.data(), name.size()});
    return at == reply_.end() ? "" : std::string(at->value());
}

const Answer& Answer::is(std::initializer_list<unsigned> statuses) const
{
    std::string wanted;
    for (const auto one : statuses)
        wanted += (wanted.empty() ? "" : " or ") + std::to_string(one);
    expect(std::ranges::find(statuses, status()) != statuses.end(), "status " + wanted,
           "status " + std::to_string(status()));
    return *this;
}

const Answer& Answer::with_header(std::string_view name) const
{
    expect(has_header(name), "a header " + std::string(name), "none");
    return *this;
}

const Answer& Answer::with_header(std::string_view name, std::string_view value) const
{
    expect(header(name) == value, "the header " + std::string(name) + ": " + std::string(value),
           has_header(name) ? header(name) : "none");
    return *this;
}

const Answer& Answer::with_type(std::string_view media_type) const
{
    const auto type = header("Content-Type");
    const auto media = type.substr(0, type.find_first_of("; \t"));
    expect(boost::beast::iequals(media,
                                 boost::beast::string_view(media_type.data(), media_type.size())),
           "the content type " + std::string(media_type), type);
    return *this;
}

const Answer& Answer::with_body(std::string_view bytes) const
{
    expect(body() == bytes, "the body " + clipped(std::string(bytes)), body());
    return *this;
}

json::value Answer::json() const
{
    boost::system::error_code failed;
    auto value = json::parse(body(), failed);
    expect(!failed, "a body of JSON", body());
    return value;
}

json::value Answer::at(std::string_view pointer) const
{
    const auto whole = json();
    boost::system::error_code failed;
    const auto* found = whole.find_pointer({pointer.data(), pointer.size()}, failed);
    expect(found != nullptr, "JSON with " + std::string(pointer), body());
    return *found;
}

const Answer& Answer::with(std::string_view pointer, const Value& value) const
{
    const auto found = at(pointer);
    expect(found == value.it, "at " + std::string(pointer) + ": " + serialize(value.it),
           serialize(found));
    return *this;
}

const Answer& Answer::without(std::string_view pointer) const
{
    const auto whole = json();
    boost::system::error_code failed;
    const auto* found = whole.find_pointer({pointer.data(), pointer.size()}, failed);
    expect(found == nullptr, "nothing at " + std::string(pointer), found ? serialize(*found) : "");
    return *this;
}

} // namespace conformance
