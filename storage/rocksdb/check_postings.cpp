#include "storage/rocksdb/check_postings.hpp"

#include "statements/parse.hpp"
#include "statements/query.hpp"
#include "storage/rocksdb/posting_list.hpp"
#include "storage/rocksdb/posting_walk.hpp"
#include "storage/rocksdb/row_walk.hpp"

#include <algorithm>
#include <set>

namespace storage::rocks {
namespace {

using statements::Posting;
using statements::TermKind;

using Stretches = std::set<std::size_t>;

constexpr auto guess = statements::role::by_reference;

// What the row at a sequence mentions itself; nothing, when there is no statement.
class Mentioned {
public:
    explicit Mentioned(const Inspection& inspection) : inspection_(inspection) {}

    Result<statements::Roles> roles(Tenant tenant, Sequence sequence, TermKind kind,
                                    const base::Hash128& term) const
    {
        const auto statement = inspection_.statement(tenant, sequence);
        if (!statement) return statement.error();
        if (!*statement) return statements::Roles{};
        if (kind == TermKind::voided) return voided(tenant, **statement);
        for (const auto& each : statements::terms_of(**statement, inspection_.database.key())) {
            if (each.kind == kind && each.term == term) return each.roles;
        }
        return statements::Roles{};
    }

private:
    Result<statements::Roles> voided(Tenant tenant, const boost::json::value& statement) const
    {
        const auto id = statements::id_of(statement);
        const auto row = id ? inspection_.id_row(tenant, *id) : Result<IdRow>(IdRow{});
        if (!row) return row.error();
        return row->is(IdRow::voided) ? statements::role::any : statements::Roles{};
    }

    const Inspection& inspection_;
};

// First look: everything that the index says, as sums.
class Sum final : public PostingVisitor {
public:
    explicit Sum(Inspection& inspection) : inspection_(inspection), sums(inspection.database.key())
    {
    }

    Result<> mention(const PostingPlace& place, Mention mention) override
    {
        const auto roles = place.kind == TermKind::voided ? mention.roles : mention.roles & ~guess;
        if (roles == 0 || inspection_.tombstones.contains({place.tenant, mention.sequence}))
            return {};
        sums.add(place.tenant, mention.sequence, place.kind, place.term, roles);
        return {};
    }

private:
    Inspection& inspection_;

public:
    PostingSums sums;
};

// Second look, where the sums differ: what the index says and no row does.
class TooMuch final : public PostingVisitor {
public:
    TooMuch(Inspection& inspection, const Stretches& stretches)
        : inspection_(inspection), stretches_(stretches), mentioned_(inspection)
    {
    }

    Result<> chunk(const PostingPlace& place, const std::string& key,
                   std::span<const Mention> mentions) override
    {
        std::vector<Mention> right;
        for (const auto& mention : mentions) {
            const auto roles = of_row(place, mention);
            if (!roles) return roles.error();
            if (*roles != 0) right.push_back({mention.sequence, *roles});
        }
        if (std::ranges::equal(right, mentions)) return {};
        const bool moves = right.empty() || right.front().sequence != mentions.front().sequence;
        std::vector<Mend> mends;
        if (moves) mends.push_back({chunks, key, {}});
        if (!right.empty()) {
            const auto to =
                posting_key(place.tenant, place.kind, place.term, right.front().sequence);
            mends.push_back({chunks, to, encode_chunk(right)});
        }
        inspection_.findings.add({"postings", place.tenant, hex_of(key),
                                  "a chunk with what no statement says", "without it"},
                                 std::move(mends));
        return {};
    }

    Result<> single(const PostingPlace& place, const std::string& key, Mention mention) override
    {
        const auto roles = of_row(place, mention);
        if (!roles) return roles.error();
        if (*roles == mention.roles) return {};
        auto right = *roles == 0 ? std::nullopt : std::optional(encode_roles(*roles));
        inspection_.findings.add({"postings", place.tenant, text_of(mention.sequence),
                                  name_of(place) + " in roles of no statement", "without them"},
                                 {{overlay, key, std::move(right)}});
        return {};
    }

private:
    // What of it is right: guesses always are.
    Result<statements::Roles> of_row(const PostingPlace& place, const Mention& mention) const
    {
        if (!stretches_.contains(PostingSums::stretch_of(place.tenant, mention.sequence)) ||
            inspection_.tombstones.contains({place.tenant, mention.sequence})) {
            return mention.roles;
        }
        const auto own = mentioned_.roles(place.tenant, mention.sequence, place.kind, place.term);
        if (!own) return own;
        const auto guessed = place.kind == TermKind::voided ? 0 : mention.roles & guess;
        return (mention.roles & *own) | guessed;
    }

    Inspection& inspection_;
    const Stretches& stretches_;
    Mentioned mentioned_;
};

// ... and what a row says and the index does not.
class TooLittle final : public RowVisitor {
public:
    TooLittle(Inspection& inspection, const Stretches& stretches)
        : inspection_(inspection), stretches_(stretches)
    {
    }

    Result<> look(const RowPiece& piece) override
    {
        for (const auto& raw : piece.rows) {
            if (raw.key.size() != 12) continue;
            const auto tenant = tenant_of_key(raw.key);
            const auto sequence = sequence_of_key(raw.key);
            if (!stretches_.contains(PostingSums::stretch_of(tenant, sequence))) continue;
            const auto statement = inspection_.statement(tenant, sequence);
            if (!statement) return statement.error();
            if (!*statement) continue;
            if (auto done = look(tenant, sequence, **statement); !done) return done;
        }
        return {};
    }

    Result<> in_order(const RowPiece&) override { return {}; }

private:
    Result<> look(Tenant tenant, Sequence sequence, const boost::json::value& statement)
    {
        const auto id = statements::id_of(statement);
        const auto row = id ? inspection_.id_row(tenant, *id) : Result<IdRow>(IdRow{});
        if (!row) return row.error();
        if (row->is(IdRow::voided)) {
            auto done = look_for(tenant, sequence, {TermKind::voided, {}, statements::role::any});
            if (!done) return done;
        }
        if (sequence > inspection_.line(tenant).mark) return {};
        for (const auto& posting : statements::terms_of(statement, inspection_.database.key())) {
            if (auto done = look_for(tenant, sequence, posting); !done) return done;
        }
        return {};
    }

    Result<> look_for(Tenant tenant, Sequence sequence, const Posting& posting)
    {
        const View view{nullptr, no_tail_, inspection_.line(tenant).mark};
        PostingList list(inspection_.database, view, tenant, posting.kind, posting.term,
                         inspection_.options(), {Direction::up, statements::role::any});
        const auto found = list.seek(sequence);
        const auto roles = found && found->sequence == sequence ? found->roles : 0;
        if ((roles & posting.roles) == posting.roles) return {};
        const auto key = posting_key(tenant, posting.kind, posting.term, sequence);
        inspection_.findings.add({"postings", tenant, text_of(sequence),
                                  "not found by " + name_of({tenant, posting.kind, posting.term}),
                                  "in the roles of its statement"},
                                 {{overlay, key, encode_roles(roles | posting.roles)}});
        return {};
    }

    Inspection& inspection_;
    const Stretches& stretches_;
    std::shared_ptr<const Tail> no_tail_ = std::make_shared<Tail>();
};

} // namespace

Result<> check_postings(Inspection& inspection, const PostingSums& told)
{
    Sum said(inspection);
    if (auto done = walk_postings(inspection, Damage::told, said); !done) return done;
    const auto stretches = told.differences(said.sums);
    if (stretches.empty()) return {};
    TooMuch too_much(inspection, stretches);
    if (auto done = walk_postings(inspection, Damage::skipped, too_much); !done) return done;
    return walk_rows(inspection, "rows, for their postings",
                     [&] { return std::make_unique<TooLittle>(inspection, stretches); });
}

} // namespace storage::rocks
