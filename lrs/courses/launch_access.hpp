// What a token of a launch lets its bearer do: see the files of its course, report about its
// learner. Never more than the one registration.
#pragma once

#include "courses/launch.hpp"
#include "courses/package.hpp"
#include "courses/registration.hpp"
#include "lrs/app.hpp"
#include "lrs/auth/credential.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string_view>

namespace lrs {

struct CourseOffice; // lrs/courses/office.hpp

struct LaunchAccess {
    storage::Tenant tenant{};
    CourseOffice* office = nullptr; // Of its tenant; outlives every request.
    courses::Launch launch;
    courses::Registration registration;
    std::shared_ptr<const courses::Package> package;
};

// Blocks.
//   unauthorized  the token is not one of this purpose, or its time is over
base::Result<LaunchAccess> admit_launch(std::string_view token, courses::Purpose purpose,
                                        const App& app);

// As the credential of a request whose key is one of launch_keys (lrs/auth/token_key.hpp). Its
// scopes are those of content; what it may do within them is lrs/courses/launch_rules.hpp.
boost::asio::awaitable<base::Result<std::shared_ptr<const Credential>>>
admit_content(courses::Token token, App& app);

} // namespace lrs
