#include "bench/request_text.hpp"

#include "base/base64.hpp"

namespace bench {
namespace {

std::string head(const Target& target, std::string_view method, std::string_view path)
{
    std::string out(method);
    out += ' ';
    out += path;
    out += " HTTP/1.1\r\nHost: " + target.host + "\r\nX-Experience-API-Version: " + target.version;
    if (!target.authorization.empty())
        out += "\r\nAuthorization: Basic " + base::to_base64(target.authorization);
    out += "\r\n";
    return out;
}

} // namespace

std::string get_request(const Target& target, std::string_view path)
{
    return head(target, "GET", path) + "\r\n";
}

std::string json_request(const Target& target, std::string_view method, std::string_view path,
                         std::string_view body)
{
    auto out = head(target, method, path);
    out += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n";
    out += body;
    return out;
}

} // namespace bench
