// A server with one fault: passes requests on to a right one, and spoils one thing on the way.
//
// A mutation reads "[where: ]what". All words of `where` must fit the request:
//   GET PUT POST ...       its method                  statements, about ...  its resource
//   ?name  ?name=value     a parameter of the query    @Header  @Header=value  a header
//   !?name  !@Header       that it has not             =text                  in body or query
//
// `what` before the request is passed on:
//   ignore NAME            the parameter is lost       assume NAME VALUE      it has this value
//   hide HEADER            the header is lost          claim HEADER VALUE     it has this value
//   as-user                it has the credentials of the one who may do everything
//   request-set POINTER JSON   the body gets this value
// instead of passing it on:
//   say STATUS             that is answered            swallow STATUS         that, as if done
//   once                   what was asked before is answered 404
// after it was answered:
//   status A B [A B ...]   A becomes B                 drop HEADER, header HEADER VALUE
//   set POINTER JSON, unset POINTER, reverse POINTER, first N POINTER     in the JSON body
//   reformat, sort         the JSON is written anew, its keys in their order
//   empty, empty-refusals  the body is lost            stale                  the first answer
//   again lengthen-more          "more" grows                double-parts           the last part
//   twice
// both ways:
//   swap A B               in the bodies; both with percent escapes; "%r" in any value is random
#pragma once

#include "tests/conformance/http_server.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace stand_in {

struct Mutation {
    std::vector<std::string> where;
    std::string what; // Empty: none, everything is passed on.
    std::vector<std::string> values;
};

// Throws std::logic_error for a word that does not exist.
Mutation parse_mutation(std::string_view text);

class Mutant {
public:
    // `authorization`: the header of the user who may do everything.
    Mutant(std::uint16_t port, std::string_view mutation, std::string authorization);

    std::uint16_t port() const { return server_.port(); }

private:
    class Connection;

    bool fits(const Request& request) const;
    bool spoil(Request& request) const; // True: it is answered here.
    Reply instead(const Request& request);
    void spoil(Reply& answer);

    std::uint16_t right_one_;
    Mutation mutation_;
    std::string authorization_;
    std::mutex mutex_;
    std::set<std::string> asked_;
    std::unique_ptr<Reply> first_;
    HttpServer server_;
};

} // namespace stand_in
