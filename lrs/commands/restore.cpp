// lrs restore: from a backup to a database.
#include "base/number.hpp"
#include "lrs/commands/arguments.hpp"
#include "lrs/commands/commands.hpp"
#include "lrs/commands/progress.hpp"
#include "storage/rocksdb/backup.hpp"

#include <iostream>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

constexpr OptionName options[] = {{"--from"}, {"--id"}, {"--to"}};

Result<storage::rocks::Restored> run(const Arguments& given)
{
    const auto from = given.need("--from");
    if (!from) return from.error();
    const auto to = given.need("--to");
    if (!to) return to.error();
    std::optional<std::uint32_t> number;
    if (const auto text = given.get("--id")) {
        number = base::parse_number<std::uint32_t>(*text);
        if (!number) return Error{ErrorKind::invalid, "--id must be a number"};
    }
    return storage::rocks::restore(*from, number, *to);
}

} // namespace

int restore(Words words)
{
    const auto given = Arguments::parse(words, options);
    if (!given) return complain(given.error().why);
    if (!given->positional().empty()) return complain("unexpected: " + given->positional().front());
    const auto done = run(*given);
    if (!done) return complain(done.error().why);
    std::cout << "restored backup " << done->backup.number << " of "
              << base::to_string(done->backup.taken) << ", " << bytes_text(done->backup.bytes)
              << '\n';
    if (done->erased_again > 0) {
        std::cout << "erased again what had been erased since: " << grouped(done->erased_again)
                  << " statements\n";
    }
    return 0;
}

} // namespace lrs
