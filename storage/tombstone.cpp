#include "storage/tombstone.hpp"

#include "statements/query.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace storage {

namespace json = boost::json;

base::Hash128 sealed_id(const base::Hash128& key, const base::Uuid& id)
{
    const auto digest = base::hmac_sha256(base::as_text(key), base::as_text(id.bytes));
    base::Hash128 out;
    std::copy_n(digest.begin(), out.size(), out.begin());
    return out;
}

std::string tombstone(const base::Hash128& sealed, std::string_view reason, base::Timestamp erased,
                      const json::value& statement)
{
    json::object out{
        {"id", base::to_hex(sealed)}, {"reason", reason}, {"erased", base::to_string(erased)}};
    const auto stored = statements::stored_of(statement);
    if (statements::is_voiding(statement) && stored) {
        out["voids"] = base::to_string(*statements::reference_of(statement));
        out["stored"] = base::to_string(*stored);
    }
    return serialize(out);
}

std::string erasure_record(std::span<const Sequence> sequences, std::string_view reason,
                           base::Timestamp erased)
{
    return serialize(json::object{{"sequences", json::value_from(sequences)},
                                  {"reason", reason},
                                  {"erased", base::to_string(erased)}});
}

} // namespace storage
