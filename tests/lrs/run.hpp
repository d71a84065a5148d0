// Runs a coroutine to its end on this thread.
#pragma once

#include "lrs/offload.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <utility>

namespace support {

template <class T>
T run(boost::asio::awaitable<T> work)
{
    boost::asio::io_context context;
    auto answer = boost::asio::co_spawn(context, std::move(work), boost::asio::use_future);
    context.run();
    lrs::wait_for_handovers();
    return answer.get();
}

} // namespace support
