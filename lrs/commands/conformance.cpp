// lrs conformance: tries the requirements of xAPI on any learning record store, over HTTP.
#include "conformance/limited.hpp"
#include "conformance/report.hpp"
#include "conformance/runner.hpp"
#include "lrs/commands/arguments.hpp"
#include "lrs/commands/commands.hpp"
#include "statements/parse.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <iostream>
#include <unistd.h>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using conformance::Lrs;
using conformance::Outcome;
using conformance::Verdict;

constexpr OptionName options[] = {{"--key"},          {"--secret"},      {"--version"},
                                  {"--junit"},        {"--only"},        {"--credentials"},
                                  {"--patience"},     {"--deadline"},    {"--json", false},
                                  {"--admin", false}, {"--list", false}, {"--strict", false}};

constexpr std::size_t credentials_bytes = 1u << 20;

// {"statements/read": "KEY:SECRET", ...}
Result<> read_credentials(const std::string& path, Lrs& out)
{
    const auto text = read_file(path, credentials_bytes);
    if (!text) return text.error();
    const auto value = statements::parse(*text);
    if (!value) return Error{ErrorKind::invalid, path + ": " + value.error().why};
    if (!value->is_object()) return Error{ErrorKind::invalid, path + " must hold one object"};
    for (const auto& [scope, pair] : value->as_object()) {
        const std::string both(pair.is_string() ? pair.as_string() : "");
        const auto colon = both.find(':');
        if (colon == both.npos)
            return Error{ErrorKind::invalid, path + ": every scope needs \"KEY:SECRET\""};
        out.limited[std::string(scope)] = {both.substr(0, colon), both.substr(colon + 1)};
    }
    return {};
}

Result<std::chrono::milliseconds> read_seconds(const Arguments& given, std::string_view option,
                                               std::chrono::milliseconds otherwise)
{
    const auto text = given.get(option);
    if (!text) return otherwise;
    if (text->empty() || text->size() > 6 || text->find_first_not_of("0123456789") != text->npos)
        return Error{ErrorKind::invalid, std::string(option) + " must be whole seconds"};
    return std::chrono::milliseconds(std::chrono::seconds(std::stoi(*text)));
}

Result<statements::Version> read_version(const Arguments& given)
{
    const auto text = given.get("--version").value_or("2.0.0");
    if (text == "1.0.3") return statements::Version::v1_0_3;
    if (text == "2.0.0") return statements::Version::v2_0_0;
    return Error{ErrorKind::invalid, "--version must be 1.0.3 or 2.0.0"};
}

Result<Lrs> read_lrs(const Arguments& given)
{
    if (given.positional().size() != 1)
        return Error{ErrorKind::invalid, "the URL of the learning record store is missing"};
    auto url = conformance::parse_url(given.positional().front());
    if (!url) return url.error();
    const auto key = given.need("--key");
    if (!key) return key.error();
    const auto secret = given.need("--secret");
    if (!secret) return secret.error();
    const auto version = read_version(given);
    if (!version) return version.error();
    Lrs out{std::move(*url), {*key, *secret}, *version};
    const auto deadline = read_seconds(given, "--deadline", out.deadline);
    if (!deadline) return deadline.error();
    out.deadline = *deadline;
    const auto patience = read_seconds(given, "--patience", std::chrono::seconds(5));
    if (!patience) return patience.error();
    out.patience = *patience;
    if (const auto path = given.get("--credentials")) {
        if (auto read = read_credentials(*path, out); !read) return read.error();
    }
    return out;
}

// A line that is written over on a terminal, a line per topic elsewhere.
class Progress {
public:
    explicit Progress(std::size_t all) : all_(all) {}

    void begin(const conformance::Requirement& one)
    {
        ++done_;
        if (terminal_) {
            std::cerr << "\r\x1b[K" << done_ << '/' << all_ << ' ' << one.id << std::flush;
        } else if (topic_of(one) != topic_) {
            std::cerr << done_ << '/' << all_ << ' ' << topic_of(one) << '\n';
        }
        topic_ = topic_of(one);
    }

    void end() const
    {
        if (terminal_) std::cerr << "\r\x1b[K" << std::flush;
    }

private:
    bool terminal_ = isatty(STDERR_FILENO) == 1;
    std::size_t all_;
    std::size_t done_ = 0;
    std::string_view topic_{};
};

Result<> write_text(const std::string& path, const std::string& text)
{
    std::ofstream file(path, std::ios::binary);
    file << text << std::flush;
    if (file) return {};
    return Error{ErrorKind::invalid, "cannot write " + path};
}

// A server that cannot be reached breaks no requirement: the run is wrong.
Result<> reach(const Lrs& lrs)
{
    try {
        conformance::Talk(lrs).get("about");
        return {};
    } catch (const conformance::NoAnswer& none) {
        return Error{ErrorKind::invalid,
                     "no answer from " + lrs.url.host + ":" + lrs.url.port + ": " + none.what()};
    }
}

void show(std::span<const Outcome> outcomes, statements::Version version)
{
    for (const auto& outcome : outcomes) {
        if (outcome.verdict != Verdict::passed) write_outcome(std::cout, outcome, version);
    }
    std::cout << '\n';
    write_summary(std::cout, outcomes, version);
}

Result<bool> run(const Arguments& given)
{
    auto lrs = read_lrs(given);
    if (!lrs) return lrs.error();
    const auto wanted = conformance::selected(lrs->version, given.get("--only").value_or("*"));
    if (wanted.empty()) return Error{ErrorKind::invalid, "--only fits no requirement"};
    if (auto reached = reach(*lrs); !reached) return reached.error();
    std::unique_ptr<conformance::MadeCredentials> made;
    if (given.has("--admin")) {
        auto limited = conformance::MadeCredentials::make(*lrs);
        if (!limited) return limited.error();
        made = std::move(*limited);
    }

    std::vector<Outcome> outcomes;
    conformance::Counts counts;
    Progress progress(wanted.size());
    for (const auto* one : wanted) {
        progress.begin(*one);
        outcomes.push_back(conformance::try_requirement(*one, *lrs));
        counts.add(outcomes.back(), lrs->version);
    }
    progress.end();
    if (given.has("--json"))
        std::cout << conformance::report_json(outcomes, lrs->version) << '\n';
    else
        show(outcomes, lrs->version);
    if (const auto path = given.get("--junit")) {
        if (auto written = write_text(*path, report_junit(outcomes, lrs->version)); !written)
            return written.error();
    }
    return conformance::is_conformant(counts, given.has("--strict"));
}

int list(const Arguments& given)
{
    std::vector<const conformance::Requirement*> wanted;
    for (const auto& one : conformance::requirements()) {
        if (conformance::fits_glob(one.id, given.get("--only").value_or("*")))
            wanted.push_back(&one);
    }
    conformance::write_list(std::cout, wanted);
    return 0;
}

} // namespace

int try_conformance(Words words)
{
    const auto given = Arguments::parse(words, options);
    if (!given) return complain(given.error().why);
    if (given->has("--list")) return list(*given);
    const auto done = run(*given);
    if (!done) return complain(done.error().why);
    return *done ? 0 : 1;
}

} // namespace lrs
