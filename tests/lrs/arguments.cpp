#include "lrs/commands/arguments.hpp"

#include "tests/support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <string>
#include <vector>

namespace {

using lrs::Arguments;
using Words = std::vector<std::string_view>;

constexpr lrs::OptionName options[] = {{"--data"}, {"--name"}, {"--flag", false}};

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_arguments)

BOOST_AUTO_TEST_CASE(words)
{
    const struct {
        const char* name;
        Words words;
        std::string read; // "--name=value" and words that stand alone, in order; "-": refused.
    } rows[] = {
        {"nothing", {}, ""},
        {"value behind", {"--data", "x"}, "--data=x "},
        {"value with an equals sign", {"--data=x"}, "--data=x "},
        {"equals sign in the value", {"--data=a=b"}, "--data=a=b "},
        {"equals sign in the value behind", {"--data", "a=b"}, "--data=a=b "},
        {"empty value", {"--data="}, "--data= "},
        {"empty word as a value", {"--data", ""}, "--data= "},
        {"value that begins with a hyphen", {"--data", "-1"}, "--data=-1 "},
        {"no value", {"--data"}, "-"},
        {"two options", {"--name", "n", "--data", "d"}, "--data=d --name=n "},
        {"flag", {"--flag"}, "--flag= "},
        {"flag before a word", {"--flag", "x"}, "--flag= x "},
        {"flag with a value", {"--flag=x"}, "-"},
        {"flag with an empty value", {"--flag="}, "-"},
        {"unknown", {"--date", "x"}, "-"},
        {"unknown with a value", {"--date=x"}, "-"},
        {"a beginning of an option", {"--dat", "x"}, "-"},
        {"another letter case", {"--Data", "x"}, "-"},
        {"twice", {"--data", "x", "--data", "x"}, "-"},
        {"twice in both ways", {"--data=x", "--data", "y"}, "-"},
        {"flag twice", {"--flag", "--flag"}, "-"},
        {"words alone", {"check", "file"}, "check file "},
        {"words between", {"check", "--data", "x", "file"}, "--data=x check file "},
        {"one hyphen is a word", {"-x"}, "-x "},
        {"two hyphens alone", {"--"}, "-"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto given = Arguments::parse(row.words, options);
            if (!given) {
                BOOST_TEST(row.read == "-");
                BOOST_TEST((given.error().kind == base::ErrorKind::invalid));
                BOOST_TEST(given.error().why.find("--") != std::string::npos);
                continue;
            }
            std::string read;
            for (const auto& option : options) {
                const auto name = std::string(option.name);
                BOOST_TEST(given->has(name) == given->get(name).has_value());
                if (const auto value = given->get(name)) read += name + '=' + *value + ' ';
            }
            for (const auto& word : given->positional())
                read += word + ' ';
            BOOST_TEST(read == row.read);
        }
    }
}

BOOST_AUTO_TEST_CASE(needed)
{
    const Words words{"--data", "x"};
    const auto given = Arguments::parse(words, options).value();
    BOOST_TEST(given.need("--data").value() == "x");
    const auto missing = given.need("--name");
    BOOST_REQUIRE(!missing);
    BOOST_TEST((missing.error().kind == base::ErrorKind::invalid));
    BOOST_TEST(missing.error().why == "--name is missing");
}

BOOST_AUTO_TEST_CASE(files)
{
    const support::TemporaryDirectory folder;
    const auto path = (folder.path() / "file").string();
    const std::string text = std::string(200'000, 'x') + '\0' + "\r\n\xff";
    std::ofstream(path, std::ios::binary) << text;

    BOOST_TEST((lrs::read_file(path, text.size()).value() == text));
    const auto too_large = lrs::read_file(path, text.size() - 1);
    BOOST_REQUIRE(!too_large);
    BOOST_TEST((too_large.error().kind == base::ErrorKind::invalid));
    BOOST_TEST(too_large.error().why.find(path) != std::string::npos);

    const auto empty = (folder.path() / "empty").string();
    std::ofstream(empty, std::ios::binary);
    BOOST_TEST(lrs::read_file(empty, 0).value() == "");
    BOOST_TEST(!lrs::read_file((folder.path() / "none").string(), 10));
    BOOST_TEST(!lrs::read_file(folder.path().string(), 10)); // A folder.
}

BOOST_AUTO_TEST_SUITE_END()
