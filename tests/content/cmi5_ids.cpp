#include "content/cmi5_ids.hpp"

#include "base/iri.hpp"
#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace support;
using content::Cmi5Unit;

BOOST_AUTO_TEST_SUITE(content_cmi5_ids)

BOOST_AUTO_TEST_CASE(every_part_has_its_own)
{
    const auto course = short_course("P(C(A)O)N");
    const Cmi5Ids ids(course, lms);
    std::set<std::string> all{course.id, ids.course()};
    BOOST_TEST((ids.unit_of(ids.course()) == Cmi5Unit{Cmi5Unit::Kind::course}));
    BOOST_TEST(!ids.au_of(ids.course()));
    for (std::size_t i = 0; i < course.aus.size(); ++i) {
        BOOST_TEST((ids.au_of(ids.au(i)) == i));
        BOOST_TEST(!ids.unit_of(ids.au(i)));
        BOOST_TEST(!ids.au_of(course.aus[i].id)); // The publisher's is none of ours.
        all.insert({ids.au(i), course.aus[i].id});
    }
    for (std::size_t i = 0; i < course.blocks.size(); ++i) {
        BOOST_TEST((ids.unit_of(ids.block(i)) == Cmi5Unit{Cmi5Unit::Kind::block, i}));
        BOOST_TEST(ids.of({Cmi5Unit::Kind::block, i}) == ids.block(i));
        all.insert({ids.block(i), course.blocks[i].id});
    }
    BOOST_TEST(all.size() == 2 * (1 + course.aus.size() + course.blocks.size()));
    for (const auto& id : all)
        BOOST_TEST(base::is_iri(id));
}

// They are in stored statements: what is here has been written.
BOOST_AUTO_TEST_CASE(they_never_change)
{
    const Cmi5Ids ids(short_course("(P)"), lms);
    BOOST_TEST(ids.course() ==
               "https://lrs.example/activities/course/0eb4ad24-75a5-52a3-9386-847a0be8dba5");
    BOOST_TEST(ids.block(0) ==
               "https://lrs.example/activities/block/60225dd1-590c-50d4-bee1-1f9ea0a37470");
    BOOST_TEST(ids.au(0) ==
               "https://lrs.example/activities/au/0d11bbc6-a283-54c0-b6bd-99e8dd62e92f");
}

BOOST_AUTO_TEST_CASE(another_edition_and_another_course)
{
    const auto course = short_course("P");
    const auto longer = short_course("PC");
    auto renamed = course;
    renamed.id = "https://pub.example/other";
    BOOST_TEST(Cmi5Ids(course, lms).au(0) == Cmi5Ids(longer, lms).au(0));
    BOOST_TEST(Cmi5Ids(course, lms).au(0) != Cmi5Ids(renamed, lms).au(0));
    BOOST_TEST(Cmi5Ids(course, lms).au(0) != Cmi5Ids(course, "https://other.example").au(0));
}

BOOST_AUTO_TEST_SUITE_END()
