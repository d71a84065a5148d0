#include "lrs/alternate.hpp"

#include "base/ascii.hpp"
#include "lrs/auth/basic.hpp"
#include "lrs/multipart.hpp"
#include "lrs/version.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using Header = http::request_header<http::fields>;

constexpr std::string_view wrapped_headers[] = {
    "Authorization", "X-Experience-API-Version", "Content-Type", "Content-Length", "If-Match",
    "If-None-Match",
};

auto same_as(std::string_view name)
{
    return [name](std::string_view other) { return base::equal_but_for_case(other, name); };
}

bool is_header(std::string_view name)
{
    return std::ranges::any_of(wrapped_headers, same_as(name));
}

std::optional<http::verb> method_named(std::string_view name)
{
    for (const auto method : {http::verb::get, http::verb::head, http::verb::put, http::verb::post,
                              http::verb::delete_}) {
        if (http::to_string(method) == name) return method;
    }
    return std::nullopt;
}

bool is_form(std::string_view type)
{
    const auto media = media_of(type);
    return media.empty() || base::equal_but_for_case(media, "application/x-www-form-urlencoded") ||
           base::equal_but_for_case(media, "text/plain");
}

// What describes the outer body and not the inner one.
Header without_body(const Header& header)
{
    Header out = header;
    for (const auto name :
         {http::field::content_type, http::field::content_length, http::field::transfer_encoding,
          http::field::content_encoding, http::field::expect}) {
        out.erase(name);
    }
    return out;
}

base::Result<http::verb> read_method(std::string_view target)
{
    auto parameters = parse_parameters(split_target(target).query);
    if (!parameters) return std::move(parameters).error();
    if (parameters->size() > 1) {
        return Error{ErrorKind::invalid,
                     "beside \"method\" all parameters of this syntax belong into the form"};
    }
    const auto method = method_named(parameters->at("method"));
    if (!method) {
        return Error{ErrorKind::invalid, "must be GET, HEAD, PUT, POST or DELETE", "method"};
    }
    return *method;
}

std::string_view type_of(std::string_view content)
{
    const auto first = content.find_first_not_of(" \t\r\n");
    const bool json = first != content.npos && (content[first] == '{' || content[first] == '[');
    return json ? "application/json" : "application/octet-stream";
}

} // namespace

bool is_alternate(const Header& header)
{
    if (header.method() != http::verb::post) return false;
    auto query = split_target(header.target()).query;
    if (query.find("method=") == query.npos) return false;
    const auto version = requested_version(header);
    if (version && *version == statements::Version::v2_0_0) return false;
    const auto parameters = parse_parameters(query);
    return parameters && parameters->contains("method");
}

base::Result<Unwrapped> unwrap(const Header& header, std::string_view form)
{
    const auto method = read_method(header.target());
    if (!method) return method.error();
    if (!is_form(header[http::field::content_type])) {
        return Error{ErrorKind::unsupported,
                     "a request in the alternate syntax is application/x-www-form-urlencoded",
                     "Content-Type"};
    }
    auto fields = parse_parameters(form);
    if (!fields) return std::move(fields).error();

    Unwrapped out{without_body(header), {}, {}};
    out.header.method(*method);
    const auto path = split_target(header.target()).path;
    out.header.target(path);

    std::optional<std::string> content;
    std::vector<std::string> headers;
    for (auto& [name, value] : *fields) {
        if (name == "content") {
            content = std::move(value);
        } else if (!is_header(name)) {
            out.parameters.emplace(name, std::move(value));
        } else if (has_control_character(value)) {
            // It may come back in a header of an answer, and must not end it there.
            return Error{ErrorKind::invalid, "a header holds no control characters", name};
        } else {
            if (std::ranges::any_of(headers, same_as(name)))
                return Error{ErrorKind::invalid, "this header comes twice in the form", name};
            headers.push_back(name);
            out.header.set(name, value);
        }
    }
    out.header.erase(http::field::content_length); // The content's own is known better.
    const auto version = requested_version(out.header);
    if (version && *version == statements::Version::v2_0_0)
        return Error{ErrorKind::invalid, "xAPI 2.0 has no alternate request syntax"};

    const bool sends = *method == http::verb::put || *method == http::verb::post;
    if (sends && !content)
        return Error{ErrorKind::invalid, "the form has no field for what is sent", "content"};
    out.body = std::move(content).value_or("");
    if (sends && out.header.find(http::field::content_type) == out.header.end())
        out.header.set(http::field::content_type, type_of(out.body));
    return out;
}

} // namespace lrs
