#include "lrs/courses/person_access.hpp"

#include "lrs/auth/token_key.hpp"
#include "lrs/municipalities.hpp"
#include "lrs/offload.hpp"

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using competency::PersonId;
using competency::Persons;

Error not_valid()
{
    return {ErrorKind::unauthorized,
            "This link is not valid, or its time is over: ask for another one"};
}

Result<std::shared_ptr<const Credential>> admit(const courses::Token& token, const App& app)
{
    auto* const municipality = app.municipalities.find(token.tenant);
    if (!municipality) return not_valid();
    const PersonId person{token.launch};
    if (auto fits = municipality->courses.links.admit(token.launch, token.secret); !fits)
        return fits.error();
    const bool works_here = municipality->persons.read([&](const Persons& all) {
        return all.standing(person, competency::forever) == person &&
               !all.has_left(person, storage::system_now(), competency::forever);
    });
    if (!works_here) return not_valid();
    Credential out;
    out.key = std::string(person_keys.prefix) + competency::to_string(person);
    out.tenant = token.tenant;
    out.scopes = static_cast<std::uint32_t>(Scope::own_courses);
    out.authority = "{}";
    out.person = std::make_shared<const PersonAccess>(PersonAccess{person});
    return std::make_shared<const Credential>(std::move(out));
}

} // namespace

courses::Token person_token(storage::Tenant tenant, PersonId person, const std::string& secret)
{
    return {tenant, person.uuid, secret};
}

boost::asio::awaitable<Result<std::shared_ptr<const Credential>>> admit_person(courses::Token token,
                                                                               App& app)
{
    co_return co_await app.offload(Urgency::soon, [&] { return admit(token, app); });
}

} // namespace lrs
