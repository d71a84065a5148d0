// Timestamps: what was read is written and read again as the same instant.
#include "base/timestamp.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using enum base::TimestampRules;

void require(bool holds)
{
    if (!holds) std::abort();
}

void check_written(base::Timestamp time)
{
    const auto written = base::to_string(time);
    require(written.size() == base::timestamp_size);
    require(base::is_utc(written));
    require(base::parse_timestamp(written, iso8601) == time);
    require(base::parse_timestamp(written, rfc3339) == time);
}

// A text that names UTC is the same instant with its zone written as "Z"; any other zone moved it.
void check_zone(std::string_view text, base::Timestamp time)
{
    const auto zone = text.find_first_of("Zz+-", 19);
    const auto in_utc = std::string(text.substr(0, zone)) + "Z";
    const auto as_utc = base::parse_timestamp(in_utc, iso8601);
    if (base::is_utc(text) || zone == text.npos) {
        require(as_utc == time);
    } else {
        require(as_utc != time);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto in_iso8601 = base::parse_timestamp(text, iso8601);
    const auto in_rfc3339 = base::parse_timestamp(text, rfc3339);
    if (in_iso8601) {
        check_written(*in_iso8601);
        check_zone(text, *in_iso8601);
    }
    if (in_rfc3339) {
        check_written(*in_rfc3339);
        const bool lower_case = text.find_first_of("tz") != text.npos;
        require(lower_case ? !in_iso8601 : in_iso8601 == in_rfc3339);
    }
    return 0;
}
