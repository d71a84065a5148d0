// lrs model check FILE
#include "competency/model.hpp"

#include "base/limits.hpp"
#include "lrs/commands/arguments.hpp"
#include "lrs/commands/commands.hpp"
#include "lrs/http_error.hpp"

#include <boost/json.hpp>

#include <iostream>

namespace lrs {

int check_model_file(Words words)
{
    const auto arguments = Arguments::parse(words, {});
    if (!arguments) return complain(arguments.error().why);
    const auto& rest = arguments->positional();
    if (rest.size() != 2 || rest[0] != "check") return complain("usage: lrs model check FILE");
    // One more than the limit, so that it is the check which says what the limit is.
    const auto document = read_file(rest[1], limits::model_bytes + 1);
    if (!document) return complain(document.error().why);

    const auto findings = competency::check_model(*document);
    boost::json::object out{{"errors", complaints_json(findings.errors)},
                            {"warnings", complaints_json(findings.warnings)}};
    if (const auto model = competency::parse_model(*document)) out["model"] = (*model)->hash;
    std::cout << out << '\n';
    return findings.errors.empty() ? 0 : 1;
}

} // namespace lrs
