#include "storage/rocksdb/candidates.hpp"

#include <algorithm>

namespace storage::rocks {

Source::Source(const Database& database, Family family, std::string prefix, statements::Roles mask,
               const ::rocksdb::ReadOptions& options, bool ascending)
    : prefix_(std::move(prefix)), mask_(mask), ascending_(ascending),
      at_(database.iterate(family, options))
{
}

std::optional<Sequence> Source::seek(Sequence sequence)
{
    auto key = prefix_;
    append_number(key, sequence);
    if (ascending_)
        at_->Seek(key);
    else
        at_->SeekForPrev(key);
    return here();
}

std::optional<Sequence> Source::here()
{
    while (at_->Valid() && at_->key().starts_with(prefix_)) {
        if (mask_ == 0) return sequence_of_key(at_->key().ToStringView());
        const auto roles = decode_roles(at_->value().ToStringView());
        if ((roles & (mask_ | statements::role::by_reference)) != 0)
            return sequence_of_key(at_->key().ToStringView());
        if (ascending_)
            at_->Next();
        else
            at_->Prev();
    }
    return std::nullopt;
}

Candidates::Candidates(const Database& database, Tenant tenant, const Query& query, Range range,
                       const ::rocksdb::ReadOptions& options)
    : range_(range), ascending_(query.ascending), done_(range.low > range.high)
{
    for (const auto& term : statements::terms_of(query, database.key())) {
        sources_.emplace_back(database, postings, posting_prefix(tenant, term.kind, term.term),
                              term.mask, options, ascending_);
    }
    if (sources_.empty())
        sources_.emplace_back(database, rows, tenant_prefix(tenant), statements::Roles{}, options,
                              ascending_);
}

std::optional<Sequence> Candidates::next()
{
    if (done_) return std::nullopt;
    const auto found = agree(ascending_ ? range_.low : range_.high);
    if (!found || *found < range_.low || *found > range_.high) {
        done_ = true;
        return std::nullopt;
    }
    if (*found == (ascending_ ? range_.high : range_.low))
        done_ = true;
    else if (ascending_)
        range_.low = *found + 1;
    else
        range_.high = *found - 1;
    return found;
}

std::optional<Sequence> Candidates::agree(Sequence at)
{
    std::size_t agreed = 0;
    for (std::size_t turn = 0; agreed < sources_.size(); ++turn) {
        const auto found = sources_[turn % sources_.size()].seek(at);
        if (!found) return std::nullopt;
        agreed = *found == at ? agreed + 1 : 1;
        at = *found;
    }
    return at;
}

::rocksdb::Status Candidates::status() const
{
    for (const auto& source : sources_) {
        if (!source.status().ok()) return source.status();
    }
    return {};
}

} // namespace storage::rocks
