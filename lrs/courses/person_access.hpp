// What an employee's link (courses/personal_links.hpp) lets its bearer do: see and take his own
// courses. Nothing else, and nobody else's.
#pragma once

#include "competency/person_entry.hpp"
#include "courses/launch.hpp"
#include "lrs/app.hpp"
#include "lrs/auth/credential.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string>

namespace lrs {

struct PersonAccess {
    competency::PersonId person;
};

// Of a link. In the page's address stands courses::to_string() of it, behind '#', which browsers
// send to nobody; the page sends it with a key of person_keys (lrs/auth/token_key.hpp).
courses::Token person_token(storage::Tenant tenant, competency::PersonId person,
                            const std::string& secret);

// As the credential of the request: it has the scope of a person's own courses alone.
//   unauthorized  the link is not valid, or he has left or been merged with another
boost::asio::awaitable<base::Result<std::shared_ptr<const Credential>>>
admit_person(courses::Token token, App& app);

} // namespace lrs
