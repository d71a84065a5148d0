#include "conformance/report.hpp"

#include "base/utf8.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <iomanip>
#include <map>
#include <sstream>
#include <vector>

namespace conformance {
namespace {

constexpr std::size_t body_bytes = 600; // Shown of each body.

std::string_view name_of(Version version)
{
    return version == Version::v1_0_3 ? "1.0.3" : "2.0.0";
}

// Secrets are not for build logs.
std::string without_secret(std::string text)
{
    constexpr std::string_view name = "Authorization: ";
    const auto at = text.find(name);
    if (at == text.npos) return text;
    const auto begin = at + name.size();
    return text.replace(begin, std::min(text.find("\r\n", begin), text.size()) - begin, "…");
}

// The head, and the beginning of the body, as text.
std::string clipped(const std::string& message)
{
    const auto head = message.find("\r\n\r\n");
    if (head == message.npos) return without_secret(message.substr(0, body_bytes));
    auto body = message.substr(head + 4);
    const auto size = body.size();
    if (!base::is_utf8(body)) body = "(" + std::to_string(size) + " bytes that are no text)";
    if (body.size() > body_bytes) {
        body = base::excerpt(body, body_bytes) + " (" + std::to_string(size) + " bytes)";
    }
    auto out = without_secret(message.substr(0, head + 2)) + "\r\n" + body;
    std::erase(out, '\r');
    return out;
}

void write_indented(std::ostream& out, std::string_view sign, const std::string& text)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        out << "    " << sign << ' ' << line << '\n';
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        case '"': out += "&quot;"; break;
        default:
            // XML has no other control characters.
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

std::string in_words(const Outcome& outcome)
{
    return "expected " + outcome.expected + "; found " +
           (outcome.found.empty() ? "something else" : outcome.found);
}

json::object finding(const Outcome& outcome, Version version)
{
    const auto text = [](std::string_view from) { return json::string(from.data(), from.size()); };
    const auto& one = *outcome.requirement;
    json::object out{{"id", text(one.id)},
                     {"title", text(one.title)},
                     {"level", text(to_string(says(one, version).level))},
                     {"paragraph", text(says(one, version).paragraph)},
                     {"expected", text(outcome.expected)},
                     {"found", text(outcome.found)}};
    if (outcome.exchange) {
        out["request"] = clipped(outcome.exchange->request);
        out["answer"] = clipped(outcome.exchange->answer);
    }
    return out;
}

Counts count(std::span<const Outcome> outcomes, Version version)
{
    Counts out;
    for (const auto& outcome : outcomes)
        out.add(outcome, version);
    return out;
}

// Topics in the order of their first requirement.
std::vector<std::pair<std::string_view, Counts>> by_topic(std::span<const Outcome> outcomes,
                                                          Version version)
{
    std::vector<std::pair<std::string_view, Counts>> out;
    for (const auto& outcome : outcomes) {
        const auto topic = topic_of(*outcome.requirement);
        auto at = std::ranges::find(out, topic, &std::pair<std::string_view, Counts>::first);
        if (at == out.end()) at = out.insert(out.end(), {topic, Counts{}});
        at->second.add(outcome, version);
    }
    return out;
}

void write_counts(std::ostream& out, std::string_view name, const Counts& counts)
{
    out << std::left << std::setw(18) << name << std::right << std::setw(8) << counts.passed
        << std::setw(8) << counts.failed_musts << std::setw(9) << counts.failed_shoulds
        << std::setw(9) << counts.other_choices << std::setw(11) << counts.not_tried << '\n';
}

} // namespace

void write_outcome(std::ostream& out, const Outcome& outcome, Version version)
{
    const auto& one = *outcome.requirement;
    const auto& said = says(one, version);
    if (outcome.verdict == Verdict::not_tried) {
        out << "not tried  " << one.id << ": " << outcome.why << '\n';
        return;
    }
    out << to_string(said.level) << "  " << one.id << "  [" << said.paragraph << "]\n    "
        << one.title << "\n    " << in_words(outcome) << '\n';
    if (!outcome.exchange) return;
    write_indented(out, ">", clipped(outcome.exchange->request));
    write_indented(out, "<", clipped(outcome.exchange->answer));
}

void write_summary(std::ostream& out, std::span<const Outcome> outcomes, Version version)
{
    out << "xAPI " << name_of(version)
        << "          holds   musts  shoulds  choices  not tried\n"
           "                              fail     fail   differ\n";
    for (const auto& [topic, counts] : by_topic(outcomes, version))
        write_counts(out, topic, counts);
    write_counts(out, "together", count(outcomes, version));
}

void write_list(std::ostream& out, std::span<const Requirement* const> requirements)
{
    const auto write_says = [&](std::string_view version, const Says& said) {
        if (said.paragraph.empty()) return;
        out << "    " << version << "  " << to_string(said.level) << "  " << said.paragraph << '\n';
    };
    for (const auto* one : requirements) {
        out << one->id << "\n    " << one->title << '\n';
        write_says("1.0.3", one->v1_0_3);
        write_says("2.0.0", one->v2_0_0);
        out << "    fails under: " << one->mutation << '\n';
    }
}

json::value report_json(std::span<const Outcome> outcomes, Version version)
{
    const auto counts = count(outcomes, version);
    json::array findings;
    json::array untried;
    for (const auto& outcome : outcomes) {
        switch (outcome.verdict) {
        case Verdict::passed: break;
        case Verdict::failed: findings.push_back(finding(outcome, version)); break;
        case Verdict::not_tried:
            untried.push_back({{"id", outcome.requirement->id}, {"why", outcome.why}});
            break;
        }
    }
    const auto name = name_of(version);
    return {{"version", json::string_view(name.data(), name.size())},
            {"passed", counts.passed},
            {"mustsFailed", counts.failed_musts},
            {"shouldsFailed", counts.failed_shoulds},
            {"otherChoices", counts.other_choices},
            {"notTried", counts.not_tried},
            {"findings", std::move(findings)},
            {"untried", std::move(untried)}};
}

std::string report_junit(std::span<const Outcome> outcomes, Version version)
{
    const auto counts = count(outcomes, version);
    std::ostringstream out;
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"xAPI " << name_of(version)
        << "\" tests=\"" << outcomes.size() << "\" failures=\"" << counts.failed_musts
        << "\" skipped=\"" << counts.failed_shoulds + counts.other_choices + counts.not_tried
        << "\">\n";
    for (const auto& outcome : outcomes) {
        const auto& one = *outcome.requirement;
        const auto& said = says(one, version);
        out << "  <testcase classname=\"" << escaped(topic_of(one)) << "\" name=\""
            << escaped(one.id) << '"';
        if (outcome.verdict == Verdict::passed) {
            out << "/>\n";
            continue;
        }
        const bool fails = outcome.verdict == Verdict::failed && said.level == Level::must;
        std::ostringstream text;
        write_outcome(text, outcome, version);
        out << ">\n    <" << (fails ? "failure" : "skipped") << " message=\""
            << escaped(outcome.verdict == Verdict::failed ? in_words(outcome) : outcome.why)
            << "\">" << escaped(text.str()) << "</" << (fails ? "failure" : "skipped")
            << ">\n  </testcase>\n";
    }
    out << "</testsuite>\n";
    return std::move(out).str();
}

} // namespace conformance
