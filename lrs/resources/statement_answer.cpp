#include "lrs/resources/statement_answer.hpp"

#include "statements/attachments.hpp"
#include "statements/format.hpp"
#include "statements/parse.hpp"

#include <boost/json/serialize.hpp>

#include <map>
#include <set>

namespace lrs {
namespace {

using base::Error;
using base::Result;
namespace json = boost::json;

// The definitions of one answer, each read once.
class Definitions {
public:
    Definitions(storage::Storage& store, storage::Tenant tenant) : store_(store), tenant_(tenant) {}

    const json::object* find(std::string_view activity)
    {
        const auto known = known_.find(activity);
        if (known != known_.end()) return known->second ? &*known->second : nullptr;
        std::optional<json::object> definition;
        auto text = store_.activities().definition(tenant_, activity);
        if (!text)
            trouble_ = std::move(text).error();
        else if (*text)
            definition = statements::parse_stored(**text).as_object();
        const auto at = known_.emplace(std::string(activity), std::move(definition)).first;
        return at->second ? &*at->second : nullptr;
    }

    const std::optional<Error>& trouble() const { return trouble_; }

private:
    storage::Storage& store_;
    storage::Tenant tenant_;
    std::map<std::string, std::optional<json::object>, std::less<>> known_;
    std::optional<Error> trouble_;
};

Result<> present_canonical(std::vector<storage::StoredStatement>& statements,
                           const Presentation& presentation, storage::Storage& store)
{
    const auto ranges = statements::parse_accept_language(presentation.languages);
    Definitions definitions(store, presentation.tenant);
    for (auto& statement : statements) {
        auto value = statements::parse_stored(statement.text);
        statements::format_canonical(
            value, [&](std::string_view activity) { return definitions.find(activity); }, ranges);
        if (definitions.trouble()) return *definitions.trouble();
        statement.text = json::serialize(value);
    }
    return {};
}

struct Wanted {
    storage::Sequence sequence;
    statements::DeclaredAttachment attachment;
};

// What the answer has to hold; the page is cut where it would be too much.
Result<std::vector<Wanted>> choose(storage::Page& page, storage::Tenant tenant,
                                   const storage::AttachmentStore& store)
{
    std::vector<Wanted> out;
    std::set<std::string> seen;
    std::uint64_t bytes = 0;
    for (std::size_t at = 0; at < page.statements.size(); ++at) {
        const auto sequence = page.statements[at].sequence;
        const auto before = out.size();
        for (auto& each :
             statements::declared_attachments(statements::parse_stored(page.statements[at].text))) {
            const auto sha2 = statements::sha2_name(each.sha2);
            if (seen.contains(sha2)) continue;
            const auto size = store.size(tenant, sequence, sha2);
            if (!size) return size.error();
            if (!*size) continue; // At its fileUrl alone.
            bytes += **size;
            seen.insert(sha2);
            out.push_back({sequence, std::move(each)});
        }
        if (bytes <= limits::answer_attachment_bytes || at == 0) continue;
        out.resize(before);
        page.statements.resize(at);
        page.next = storage::Cursor{page.statements.back().sequence, page.upper};
        break;
    }
    return out;
}

} // namespace

Result<> present(std::vector<storage::StoredStatement>& statements,
                 const Presentation& presentation, storage::Storage& store)
{
    switch (presentation.format) {
    case Format::exact: return {};
    case Format::ids:
        for (auto& statement : statements) {
            auto value = statements::parse_stored(statement.text);
            statements::format_ids(value);
            statement.text = json::serialize(value);
        }
        return {};
    case Format::canonical: return present_canonical(statements, presentation, store);
    }
    return {};
}

Result<std::vector<AttachedContent>> contents_of(storage::Page& page, storage::Tenant tenant,
                                                 storage::Storage& store)
{
    const auto wanted = choose(page, tenant, store.attachments());
    if (!wanted) return wanted.error();
    std::vector<AttachedContent> out;
    for (const auto& [sequence, attachment] : *wanted) {
        auto bytes =
            store.attachments().find(tenant, sequence, statements::sha2_name(attachment.sha2));
        if (!bytes) return bytes.error();
        if (!*bytes) continue; // Erased since.
        out.push_back({attachment.sha2, attachment.content_type, std::move(**bytes)});
    }
    return out;
}

} // namespace lrs
