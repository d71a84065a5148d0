#include "competency/person_codec.hpp"

#include "tests/competency/person_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

bool is_corrupt(const std::string& bytes)
{
    const auto read = decode(bytes);
    return read.has_error() && read.error().kind == base::ErrorKind::corrupt;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_person_codec)

BOOST_AUTO_TEST_CASE(there_and_back)
{
    for (const auto& entry : one_of_each()) {
        BOOST_TEST_CONTEXT("entry " << entry.stamp.number)
        {
            BOOST_TEST((decode(encode(entry)).value() == entry));
        }
    }
}

// What lies on a disk; no release may read it otherwise.
BOOST_AUTO_TEST_CASE(the_bytes)
{
    PersonEntry entry{{3, Timestamp(std::chrono::microseconds(0x0102)), "hr"}, "w", {}};
    const std::string head("\0\0\0\0\0\0\0\3\0\0\0\0\0\0\1\2\0\0\0\2hr\0\0\0\1w", 27);
    const std::string seven = std::string(15, '\0') + "\7";
    const std::string eight = std::string(15, '\0') + "\x8";
    const std::string from = std::string(7, '\0') + "\5";
    const std::string open = "\x7f" + std::string(7, '\xff');
    const Timestamp five(std::chrono::microseconds(5));
    const auto text = [](std::string_view letters) {
        return std::string(3, '\0') + static_cast<char>(letters.size()) + std::string(letters);
    };

    const struct {
        char kind;
        Said said;
        std::string members;
    } rows[] = {
        {'L', said::Link{person(7), "i", five}, seven + text("i") + from},
        {'U', said::Unlink{person(7), "i", five}, seven + text("i") + from},
        {'M', said::Merge{person(7), person(8)}, seven + eight},
        {'S', said::Unmerge{person(7)}, seven},
        {'P', said::Person{person(7), "n", "g", "f", "m", five},
         seven + text("n") + text("g") + text("f") + text("m") + from},
        {'E', said::Left{person(7), five}, seven + from + open},
        {'O', said::Unit{"u", "p", "t", five}, text("u") + text("p") + text("t") + from + open},
        {'B', said::Member{person(7), "u", five}, seven + text("u") + from + open},
        {'F', said::Profile{person(7), "p", five}, seven + text("p") + from + open},
        {'R', said::Role{person(7), "r", "", five}, seven + text("r") + text("") + from + open},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.kind)
        {
            entry.said = row.said;
            BOOST_TEST(encode(entry) == "\1" + std::string(1, row.kind) + head + row.members);
        }
    }
    BOOST_TEST(std::size(rows) == std::variant_size_v<Said>);
}

BOOST_AUTO_TEST_CASE(damage_is_seen)
{
    for (const auto& entry : one_of_each()) {
        const auto bytes = encode(entry);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            BOOST_TEST(is_corrupt(bytes.substr(0, size)));
        BOOST_TEST(is_corrupt(bytes + "x"));
        auto other = bytes;
        other[0] = 2;
        BOOST_TEST(is_corrupt(other));
        other = bytes;
        other[1] = 'Q';
        BOOST_TEST(is_corrupt(other));
        other = bytes;
        other[18] = '\xff'; // The length of `by`.
        BOOST_TEST(is_corrupt(other));
    }
}

BOOST_AUTO_TEST_SUITE_END()
