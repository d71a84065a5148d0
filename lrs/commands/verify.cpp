// lrs verify: recomputes what follows from the statements, compares it, and mends it when asked.
#include "lrs/commands/arguments.hpp"
#include "lrs/commands/commands.hpp"
#include "lrs/commands/progress.hpp"
#include "storage/rocksdb/maintenance.hpp"

#include <boost/json.hpp>

#include <filesystem>
#include <iostream>
#include <mutex>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using storage::Verdict;

namespace json = boost::json;

constexpr OptionName options[] = {{"--data"}, {"--repair", false}, {"--json", false}};

Result<Verdict> run(const Arguments& given)
{
    const auto path = given.need("--data");
    if (!path) return path.error();
    std::error_code failed;
    if (!std::filesystem::exists(std::filesystem::path(*path) / "CURRENT", failed))
        return Error{ErrorKind::invalid, "there is no database in " + *path};
    auto store = storage::rocks::maintain({.path = *path});
    if (!store) return store.error();
    std::mutex mutex;
    ProgressLine line(given.has("--repair") ? "repair" : "verify");
    storage::Work work;
    work.report = [&](const storage::Progress& progress) {
        const std::lock_guard lock(mutex);
        line.show(progress.what, progress.done, progress.total);
    };
    return given.has("--repair") ? (*store)->repair(work) : (*store)->verify(work);
}

json::object to_json(const Verdict& verdict)
{
    json::array findings;
    for (const auto& each : verdict.findings) {
        findings.push_back({{"kind", each.kind},
                            {"tenant", static_cast<std::uint32_t>(each.tenant)},
                            {"where", each.where},
                            {"found", each.found},
                            {"expected", each.expected},
                            {"mendable", each.mendable}});
    }
    return {{"statements", verdict.statements},
            {"found", verdict.found},
            {"undecided", verdict.undecided},
            {"findings", std::move(findings)}};
}

void show(const Verdict& verdict)
{
    for (const auto& each : verdict.findings) {
        std::cout << each.kind << " of tenant " << static_cast<std::uint32_t>(each.tenant) << ", "
                  << each.where << ": " << each.found << "; right would be: " << each.expected
                  << (each.mendable ? "" : " (cannot be mended: restore a backup)") << '\n';
    }
    if (verdict.found > verdict.findings.size())
        std::cout << "and " << grouped(verdict.found - verdict.findings.size()) << " more\n";
    if (verdict.undecided > 0) {
        std::cout << grouped(verdict.undecided)
                  << " definitions of activities may stem from erased statements\n";
    }
    std::cout << grouped(verdict.statements) << " statements: "
              << (verdict.found == 0 ? "all is right" : grouped(verdict.found) + " findings")
              << '\n';
}

} // namespace

int verify(Words words)
{
    const auto given = Arguments::parse(words, options);
    if (!given) return complain(given.error().why);
    if (!given->positional().empty()) return complain("unexpected: " + given->positional().front());
    const auto verdict = run(*given);
    if (!verdict) return complain(verdict.error().why);
    if (given->has("--json"))
        std::cout << to_json(*verdict) << '\n';
    else
        show(*verdict);
    return verdict->found == 0 ? 0 : 1;
}

} // namespace lrs
