// Statements for tests, named by small numbers and short words: statement 7 has the id that ends
// in 7, "ann" is the Agent mailto:ann@example.org, "read" the verb https://example.org/verbs/read.
#pragma once

#include "statements/accept.hpp"
#include "statements/query.hpp"

#include <boost/json.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace support {

namespace json = boost::json;

base::Uuid id(unsigned number);
unsigned number_of(const base::Uuid& id);
unsigned number_of(std::string_view statement_text);

json::object agent(std::string_view name);
std::string who(std::string_view name); // Its identity(), as queries name it.
json::object group(std::initializer_list<std::string_view> members);
json::object identified_group(std::string_view name,
                              std::initializer_list<std::string_view> members);
std::string activity_id(std::string_view name);
json::object activity(std::string_view name);
std::string verb(std::string_view name);
json::object reference_to(unsigned number);

// "ann" "read" "book" unless said otherwise.
json::object statement(unsigned number);
json::object statement(unsigned number, std::string_view actor, std::string_view verb_name,
                       json::object object);
json::object referring(unsigned number, unsigned target, std::string_view verb_name = "noted");
json::object voiding(unsigned number, unsigned target);

// The object with one member set.
json::object with(json::object object, std::string_view name, json::value value);

struct Sender {
    statements::Version version = statements::Version::v2_0_0;
    std::string authority = "system";
    bool defines = true;
};

// As a request with this body would be. Throws when the body is refused.
statements::PreparedBatch prepare(std::string_view body, const base::Hash128& key,
                                  const Sender& sender = {});
statements::PreparedBatch prepare(const std::vector<json::object>& batch, const base::Hash128& key,
                                  const Sender& sender = {});

// Lets a statement of the batch bring a content, as if it had declared it. Returns its name.
std::string attach(statements::PreparedBatch& batch, std::size_t at, std::string_view bytes,
                   std::optional<statements::SignatureOutcome> signature = {});

} // namespace support
