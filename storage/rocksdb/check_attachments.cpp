#include "storage/rocksdb/check_attachments.hpp"

#include "base/sha2.hpp"
#include "statements/attachments.hpp"
#include "statements/signature.hpp"
#include "storage/rocksdb/check_keys.hpp"

#include <boost/json.hpp>

#include <set>
#include <utility>

namespace storage::rocks {
namespace {

constexpr std::string_view kind_of_finding = "attachments";

// What lies in the pieces of one content.
struct Content {
    std::string key; // Of all its pieces, as a prefix.
    std::vector<std::string> pieces;
    std::uint64_t bytes = 0;
    bool is_whole = true;
    std::optional<base::Sha2> sum{};

    std::string_view digest() const { return std::string_view(key).substr(5); }
};

// What a statement says of an attachment.
struct Declared {
    bool there = false; // The statement.
    bool at_all = false;
    bool as_signature = false;
};

class CheckAttachments {
public:
    explicit CheckAttachments(Inspection& inspection) : inspection_(inspection) {}

    Result<> run()
    {
        const auto kinds = {
            std::pair(ContentKey::of_statement, &CheckAttachments::of_statement),
            std::pair(ContentKey::signature, &CheckAttachments::signature),
            std::pair(ContentKey::referrer, &CheckAttachments::referrer),
            std::pair(ContentKey::piece, &CheckAttachments::piece),
        };
        const auto at = inspection_.database.iterate(attachments, inspection_.options());
        at->SeekToFirst();
        while (at->Valid()) {
            if (at->key().size() < 5 || at->key()[4] < 1 || at->key()[4] > 4) {
                stray(inspection_, attachments, kind_of_finding, at->key().ToString(),
                      "no key of ours");
                at->Next();
                continue;
            }
            const auto tenant = tenant_of_key(at->key().ToStringView());
            for (const auto& [kind, look] : kinds) {
                if (auto done = each(tenant, kind, look); !done) return done;
            }
            if (auto done = finish(); !done) return done;
            at->Seek(content_prefix(tenant, static_cast<ContentKey>(5)));
        }
        if (!at->status().ok()) return to_error(at->status());
        return {};
    }

private:
    using Look = Result<> (CheckAttachments::*)(Tenant tenant, const std::string& key,
                                                std::string_view value);

    Result<> each(Tenant tenant, ContentKey kind, Look look)
    {
        const auto prefix = content_prefix(tenant, kind);
        const auto at = inspection_.database.iterate(attachments, inspection_.scan_options());
        for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
            const auto key = at->key().ToString();
            if (auto done = (this->*look)(tenant, key, at->value().ToStringView()); !done)
                return done;
            if (inspection_.is_over()) return cancelled();
        }
        if (!at->status().ok()) return to_error(at->status());
        return {};
    }

    // Whether digest and what stands around it have their sizes.
    static bool has_digest(const std::string& key, std::size_t before, std::size_t behind_it)
    {
        return key.size() > before + behind_it &&
               decode_sha2(std::string_view(key).substr(before, key.size() - before - behind_it));
    }

    Result<Declared> declared(Tenant tenant, Sequence sequence, std::string_view digest) const
    {
        const auto statement = inspection_.statement(tenant, sequence);
        if (!statement) return statement.error();
        Declared out;
        if (!*statement) return out;
        out.there = true;
        const auto name = decode_sha2(digest);
        for (const auto& each : statements::declared_attachments(**statement))
            out.at_all = out.at_all || statements::sha2_name(each.sha2) == name;
        for (const auto at : statements::signatures_of(**statement)) {
            const auto& sha2 = (*statement)->at("attachments").at(at).at("sha2");
            out.as_signature = out.as_signature || statements::sha2_name(sha2.as_string()) == name;
        }
        return out;
    }

    Result<bool> has(const std::string& key) const
    {
        const auto value = inspection_.get(attachments, key);
        if (!value) return value.error();
        return value->has_value();
    }

    // Its value is looked at with the content.
    Result<> of_statement(Tenant tenant, const std::string& key, std::string_view)
    {
        if (!has_digest(key, 13, 0)) {
            stray(inspection_, attachments, kind_of_finding, key, "what does not decode");
            return {};
        }
        const auto sequence = read_number(std::string_view(key).substr(5, 8));
        const auto digest = key.substr(13);
        const auto said = declared(tenant, sequence, digest);
        if (!said) return said.error();
        const auto own =
            with_number(content_prefix(tenant, ContentKey::referrer, digest), sequence);
        const auto verdict = content_prefix(tenant, ContentKey::signature, sequence) + digest;
        const auto known = has(own);
        if (!known) return known.error();
        // Where both sides know of each other, that is enough.
        if (!said->there || !(*known || said->at_all)) {
            add(tenant, sequence, "a content that no statement brought", "nothing",
                {{attachments, key, {}}, {attachments, own, {}}, {attachments, verdict, {}}});
            return {};
        }
        if (!*known) {
            claimed_.insert(content_prefix(tenant, ContentKey::piece, digest));
            add(tenant, sequence, "a content that does not know of its statement", "a referrer",
                {{attachments, own, ""}});
        }
        if (!said->as_signature) return {};
        const auto judged = has(verdict);
        if (!judged) return judged.error();
        if (*judged) return {};
        const char outcome = static_cast<char>(statements::SignatureOutcome::unverified);
        add(tenant, sequence, "a signature of which nothing is known", "its outcome",
            {{attachments, verdict, std::string(1, outcome)}});
        return {};
    }

    Result<> signature(Tenant tenant, const std::string& key, std::string_view value)
    {
        const bool decodes = has_digest(key, 13, 0) && value.size() == 1;
        if (decodes && value[0] >= 1 && value[0] <= 3) {
            const auto of = content_prefix(tenant, ContentKey::of_statement) + key.substr(5);
            const auto known = has(of);
            if (!known) return known.error();
            if (*known) return {};
        }
        stray(inspection_, attachments, kind_of_finding, key, "an outcome of no signature");
        return {};
    }

    Result<> referrer(Tenant tenant, const std::string& key, std::string_view)
    {
        if (!has_digest(key, 5, 8)) {
            stray(inspection_, attachments, kind_of_finding, key, "what does not decode");
            return {};
        }
        const auto digest = key.substr(5, key.size() - 13);
        const auto pieces = content_prefix(tenant, ContentKey::piece, digest);
        std::string first = pieces;
        append_number(first, std::uint32_t{0});
        const auto there = has(first);
        if (!there) return there.error();
        if (!*there) add(tenant, sequence_of_key(key), "a content that is lost", "its pieces", {});
        return {};
    }

    Result<> piece(Tenant, const std::string& key, std::string_view value)
    {
        if (!has_digest(key, 5, 4)) {
            stray(inspection_, attachments, kind_of_finding, key, "what does not decode");
            return {};
        }
        const auto prefix = key.substr(0, key.size() - 4);
        if (prefix != content_.key) {
            if (auto done = finish(); !done) return done;
            content_.key = prefix;
            content_.sum = base::Sha2::of_size(content_.digest().size() - 1);
        }
        const auto number = read_number(std::string_view(key).substr(key.size() - 4));
        content_.is_whole = content_.is_whole && number == content_.pieces.size();
        content_.pieces.push_back(key);
        content_.bytes += value.size();
        content_.sum->add(value);
        return {};
    }

    // The last piece of a content has been seen.
    Result<> finish()
    {
        if (content_.pieces.empty()) return {};
        auto content = std::exchange(content_, {});
        const auto tenant = tenant_of_key(content.key);
        const std::string digest(content.digest());
        if (!content.is_whole || content.sum->finish() != digest.substr(1)) {
            inspection_.findings.add({std::string(kind_of_finding), tenant,
                                      decode_sha2(digest).value_or(""), "another content",
                                      "the one of this digest"});
            return {};
        }
        return check_referrers(tenant, digest, content);
    }

    Result<> check_referrers(Tenant tenant, const std::string& digest, const Content& content)
    {
        const auto size = encode_number(content.bytes);
        const auto prefix = content_prefix(tenant, ContentKey::referrer, digest);
        const auto at = inspection_.database.iterate(attachments, inspection_.options());
        bool any = false;
        for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
            any = true;
            const auto sequence = sequence_of_key(at->key().ToStringView());
            const auto key = content_prefix(tenant, ContentKey::of_statement, sequence) + digest;
            const auto said = inspection_.get(attachments, key);
            if (!said) return said.error();
            if (*said == size) continue;
            const auto brought = declared(tenant, sequence, digest);
            if (!brought) return brought.error();
            if (brought->at_all) {
                add(tenant, sequence, *said ? "a content of another size" : "no content",
                    std::to_string(content.bytes) + " bytes", {{attachments, key, size}});
            } else {
                add(tenant, sequence, "a referrer that brought nothing", "nothing",
                    {{attachments, at->key().ToString(), {}}, {attachments, key, {}}});
            }
        }
        if (!at->status().ok()) return to_error(at->status());
        if (any || claimed_.contains(content.key)) return {};
        std::vector<Mend> mends;
        for (const auto& piece : content.pieces)
            mends.push_back({attachments, piece, {}});
        inspection_.findings.add({std::string(kind_of_finding), tenant,
                                  decode_sha2(digest).value_or(""), "a content of nobody",
                                  "nothing"},
                                 std::move(mends));
        return {};
    }

    void add(Tenant tenant, Sequence sequence, std::string found, std::string expected,
             std::vector<Mend> mends)
    {
        inspection_.findings.add({std::string(kind_of_finding), tenant, text_of(sequence),
                                  std::move(found), std::move(expected)},
                                 std::move(mends));
    }

    Inspection& inspection_;
    Content content_;
    std::set<std::string> claimed_; // Contents whose statements are known, though not to them.
};

} // namespace

Result<> check_attachments(Inspection& inspection)
{
    return CheckAttachments(inspection).run();
}

} // namespace storage::rocks
