// The members of an object, for code that takes what is not as it should be for absent.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string_view>

namespace statements {

// nullptr: there is no such member, or it is no object.
inline boost::json::object* object_in(boost::json::object& object, std::string_view key)
{
    auto* value = object.if_contains(key);
    return value ? value->if_object() : nullptr;
}

inline const boost::json::object* object_in(const boost::json::object& object, std::string_view key)
{
    const auto* value = object.if_contains(key);
    return value ? value->if_object() : nullptr;
}

// Empty: there is no such member, or it is no string. Borrowed from the object.
inline std::string_view text_in(const boost::json::object& object, std::string_view key)
{
    const auto* value = object.if_contains(key);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

} // namespace statements
