// Who is registered for which course of one tenant, and the launches under way.
//
// A person is registered for a course once, with the version that was the latest then; whoever asks
// again gets the same registration. Kept as records: "registration" by its id, and by person and by
// package the way to it; "launch" by its id, and by registration the way to it.
//
// Threads: any; calls block. A launch is changed by one call at a time.
#pragma once

#include "courses/launch.hpp"
#include "courses/package.hpp"
#include "courses/registration.hpp"
#include "storage/record_store.hpp"
#include "storage/storage.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace courses {

struct Enrolled {
    Registration registration;
    bool is_new = false;
};

// What a launch begins with.
struct Opening {
    std::string item{}; // Launch::item
    content::LaunchMode mode = content::LaunchMode::normal;
    std::string return_url{};
};

struct Opened {
    Launch launch;
    std::array<std::string, purposes> secrets; // By purpose; nobody can tell them again.
};

class Enrolments {
public:
    Enrolments(storage::RecordStore& records, storage::Tenant tenant, storage::Clock now)
        : records_(records), tenant_(tenant), now_(std::move(now))
    {
    }

    // `actor`: an Agent with an account. `with` is made together with a new registration.
    //   invalid   it has no account
    //   conflict  somebody has registered him meanwhile, or of what `with` expects
    base::Result<Enrolled> enrol(const Package& package, boost::json::object actor,
                                 std::vector<storage::RecordChange> with = {});

    base::Result<std::optional<Registration>> find(const base::Uuid& registration) const;

    // Of a person in a course, by statements::identity().
    base::Result<std::optional<Registration>> of(std::string_view identity,
                                                 const base::Uuid& course) const;

    // Of a person, by statements::identity(); of a package, `limit` of them behind `after`.
    base::Result<std::vector<Registration>> of_person(std::string_view identity) const;
    base::Result<std::vector<Registration>>
    of_package(const base::Uuid& package, std::optional<base::Uuid> after, std::size_t limit) const;

    // Earlier launches of the registration that are over go from the records. The others stay as
    // they are: who may go on beside the new one is a matter of the standard.
    //   too_many  limits::launches_of_registration of them are not over yet
    base::Result<Opened> open(const Registration& registration, const Opening& opening);

    base::Result<std::optional<Launch>> launch(const base::Uuid& launch) const;
    base::Result<std::vector<Launch>> launches(const base::Uuid& registration) const;

    // What it has become. Empty from `change`: it stays as it is.  not_found: there is none
    base::Result<Launch> change(const base::Uuid& launch,
                                const std::function<bool(Launch&)>& change);

    // The launch that the token is of, when that may still be used for this.
    //   unauthorized  there is no such token, it is of another purpose, or it is over
    base::Result<Launch> admit(const Token& token, Purpose purpose) const;

private:
    base::Result<std::vector<Registration>> registrations(std::vector<storage::Record> ways) const;

    storage::RecordStore& records_;
    const storage::Tenant tenant_;
    const storage::Clock now_;
    std::mutex enrolling_; // From looking for a registration to keeping it.
    std::mutex changing_;  // Launches.
};

} // namespace courses
