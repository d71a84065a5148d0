#include "competency/person_codec.hpp"

#include "competency/bytes.hpp"

namespace competency {
namespace {

constexpr char version = 1;

// What said::... shows, one after the other.
class Writer : public ByteWriter {
public:
    void person(std::string_view, PersonId id) { uuid(id.uuid); }

    void identity(std::string_view, std::string_view value) { text(value); }

    void required(std::string_view, std::string_view value) { text(value); }

    void optional(std::string_view, std::string_view value) { text(value); }

    void from(Timestamp t) { time(t); }

    void until(Timestamp t) { time(t); }
};

class Reader : public ByteReader {
public:
    using ByteReader::ByteReader;

    void person(std::string_view, PersonId& id) { id.uuid = uuid(); }

    void identity(std::string_view, std::string& value) { value = text(); }

    void required(std::string_view, std::string& value) { value = text(); }

    void optional(std::string_view, std::string& value) { value = text(); }

    void from(Timestamp& t) { t = time(); }

    void until(Timestamp& t) { t = time(); }
};

} // namespace

std::string encode(const PersonEntry& entry)
{
    Writer out;
    out.byte(version);
    out.byte(std::visit([](const auto& said) { return said.kind; }, entry.said));
    out.number(entry.stamp.number);
    out.time(entry.stamp.recorded);
    out.text(entry.stamp.by);
    out.text(entry.why);
    std::visit([&](const auto& said) { said.visit(said, out); }, entry.said);
    return out.take();
}

base::Result<PersonEntry> decode(std::string_view bytes)
{
    Reader in(bytes);
    const auto known = in.byte() == version;
    const auto kind = static_cast<char>(in.byte());
    auto said = blank_said([&](char byte, std::string_view) { return byte == kind; });
    if (known && said) {
        PersonEntry entry;
        entry.stamp.number = in.number<std::uint64_t>();
        entry.stamp.recorded = in.time();
        entry.stamp.by = in.text();
        entry.why = in.text();
        std::visit([&](auto& what) { what.visit(what, in); }, *said);
        entry.said = std::move(*said);
        if (in.done()) return entry;
    }
    return base::Error{base::ErrorKind::corrupt,
                       "A persisted entry about persons does not decode."};
}

} // namespace competency
