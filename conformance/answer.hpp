// An answer of the server under test, and what a check may expect of it.
#pragma once

#include "conformance/client.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace conformance {

namespace json = boost::json;

// A value of JSON that a check has written as a text, a number, an object ...
struct Value {
    template <class T>
        requires(!std::is_same_v<std::remove_cvref_t<T>, Value>)
    Value(T&& from) // Implicit, so that tables of values read as such.
    {
        if constexpr (std::is_convertible_v<T, std::string_view>) {
            const std::string_view text(from);
            it = json::string_view(text.data(), text.size());
        } else {
            it = json::value(std::forward<T>(from));
        }
    }

    json::value it;
};

// The server does something else than the requirement asks. Ends the check that expects it.
struct Unmet : std::runtime_error {
    Unmet(std::string expects, std::string finds, std::size_t at = last);

    static constexpr std::size_t last = static_cast<std::size_t>(-1);

    std::string expected;
    std::string found;
    std::size_t exchange; // Index in Talk::exchanges(); `last`: the newest.
};

// Throws Unmet when it does not hold.
void expect(bool holds, std::string expected, std::string found = "");

class Answer {
public:
    Answer(Reply reply, std::size_t exchange) : reply_(std::move(reply)), exchange_(exchange) {}

    unsigned status() const { return reply_.result_int(); }

    bool has_header(std::string_view name) const;
    std::string header(std::string_view name) const; // Empty: it is not there.

    const std::string& body() const { return reply_.body(); }

    // All of these throw Unmet.
    const Answer& is(std::initializer_list<unsigned> statuses) const;

    const Answer& is(unsigned status) const { return is({status}); }

    const Answer& with_header(std::string_view name) const;
    const Answer& with_header(std::string_view name, std::string_view value) const;
    const Answer& with_type(std::string_view media_type) const; // Parameters aside.
    const Answer& with_body(std::string_view bytes) const;
    json::value json() const;
    json::value at(std::string_view pointer) const; // JSON Pointer.
    const Answer& with(std::string_view pointer, const Value& value) const;
    const Answer& without(std::string_view pointer) const;
    void expect(bool holds, std::string expected, std::string found = "") const;

private:
    Reply reply_;
    std::size_t exchange_;
};

} // namespace conformance
