// lrs retention: has a server delete what is too old, a piece after the other.
#include "base/timestamp.hpp"
#include "lrs/commands/commands.hpp"
#include "lrs/commands/desk.hpp"
#include "lrs/commands/progress.hpp"

#include <boost/json.hpp>

namespace lrs {
namespace {

using base::Result;

namespace json = boost::json;

constexpr OptionName options[] = {{"--before"}, {"--reason"}, {"--dry-run", false}};

Result<json::value> play(Desk& desk, const Arguments& given)
{
    const auto before = given.need("--before");
    if (!before) return before.error();
    const auto reason = given.need("--reason");
    if (!reason) return reason.error();
    json::object order{
        {"before", *before}, {"reason", *reason}, {"dryRun", given.has("--dry-run")}};
    json::object out{{"erased", 0}, {"kept", 0}, {"written", 0}};
    ProgressLine line("retention");
    while (true) {
        const auto piece =
            desk.ask(boost::beast::http::verb::post, {"retention"}, json::serialize(order));
        if (!piece) return piece;
        for (auto& [name, sum] : out)
            sum = sum.as_int64() + piece->at(name).to_number<std::int64_t>();
        const auto& next = piece->at("next");
        if (next.is_null()) return out;
        order["after"] = next;
        line.show("entry of the log", next.to_number<std::uint64_t>(), 0);
    }
}

std::string shown(const json::value& answer)
{
    const auto figure = [&](std::string_view name) {
        return grouped(answer.at(name).to_number<std::uint64_t>());
    };
    return "erased " + figure("erased") + " statements; " + figure("kept") +
           " old ones stay; levels are kept by " + figure("written") + " new ones\n";
}

} // namespace

int retention(Words words)
{
    return administer(words, Action{"retention", 0, 0, options, play, shown});
}

} // namespace lrs
