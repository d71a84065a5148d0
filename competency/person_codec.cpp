#include "competency/person_codec.hpp"

#include <algorithm>

namespace competency {
namespace {

constexpr char version = 1;

class Writer {
public:
    void byte(char c) { out_ += c; }

    void number(std::uint64_t value, int bytes = 8)
    {
        for (int shift = bytes * 8 - 8; shift >= 0; shift -= 8)
            out_ += static_cast<char>(static_cast<unsigned char>(value >> shift));
    }

    void time(Timestamp t) { number(static_cast<std::uint64_t>(t.time_since_epoch().count())); }

    void text(std::string_view text)
    {
        number(text.size(), 4);
        out_ += text;
    }

    void person(std::string_view, PersonId id)
    {
        out_.append(reinterpret_cast<const char*>(id.uuid.bytes.data()), id.uuid.bytes.size());
    }

    void identity(std::string_view, std::string_view value) { text(value); }

    void required(std::string_view, std::string_view value) { text(value); }

    void optional(std::string_view, std::string_view value) { text(value); }

    void from(Timestamp t) { time(t); }

    void until(Timestamp t) { time(t); }

    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

// Reads until something is missing; from then on everything is empty and done() is false.
class Reader {
public:
    explicit Reader(std::string_view bytes) : left_(bytes) {}

    std::string_view bytes(std::size_t count)
    {
        if (count > left_.size()) good_ = false;
        if (!good_) return {};
        const auto out = left_.substr(0, count);
        left_.remove_prefix(count);
        return out;
    }

    char byte()
    {
        const auto one = bytes(1);
        return one.empty() ? '\0' : one.front();
    }

    std::uint64_t number(std::size_t size = 8)
    {
        std::uint64_t out = 0;
        for (const char c : bytes(size))
            out = out << 8 | static_cast<unsigned char>(c);
        return out;
    }

    Timestamp time()
    {
        return Timestamp(std::chrono::microseconds(static_cast<std::int64_t>(number())));
    }

    std::string text() { return std::string(bytes(static_cast<std::size_t>(number(4)))); }

    void person(std::string_view, PersonId& id)
    {
        std::ranges::copy(bytes(id.uuid.bytes.size()), id.uuid.bytes.begin());
    }

    void identity(std::string_view, std::string& value) { value = text(); }

    void required(std::string_view, std::string& value) { value = text(); }

    void optional(std::string_view, std::string& value) { value = text(); }

    void from(Timestamp& t) { t = time(); }

    void until(Timestamp& t) { t = time(); }

    bool done() const { return good_ && left_.empty(); }

private:
    std::string_view left_;
    bool good_ = true;
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
    const auto kind = in.byte();
    auto said = blank_said([&](char byte, std::string_view) { return byte == kind; });
    if (known && said) {
        PersonEntry entry;
        entry.stamp.number = in.number();
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
