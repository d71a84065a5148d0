#include "courses/package_shelf.hpp"

#include "base/limits.hpp"
#include "tests/courses/package_room.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>
#include <vector>

namespace {

using base::ErrorKind;
using courses::ImportOptions;
using packages::Room;
using packages::tenant;
using support::ZipWriter;

std::string rules_of(const base::Complaints& complaints)
{
    std::string out;
    for (const auto& each : complaints)
        out += (out.empty() ? "" : " ") + each.rule;
    return out;
}

std::string text_of(const Room& room, const courses::Package& package, std::string_view path)
{
    const auto* file = package.file(path);
    return file ? room.files.read(tenant, file->digest, 0, 1u << 20).value() : "none";
}

const auto nobody = [](const base::Uuid&) { return base::Result<bool>(false); };

} // namespace

BOOST_AUTO_TEST_SUITE(courses_package_shelf)

BOOST_AUTO_TEST_CASE(what_is_imported)
{
    Room room;
    const auto imported = room.add(packages::scorm12().bytes(), {.by = "anna"});
    const auto& package = *imported.package;
    BOOST_TEST((package.id == package.course));
    BOOST_TEST(package.version == 1u);
    BOOST_TEST(package.title == "Fire safety");
    BOOST_TEST(package.language == "und");
    BOOST_TEST(package.iri == packages::activities_base + "/" + to_string(package.course));
    BOOST_TEST((package.imported == room.clock.now()));
    BOOST_TEST(text_of(room, package, "FILES\\B.html") == "<html>b</html>");
    BOOST_TEST(imported.warnings.empty());

    BOOST_TEST((room.shelf.find(package.id).value() == imported.package)); // From memory.
    const auto again = room.fresh();
    const auto loaded = again->find(package.id).value();
    BOOST_TEST_REQUIRE(loaded);
    BOOST_TEST(loaded->title == package.title);
    BOOST_TEST(loaded->iri == package.iri);
    BOOST_TEST(loaded->language == package.language);
    BOOST_TEST((loaded->imported == package.imported));
    BOOST_TEST(std::ranges::equal(loaded->files, package.files));
    BOOST_TEST(loaded->scorm()->organization().items.size() == 2u);
    BOOST_TEST((again->find(package.id).value() == loaded));
    BOOST_TEST(!again->find(base::random_uuid()).value());

    const auto told = again->describe(package.id).value().value();
    BOOST_TEST(told.record.by == "anna");
    BOOST_TEST(told.record.kind == "scorm12");
    BOOST_TEST(told.record.files == 3u);
    BOOST_TEST(told.record.manifest == "imsmanifest.xml");
    BOOST_TEST(told.items.size() == 3u);
    BOOST_TEST(!again->describe(base::random_uuid()).value());
}

BOOST_AUTO_TEST_CASE(a_document_by_itself)
{
    Room room;
    const auto xml = packages::cmi5_xml("https://pub.example/a.html");
    const auto imported =
        room.shelf.add(content::BytesInMemory(xml), courses::UploadKind::document, {}).value();
    const auto found = room.fresh()->find(imported.package->id).value();
    BOOST_TEST(found->cmi5()->course.aus.at(0).url == "https://pub.example/a.html");
    BOOST_TEST(text_of(room, *found, "cmi5.xml") == xml);
    BOOST_TEST(room.shelf.describe(found->id).value()->record.alone);
}

BOOST_AUTO_TEST_CASE(courses_by_their_iris)
{
    Room room;
    const auto cmi5 = room.add(packages::cmi5().bytes());
    BOOST_TEST(cmi5.package->iri == cmi5.package->cmi5()->ids.course());
    BOOST_TEST(cmi5.package->iri.starts_with(packages::activities_base + "/course/"));
    BOOST_TEST(room.add(packages::tincan().bytes()).package->iri == "https://pub.example/t");
    const std::string own = "https://city.example/courses/7";
    const auto scorm = room.add(packages::scorm12().bytes(), {.iri = own}).package;
    BOOST_TEST(scorm->iri == own);
    const auto next = room.add(packages::scorm12().bytes(), {.replaces = scorm->id});
    BOOST_TEST(next.package->iri == own);
    const std::string other = "https://city.example/courses/8";
    const auto moved =
        room.add(packages::scorm12().bytes(), {.iri = other, .replaces = next.package->id});
    BOOST_TEST(moved.package->iri == other);
    BOOST_TEST(rules_of(moved.warnings) == "package.iri_changed");

    // Of two courses with one IRI nobody could tell which was meant.
    BOOST_TEST(rules_of(room.add(packages::cmi5().bytes()).warnings) == "package.iri_taken");
    BOOST_TEST(rules_of(room.add(packages::cmi5("https://pub.example/d").bytes()).warnings) == "");
}

BOOST_AUTO_TEST_CASE(options)
{
    Room room;
    const std::string base = "https://city.example/";
    const auto iri = [&](std::size_t size) { return base + std::string(size - base.size(), 'a'); };

    const struct {
        const char* name;
        ImportOptions options;
        const char* where;
    } rows[] = {
        {"a language", {.language = "de-AT"}, ""},
        {"an underscore", {.language = "de_AT"}, "language"},
        {"no language", {.language = ""}, "language"},
        {"an IRI", {.iri = "urn:x:1"}, ""},
        {"a relative one", {.iri = "/x"}, "iri"},
        {"with a query", {.iri = base + "?a=1"}, "iri"},
        {"with a fragment", {.iri = base + "#a"}, "iri"},
        {"the longest", {.iri = iri(limits::course_iri_bytes)}, ""},
        {"a longer one", {.iri = iri(limits::course_iri_bytes + 1)}, "iri"},
        {"who", {.by = std::string(limits::identity_bytes, 'a')}, ""},
        {"a longer name", {.by = std::string(limits::identity_bytes + 1, 'a')}, "by"},
        {"no UTF-8", {.by = "\xff"}, "by"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto before = room.held();
            const auto done = room.try_add(packages::scorm12().bytes(), row.options);
            BOOST_TEST((done ? "" : done.error().where) == row.where);
            if (done) continue;
            BOOST_TEST((done.error().kind == ErrorKind::invalid));
            BOOST_TEST((room.held() == before));
        }
    }
    for (const auto& bytes : {packages::cmi5().bytes(), packages::tincan().bytes()})
        BOOST_TEST(room.try_add(bytes, {.iri = base}).error().where == "iri");
}

BOOST_AUTO_TEST_CASE(languages)
{
    Room room;
    const auto language = [&](const ZipWriter& zip, const char* wish) {
        const auto done = room.add(zip.bytes(), {.language = wish});
        return done.package->language + " " + done.package->title;
    };
    BOOST_TEST(language(packages::cmi5(), "und") == "de Brandschutz");
    BOOST_TEST(language(packages::cmi5(), "en-GB") == "en-GB Fire safety");
    BOOST_TEST(language(packages::cmi5(), "en") == "en Fire safety");
    BOOST_TEST(language(packages::cmi5(), "fr") == "fr Brandschutz");
    BOOST_TEST(language(packages::tincan(), "und") == "fr Incendie");
    BOOST_TEST(language(packages::scorm12(), "de") == "de Fire safety");
}

BOOST_AUTO_TEST_CASE(versions)
{
    Room room;
    const auto first = room.add(packages::scorm12("First").bytes()).package;
    BOOST_TEST((room.shelf.latest_of(first->course) == first->id));
    room.clock.advance(std::chrono::seconds(1));
    const auto second = room.add(packages::scorm12("Second").bytes(), {.replaces = first->id});
    BOOST_TEST((second.package->course == first->course));
    BOOST_TEST((second.package->id != first->id));
    BOOST_TEST(second.package->version == 2u);
    BOOST_TEST(second.package->iri == first->iri);
    BOOST_TEST((room.shelf.latest_of(first->course) == second.package->id));

    // Who began with the first stays with it.
    const auto again = room.fresh();
    BOOST_TEST(again->find(first->id).value()->title == "First");
    const auto told = again->describe(first->id).value().value();
    BOOST_TEST((told.record.replaced_by == second.package->id));
    BOOST_TEST((again->describe(second.package->id).value()->record.replaces == first->id));
    BOOST_TEST((again->latest_of(first->course) == second.package->id));

    const auto before = room.held();
    const auto late = room.try_add(packages::scorm12().bytes(), {.replaces = first->id});
    BOOST_TEST_REQUIRE(late.has_error());
    BOOST_TEST((late.error().kind == ErrorKind::conflict));
    BOOST_TEST(late.error().why.find(to_string(second.package->id)) != std::string::npos);
    const auto none = room.try_add(packages::scorm12().bytes(), {.replaces = base::random_uuid()});
    BOOST_TEST((none.error().kind == ErrorKind::not_found));
    BOOST_TEST((room.held() == before));

    // Of another standard: it has an IRI of its own.
    const auto third = room.add(packages::cmi5().bytes(), {.replaces = second.package->id});
    BOOST_TEST(third.package->version == 3u);
    BOOST_TEST(rules_of(third.warnings) == "package.iri_changed");
    BOOST_TEST(rules_of(room.shelf.describe(third.package->id).value()->warnings) ==
               "package.iri_changed");

    // The newest that is left takes new registrations.
    BOOST_TEST(room.shelf.remove(third.package->id, "outdated", "anna").has_value());
    BOOST_TEST((room.shelf.latest_of(first->course) == second.package->id));
    BOOST_TEST(room.shelf.remove(second.package->id, "outdated", "anna").has_value());
    BOOST_TEST(room.shelf.remove(first->id, "outdated", "anna").has_value());
    BOOST_TEST(!room.shelf.latest_of(first->course));
    BOOST_TEST(!room.shelf.latest_of(base::random_uuid()));
}

// A server gets another name: what courses are about stays the same.
BOOST_AUTO_TEST_CASE(the_base_stays_with_a_course)
{
    Room room;
    const auto first = room.add(packages::cmi5().bytes()).package;
    courses::PackageShelf moved(room.files, room.records, tenant, "https://new.example/a",
                                room.clock.clock());
    BOOST_TEST(moved.start().has_value());
    BOOST_TEST(moved.find(first->id).value()->iri == first->iri);
    BOOST_TEST(moved.find(first->id).value()->cmi5()->ids.au(0) == first->cmi5()->ids.au(0));
    const auto bytes = packages::cmi5().bytes();
    const auto au_of = [&](const ImportOptions& options) {
        const content::BytesInMemory source(bytes);
        const auto id =
            moved.add(source, courses::UploadKind::archive, options).value().package->id;
        const auto ids = room.fresh()->find(id).value()->cmi5()->ids;
        BOOST_TEST(moved.find(id).value()->cmi5()->ids.au(0) == ids.au(0));
        return ids.au(0);
    };
    BOOST_TEST(au_of({.replaces = first->id}) == first->cmi5()->ids.au(0));
    BOOST_TEST(au_of({}).starts_with("https://new.example/a/au/"));
}

BOOST_AUTO_TEST_CASE(pages)
{
    Room room;
    std::set<base::Uuid> all;
    for (int i = 0; i < 5; ++i)
        all.insert(room.add(packages::scorm12(std::to_string(i)).bytes()).package->id);
    for (const std::size_t limit : {0u, 1u, 2u, 4u, 5u, 6u}) {
        std::vector<base::Uuid> seen;
        std::optional<base::Uuid> after;
        do {
            const auto page = room.shelf.list(after, limit);
            BOOST_TEST(page.packages.size() <= std::max<std::size_t>(limit, 1));
            for (const auto& each : page.packages)
                seen.push_back(each.id);
            after = page.next;
        } while (after);
        BOOST_TEST(std::ranges::equal(seen, all));
    }
}

BOOST_AUTO_TEST_CASE(how_many)
{
    Room room;
    auto record =
        room.shelf.describe(room.add(packages::scorm12().bytes()).package->id).value()->record;
    const auto first = record.id;
    while (record.version < limits::packages) {
        std::vector<storage::RecordChange> changes;
        for (int i = 0; i < 500 && record.version < limits::packages; ++i) {
            record.id = record.course = base::random_uuid();
            ++record.version; // To count.
            changes.push_back(
                {std::string(courses::package_records), to_string(record.id), encode(record)});
        }
        room.records.change(tenant, changes).value();
    }
    courses::PackageShelf shelf(room.files, room.records, tenant, packages::activities_base,
                                room.clock.clock());
    BOOST_TEST(shelf.start().has_value());
    const auto add = [&] {
        const auto bytes = packages::tincan().bytes();
        return shelf.add(content::BytesInMemory(bytes), courses::UploadKind::archive, {});
    };
    BOOST_TEST((add().error().kind == ErrorKind::too_many));
    for (const std::size_t limit : {limits::packages_listed, limits::packages_listed + 1}) {
        const auto page = shelf.list({}, limit);
        BOOST_TEST(page.packages.size() == limits::packages_listed);
        BOOST_TEST(page.next.has_value());
    }
    BOOST_TEST(shelf.remove(first, "one too many", "anna").has_value());
    BOOST_TEST((add().error().kind == ErrorKind::too_many)); // It is still there.
    BOOST_TEST(shelf.purge(nobody).value() == 1u);
    BOOST_TEST(add().has_value());
    BOOST_TEST((add().error().kind == ErrorKind::too_many));
}

BOOST_AUTO_TEST_CASE(tenants_are_apart)
{
    Room room;
    const auto id = room.add(packages::scorm12().bytes()).package->id;
    courses::PackageShelf other(room.files, room.records, storage::Tenant{8},
                                packages::activities_base, room.clock.clock());
    BOOST_TEST(other.start().has_value());
    BOOST_TEST(!other.find(id).value());
    BOOST_TEST(other.list({}, 10).packages.empty());
}

BOOST_AUTO_TEST_CASE(damaged_records)
{
    Room room;
    const auto id = room.add(packages::scorm12().bytes()).package->id;
    const auto lists = room.shelf.describe(id).value()->record.list;
    BOOST_TEST(room.files.remove(tenant, std::vector{lists}).has_value());
    BOOST_TEST((room.fresh()->find(id).error().kind == ErrorKind::corrupt));
    std::string longest(limits::package_list_bytes, '\n');
    const auto put = [&] {
        courses::PackageFiles files(room.files, room.records, tenant);
        files.put(longest).value();
        return files.read(base::sha256(longest), limits::package_list_bytes);
    };
    BOOST_TEST(put().has_value());
    longest += '\n';
    BOOST_TEST((put().error().kind == ErrorKind::corrupt));
    const storage::RecordChange broken[] = {
        {std::string(courses::package_records), to_string(id), "{}"}};
    BOOST_TEST(room.records.change(tenant, broken).has_value());
    courses::PackageShelf shelf(room.files, room.records, tenant, packages::activities_base,
                                room.clock.clock());
    BOOST_TEST((shelf.start().error().kind == ErrorKind::corrupt));
}

BOOST_AUTO_TEST_CASE(many_at_once)
{
    Room room;
    std::vector<std::jthread> threads;
    std::atomic<int> found = 0;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 20; ++i) {
                const auto bytes = packages::scorm12(std::to_string(thread * 100 + i)).bytes();
                const auto id = room.add(bytes).package->id;
                if (i % 2) {
                    room.shelf.remove(id, "test", "anna").value();
                    room.shelf.purge(nobody).value();
                }
                for (const auto& each : room.shelf.list({}, 100).packages) {
                    const auto package = room.shelf.find(each.id);
                    if (package && *package) ++found;
                }
            }
        });
    }
    threads.clear();
    BOOST_TEST(found > 0);
    const auto left = room.fresh()->list({}, 100).packages;
    BOOST_TEST(left.size() == 40u);
    for (const auto& each : left)
        BOOST_TEST(room.fresh()->find(each.id).value());
    BOOST_TEST(room.files.held.size() == 2 + 2 * 40u); // Two are common to all.
}

BOOST_AUTO_TEST_SUITE_END()
