#include "tests/support/statement_makers.hpp"

#include "statements/parse.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>

namespace support {
namespace {

json::array agents(std::initializer_list<std::string_view> names)
{
    json::array found;
    for (const auto name : names)
        found.push_back(agent(name));
    return found;
}

// Ids that the server gives lie apart from those that tests give.
base::Uuid next_server_id()
{
    static std::atomic<unsigned> last = 0x8000'0000u;
    return id(++last);
}

std::string complaints_of(const base::Error& error)
{
    auto text = error.why;
    for (const auto& complaint : error.complaints)
        text += "; " + complaint.where + " " + complaint.rule + " " + complaint.expected;
    return text;
}

} // namespace

base::Uuid id(unsigned number)
{
    base::Uuid uuid{{0xab, 0xcd, 0xef, 0, 0, 0, 0x40, 0, 0x80}};
    for (std::size_t at = 0; at < 4; ++at)
        uuid.bytes[15 - at] = static_cast<std::uint8_t>(number >> 8 * at);
    return uuid;
}

unsigned number_of(const base::Uuid& id)
{
    unsigned number = 0;
    for (std::size_t at = 12; at < 16; ++at)
        number = number << 8 | id.bytes[at];
    return number;
}

unsigned number_of(std::string_view statement_text)
{
    return number_of(statements::id_of(statements::parse(statement_text).value()).value());
}

json::object agent(std::string_view name)
{
    return {{"mbox", "mailto:" + std::string(name) + "@example.org"}};
}

std::string who(std::string_view name)
{
    return "mbox:mailto:" + std::string(name) + "@example.org";
}

json::object group(std::initializer_list<std::string_view> members)
{
    return {{"objectType", "Group"}, {"member", agents(members)}};
}

json::object identified_group(std::string_view name,
                              std::initializer_list<std::string_view> members)
{
    return with(with(agent(name), "objectType", "Group"), "member", agents(members));
}

std::string activity_id(std::string_view name)
{
    return "https://example.org/activities/" + std::string(name);
}

json::object activity(std::string_view name)
{
    return {{"id", activity_id(name)}};
}

std::string verb(std::string_view name)
{
    return "https://example.org/verbs/" + std::string(name);
}

json::object reference_to(unsigned number)
{
    return {{"objectType", "StatementRef"}, {"id", to_string(id(number))}};
}

json::object statement(unsigned number)
{
    return statement(number, "ann", "read", activity("book"));
}

json::object statement(unsigned number, std::string_view actor, std::string_view verb_name,
                       json::object object)
{
    return {{"id", to_string(id(number))},
            {"actor", agent(actor)},
            {"verb", {{"id", verb(verb_name)}}},
            {"object", std::move(object)}};
}

json::object referring(unsigned number, unsigned target, std::string_view verb_name)
{
    return statement(number, "bob", verb_name, reference_to(target));
}

json::object voiding(unsigned number, unsigned target)
{
    return with(referring(number, target), "verb",
                {{"id", "http://adlnet.gov/expapi/verbs/voided"}});
}

json::object with(json::object object, std::string_view name, json::value value)
{
    object[name] = std::move(value);
    return object;
}

statements::PreparedBatch prepare(std::string_view body, const base::Hash128& key,
                                  const Sender& sender)
{
    const auto authority = serialize(agent(sender.authority));
    auto prepared = statements::prepare(body, {.version = sender.version,
                                               .authority = authority,
                                               .key = key,
                                               .new_id = next_server_id,
                                               .defines = sender.defines});
    if (!prepared) throw std::logic_error(complaints_of(prepared.error()));
    return std::move(prepared).value();
}

statements::PreparedBatch prepare(const std::vector<json::object>& batch, const base::Hash128& key,
                                  const Sender& sender)
{
    json::array body(batch.begin(), batch.end());
    return prepare(serialize(body), key, sender);
}

std::string attach(statements::PreparedBatch& batch, std::size_t at, std::string_view bytes,
                   std::optional<statements::SignatureOutcome> signature)
{
    auto sha2 = base::to_hex(base::sha256(bytes));
    auto& references = batch.statements.at(at).contents;
    if (std::ranges::find(references, sha2, &statements::ContentReference::sha2) ==
        references.end())
        references.push_back({sha2, signature});
    if (std::ranges::find(batch.contents, sha2, &statements::Content::sha2) == batch.contents.end())
        batch.contents.push_back({sha2, std::string(bytes)});
    std::ranges::sort(batch.contents, {}, &statements::Content::sha2);
    return sha2;
}

} // namespace support
