#include "courses/attempt_documents.hpp"

#include "statements/agent.hpp"

#include <boost/json/parse.hpp>

#include <map>

namespace courses {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using storage::DocumentKey;
using storage::DocumentKind;
using Kind = content::Document::Kind;

// Of one write that is overtaken again and again.
constexpr int attempts = 16;

DocumentKey key_of(const content::Attempt& where, const content::Document& document,
                   const std::string& agent)
{
    switch (document.kind) {
    case Kind::state:
        return {{DocumentKind::state, document.activity, agent}, where.registration, document.id};
    case Kind::activity_profile:
        return {{DocumentKind::activity_profile, document.activity, {}}, {}, document.id};
    case Kind::agent_profile: return {{DocumentKind::agent_profile, {}, agent}, {}, document.id};
    }
    return {};
}

class Writes {
public:
    Writes(const storage::DocumentStore& store, storage::Tenant tenant)
        : store_(store), tenant_(tenant)
    {
    }

    Result<std::optional<storage::Document>> stored(const DocumentKey& key) const
    {
        return store_.find(tenant_, key);
    }

    void add(const DocumentKey& key, const content::Document& document,
             const std::optional<storage::Document>& stored)
    {
        if (stored && stored->body == document.bytes && stored->content_type == document.media_type)
            return;
        const auto seen = stored ? std::optional(stored->updated) : std::nullopt;
        // Of two of one name the last one counts.
        writes_.insert_or_assign(
            key, storage::DocumentWrite{
                     key, seen, storage::Document{document.media_type, document.bytes, {}}});
    }

    std::vector<storage::DocumentWrite> take()
    {
        std::vector<storage::DocumentWrite> out;
        for (auto& [key, write] : writes_)
            out.push_back(std::move(write));
        return out;
    }

private:
    const storage::DocumentStore& store_;
    const storage::Tenant tenant_;
    std::map<DocumentKey, storage::DocumentWrite> writes_;
};

Result<> add_attempt(Writes& writes, const content::Attempt& where, const std::string& agent)
{
    const auto key = key_of(where, content::attempts_document(where, nullptr), agent);
    const auto stored = writes.stored(key);
    if (!stored) return stored.error();
    json::error_code failed = json::error::incomplete;
    json::value list;
    if (*stored) list = json::parse((*stored)->body, failed);
    writes.add(key, content::attempts_document(where, failed ? nullptr : &list), *stored);
    return {};
}

} // namespace

// False: one of them has changed meanwhile.
Result<bool> AttemptDocuments::try_to_write(const content::Attempt& where,
                                            const std::vector<content::Document>& documents,
                                            bool begins)
{
    const auto agent = statements::identity(where.actor);
    if (!agent) return Error{ErrorKind::invalid, "the learner has no account"};
    Writes writes(store_, tenant_);
    for (const auto& document : documents) {
        const auto key = key_of(where, document, *agent);
        const auto stored = writes.stored(key);
        if (!stored) return stored.error();
        writes.add(key, document, *stored);
    }
    if (begins) {
        if (auto added = add_attempt(writes, where, *agent); !added) return added.error();
    }
    auto changed = writes.take();
    if (changed.empty()) return true;
    const auto done = store_.write(tenant_, std::move(changed));
    if (!done && done.error().kind == ErrorKind::precondition) return false;
    if (!done) return done.error();
    return true;
}

Result<> AttemptDocuments::write(const content::Attempt& where,
                                 const std::vector<content::Document>& documents, bool begins)
{
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto done = try_to_write(where, documents, begins);
        if (!done) return done.error();
        if (*done) return {};
    }
    return Error{ErrorKind::busy, "others keep changing the documents of this attempt"};
}

} // namespace courses
