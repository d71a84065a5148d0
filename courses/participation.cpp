#include "courses/participation.hpp"

#include "courses/record.hpp"

#include <boost/json/serialize.hpp>

#include <limits>

namespace courses {
namespace {

constexpr Part parts[] = {Part::taking, Part::waiting, Part::withdrawn};

std::optional<Part> part_named(std::string_view name)
{
    for (const auto part : parts) {
        if (name_of(part) == name) return part;
    }
    return std::nullopt;
}

std::uint32_t small_count(RecordReader& reader, std::string_view name)
{
    const auto out = reader.count(name);
    if (out > std::numeric_limits<std::uint32_t>::max()) reader.spoil();
    return static_cast<std::uint32_t>(out);
}

} // namespace

std::string_view name_of(Part part)
{
    switch (part) {
    case Part::taking: return "taking part";
    case Part::waiting: return "waiting";
    case Part::withdrawn: return "withdrawn";
    }
    return {};
}

std::string encode(const Participation& participation)
{
    boost::json::object out{{"course", base::to_string(participation.course)},
                            {"actor", participation.actor},
                            {"part", name_of(participation.part)},
                            {"since", base::to_string(participation.since)}};
    if (participation.part == Part::waiting) out["ticket"] = participation.ticket;
    if (participation.voucher) out["voucher"] = *participation.voucher;
    return boost::json::serialize(out);
}

base::Result<Participation> decode_participation(std::string_view text)
{
    RecordReader reader(text);
    Participation out;
    out.course = reader.uuid("course");
    out.actor = reader.object("actor");
    const auto part = part_named(reader.text("part"));
    out.part = part.value_or(Part::taking);
    out.since = reader.time("since");
    out.ticket = reader.count("ticket");
    const auto voucher = reader.text_or_none("voucher");
    if (!voucher.empty()) out.voucher = voucher;
    if (!part || !reader.fine()) return broken_record("participation in a course");
    return out;
}

std::string encode(const Roll& roll)
{
    const boost::json::object out{{"offer", object_of(roll.offer)},
                                  {"participants", roll.participants},
                                  {"waiting", roll.waiting},
                                  {"tickets", roll.tickets}};
    return boost::json::serialize(out);
}

base::Result<Roll> decode_roll(std::string_view text)
{
    RecordReader reader(text);
    const auto offer = offer_of(reader.object("offer"));
    Roll out;
    out.participants = small_count(reader, "participants");
    out.waiting = small_count(reader, "waiting");
    out.tickets = reader.count("tickets");
    if (!reader.fine() || !offer) return broken_record("roll of a course");
    out.offer = *offer;
    return out;
}

} // namespace courses
