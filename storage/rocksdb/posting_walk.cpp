#include "storage/rocksdb/posting_walk.hpp"

#include <algorithm>

namespace storage::rocks {
namespace {

PostingPlace place_of(std::string_view key)
{
    PostingPlace out{tenant_of_key(key), static_cast<statements::TermKind>(key[4]), {}};
    key.copy(reinterpret_cast<char*>(out.term.data()), out.term.size(), 5);
    return out;
}

// Both families side by side, in order of key. A chunk's mentions are joined with the single keys
// among them.
class PostingWalk {
public:
    PostingWalk(Inspection& inspection, Damage damage, PostingVisitor& visitor)
        : inspection_(inspection), damage_(damage), visitor_(visitor),
          chunks_(inspection.database.iterate(chunks, inspection.scan_options())),
          singles_(inspection.database.iterate(overlay, inspection.scan_options()))
    {
    }

    Result<> run()
    {
        singles_->SeekToFirst();
        for (chunks_->SeekToFirst(); chunks_->Valid(); chunks_->Next()) {
            if (auto done = look(chunks_->key().ToString()); !done) return done;
            if (++count_ % 1'000 != 0) continue;
            inspection_.work.report({"pieces of the index", count_});
            if (inspection_.is_over()) return cancelled();
        }
        if (!chunks_->status().ok()) return to_error(chunks_->status());
        if (auto done = singles_below({}); !done) return done;
        if (!singles_->status().ok()) return to_error(singles_->status());
        return {};
    }

private:
    Result<> look(const std::string& key)
    {
        const bool decodes =
            key.size() == posting_key_size &&
            decode_chunk(sequence_of_key(key), chunks_->value().ToStringView(), mentions_);
        if (!decodes) {
            if (damage_ == Damage::told) {
                inspection_.findings.add({"postings",
                                          key.size() < 4 ? Tenant{} : tenant_of_key(key),
                                          hex_of(key), "what does not decode", "a chunk"},
                                         {{chunks, key, {}}});
            }
            return {};
        }
        const auto place = place_of(key);
        keep_to_mark(place, key);
        if (auto done = visitor_.chunk(place, key, mentions_); !done) return done;
        const auto prefix = std::string_view(key).substr(0, posting_prefix_size);
        for (auto mention : mentions_) {
            std::string here(prefix);
            append_number(here, mention.sequence);
            if (auto done = singles_below(here); !done) return done;
            if (singles_->Valid() && singles_->key() == here && singles_->value().size() == 4) {
                const auto roles = decode_roles(singles_->value().ToStringView());
                if (auto done = visitor_.single(place, here, {mention.sequence, roles}); !done)
                    return done;
                mention.roles |= roles;
                singles_->Next();
            }
            if (auto done = visitor_.mention(place, mention); !done) return done;
        }
        return {};
    }

    // What lies above it is of a flush that has not come to its end, or of none.
    void keep_to_mark(const PostingPlace& place, const std::string& key)
    {
        const auto mark = inspection_.line(place.tenant).mark;
        if (mentions_.back().sequence <= mark) return;
        std::erase_if(mentions_, [&](const auto& each) { return each.sequence > mark; });
        if (damage_ == Damage::skipped || inspection_.flushing) return;
        std::optional<std::string> right;
        if (!mentions_.empty()) right = encode_chunk(mentions_);
        inspection_.findings.add({"postings", place.tenant, hex_of(key),
                                  "a chunk above the mark of the index",
                                  "nothing above " + text_of(mark)},
                                 {{chunks, key, std::move(right)}});
    }

    // Single keys up to a key, or all that are left.
    Result<> singles_below(const std::string& end)
    {
        for (; singles_->Valid() && (end.empty() || singles_->key().compare(end) < 0);
             singles_->Next()) {
            const auto key = singles_->key().ToString();
            if (key.size() != posting_key_size || singles_->value().size() != 4) {
                if (damage_ == Damage::told) {
                    inspection_.findings.add({"postings",
                                              key.size() < 4 ? Tenant{} : tenant_of_key(key),
                                              hex_of(key), "what does not decode", "a posting"},
                                             {{overlay, key, {}}});
                }
                continue;
            }
            const Mention mention{sequence_of_key(key),
                                  decode_roles(singles_->value().ToStringView())};
            const auto place = place_of(key);
            if (auto done = visitor_.single(place, key, mention); !done) return done;
            if (auto done = visitor_.mention(place, mention); !done) return done;
        }
        return {};
    }

    Inspection& inspection_;
    const Damage damage_;
    PostingVisitor& visitor_;
    std::unique_ptr<::rocksdb::Iterator> chunks_;
    std::unique_ptr<::rocksdb::Iterator> singles_;
    std::vector<Mention> mentions_;
    std::uint64_t count_ = 0;
};

} // namespace

std::string name_of(const PostingPlace& place)
{
    constexpr const char* names[] = {"", "agent", "verb", "activity", "registration", "voided"};
    const auto kind = static_cast<std::size_t>(place.kind);
    return (kind < std::size(names) ? names[kind] : "kind " + std::to_string(kind)) +
           std::string(" ") + hex_of(base::as_text(place.term));
}

Result<> walk_postings(Inspection& inspection, Damage damage, PostingVisitor& visitor)
{
    return PostingWalk(inspection, damage, visitor).run();
}

} // namespace storage::rocks
