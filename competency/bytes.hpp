// Values as the bytes that lie on disks: numbers and times big-endian, a time in microseconds since
// 1970 in UTC, a text behind its length in 4 bytes, a UUID as its 16 bytes. Never change this.
#pragma once

#include "base/uuid.hpp"
#include "competency/intervals.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace competency {

class ByteWriter {
public:
    void byte(char c) { out_ += c; }

    template <class Integer>
    void number(Integer value)
    {
        const auto bits = static_cast<std::make_unsigned_t<Integer>>(value);
        for (auto shift = static_cast<int>(sizeof bits) * 8 - 8; shift >= 0; shift -= 8)
            out_ += static_cast<char>(static_cast<unsigned char>(bits >> shift));
    }

    void text(std::string_view text)
    {
        number(static_cast<std::uint32_t>(text.size()));
        out_ += text;
    }

    void uuid(const base::Uuid& uuid)
    {
        out_.append(reinterpret_cast<const char*>(uuid.bytes.data()), uuid.bytes.size());
    }

    void time(Timestamp t) { number(static_cast<std::int64_t>(t.time_since_epoch().count())); }

    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

// Reads until something is missing; from then on everything is empty and done() is false.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : left_(bytes) {}

    std::string_view bytes(std::size_t count)
    {
        if (count > left_.size()) good_ = false;
        if (!good_) return {};
        const auto out = left_.substr(0, count);
        left_.remove_prefix(count);
        return out;
    }

    unsigned char byte()
    {
        const auto one = bytes(1);
        return one.empty() ? std::uint8_t{0} : static_cast<unsigned char>(one[0]);
    }

    template <class Integer>
    Integer number()
    {
        std::make_unsigned_t<Integer> bits = 0;
        for (const char c : bytes(sizeof(Integer)))
            bits = static_cast<decltype(bits)>(bits << 8 | static_cast<unsigned char>(c));
        return static_cast<Integer>(bits);
    }

    std::string text() { return std::string(bytes(number<std::uint32_t>())); }

    base::Uuid uuid()
    {
        base::Uuid out;
        const auto raw = bytes(out.bytes.size());
        if (!raw.empty()) std::memcpy(out.bytes.data(), raw.data(), raw.size());
        return out;
    }

    Timestamp time() { return Timestamp(std::chrono::microseconds(number<std::int64_t>())); }

    bool done() const { return good_ && left_.empty(); }

private:
    std::string_view left_;
    bool good_ = true;
};

} // namespace competency
