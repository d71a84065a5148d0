// lrs lint: statements in files, checked against the rules without a server.
#include "conformance/lint.hpp"

#include "lrs/commands/arguments.hpp"
#include "lrs/commands/commands.hpp"

#include <boost/json.hpp>

#include <iostream>
#include <iterator>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using conformance::LintFinding;

constexpr OptionName options[] = {{"--version"}, {"--json", false}};

constexpr std::size_t file_bytes = 1u << 30;

Result<std::string> read_input(const std::string& path)
{
    if (path != "-") return read_file(path, file_bytes);
    std::string text(std::istreambuf_iterator<char>(std::cin), {});
    if (!std::cin.bad()) return text;
    return Error{ErrorKind::invalid, "cannot read standard input"};
}

void write(const std::string& path, const LintFinding& finding)
{
    const auto& complaint = finding.complaint;
    std::cout << path << ':' << finding.line << ": ";
    if (complaint.rule == "json") {
        std::cout << "no JSON: " << complaint.expected;
    } else {
        std::cout << (complaint.where.empty() ? "the statement" : complaint.where) << " must "
                  << complaint.expected;
        if (!complaint.found.empty()) std::cout << ", found " << complaint.found;
        std::cout << " (" << complaint.rule
                  << (finding.paragraph.empty() ? "" : ", " + finding.paragraph) << ')';
    }
    std::cout << '\n';
}

boost::json::object to_json(const std::string& path, const LintFinding& finding)
{
    const auto& complaint = finding.complaint;
    return {{"file", path},
            {"line", finding.line},
            {"statement", finding.statement},
            {"pointer", complaint.where},
            {"rule", complaint.rule},
            {"found", complaint.found},
            {"expected", complaint.expected},
            {"paragraph", finding.paragraph}};
}

Result<statements::Version> version_of(const Arguments& given)
{
    const auto text = given.get("--version").value_or("2.0.0");
    if (text == "1.0.3") return statements::Version::v1_0_3;
    if (text == "2.0.0") return statements::Version::v2_0_0;
    return Error{ErrorKind::invalid, "--version must be 1.0.3 or 2.0.0"};
}

Result<std::size_t> run(const Arguments& given)
{
    const auto version = version_of(given);
    if (!version) return version.error();
    if (given.positional().empty())
        return Error{ErrorKind::invalid, "lint needs a file, or - for standard input"};
    std::size_t statements = 0;
    std::size_t findings = 0;
    boost::json::array all;
    for (const auto& path : given.positional()) {
        const auto text = read_input(path);
        if (!text) return text.error();
        const auto found = conformance::lint(*text, *version);
        statements += found.statements;
        findings += found.findings.size();
        for (const auto& finding : found.findings) {
            if (given.has("--json"))
                all.push_back(to_json(path, finding));
            else
                write(path, finding);
        }
    }
    if (given.has("--json")) {
        std::cout << boost::json::object{{"statements", statements}, {"findings", std::move(all)}}
                  << '\n';
    } else {
        std::cout << statements << " statements, " << findings << " findings\n";
    }
    return findings;
}

} // namespace

int lint(Words words)
{
    const auto given = Arguments::parse(words, options);
    if (!given) return complain(given.error().why);
    const auto findings = run(*given);
    if (!findings) return complain(findings.error().why);
    return *findings == 0 ? 0 : 1;
}

} // namespace lrs
