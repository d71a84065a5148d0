#include "lrs/resources/statement_body.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "lrs/attachment_parts.hpp"
#include "lrs/resources/merge.hpp"
#include "statements/query.hpp"
#include "statements/signature.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace lrs {
namespace {

using base::Complaints;
using base::Error;
using base::ErrorKind;
using base::Result;
using statements::ContentReference;
using statements::DeclaredAttachment;

std::string_view type_of(const Request& request)
{
    const auto text = request.headers[http::field::content_type];
    return {text.data(), text.size()};
}

Result<std::vector<Part>> parts_of(const Request& request)
{
    if (!is_multipart_mixed(type_of(request))) {
        Part only;
        only.content_type = "application/json";
        only.body = request.body;
        return std::vector{std::move(only)};
    }
    auto parts = read_multipart(type_of(request), request.body);
    if (!parts || check_parts(*parts)) return parts;
    // The hashes prove what is found now: xAPI lets content and attachment meet by them alone.
    parts = read_multipart(type_of(request), request.body, is_content);
    if (!parts) return parts;
    if (const auto checked = check_parts(*parts); !checked) return checked.error();
    return parts;
}

// What the statements of a batch say of attachments, held against the parts that came with them.
class Attachments {
public:
    Attachments(std::span<const Part> parts, statements::Version version, const TrustStore& trust,
                base::Timestamp now)
        : parts_(parts), version_(version), trust_(trust), now_(now)
    {
        for (const auto& part : parts.subspan(1))
            bodies_.emplace(statements::sha2_name(part.sha2), part.body);
    }

    // The next statement of the batch. Its signatures are checked; the rest is gathered.
    Complaints inspect(const boost::json::value& statement, std::optional<std::size_t> index)
    {
        auto declared = statements::declared_attachments(statement);
        std::set<std::string> named;
        std::vector<ContentReference> brought;
        for (const auto& each : declared) {
            auto sha2 = statements::sha2_name(each.sha2);
            if (bodies_.contains(sha2) && named.insert(sha2).second)
                brought.push_back({std::move(sha2), {}});
        }
        count_ += brought.size();
        auto complaints = check_signatures(statement, declared, brought);
        const auto id = statements::id_of(statement);
        for (auto& each : declared) {
            each.statement = index;
            each.id = id ? base::to_string(*id) : "";
            declared_.push_back(std::move(each));
        }
        brought_.push_back(std::move(brought));
        return complaints;
    }

    // Of all statements together: what the writer has to do for each of them is more than nothing.
    bool too_many() const { return count_ > limits::batch_attachments; }

    Complaints mismatches() const { return match_attachments(declared_, parts_); }

    // All were inspected, and nothing was wrong.
    void hand_over(statements::PreparedBatch& batch)
    {
        for (std::size_t at = 0; at < batch.statements.size(); ++at)
            batch.statements[at].contents = std::move(brought_[at]);
        for (const auto& [sha2, body] : bodies_)
            batch.contents.push_back({sha2, std::string(body)});
    }

private:
    Complaints check_signatures(const boost::json::value& statement,
                                const std::vector<DeclaredAttachment>& declared,
                                std::vector<ContentReference>& brought) const
    {
        auto out = statements::check_signatures(statement);
        if (!out.empty()) return out;
        for (const auto at : statements::signatures_of(statement)) {
            const auto sha2 = statements::sha2_name(declared[at].sha2);
            const auto body = bodies_.find(sha2);
            if (body == bodies_.end()) {
                out.push_back({declared[at].pointer, "signature.content", declared[at].sha2,
                               "come with the signature itself in a multipart/mixed body"});
                continue;
            }
            const auto outcome =
                check_signed_statement(statement, version_, body->second, trust_, now_);
            if (outcome) {
                std::ranges::find(brought, sha2, &ContentReference::sha2)->signature = *outcome;
            } else {
                const auto& error = outcome.error();
                const auto where = error.where.empty() ? "" : " (" + error.where + ")";
                out.push_back({declared[at].pointer, "signature.valid", error.why + where,
                               "be a signature of this statement"});
            }
        }
        return out;
    }

    std::span<const Part> parts_;
    statements::Version version_;
    const TrustStore& trust_;
    base::Timestamp now_;
    std::map<std::string, std::string_view> bodies_; // By sha2_name().
    std::vector<DeclaredAttachment> declared_;
    std::size_t count_ = 0;
    std::vector<std::vector<ContentReference>> brought_; // Of each statement.
};

// Rules of statements come first, then what attachments and parts lack.
Error refusal_of(const Result<statements::PreparedBatch>& batch, Complaints mismatches)
{
    Error out = batch ? Error{ErrorKind::invalid, "the attachments do not fit; nothing was stored"}
                      : batch.error();
    out.complaints.insert(out.complaints.end(), std::make_move_iterator(mismatches.begin()),
                          std::make_move_iterator(mismatches.end()));
    if (out.complaints.size() > limits::complaints) out.complaints.resize(limits::complaints);
    return out;
}

} // namespace

Result<> check_statements_type(const Request& request)
{
    const auto type = type_of(request);
    if (is_json(type) || is_multipart_mixed(type)) return {};
    const bool parts = boost::beast::iequals(media_of(type).substr(0, 10), "multipart/");
    return Error{parts ? ErrorKind::invalid : ErrorKind::unsupported,
                 "statements come as application/json, with attachments as multipart/mixed; this "
                 "body says \"" +
                     base::excerpt(type, limits::found_bytes) + '"',
                 "Content-Type"};
}

Result<statements::PreparedBatch> prepare_statements(const Request& request,
                                                     const statements::Acceptance& acceptance,
                                                     const TrustStore& trust, base::Timestamp now)
{
    const auto parts = parts_of(request);
    if (!parts) return parts.error();
    Attachments attachments(*parts, acceptance.version, trust, now);
    auto inspecting = acceptance;
    inspecting.inspect = [&](const boost::json::value& statement,
                             std::optional<std::size_t> index) {
        auto complaints = attachments.inspect(statement, index);
        if (acceptance.inspect)
            std::ranges::move(acceptance.inspect(statement, index), std::back_inserter(complaints));
        return complaints;
    };
    auto batch = statements::prepare(parts->front().body, inspecting);
    if (!batch && batch.error().complaints.empty()) return batch; // It could not even be read.
    if (auto mismatches = attachments.mismatches(); !batch || !mismatches.empty())
        return refusal_of(batch, std::move(mismatches));
    if (attachments.too_many()) {
        return Error{ErrorKind::too_large, "a batch may have at most " +
                                               std::to_string(limits::batch_attachments) +
                                               " attachments with their contents"};
    }
    attachments.hand_over(*batch);
    return batch;
}

} // namespace lrs
