#include "competency/texts.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <random>
#include <vector>

namespace {

using competency::Texts;

} // namespace

BOOST_AUTO_TEST_SUITE(competency_texts)

BOOST_AUTO_TEST_CASE(each_text_once)
{
    Texts texts;
    BOOST_TEST(!texts.find(""));
    BOOST_TEST(texts.intern("Müller") == 0u);
    BOOST_TEST(texts.intern("") == 1u);
    BOOST_TEST(texts.intern("Müller") == 0u);
    BOOST_TEST(texts[0] == "Müller");
    BOOST_TEST(texts[1] == "");
    BOOST_TEST(!texts.find("Mülle"));
    const auto copy = texts;
    texts.shrink(1);
    BOOST_TEST(!texts.find(""));
    BOOST_TEST(copy.find("").value() == 1u);
}

// Through many sizes of the table, with and without what was forgotten.
BOOST_AUTO_TEST_CASE(against_a_map)
{
    const auto seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    Texts texts;
    std::vector<std::string> all;
    std::map<std::string, Texts::Id> ids;
    for (int round = 0; round < 20'000; ++round) {
        auto text = std::to_string(random() % 3'000);
        const auto [known, is_new] = ids.emplace(text, static_cast<Texts::Id>(all.size()));
        if (is_new) all.push_back(text);
        if (texts.intern(text) != known->second) BOOST_FAIL("seed " << seed << ", " << text);
        if (random() % 100 != 0) continue;
        const auto keep = all.size() - random() % (all.size() + 1);
        for (std::size_t i = keep; i < all.size(); ++i)
            ids.erase(all[i]);
        all.resize(keep);
        texts.shrink(keep);
        for (std::size_t i = 0; i < 3'000; ++i) {
            const auto found = ids.find(std::to_string(i));
            const auto id = texts.find(std::to_string(i));
            const auto expected = found == ids.end() ? std::nullopt : std::optional(found->second);
            if (id != expected) BOOST_FAIL("seed " << seed << ", " << i);
        }
    }
    for (Texts::Id id = 0; id < all.size(); ++id)
        BOOST_TEST(texts[id] == all[id]);
}

BOOST_AUTO_TEST_SUITE_END()
