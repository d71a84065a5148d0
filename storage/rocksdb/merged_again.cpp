#include "storage/rocksdb/merged_again.hpp"

#include "statements/parse.hpp"

#include <boost/json.hpp>

namespace storage::rocks {
namespace {

namespace json = boost::json;

constexpr std::uint64_t share_bytes = 64u << 20; // As JSON; parsed it is several times larger.

} // namespace

bool MergedAgain::has(std::string_view key) const
{
    return read_number(key.substr(4, 8)) % shares_ == share_;
}

void MergedAgain::gather(Tenant tenant, const json::value& statement,
                         std::vector<ReceivedAgain>& out) const
{
    const auto& key = inspection_.database.key();
    for (const auto& received : statements::definitions_in(statement)) {
        const auto term =
            statements::hash_term(key, statements::TermKind::activity, received.activity);
        auto whose = activity_key(tenant, term);
        if (!has(whose)) continue;
        out.push_back({std::move(whose),
                       base::siphash128(key, json::serialize(*received.definition)),
                       received.definition});
    }
}

void MergedAgain::merge(const std::vector<ReceivedAgain>& received)
{
    for (const auto& each : received) {
        if (merged_.has(each.key, each.definition)) continue;
        auto& definition = definitions_.try_emplace(each.key).first->second;
        if (definition.merge(*each.json)) merged_.forget(each.key);
        merged_.add(each.key, each.definition);
    }
}

Result<> MergedAgain::compare(Findings& findings) const
{
    const auto at = inspection_.database.iterate(activities, inspection_.scan_options());
    auto told = definitions_.begin();
    const auto lacks = [&] {
        const auto tenant = tenant_of_key(told->first);
        if (!told->second.json().empty()) judge(findings, tenant, told->first, std::nullopt);
        ++told;
    };
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
        const auto key = at->key().ToString();
        if (key.size() != 20) {
            findings.add({"activities", {}, hex_of(key), "no key of ours", "nothing"},
                         {{activities, key, {}}});
            continue;
        }
        if (!has(key)) continue;
        while (told != definitions_.end() && told->first < key)
            lacks();
        judge(findings, tenant_of_key(key), key, at->value().ToStringView());
        if (told != definitions_.end() && told->first == key) ++told;
    }
    if (!at->status().ok()) return to_error(at->status());
    while (told != definitions_.end())
        lacks();
    return {};
}

void MergedAgain::judge(Findings& findings, Tenant tenant, const std::string& key,
                        std::optional<std::string_view> stored) const
{
    const auto told = definitions_.find(key);
    const auto right = told == definitions_.end() ? json::object() : told->second.json();
    boost::system::error_code failed;
    const auto value =
        stored ? statements::parse_stored(*stored, failed) : json::value(json::object());
    if (!failed && value == json::value(right)) return;
    const auto first = inspection_.tombstones.lower_bound({tenant, 0});
    const bool erases = first != inspection_.tombstones.end() && first->first == tenant;
    if (erases && !failed) return findings.undecided();
    auto mended = right.empty() ? std::nullopt : std::optional(json::serialize(right));
    findings.add({"activities", tenant, hex_of(std::string_view(key).substr(4)),
                  !stored  ? "no definition"
                  : failed ? "no JSON"
                           : "another definition",
                  right.empty() ? "none" : "what the statements bring, merged in their order"},
                 {{activities, key, std::move(mended)}});
}

Result<std::size_t> shares_of(const Inspection& inspection)
{
    std::uint64_t bytes = 0;
    const auto at = inspection.database.iterate(activities, inspection.scan_options());
    for (at->SeekToFirst(); at->Valid(); at->Next())
        bytes += at->value().size();
    if (!at->status().ok()) return to_error(at->status());
    return static_cast<std::size_t>(1 + bytes / share_bytes);
}

} // namespace storage::rocks
