// What records of this floor have in common: JSON objects whose members were written by it, so that
// one that is missing or different is damage (corrupt) and no input to be explained.
#pragma once

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace courses {

class RecordReader {
public:
    explicit RecordReader(std::string_view text)
    {
        boost::json::error_code failed;
        value_ = boost::json::parse(text, failed);
        fine_ = !failed && value_.if_object();
    }

    explicit RecordReader(boost::json::object object) : value_(std::move(object)), fine_(true) {}

    // Remembers that a member is not what it must be, and gives something in its place.
    std::string text(std::string_view key);
    std::string text_or_none(std::string_view key); // Empty: it is not there.
    bool flag(std::string_view key);                // false: it is not there.
    base::Uuid uuid(std::string_view key);
    base::Timestamp time(std::string_view key);
    base::Sha256 digest(std::string_view key); // Hexadecimal.
    boost::json::object object(std::string_view key);
    std::uint64_t count(std::string_view key); // 0: it is not there.

    const boost::json::object& all() const { return value_.get_object(); }

    bool fine() const { return fine_; }

    void spoil() { fine_ = false; }

private:
    const boost::json::value* find(std::string_view key);

    boost::json::value value_;
    bool fine_;
};

// Of its hexadecimal text. Empty: it is none.
std::optional<base::Sha256> digest_of(std::string_view text);

base::Error broken_record(std::string_view what); // corrupt

} // namespace courses
