// What the handlers of the content origin have in common.
#pragma once

#include "lrs/courses/file_answer.hpp"
#include "lrs/courses/launch_access.hpp"
#include "lrs/courses/office.hpp"
#include "lrs/http_error.hpp"
#include "lrs/offload.hpp"

#include <boost/asio/awaitable.hpp>

namespace lrs {

// Answers with what `work(access, request)` returns as a Result<Response>, on the pool, for the
// launch whose token stands in the path; `failed` makes an answer of an error.
template <class Work>
boost::asio::awaitable<Response> at_launch(Request request, App& app, courses::Purpose purpose,
                                           Work work,
                                           Response (*failed)(const base::Error&) = error_response)
{
    auto answer = co_await app.offload(Urgency::soon, [&]() -> base::Result<Response> {
        auto access = admit_launch(request.captures.at("token"), purpose, app);
        if (!access) return access.error();
        return work(*access, request);
    });
    auto response = answer ? std::move(*answer) : failed(answer.error());
    protect_content(response, app);
    co_return response;
}

} // namespace lrs
