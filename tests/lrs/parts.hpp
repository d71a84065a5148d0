// Statements with attachments for tests over a running server, and answers in parts.
#pragma once

#include "base/digest.hpp"
#include "lrs/multipart.hpp"
#include "tests/lrs/books.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace parts {

using namespace books;

inline const std::string plain_usage = "https://example.org/usage";

inline std::string sha2_of(std::string_view bytes)
{
    return base::to_hex(base::sha256(bytes));
}

inline std::string described(std::string_view bytes, const std::string& more = "",
                             const std::string& usage = plain_usage,
                             const std::string& type = "application/octet-stream")
{
    return R"({"usageType":")" + usage + R"(","display":{"en":"d"},"contentType":")" + type +
           R"(","length":)" + std::to_string(bytes.size()) + R"(,"sha2":")" + sha2_of(bytes) + '"' +
           more + '}';
}

inline std::string with_attachments(std::string statement, const std::string& list)
{
    statement.pop_back();
    return statement + R"(,"attachments":[)" + list + "]}";
}

inline live::Asked multipart(std::string_view json, const std::vector<std::string>& bodies)
{
    std::string out = "--b\r\nContent-Type: application/json\r\n\r\n" + std::string(json);
    for (const auto& body : bodies) {
        out += "\r\n--b\r\nContent-Type: application/octet-stream\r\n"
               "Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: " +
               sha2_of(body) + "\r\n\r\n" + body;
    }
    return {.body = out + "\r\n--b--\r\n", .type = "multipart/mixed; boundary=b"};
}

struct Taken {
    std::string json;
    std::vector<std::string> contents; // "sha2 type:bytes"
};

inline Taken taken(const Answer& answer)
{
    BOOST_REQUIRE_EQUAL(answer.result_int(), 200);
    const std::string type(answer[boost::beast::http::field::content_type]);
    const auto parts = lrs::read_multipart(type, answer.body()).value();
    Taken out{std::string(parts.at(0).body), {}};
    BOOST_TEST(parts[0].content_type == "application/json");
    for (std::size_t at = 1; at < parts.size(); ++at) {
        BOOST_TEST(parts[at].encoding == "binary");
        out.contents.push_back(parts[at].sha2 + ' ' + parts[at].content_type + ':' +
                               std::string(parts[at].body));
    }
    return out;
}

inline std::string content_part(std::string_view bytes)
{
    return sha2_of(bytes) + " application/octet-stream:" + std::string(bytes);
}

} // namespace parts
