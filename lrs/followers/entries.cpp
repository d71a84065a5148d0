#include "lrs/followers/entries.hpp"

#include "statements/parse.hpp"

namespace lrs {

using storage::EntryKind;

std::vector<std::uint64_t> erased_sequences(const boost::json::value& record)
{
    std::vector<std::uint64_t> out;
    for (const auto& sequence : record.at("sequences").as_array())
        out.push_back(sequence.to_number<std::uint64_t>());
    return out;
}

std::optional<competency::Void> kept_void(const boost::json::value& tombstone)
{
    const auto* target = tombstone.as_object().if_contains("voids");
    if (!target) return std::nullopt;
    const auto stored =
        base::parse_timestamp(tombstone.at("stored").as_string(), base::TimestampRules::rfc3339);
    auto sealed = std::string(tombstone.at("id").as_string());
    for (const std::size_t dash : {20u, 16u, 12u, 8u})
        sealed.insert(dash, 1, '-');
    return competency::Void{base::parse_uuid(target->as_string()).value(),
                            base::parse_uuid(sealed).value(), stored.value()};
}

std::optional<base::Timestamp> stored_of(EntryKind kind, const boost::json::value& value)
{
    if (kind == EntryKind::statement) return statements::stored_of(value);
    if (kind == EntryKind::tombstone) return std::nullopt;
    return base::parse_timestamp(value.at("erased").as_string(), base::TimestampRules::rfc3339);
}

} // namespace lrs
