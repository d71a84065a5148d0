// Requests in the alternate syntax: a URL, a line end, and the form. Whatever it holds, what comes
// out can be dispatched like any other request.
#include "lrs/alternate.hpp"

#include "base/utf8.hpp"
#include "lrs/version.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

namespace http = boost::beast::http;

void require(bool holds)
{
    if (!holds) std::abort();
}

void check(const lrs::Unwrapped& inner)
{
    const auto method = inner.header.method();
    require(method == http::verb::get || method == http::verb::head || method == http::verb::put ||
            method == http::verb::post || method == http::verb::delete_);
    const auto version = lrs::requested_version(inner.header);
    require(!version || *version == statements::Version::v1_0_3);
    require(!inner.parameters.contains("content"));
    for (const auto& [name, value] : inner.parameters)
        require(base::is_utf8(name) && base::is_utf8(value));
    require(base::is_utf8(inner.body));
    for (const auto& field : inner.header) {
        for (const char c : field.value())
            require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = text.find('\n');
    const auto target = text.substr(0, end);
    const auto form = end == text.npos ? std::string_view() : text.substr(end + 1);

    http::request_header<http::fields> header;
    header.method(http::verb::post);
    header.target({target.data(), target.size()});
    header.set(http::field::content_type, "text/plain;charset=UTF-8");
    if (!lrs::is_alternate(header)) return 0;

    const auto inner = lrs::unwrap(header, form);
    if (inner) {
        check(*inner);
    } else {
        require(inner.error().kind == base::ErrorKind::invalid && !inner.error().why.empty());
        require(base::is_utf8(inner.error().where));
    }
    return 0;
}
