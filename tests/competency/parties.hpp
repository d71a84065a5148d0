// Who speaks in statements about competencies: "us", about "ann".
#pragma once

#include "competency/achieved.hpp"
#include "statements/parse.hpp"
#include "statements/validate.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace support::kmx {

inline competency::Parties us_about(std::string_view name)
{
    return {agent(name), agent("us"), "https://city.example", "city"};
}

// "C1/2 2026-01-01T00:00:00Z null": what each says is held since when until when.
inline std::vector<std::string> said(const std::vector<competency::Written>& statements)
{
    std::vector<std::string> out;
    for (const auto& [id, text] : statements) {
        const auto value = json::parse(text);
        const auto object = std::string(value.at("object").at("id").as_string());
        const auto level = object.rfind("#L");
        const auto begin = object.rfind('/', level) + 1;
        const auto& extensions = value.at("context").at("extensions").as_object();
        const auto* end =
            extensions.if_contains("https://w3id.org/xapi/comp/contextextensions/expires");
        out.push_back(object.substr(begin, level - begin) + "/" + object.substr(level + 2) + " " +
                      std::string(value.at("timestamp").as_string()) + " " +
                      std::string(end ? end->as_string() : "null"));
    }
    return out;
}

// Under both versions.
inline void check_valid(const competency::Written& written)
{
    using statements::Version;
    const auto value = statements::parse(written.text).value();
    BOOST_TEST(std::string(value.at("id").as_string()) == base::to_string(written.id));
    for (const auto version : {Version::v1_0_3, Version::v2_0_0}) {
        for (const auto& complaint : statements::validate(value, version))
            BOOST_ERROR(complaint.where + " must " + complaint.expected);
    }
}

inline std::string as_stored(const competency::Written& written, std::string_view stored)
{
    auto value = json::parse(written.text).as_object();
    value["stored"] = stored;
    return json::serialize(value);
}

} // namespace support::kmx
