// lrs attain: one person's attainment from files, with no database.
#include "competency/history.hpp"
#include "lrs/commands/attain_inputs.hpp"
#include "lrs/commands/commands.hpp"
#include "lrs/http_error.hpp"
#include "statements/parse.hpp"
#include "statements/query.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

constexpr OptionName of_exports[] = {{"--person"}, {"--answer"}, {"--competency"}, {"--profile"},
                                     {"--renew"},  {"--within"}, {"--from"},       {"--limit"}};
constexpr OptionName of_both[] = {{"--model"}, {"--statements"}, {"--agent"}, {"--export"},
                                  {"--as-of"}, {"--known-at"},   {"--roles"}};

struct History {
    std::vector<std::string> statements;
    competency::Watermark watermark;
};

Error in_line(const std::string& path, std::size_t line, const std::string& why)
{
    return {ErrorKind::invalid, path + " line " + std::to_string(line) + ": " + why};
}

Result<History> read_history(const std::string& path)
{
    std::ifstream file(path);
    if (!file) return Error{ErrorKind::invalid, "cannot read " + path};
    History out;
    std::string line;
    for (std::size_t number = 1; std::getline(file, line); ++number) {
        if (line.find_first_not_of(" \t\r") == line.npos) continue;
        const auto value = statements::parse(line);
        if (!value) return in_line(path, number, value.error().why);
        const auto stored = statements::stored_of(*value);
        if (!stored) return in_line(path, number, "the statement has no `stored`");
        if (!statements::id_of(*value)) return in_line(path, number, "the statement has no `id`");
        out.watermark.stored = std::max(out.watermark.stored.value_or(*stored), *stored);
        out.statements.push_back(std::move(line));
        line.clear();
    }
    if (file.bad()) return Error{ErrorKind::invalid, "cannot read " + path};
    out.watermark.sequence = out.statements.size();
    return out;
}

Result<base::Timestamp> read_time(const std::string& option, const std::string& text)
{
    if (const auto time = base::parse_timestamp(text, base::TimestampRules::rfc3339)) return *time;
    return Error{ErrorKind::invalid, option + " must be an RFC 3339 timestamp"};
}

// Those that only an export answers.
Result<> check_options(const Arguments& given)
{
    for (const auto& option : of_exports) {
        if (given.has(option.name))
            return Error{ErrorKind::invalid, std::string(option.name) + " is for --export"};
    }
    return {};
}

Result<std::string> evaluate(const Arguments& given)
{
    if (given.has("--export")) return attain_from_export(given);
    if (auto checked = check_options(given); !checked) return checked.error();
    const auto model_path = given.need("--model");
    if (!model_path) return model_path.error();
    const auto statements_path = given.need("--statements");
    if (!statements_path) return statements_path.error();
    const auto agent = given.need("--agent");
    if (!agent) return agent.error();
    const auto as_of_text = given.need("--as-of");
    if (!as_of_text) return as_of_text.error();

    const auto model = read_model(*model_path);
    if (!model) return model.error();
    const auto roles = read_roles(given.get("--roles"));
    if (!roles) return roles.error();
    const auto identity = read_identity(*agent);
    if (!identity) return identity.error();
    const auto as_of = read_time("--as-of", *as_of_text);
    if (!as_of) return as_of.error();
    const auto history = read_history(*statements_path);
    if (!history) return history.error();
    auto known_at = Result<base::Timestamp>(history->watermark.stored.value_or(*as_of));
    if (const auto text = given.get("--known-at")) known_at = read_time("--known-at", *text);
    if (!known_at) return known_at.error();
    return competency::evaluate_history(**model, *roles, history->statements, *identity, *as_of,
                                        *known_at, history->watermark);
}

} // namespace

int attain(Words words)
{
    std::vector<OptionName> options(std::begin(of_both), std::end(of_both));
    options.insert(options.end(), std::begin(of_exports), std::end(of_exports));
    const auto given = Arguments::parse(words, options);
    if (!given) return complain(given.error().why);
    if (!given->positional().empty()) return complain("unexpected: " + given->positional().front());
    const auto answer = evaluate(*given);
    if (answer) {
        std::cout << *answer << '\n';
        return 0;
    }
    if (answer.error().complaints.empty()) return complain(answer.error().why);
    std::cout << boost::json::object{{"errors", complaints_json(answer.error().complaints)}}
              << '\n';
    return 1;
}

} // namespace lrs
