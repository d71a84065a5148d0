#include "lrs/commands/commands.hpp"

#include <algorithm>
#include <exception>
#include <iostream>
#include <vector>

namespace {

constexpr std::string_view usage = R"(lrs: a learning record store (xAPI 1.0.3 and 2.0.0)

  lrs serve --data DIR [--listen HOST:PORT] [--model FILE] [--roles FILE]
            [--ready-file FILE] [--base-url URL] [--default-version 1.0.3|2.0.0]
            [--bootstrap-credential KEY:SECRET] [--bootstrap-authority JSON]
            [--storage rocksdb|memory] [--threads N] [--trust PATH]
            [--tls-certificate FILE --tls-key FILE [--hsts]]
            [--redirect-listen HOST:PORT] [--trusted-proxy NETWORK,...]
            [--ignore-parameters NAME,...] [--memory-budget BYTES]
            [--content-listen HOST:PORT [--content-url URL]]
            [--metrics-listen HOST:PORT] [--log FILE] [--log-level error|warning|info]
            [--backup-dir DIR]
      Serves xAPI under /xapi and attainment under /api/v1. The first start creates the
      tenant "default" and a credential. With a certificate it speaks TLS; SIGHUP, or a
      change of the files, has them read again. --redirect-listen sends plain HTTP on to
      HTTPS. X-Forwarded-* are believed of the proxies in these networks alone.
      --content-listen opens the origin of courses, which --content-url is how browsers call.
      --metrics-listen shows /metrics there to anyone; else administrators see it. The log
      is lines of JSON, on standard error unless it has a file.

  lrs model check FILE
      Checks a competency model. Exit 1: it breaks rules, listed as JSON.

  lrs attain --model FILE --statements FILE.ndjson --agent JSON --as-of TIME
             [--known-at TIME] [--roles FILE]
      One person's attainment from files alone, the same JSON that the server answers.

  lrs export --ndjson --data DIR [--tenant NAME] [--to FILE]
      Everything that answers about people follow from, of a server that does not run, as lines
      of JSON on standard output or in a file.

  lrs attain --export FILE (--person ID | --agent JSON) [--as-of TIME] [--known-at TIME]
             [--roles FILE] [--model FILE] [--answer attainment|explanation|timeline|gap|
             recommendation|expiring] [--competency ID] [--profile ID] [--renew PERIOD]
             [--within PERIOD] [--from TIME] [--limit N]
      The answers about a person from such a file, byte for byte those of the server.

  lrs credential list [--tenant NAME]
  lrs credential add [KEY] [--tenant NAME] [--title TEXT] [--scopes LIST] [--authority JSON]
                     [--lenient on|off] [--rate REQUESTS/STATEMENTS]
  lrs credential update KEY [--title TEXT] [--scopes LIST] [--authority JSON]
                     [--lenient on|off] [--rate REQUESTS/STATEMENTS]
  lrs credential rotate|enable|disable|remove KEY
      Who may send and read. Scopes, with commas between: statements/write,
      statements/read/mine, statements/read, state, profile, define, all/read, all, admin.
      add and rotate show a new secret once. --rate: how many a second; 0 limits nothing.

  lrs tenant list
  lrs tenant add|update NAME [--title TEXT] [--hosts LIST] [--four-eyes on|off]
  lrs tenant remove NAME
      Who shares the server and never sees the others. --four-eyes: a competency model comes
      into force when another credential has approved it.

      Both take: --data DIR [--base-url URL], the database of a server that does not run, or
      --server URL --key KEY [--secret SECRET], a running one and a credential with the scope
      admin; its secret may stand in the environment as LRS_SECRET instead. --json prints the
      answer as JSON.

  lrs retention --before TIME --reason TEXT [--dry-run] --server URL --key KEY
      Erases the statements of what happened before, of the credential's tenant. What people
      held by them is written down first: nobody loses a level. --dry-run only tells.

  lrs package add FILE [--language TAG] [--kind cmi5|scorm|tincan] [--replaces ID] [--iri IRI]
  lrs package list
  lrs package show|remove ID [--reason TEXT]
      Course packages: zips of SCORM 1.2 and 2004, cmi5 and TinCan, or a cmi5.xml by itself. One
      that breaks rules is refused with all of them. A removed one takes nobody new.

  lrs package register ID (--person ID | --actor JSON)
  lrs package launch REGISTRATION [--item ID] [--mode normal|browse|review] [--return-url URL]
      Lets somebody take part, and gives the link into the course, good for a day.

  lrs course list
  lrs course show ID
  lrs course offer ID [--open on|off] [--places N|any] [--hours N] [--voucher on|off]
                   [--title TEXT] [--description TEXT] [--language TAG]
      What is offered, and on which terms; what is not named stays as it is. --open: employees
      may enrol themselves. --language is that of the texts, by default de.

  lrs course enrol ID (--person ID | --actor JSON) [--voucher TEXT]
  lrs course withdraw REGISTRATION
  lrs course link PERSON [--revoke]
      When the places are taken, whoever enrols waits for one that becomes free. link gives an
      employee his own way to the page of his courses, good for 30 days. What is said of
      packages and courses takes: --server URL --key KEY [--secret SECRET].

  lrs backup [--keep N] [--list]
      Copies the store into a folder: what has changed since the last time. --list shows what
      is there. Of a running server the folder is that of its --backup-dir, of a database
      --to FOLDER.

  lrs restore --from FOLDER [--id N] --to DIR
      Makes a database of the newest backup, or of number N, without what has been erased
      since. DIR must be empty or not be there.

  lrs stats
      How large the store is, and of what it consists.

  lrs compact
      Rewrites the store in its smallest shape, and what was erased leaves the disk.

  lrs verify --data DIR [--repair] [--json]
      Recomputes everything that follows from the statements and compares it. Exit 1: some of
      it is wrong. --repair writes what is right, and verifies again.

      backup, stats and compact take the options of credential and tenant above.

  lrs conformance URL --key KEY --secret SECRET [--version 1.0.3|2.0.0] [--only GLOB]
                  [--admin] [--credentials FILE] [--strict] [--patience SECONDS]
                  [--deadline SECONDS] [--json] [--junit FILE]
      Tries the requirements of xAPI on any learning record store, for example on
      http://127.0.0.1:8080/xapi. Exit 1: it breaks some. --list shows them all.

  lrs lint FILE... [--version 1.0.3|2.0.0] [--json]
      Checks statements: one, an array, or one per line; - is standard input. Exit 1: they
      break rules.

Exit codes: 0 fine, 1 findings (JSON on standard output), 2 wrong usage or an I/O error.
)";

struct Command {
    std::string_view name;
    int (*run)(lrs::Words);
};

constexpr Command commands[] = {
    {"serve", lrs::serve},        {"model", lrs::check_model_file},
    {"attain", lrs::attain},      {"credential", lrs::credential},
    {"tenant", lrs::tenant},      {"conformance", lrs::try_conformance},
    {"lint", lrs::lint},          {"backup", lrs::backup},
    {"restore", lrs::restore},    {"stats", lrs::stats},
    {"compact", lrs::compact},    {"verify", lrs::verify},
    {"export", lrs::export_data}, {"retention", lrs::retention},
    {"package", lrs::package},    {"course", lrs::course},
};

} // namespace

int main(int count, char** words)
{
    const std::vector<std::string_view> all(words + std::min(count, 1), words + count);
    if (all.empty() || all[0] == "help" || all[0] == "--help") {
        (all.empty() ? std::cerr : std::cout) << usage;
        return all.empty() ? 2 : 0;
    }
    const auto command = std::ranges::find(commands, all[0], &Command::name);
    if (command == std::end(commands))
        return lrs::complain("unknown command " + std::string(all[0]) + "; try lrs help");
    try {
        return command->run(lrs::Words(all).subspan(1));
    } catch (const std::exception& error) {
        return lrs::complain(error.what());
    }
}
