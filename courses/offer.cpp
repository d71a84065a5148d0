#include "courses/offer.hpp"

#include "courses/record.hpp"

namespace courses {
namespace {

namespace json = boost::json;

json::object object_of(const std::map<std::string, std::string>& texts)
{
    json::object out;
    for (const auto& [language, text] : texts)
        out[language] = text;
    return out;
}

std::map<std::string, std::string> texts_of(RecordReader& reader, std::string_view name)
{
    std::map<std::string, std::string> out;
    for (const auto& [language, text] : reader.object(name)) {
        if (!text.is_string()) reader.spoil();
        if (text.is_string()) out.emplace(language, text.as_string());
    }
    return out;
}

// Null: there is none. The value of one that is no number is spoilt.
const json::value* number_in(RecordReader& reader, std::string_view name)
{
    const auto* value = reader.fine() ? reader.all().if_contains(name) : nullptr;
    if (!value || value->is_null()) return nullptr;
    if (!value->is_number()) reader.spoil();
    return value->is_number() ? value : nullptr;
}

} // namespace

json::object object_of(const Offer& offer)
{
    json::object out{{"open", offer.open},
                     {"title", object_of(offer.title)},
                     {"description", object_of(offer.description)},
                     {"hours", nullptr},
                     {"voucherNeeded", offer.voucher_needed},
                     {"places", nullptr}};
    if (offer.hours) out["hours"] = *offer.hours;
    if (offer.places) out["places"] = *offer.places;
    return out;
}

base::Result<Offer> offer_of(const json::object& object)
{
    RecordReader reader(object);
    Offer out;
    out.open = reader.flag("open");
    out.title = texts_of(reader, "title");
    out.description = texts_of(reader, "description");
    out.voucher_needed = reader.flag("voucherNeeded");
    json::error_code failed;
    if (const auto* hours = number_in(reader, "hours")) out.hours = hours->to_number<double>();
    if (const auto* places = number_in(reader, "places"))
        out.places = places->to_number<std::uint32_t>(failed);
    if (!reader.fine() || failed) return broken_record("offer of a course");
    return out;
}

} // namespace courses
