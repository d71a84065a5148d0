#include "courses/personal_links.hpp"

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "courses/launch.hpp"
#include "courses/record.hpp"

#include <boost/json/serialize.hpp>

#include <optional>

namespace courses {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using storage::RecordChange;

constexpr std::string_view links = "person-link";

struct Kept {
    std::string digest; // Hexadecimal.
    base::Timestamp expires;
};

Result<Kept> decode(std::string_view text)
{
    RecordReader reader(text);
    Kept out{reader.text("secret"), reader.time("expires")};
    if (!reader.fine()) return broken_record("link of a person");
    return out;
}

Error not_valid()
{
    return {ErrorKind::unauthorized,
            "This link is not valid, or its time is over: ask for another one"};
}

} // namespace

Result<PersonalLink> PersonalLinks::make(const base::Uuid& person, std::string_view by)
{
    PersonalLink out{random_secret(), now_() + limits::person_link_lifetime};
    const boost::json::object record{{"secret", base::to_hex(base::sha256(out.secret))},
                                     {"expires", base::to_string(out.expires)},
                                     {"by", by}};
    const RecordChange changes[] = {
        {std::string(links), base::to_string(person), boost::json::serialize(record)}};
    if (auto kept = records_.change(tenant_, changes); !kept) return kept.error();
    return out;
}

Result<bool> PersonalLinks::revoke(const base::Uuid& person)
{
    const auto text = records_.get(tenant_, links, base::to_string(person));
    if (!text) return text.error();
    if (!*text) return false;
    const auto kept = decode(**text);
    const RecordChange changes[] = {{std::string(links), base::to_string(person), std::nullopt}};
    if (auto gone = records_.change(tenant_, changes); !gone) return gone.error();
    return !kept || kept->expires > now_();
}

Result<> PersonalLinks::admit(const base::Uuid& person, std::string_view secret) const
{
    const auto text = records_.get(tenant_, links, base::to_string(person));
    if (!text) return text.error();
    if (!*text) return not_valid();
    const auto kept = decode(**text);
    if (!kept) return kept.error();
    const auto given = base::to_hex(base::sha256(secret));
    if (!base::equal_in_constant_time(given, kept->digest)) return not_valid();
    if (kept->expires <= now_()) return not_valid();
    return {};
}

} // namespace courses
