#include "competency/report.hpp"

#include "base/limits.hpp"
#include "statements/agent.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <tuple>

namespace competency {
namespace {

namespace json = boost::json;

// What people call the authority: one text, without the members that only programs need.
json::value source_of(const EvidenceRow& row)
{
    if (row.authority.empty()) return nullptr;
    const auto agent = statements::agent_of(row.authority);
    if (const auto* account = agent.if_contains("account")) {
        const auto& parts = account->as_object(); // By the contract of agent_of().
        return json::value(std::string(parts.at("homePage").as_string()) + " " +
                           std::string(parts.at("name").as_string()));
    }
    for (const std::string_view name : {"mbox", "mbox_sha1sum", "openid"}) {
        if (const auto* value = agent.if_contains(name)) return *value;
    }
    return nullptr;
}

json::object ignored_row(const Judged& judged)
{
    return {{"statement", base::to_string(judged.row->statement)},
            {"reason", name_of(*judged.ignored)}};
}

json::object counted_row(const EvidenceRow& row)
{
    return {{"statement", base::to_string(row.statement)},
            {"t", time_text(row.t)},
            {"stored", time_text(row.stored)},
            {"score", row.score ? json::value(row.score_text) : json::value()},
            {"source", source_of(row)},
            {"counted", true}};
}

} // namespace

std::string time_text(Timestamp time)
{
    auto text = base::to_string(time);
    constexpr std::string_view no_fraction = ".000000Z";
    if (text.ends_with(no_fraction)) text.replace(text.size() - no_fraction.size(), 8, "Z");
    return text;
}

json::value time_or_null(std::optional<Timestamp> time)
{
    return time && *time != forever ? json::value(time_text(*time)) : json::value();
}

void Report::add(const Leaf& leaf)
{
    for (const auto& judged : leaf.rows)
        rows_.push_back(judged);
}

void Report::write(json::object& out)
{
    const auto order = [](const Judged& judged) {
        return std::tuple(judged.row->t, judged.row->statement, judged.ignored);
    };
    std::ranges::sort(rows_, {}, order);
    const auto same = std::ranges::unique(rows_, {}, order);
    rows_.erase(same.begin(), same.end());
    json::array evidence;
    json::array ignored;
    for (const auto& judged : rows_) {
        if (judged.ignored)
            ignored.push_back(ignored_row(judged));
        else
            evidence.push_back(counted_row(*judged.row));
    }
    out["evidence"] = std::move(evidence);
    out["ignored"] = std::move(ignored);
}

json::array claims(const Evaluation& evaluation, std::size_t competency)
{
    json::array out;
    const auto& all = evaluation.ratings(competency).claims;
    for (auto claim = all.rbegin(); claim != all.rend(); ++claim) {
        if (out.size() == limits::claims) break;
        const auto& row = *claim->judged.row;
        out.push_back(json::object{{"claim", name_of(claim->assertion.kind)},
                                   {"level", claim->assertion.level},
                                   {"statement", base::to_string(row.statement)},
                                   {"t", time_text(row.t)},
                                   {"stored", time_text(row.stored)},
                                   {"source", source_of(row)},
                                   {"until", time_or_null(row.expires)}});
    }
    return out;
}

} // namespace competency
