// The body of a request, a JSON object read by its members.
#pragma once

#include "base/limits.hpp"
#include "base/timestamp.hpp"
#include "competency/members.hpp"
#include "competency/person_entry.hpp"
#include "lrs/resources/parameters.hpp"
#include "statements/parse.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace lrs {

// Of a request without parameters.
inline base::Result<boost::json::value> body_of(const Request& request)
{
    if (auto refused = ParameterReader(request).refusal()) return *refused;
    return statements::parse(request.body);
}

// Borrows it.
class Body {
public:
    explicit Body(const boost::json::value& value) : members_(value, "", complaints_) {}

    // What is optional may be null as well, which is as if it was absent.
    std::optional<base::Timestamp> time(std::string_view name, competency::Presence presence)
    {
        const auto text = this->text(name, presence);
        if (!text) return std::nullopt;
        const auto time = base::parse_timestamp(*text, base::TimestampRules::rfc3339);
        if (!time) members_.complain(name, "timestamp", "be an RFC 3339 timestamp");
        return time;
    }

    std::optional<competency::PersonId> person(std::string_view name, competency::Presence presence)
    {
        const auto text = this->text(name, presence);
        if (!text) return std::nullopt;
        const auto person = competency::parse_person_id(*text);
        if (!person) members_.complain(name, "person", "be the id of a person");
        return person;
    }

    // Why something is done.
    std::string reason(std::string_view name, competency::Presence presence)
    {
        auto text = this->text(name, presence).value_or("");
        if (text.size() > limits::reason_bytes) {
            members_.complain(name, "limit",
                              "have at most " + std::to_string(limits::reason_bytes) + " bytes");
        }
        return text;
    }

    competency::Members& members() { return members_; }

    // Call it last.
    std::optional<base::Error> refusal()
    {
        members_.refuse_others();
        if (complaints_.empty()) return std::nullopt;
        return base::Error{base::ErrorKind::invalid, "the body is not right", "",
                           std::move(complaints_)};
    }

private:
    std::optional<std::string> text(std::string_view name, competency::Presence presence)
    {
        return presence == competency::Presence::required ? members_.text(name, presence)
                                                          : members_.text_or_null(name);
    }

    base::Complaints complaints_; // Before those who complain.
    competency::Members members_;
};

} // namespace lrs
