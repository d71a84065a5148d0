// The grammar of mutations, and what they do to JSON.
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
//   late N                 the first N times that something is asked, that is answered 404
// after it was answered:
//   status A B [A B ...]   A becomes B                 drop HEADER, header HEADER VALUE
//   set POINTER JSON, unset POINTER, reverse POINTER, first N POINTER     in the JSON body
//   reformat, sort         the JSON is written anew, its keys in their order
//   empty, empty-refusals  the body is lost            stale                  the first one again
//   lengthen-more          "more" grows                double-parts           the last part twice
// both ways:
//   swap A B               in the bodies; both with percent escapes; "%r" in any value is random
#pragma once

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace stand_in {

struct Mutation {
    std::vector<std::string> where;
    std::string what; // Empty: none, everything is passed on.
    std::vector<std::string> values;
};

// Throws std::logic_error for a word that does not exist.
Mutation parse_mutation(std::string_view text);

// Its values in percent escapes; "%r" stays.
std::string percent_decoded(std::string_view text);

void replace_all(std::string& text, std::string_view a, std::string_view b);

// set, unset, reverse, first, sort, lengthen-more; reformat does nothing to the value.
void edit_json(boost::json::value& whole, const Mutation& mutation);

// The answer to a POST of statements, as if all of them had been stored.
std::string ids_in(const std::string& body);

std::string with_last_part_twice(const std::string& body);

} // namespace stand_in
