// A server with one fault: passes requests on to a right one, and spoils one thing on the way.
#pragma once

#include "tests/conformance/http_server.hpp"
#include "tests/conformance/mutation.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace stand_in {

class Mutant {
public:
    // `authorization`: the header of the user who may do everything.
    Mutant(std::uint16_t port, std::string_view mutation, std::string authorization);

    std::uint16_t port() const { return server_.port(); }

private:
    class Connection;

    bool fits(const Request& request) const;
    bool spoil(Request& request) const; // True: it is answered here.
    bool is_hidden(const Request& request);
    Reply instead(const Request& request);
    void spoil(Reply& answer);

    std::uint16_t right_one_;
    Mutation mutation_;
    std::string authorization_;
    std::mutex mutex_;
    std::map<std::string, std::size_t> asked_; // How often, by target.
    std::unique_ptr<Reply> first_;
    HttpServer server_;
};

} // namespace stand_in
