// The data model: the rows of conformance/statements.hpp, sent to the server. Each rule of each
// paragraph is a requirement; each of its rows is a refused statement beside an accepted one.
#include "conformance/statements.hpp"
#include "conformance/topics.hpp"

#include <boost/json/serialize.hpp>

#include <deque>
#include <map>
#include <span>

namespace conformance {
namespace {

// A rule's rows in one section.
struct Rule {
    const Section* section;
    std::vector<const Row*> rows;
};

// Gives the constant ids of the bases the same random beginning, so that a statement can be sent
// to a store that has seen these rows before.
std::string with_fresh_ids(Talk& talk, std::string text)
{
    const auto fresh = talk.id().substr(0, 8);
    std::string upper = fresh;
    for (auto& c : upper)
        c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    const std::pair<std::string_view, std::string_view> names[] = {
        {"9f1c2a34-", fresh}, {"9F1C2A34-", upper}, {"11111111-", fresh}, {"22222222-", fresh}};
    for (const auto& [name, by] : names) {
        for (auto at = text.find(name); at != text.npos; at = text.find(name, at + by.size()))
            text.replace(at, by.size(), by);
    }
    return text;
}

std::string changed(Talk& talk, const Base& base, const Edit& edit)
{
    return with_fresh_ids(talk, serialize(edited(base, edit)));
}

void try_statement(Talk& talk, const Base& base, const Row& row)
{
    auto refused = changed(talk, base, row.refused);
    if (row.refused.pointer.empty()) refused = '[' + refused + ']'; // An array is a batch.
    talk.post("statements", {}, std::move(refused)).is(400);
    talk.post("statements", {}, changed(talk, base, row.accepted)).is(200);
}

void try_put(Talk& talk, const Base& base, const Row& row)
{
    const bool of_id = row.refused.pointer == "/id" || row.accepted.pointer == "/id";
    if (of_id || row.refused.pointer.empty()) return; // The URL has one too.
    for (const auto* edit : {&row.refused, &row.accepted}) {
        auto value = edited(base, *edit);
        value.as_object()["id"] = talk.id();
        const Pairs in_url{{"statementId", id_of(value.as_object())}};
        talk.put("statements", in_url, with_fresh_ids(talk, serialize(value)))
            .is(edit == &row.refused ? 400 : 204);
    }
}

void try_agent(Talk& talk, const Base& base, const Row& row)
{
    talk.get("statements", {{"agent", changed(talk, base, row.refused)}}).is(400);
    talk.get("statements", {{"agent", changed(talk, base, row.accepted)}}).is(200);
}

void try_rule(Talk& talk, const Rule& rule)
{
    const auto& used = base(rule.section->base);
    if (used.subject == Subject::agent) {
        for (const auto* row : rule.rows)
            try_agent(talk, used, *row);
        return;
    }
    for (const auto* row : rule.rows)
        try_statement(talk, used, *row);
    try_put(talk, used, *rule.rows.front());
}

std::string_view kept(std::string text)
{
    static std::deque<std::string> all;
    return all.emplace_back(std::move(text));
}

Says says_of(const Section& section, Version version)
{
    if (!holds_for(section.versions, version)) return silent;
    const bool old = version == Version::v1_0_3;
    if (old || section.paragraph_2_0_0.empty())
        return must(kept("Data " + std::string(section.paragraph_1_0_3)));
    return must(section.paragraph_2_0_0);
}

// 1.0.3 lets a server check IRIs with its "best effort". That they have a scheme is a must:
// topics/schemes.cpp.
bool best_effort(std::string_view rule)
{
    return rule.ends_with(".iri") || rule.ends_with(".uri");
}

std::vector<Rule> rules_of(const Section& section)
{
    std::vector<Rule> out;
    for (const auto& row : section.rows) {
        const auto same = [&](const Rule& rule) { return rule.rows.front()->rule == row.rule; };
        const auto at = std::ranges::find_if(out, same);
        if (at == out.end()) {
            out.push_back({&section, {&row}});
        } else {
            at->rows.push_back(&row);
        }
    }
    return out;
}

} // namespace

topics::Table topics::data()
{
    Table out;
    std::map<std::string, int> times;
    for (const auto& file : sections()) {
        for (const auto& section : file) {
            const auto subject = base(section.base).subject;
            if (subject == Subject::authority) continue; // Nothing that a request could send.
            for (auto& rule : rules_of(section)) {
                auto id = "data." + std::string(rule.rows.front()->rule);
                if (const int time = ++times[id]; time > 1) id += "." + std::to_string(time);
                const auto title = kept("The rule " + std::string(rule.rows.front()->rule) +
                                        " is kept, of " + std::string(section.base));
                auto old = says_of(section, Version::v1_0_3);
                if (!old.paragraph.empty() && best_effort(rule.rows.front()->rule))
                    old = should("Data 2.2");
                out.push_back({id, title, old, says_of(section, Version::v2_0_0),
                               [rule](Talk& talk) { try_rule(talk, rule); },
                               subject == Subject::agent ? "GET statements: status 400 200"
                                                         : "POST statements: status 400 200"});
            }
        }
    }
    return out;
}

} // namespace conformance
