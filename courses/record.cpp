#include "courses/record.hpp"

#include <algorithm>

namespace courses {

const boost::json::value* RecordReader::find(std::string_view key)
{
    return fine_ ? value_.get_object().if_contains(key) : nullptr;
}

std::string RecordReader::text(std::string_view key)
{
    const auto* value = find(key);
    const auto* out = value ? value->if_string() : nullptr;
    if (!out) fine_ = false;
    return out ? std::string(*out) : std::string();
}

std::string RecordReader::text_or_none(std::string_view key)
{
    return find(key) ? text(key) : std::string();
}

bool RecordReader::flag(std::string_view key)
{
    const auto* value = find(key);
    if (!value) return false;
    if (!value->if_bool()) fine_ = false;
    return value->if_bool() && *value->if_bool();
}

base::Uuid RecordReader::uuid(std::string_view key)
{
    const auto out = base::parse_uuid(text(key));
    if (!out) fine_ = false;
    return out.value_or(base::Uuid{});
}

base::Timestamp RecordReader::time(std::string_view key)
{
    const auto out = base::parse_timestamp(text(key), base::TimestampRules::rfc3339);
    if (!out) fine_ = false;
    return out.value_or(base::Timestamp{});
}

base::Sha256 RecordReader::digest(std::string_view key)
{
    const auto out = digest_of(text(key));
    if (!out) fine_ = false;
    return out.value_or(base::Sha256{});
}

boost::json::object RecordReader::object(std::string_view key)
{
    const auto* value = find(key);
    if (!value || !value->if_object()) {
        fine_ = false;
        return {};
    }
    return value->get_object();
}

std::uint64_t RecordReader::count(std::string_view key)
{
    const auto* value = find(key);
    if (!value) return 0;
    boost::json::error_code failed;
    const auto out = value->to_number<std::uint64_t>(failed);
    if (failed) fine_ = false;
    return failed ? 0 : out;
}

std::optional<base::Sha256> digest_of(std::string_view text)
{
    base::Sha256 out;
    const auto bytes = base::from_hex(text);
    if (!bytes || bytes->size() != out.size()) return std::nullopt;
    std::ranges::copy(*bytes, out.begin());
    return out;
}

base::Error broken_record(std::string_view what)
{
    return {base::ErrorKind::corrupt, "the stored " + std::string(what) + " does not decode"};
}

} // namespace courses
