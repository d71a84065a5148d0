// Reads the query parameters of a resource and gathers what is wrong with them.
#pragma once

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "lrs/request.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace lrs {

enum class Need { required, optional };

class ParameterReader {
public:
    // The request must outlive the reader.
    explicit ParameterReader(const Request& request) : request_(request) {}

    // Empty: absent, or complained of.
    std::optional<std::string> text(std::string_view name, Need need);
    std::optional<std::string> iri(std::string_view name, Need need);
    std::optional<base::Uuid> uuid(std::string_view name);
    std::optional<base::Timestamp> time(std::string_view name); // By the request's version.
    std::optional<std::uint64_t> whole(std::string_view name, std::uint64_t low,
                                       std::uint64_t high);
    std::optional<boost::json::object> agent(std::string_view name, Need need); // Or Group.
    std::optional<std::string> identity(std::string_view name, Need need); // statements/agent.hpp

    void complain(std::string_view name, std::string expected);

    // Call it last: every parameter that nobody has read is unknown.
    std::optional<base::Error> refusal();

private:
    const Request& request_;
    std::set<std::string, std::less<>> known_;
    base::Complaints complaints_;
};

} // namespace lrs
