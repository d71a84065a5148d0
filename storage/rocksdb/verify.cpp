#include "storage/rocksdb/verify.hpp"

#include "storage/rocksdb/check_attachments.hpp"
#include "storage/rocksdb/check_files.hpp"
#include "storage/rocksdb/check_keys.hpp"
#include "storage/rocksdb/check_postings.hpp"
#include "storage/rocksdb/check_rows.hpp"
#include "storage/rocksdb/sparse_times.hpp"

#include <functional>

namespace storage::rocks {
namespace {

using base::ErrorKind;

// What is mended may show that something else is wrong: a row of an id, what it refers to.
constexpr int rounds = 4;

// A family whose files are damaged is a finding; the others are looked at all the same.
Result<> unless_damaged(Findings& findings, const Result<>& done)
{
    if (done || done.error().kind != ErrorKind::corrupt) return done;
    findings.add({"files", {}, "", done.error().why, "files as they were written"});
    return {};
}

Result<> check_definitions(Inspection& inspection, Told& told, std::size_t shares)
{
    if (auto done = told.definitions.compare(inspection.findings); !done) return done;
    for (std::size_t share = 1; share < shares; ++share) {
        MergedAgain again(inspection, share, shares);
        if (auto done = merge_again(inspection, again); !done) return done;
        if (auto done = again.compare(inspection.findings); !done) return done;
    }
    return {};
}

Result<> inspect(Inspection& inspection, std::uint64_t& statements)
{
    if (auto done = inspection.read_lines(); !done) return done;
    const auto shares = shares_of(inspection);
    if (!shares) return shares.error();
    Told told(inspection, *shares);
    if (auto done = check_rows(inspection, told); !done) return done;
    inspection.tombstones = std::move(told.tombstones);
    statements = told.statements;

    const std::function<Result<>()> checks[] = {
        [&] { return check_ends(inspection, told.ends); },
        [&] { return check_ids(inspection, told.ids, told.postings); },
        [&] { return check_references(inspection); },
        [&] { return check_times(inspection); },
        [&] { return check_erased(inspection); },
        [&] { return check_documents(inspection); },
        [&] { return check_projections(inspection); },
        [&] { return check_attachments(inspection); },
        [&] { return check_files(inspection); },
        [&] { return check_records(inspection); },
        [&] { return check_definitions(inspection, told, *shares); },
        [&] { return check_postings(inspection, told.postings); },
    };
    for (const auto& check : checks) {
        if (auto done = unless_damaged(inspection.findings, check()); !done) return done;
    }
    return {};
}

Result<Verdict> look(const Database& database, Work& work, bool mends)
{
    Findings findings(database, mends);
    std::uint64_t statements = 0;
    {
        Inspection inspection(database, findings, work);
        const auto done = unless_damaged(findings, inspect(inspection, statements));
        if (!done) return done.error();
    }
    return findings.verdict(statements);
}

} // namespace

Result<Verdict> verify(const Database& database, Work& work)
{
    return look(database, work, false);
}

Result<Verdict> repair(const Database& database, Work& work)
{
    for (int round = 0; round < rounds; ++round) {
        const auto mended = look(database, work, true);
        if (!mended || mended->found == 0) return mended;
    }
    return look(database, work, false);
}

} // namespace storage::rocks
