#include "courses/registration.hpp"

#include "base/digest.hpp"
#include "courses/record.hpp"
#include "statements/agent.hpp"
#include "statements/members.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace courses {

std::string encode(const Registration& registration)
{
    const boost::json::object out{{"package", base::to_string(registration.package)},
                                  {"course", base::to_string(registration.course)},
                                  {"actor", registration.actor},
                                  {"registered", base::to_string(registration.registered)}};
    return boost::json::serialize(out);
}

base::Result<Registration> decode_registration(const base::Uuid& id, std::string_view text)
{
    RecordReader reader(text);
    Registration out{id, reader.uuid("package"), reader.uuid("course"), reader.object("actor"),
                     reader.time("registered")};
    if (!reader.fine()) return broken_record("registration");
    return out;
}

std::string_view account_name(const Registration& registration)
{
    const auto* account = statements::object_in(registration.actor, "account");
    return account ? statements::text_in(*account, "name") : std::string_view();
}

base::Result<std::string> enrolled_identity(const boost::json::object& actor)
{
    auto identity = statements::identity(boost::json::value(actor));
    if (!identity || !statements::object_in(actor, "account")) {
        return base::Error{base::ErrorKind::invalid,
                           "The actor must be an Agent with an account (homePage and name)",
                           "/actor"};
    }
    return std::move(*identity);
}

std::string person_key(std::string_view identity)
{
    return base::to_hex(base::sha256(identity)) + '/';
}

} // namespace courses
