// lrs attain: one person's attainment from files, with no database.
#include "base/limits.hpp"
#include "competency/history.hpp"
#include "competency/model.hpp"
#include "competency/roles.hpp"
#include "lrs/commands/arguments.hpp"
#include "lrs/commands/commands.hpp"
#include "lrs/http_error.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"
#include "statements/query.hpp"
#include "statements/validate.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <iostream>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

constexpr OptionName options[] = {{"--model"}, {"--statements"}, {"--agent"},
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

Result<std::string> read_identity(const std::string& text)
{
    const auto value = statements::parse(text);
    if (!value) return Error{ErrorKind::invalid, "--agent: " + value.error().why};
    const auto complaints = statements::validate_agent(*value, statements::Version::v2_0_0);
    if (!complaints.empty()) {
        return Error{ErrorKind::invalid, "--agent is no Agent: " + complaints.front().where +
                                             " must " + complaints.front().expected};
    }
    const auto identity = statements::identity(*value);
    if (identity && !statements::is_group(*value)) return *identity;
    return Error{ErrorKind::invalid, "--agent must be an Agent: attainment is a person's"};
}

Result<base::Timestamp> read_time(const std::string& option, const std::string& text)
{
    if (const auto time = base::parse_timestamp(text, base::TimestampRules::rfc3339)) return *time;
    return Error{ErrorKind::invalid, option + " must be an RFC 3339 timestamp"};
}

Result<competency::Roles> read_roles(const std::optional<std::string>& path)
{
    if (!path) return competency::Roles{};
    const auto document = read_file(*path, limits::model_bytes);
    if (!document) return document.error();
    return competency::parse_roles(*document);
}

Result<std::string> evaluate(const Arguments& given)
{
    const auto model_path = given.need("--model");
    if (!model_path) return model_path.error();
    const auto statements_path = given.need("--statements");
    if (!statements_path) return statements_path.error();
    const auto agent = given.need("--agent");
    if (!agent) return agent.error();
    const auto as_of_text = given.need("--as-of");
    if (!as_of_text) return as_of_text.error();

    const auto document = read_file(*model_path, limits::model_bytes);
    if (!document) return document.error();
    const auto model = competency::parse_model(*document);
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
