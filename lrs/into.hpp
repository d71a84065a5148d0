// For awaiting what may fail: the error goes into a variable.
#pragma once

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

namespace lrs {

inline auto into(boost::system::error_code& failed)
{
    return boost::asio::redirect_error(boost::asio::use_awaitable, failed);
}

} // namespace lrs
