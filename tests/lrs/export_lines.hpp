// A small export by its lines, to be changed and asked.
#pragma once

#include "base/digest.hpp"
#include "tests/lrs/administered.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace export_lines {

namespace json = boost::json;

using namespace support::kmx;
using administered::joined;
using administered::Words;
using support::run;

using Lines = std::vector<std::string>;

inline ModelMaker one_course()
{
    ModelMaker maker;
    maker.competency("C").evidence("a");
    return maker.rule("C", 1, R"({"ev": "a"})");
}

inline std::string ask_ann()
{
    return json::serialize(agent("ann"));
}

// The first line of that name.
inline std::string& line(Lines& lines, std::string_view name)
{
    const auto start = "{\"" + std::string(name) + "\":";
    const auto at =
        std::ranges::find_if(lines, [&](const auto& each) { return each.starts_with(start); });
    BOOST_REQUIRE(at != lines.end());
    return *at;
}

inline void replace(std::string& text, std::string_view what, std::string_view by)
{
    const auto at = text.find(what);
    BOOST_REQUIRE_MESSAGE(at != text.npos, what << " is not in " << text);
    text.replace(at, what.size(), by);
}

inline std::string text_of(std::span<const std::string> lines)
{
    std::string text;
    for (const auto& each : lines)
        text += each + '\n';
    return text;
}

// With the digest of what the other lines are now, if the last one tells of any.
inline Lines sealed(Lines lines)
{
    if (lines.empty()) return lines;
    const std::string_view before = R"("sha256":")";
    const auto at = lines.back().find(before);
    if (at == std::string::npos) return lines;
    const auto digest = base::sha256(text_of(std::span(lines).first(lines.size() - 1)));
    lines.back().replace(at + before.size(), 64, base::to_hex(digest));
    return lines;
}

// One person, a course, its void, which was erased, and another one: ten lines.
struct Fixture {
    support::TemporaryDirectory folder;

    Fixture()
    {
        live::World server(administered::open_in(path("db")));
        server.city().competency.set_model(one_course().text()).value();
        const auto imported =
            server.ask({.target = "/api/v1/employees?linkedFrom=2015-01-01T00:00:00Z",
                        .body = "number;accountHomePage;accountName\n1;https://city.example;ann\n",
                        .key = "admin",
                        .type = "text/csv"});
        BOOST_REQUIRE_MESSAGE(imported.result_int() == 200, imported.body());
        server.post(statement(1, "a", "2026-02-01T00:00:00Z"));
        server.post(voiding(2, 1, "2026-03-01T00:00:00Z"));
        server.post(statement(3, "a", "2026-04-01T00:00:00Z"));
        const std::vector erased{base::parse_uuid(statement_id(2)).value()};
        server.storage->statements().erase(lrs::default_tenant, erased, "").value();
    }

    std::string path(const std::string& name) const { return (folder.path() / name).string(); }

    Words export_words(const Words& more = {}) const
    {
        return joined({"--ndjson", "--data", path("db")}, more);
    }

    Lines lines() const
    {
        const auto outcome = run(lrs::export_data, export_words());
        BOOST_REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
        Lines out;
        std::istringstream text(outcome.out);
        for (std::string each; std::getline(text, each);)
            out.push_back(each);
        return out;
    }

    std::string file(const Lines& lines, const std::string& name = "export.ndjson") const
    {
        return folder.file(name, text_of(lines));
    }

    support::Outcome attain(const std::string& file, const Words& more = {}) const
    {
        return run(lrs::attain, joined({"--export", file}, more));
    }
};

} // namespace export_lines
