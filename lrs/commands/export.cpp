// lrs export: what all answers about a tenant's people follow from, as a file.
#include "lrs/auth/tenants.hpp"
#include "lrs/commands/arguments.hpp"
#include "lrs/commands/commands.hpp"
#include "lrs/commands/database.hpp"
#include "lrs/commands/progress.hpp"
#include "lrs/exports/export_writer.hpp"

#include <fstream>
#include <iostream>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

constexpr OptionName options[] = {{"--data"}, {"--tenant"}, {"--to"}, {"--ndjson", false}};

Result<TenantEntry> find_tenant(storage::Settings& settings, const std::string& name)
{
    Tenants tenants(settings);
    if (auto loaded = tenants.load(); !loaded) return loaded.error();
    if (const auto found = tenants.find(name)) return *found;
    std::string names;
    for (const auto& each : tenants.list())
        names += (names.empty() ? "" : ", ") + each.name;
    return Error{ErrorKind::not_found, "there is no tenant " + name + "; there is: " + names};
}

Result<ExportFigures> write(storage::Storage& storage, const TenantEntry& tenant, std::ostream& out)
{
    ProgressLine line("export");
    return write_export(storage, tenant.number, {tenant.name, storage::system_now(), {}}, out,
                        [&](const storage::Progress& progress) {
                            line.show(progress.what, progress.done, progress.total);
                        });
}

Result<> run(const Arguments& given)
{
    if (!given.has("--ndjson"))
        return Error{ErrorKind::invalid, "--ndjson is missing: it is the only format"};
    const auto path = given.need("--data");
    if (!path) return path.error();
    const auto storage = open_database(*path);
    if (!storage) return storage.error();
    const auto tenant = find_tenant(
        (*storage)->settings(), given.get("--tenant").value_or(std::string(default_tenant_name)));
    if (!tenant) return tenant.error();

    const auto to = given.get("--to");
    std::ofstream file;
    if (to) file.open(*to, std::ios::binary);
    if (to && !file.is_open()) return Error{ErrorKind::invalid, "cannot write " + *to};
    const auto written = write(**storage, *tenant, to ? file : std::cout);
    if (!written) return written.error();
    if (to) {
        std::cout << "wrote " << grouped(written->lines) << " lines: " << grouped(written->persons)
                  << " entries about persons, " << grouped(written->statements) << " statements\n";
    }
    return {};
}

} // namespace

int export_data(Words words)
{
    const auto given = Arguments::parse(words, options);
    if (!given) return complain(given.error().why);
    if (!given->positional().empty()) return complain("unexpected: " + given->positional().front());
    const auto done = run(*given);
    return done ? 0 : complain(done.error().why);
}

} // namespace lrs
