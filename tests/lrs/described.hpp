// The document that the program serves of itself, as tests look at it.
#pragma once

#include "lrs/openapi.hpp"
#include "tests/support/json_schema.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace described {

namespace json = boost::json;
namespace http = boost::beast::http;

inline json::value document()
{
    return json::parse(std::string(lrs::openapi_document));
}

struct Operation {
    std::string path;
    json::object item; // Of the path, without its operations.
    json::object said;
};

// By names like those of samples::name_of(): "GET /health".
inline std::map<std::string, Operation> operations(const json::value& document)
{
    std::map<std::string, Operation> out;
    for (const auto& [path, item] : document.at("paths").as_object()) {
        for (const auto& [member, said] : item.as_object()) {
            if (!said.is_object()) continue;
            std::string method(member);
            std::ranges::transform(method, method.begin(), [](unsigned char c) {
                return static_cast<char>(std::toupper(c));
            });
            out[method + ' ' + std::string(path)] = {std::string(path), item.as_object(),
                                                     said.as_object()};
        }
    }
    return out;
}

// An object of the document, or the one that it refers to.
inline const json::object& resolved(const json::value& document, const json::value& value)
{
    const auto* reference = value.as_object().if_contains("$ref");
    const auto* there =
        reference ? support::JsonSchema(document).find(reference->as_string()) : &value;
    if (!there) throw std::logic_error("leads nowhere: " + json::serialize(value));
    return there->as_object();
}

// The schema of what a body or a parameter holds; null: there is none.
inline const json::value* schema_of(const json::object& said)
{
    if (const auto* own = said.if_contains("schema")) return own;
    const auto* content = said.if_contains("content");
    return content ? &content->at("application/json").at("schema") : nullptr;
}

// Holds answers against what the document says of them.
class Judge {
public:
    using Answer = http::response<http::string_body>;
    using Complaints = support::JsonSchema::Complaints;

    // The document must outlive this.
    explicit Judge(const json::value& document)
        : document_(document), schemas_(document), operations_(operations(document))
    {
    }

    Complaints judge(const std::string& operation, const Answer& answer)
    {
        const auto at = operations_.find(operation);
        if (at == operations_.end()) return {"there is no such operation"};
        const auto status = std::to_string(answer.result_int());
        const auto& responses = at->second.said.at("responses").as_object();
        const auto* said = responses.if_contains(status);
        if (!said && of_http.contains(answer.result_int())) said = responses.if_contains("default");
        if (!said) return {"the status " + status + " is not there"};
        seen_.emplace(operation, status);
        const auto& response = resolved(document_, *said);
        auto out = headers(response, answer);
        for (auto& complaint : body(response, answer))
            out.push_back(std::move(complaint));
        return out;
    }

    // "GET /health 400": statuses that no answer had.
    std::set<std::string> unseen() const
    {
        std::set<std::string> out;
        for (const auto& [name, operation] : operations_) {
            for (const auto& [status, said] : operation.said.at("responses").as_object()) {
                if (status != "default" && !seen_.contains({name, std::string(status)}))
                    out.insert(name + ' ' + std::string(status));
            }
        }
        return out;
    }

private:
    Complaints headers(const json::object& response, const Answer& answer) const
    {
        Complaints out;
        const auto* headers = response.if_contains("headers");
        if (!headers) return out;
        for (const auto& [name, header] : headers->as_object()) {
            const auto at = answer.find(std::string(name));
            const auto* required = header.as_object().if_contains("required");
            if (at == answer.end() && required) out.push_back("lacks " + std::string(name));
            if (at == answer.end()) continue;
            const json::string value(at->value().data(), at->value().size());
            for (auto& why : schemas_.check(header.at("schema"), value))
                out.push_back(std::string(name) + std::move(why));
        }
        return out;
    }

    Complaints body(const json::object& response, const Answer& answer) const
    {
        const auto* schema = schema_of(response);
        const auto type = answer[http::field::content_type];
        if (!schema)
            return answer.body().empty() && type.empty() ? Complaints{} : Complaints{"body"};
        if (type != "application/json") return {"the type is " + std::string(type)};
        boost::system::error_code failed;
        const auto value = json::parse(answer.body(), failed);
        if (failed) return {"the body is no JSON"};
        return schemas_.check(*schema, value);
    }

    // What HTTP itself refuses, whatever the resource.
    inline static const std::set<unsigned> of_http{405, 408, 414, 417, 429, 431, 501};

    const json::value& document_;
    support::JsonSchema schemas_;
    std::map<std::string, Operation> operations_;
    std::set<std::pair<std::string, std::string>> seen_;
};

} // namespace described
