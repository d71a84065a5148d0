// lrs backup, restore, compact and stats: on the database of a stopped server, and on a running
// one.
#include "lrs/commands/progress.hpp"
#include "tests/lrs/administered.hpp"
#include "tests/lrs/books.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace {

namespace json = boost::json;

using administered::joined;
using administered::on;
using administered::Words;
using support::Outcome;
using support::run;

struct Fixture {
    std::string path(const std::string& name) const { return (folder.path() / name).string(); }

    std::unique_ptr<storage::Storage> open(const std::string& name = "db") const
    {
        return administered::open_in(path(name));
    }

    Words on_database() const { return {"--data", path("db")}; }

    static std::size_t lines(const std::string& text)
    {
        return static_cast<std::size_t>(std::ranges::count(text, '\n'));
    }

    static void expect(const Outcome& outcome, std::string_view says)
    {
        BOOST_TEST(outcome.code == 0, outcome.err);
        BOOST_TEST(outcome.err.empty(), outcome.err);
        BOOST_TEST(outcome.out.find(says) != std::string::npos, outcome.out);
    }

    // Everything that both ways can do. `to`: what says where the backups are.
    static void tour(const Words& where, const Words& to)
    {
        const auto all = joined(where, to);
        expect(run(lrs::backup, joined({"--list"}, all)), "NUMBER  TAKEN");
        expect(run(lrs::backup, all), "\n1       20");
        expect(run(lrs::backup, all), "\n2       20");
        expect(run(lrs::backup, joined({"--keep", "2"}, all)), "\n3       20");
        BOOST_TEST(lines(run(lrs::backup, joined({"--list"}, all)).out) == 3u);
        const auto list = json::parse(run(lrs::backup, joined({"--list", "--json"}, all)).out);
        BOOST_TEST(list.at("backups").at(0).at("number").as_int64() == 2);

        expect(run(lrs::compact, where), "compacted, from 20");
        const auto stats = run(lrs::stats, where);
        expect(stats, "\nTENANT   STATEMENTS  LAST  FIRST STORED");
        expect(stats, "\ndefault  ~1          1     20");
        expect(run(lrs::stats, joined({"--json"}, where)), "\"estimatedStatements\":1");
    }

    support::TemporaryDirectory folder;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_store_commands, Fixture)

BOOST_AUTO_TEST_CASE(on_a_database)
{
    {
        live::World server(open());
        server.post(books::statement(1));
    }
    tour(on_database(), {"--to", path("backups")});
    expect(run(lrs::restore, {"--from", path("backups"), "--id", "2", "--to", path("copy")}),
           "restored backup 2 of 20");
    live::World copy(open("copy"));
    BOOST_TEST(copy.get(books::one(1)).result_int() == 200u);
}

BOOST_AUTO_TEST_CASE(on_a_server)
{
    live::World server(open());
    server.post(books::statement(1));
    tour(on(server), {});
    const auto from = (server.backups.path() / "all").string();
    expect(run(lrs::restore, {"--from", from, "--to", path("copy")}), "restored backup 3 of 20");
    live::World copy(open("copy"));
    BOOST_TEST(copy.get(books::one(1)).body() == server.get(books::one(1)).body());
}

BOOST_AUTO_TEST_CASE(what_was_erased_since)
{
    {
        live::World server(open());
        server.post(books::statement(1));
        server.post(books::statement(2));
    }
    const auto backup = joined(on_database(), {"--to", path("backups")});
    run(lrs::backup, backup);
    const std::vector erased{base::parse_uuid(books::id(1)).value()};
    open()->statements().erase(lrs::default_tenant, erased, "").value();
    run(lrs::backup, backup);
    expect(run(lrs::restore, {"--from", path("backups"), "--id", "1", "--to", path("copy")}),
           "erased again what had been erased since: 1 statements\n");
    live::World copy(open("copy"));
    BOOST_TEST(copy.get(books::one(1)).result_int() == 404u);
    BOOST_TEST(copy.get(books::one(2)).result_int() == 200u);
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    live::World server(open());
    const auto there = on(server);
    run(lrs::backup, there);
    const auto from = (server.backups.path() / "all").string();
    open("other");
    const Words other{"--data", path("other")};

    const struct {
        const char* name;
        int (*command)(lrs::Words);
        Words words;
        int code;
        std::string_view says; // In the complaint; with 1 in the output.
    } rows[] = {
        {"list", lrs::backup, joined({"--list"}, there), 0, ""},
        {"neither way", lrs::backup, {}, 2, "either --data DIR or --server URL"},
        {"a word too many", lrs::stats, joined({"all"}, there), 2, "usage: lrs stats"},
        {"a folder for a server", lrs::backup, joined({"--to", "x"}, there), 2,
         "--to is for --data"},
        {"no folder for a database", lrs::backup, other, 2, "--backup-dir"},
        {"not allowed",
         lrs::backup,
         {"--server", there[1], "--key", "all", "--secret", "all-secret"},
         2,
         "403"},
        {"another's admin",
         lrs::stats,
         {"--server", there[1], "--key", "elsewhere", "--secret", "elsewhere-secret"},
         2,
         "403"},
        {"keep what", lrs::backup, joined({"--keep", "many"}, there), 2, "--keep must be a number"},
        {"keep none", lrs::backup, joined({"--keep", "0"}, there), 1, "/keep"},
        {"keep none of a database", lrs::backup, joined({"--keep", "0", "--to", "x"}, other), 1,
         "/keep"},
        {"a database under a server", lrs::compact, on_database(), 2,
         "another process has the database open"},
        {"another database's backups", lrs::backup, joined({"--to", from}, other), 2,
         "another database's"},
        {"from nowhere", lrs::restore, {"--to", path("a")}, 2, "--from is missing"},
        {"to nowhere", lrs::restore, {"--from", from}, 2, "--to is missing"},
        {"over a database", lrs::restore, {"--from", from, "--to", path("other")}, 2, "not empty"},
        {"no such number",
         lrs::restore,
         {"--from", from, "--id", "9", "--to", path("b")},
         2,
         "no backup 9"},
        {"no number",
         lrs::restore,
         {"--from", from, "--id", "x", "--to", path("c")},
         2,
         "--id must be a number"},
        {"no backups", lrs::restore, {"--from", path("none"), "--to", path("d")}, 2, "no backups"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto outcome = run(row.command, row.words);
            BOOST_TEST(outcome.code == row.code, outcome.err);
            const auto& said = row.code == 2 ? outcome.err : outcome.out;
            BOOST_TEST(said.find(row.says) != said.npos, said);
        }
    }
}

BOOST_AUTO_TEST_CASE(verifying)
{
    {
        live::World server(open());
        server.post(books::statement(1));
    }
    const auto with = [&](const Words& words) {
        return run(lrs::verify, joined(words, on_database()));
    };
    expect(with({}), "1 statements: all is right\n");
    expect(with({"--json"}), R"({"statements":1,"found":0,"undecided":0,"findings":[]})");

    // A cursor beyond the log.
    {
        const auto storage = open();
        const std::vector<storage::Change> none;
        storage->projections().commit(lrs::default_tenant, "levels", none, 1'000).value();
    }
    const auto found = with({});
    BOOST_TEST(found.code == 1);
    BOOST_TEST(found.out.find("projections of tenant 1, levels: a cursor at 1000; right would be: "
                              "at most 1\n") == 0u,
               found.out);
    BOOST_TEST(found.out.ends_with("1 statements: 1 findings\n"), found.out);
    const auto told = json::parse(with({"--json"}).out);
    BOOST_TEST(told.at("findings").at(0).at("kind").as_string() == "projections");
    BOOST_TEST(told.at("findings").at(0).at("mendable").as_bool());
    expect(with({"--repair"}), "all is right");
    expect(with({}), "all is right");

    BOOST_TEST(run(lrs::verify, {}).err.find("--data is missing") != std::string::npos);
    BOOST_TEST(run(lrs::verify, {"--data", path("none")}).code == 2);
    BOOST_TEST(with({"more"}).code == 2);
    const auto storage = open();
    BOOST_TEST(with({}).err.find("another process") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(numbers_for_people)
{
    BOOST_TEST(lrs::grouped(0) == "0");
    BOOST_TEST(lrs::grouped(999) == "999");
    BOOST_TEST(lrs::grouped(1'000) == "1,000");
    BOOST_TEST(lrs::grouped(1'234'567) == "1,234,567");
    BOOST_TEST(lrs::bytes_text(999) == "999 B");
    BOOST_TEST(lrs::bytes_text(1'000) == "1.0 kB");
    BOOST_TEST(lrs::bytes_text(1'999'999) == "1.9 MB");
    BOOST_TEST(lrs::bytes_text(5'400'000'000'000'000) == "5,400.0 TB");
}

BOOST_AUTO_TEST_SUITE_END()
