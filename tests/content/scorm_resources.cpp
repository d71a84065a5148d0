// What items launch: bases, files, dependencies.
#include "content/scorm_resources.hpp"

#include "base/limits.hpp"
#include "tests/content/manifests.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace manifests;

struct Row {
    std::string_view name;
    std::string resources; // Begin in the second line, behind an item of "R".
    std::string url;
    std::string refused{};
    std::string warned{};
};

std::string with(std::string_view resources, std::string_view base = {})
{
    auto out = scorm12("<organizations><organization identifier='O'><title>T</title>" + item("") +
                       "</organization></organizations>" + std::string(resources));
    if (!base.empty()) out.insert(out.find(' '), " xml:base='" + std::string(base) + "'");
    return out;
}

std::string resource(std::string_view attributes, std::string_view in = {})
{
    return "<resources><resource identifier='R' adlcp:scormtype='sco' " + std::string(attributes) +
           ">" + std::string(in) + "</resource></resources>";
}

void check(const Row& row)
{
    BOOST_TEST_CONTEXT(row.name)
    {
        const auto read = manifests::read(with(row.resources));
        BOOST_TEST(read.refused() == row.refused);
        BOOST_TEST(read.warned() == row.warned);
        if (read.manifest) BOOST_TEST(read.item().url == row.url);
    }
}

std::string dependencies(std::string_view of)
{
    return "<dependency identifierref='" + std::string(of) + "'/>";
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_resources)

BOOST_AUTO_TEST_CASE(files)
{
    const Row rows[] = {
        {"a file", resource("href='a.html'"), "a.html"},
        {"with a query", resource("href='a.html?b=c d#e'"), "a.html?b=c%20d#e"},
        {"not escaped", resource("href='files/c d.html'"), "files/c%20d.html"},
        {"escaped", resource("href='files/c%20d.html'"), "files/c%20d.html"},
        {"in a detour", resource("href='x/../a.html'"), "a.html"},
        {"from the top", resource("href='/a.html'"), "a.html"},
        {"in another case", resource("href='A.HTML?b'"), "a.html?b", "", "2 scorm.file_case"},
        {"a folder in another case", resource("href='files/E.html'"), "Files/E.html", "",
         "2 scorm.file_case"},
        {"with backslashes", resource("href='files\\c d.html'"), "files/c%20d.html", "",
         "2 scorm.url_backslash"},
        {"not there", resource("href='c.html'"), "", "2 scorm.file_missing"},
        {"nothing but a query", resource("href='?b'"), "", "2 scorm.file_missing"},
        {"above the top", resource("href='../a.html'"), "", "2 scorm.url"},
        {"a script", resource("href='javascript:alert(1)'"), "", "2 scorm.url"},
        {"no file", resource(""), "", "2 scorm.resource_empty"},
        {"of another server", resource("href='http://x.example/a b?c'"), "http://x.example/a%20b?c",
         "", "2 scorm.external"},
        {"unused and not there",
         resource("href='a.html'").insert(11, "<resource identifier='U' href='u.html'/>\n"),
         "a.html", "", "2 scorm.type, 2 scorm.file_missing"},
        {"the first of two",
         resource("href='a.html'")
             .insert(11, "<resource identifier='R' adlcp:scormtype='sco' "
                         "href='b.html'/>\n"),
         "b.html", "", "3 scorm.duplicate"},
        {"without a name",
         resource("href='a.html'").insert(11, "<resource adlcp:scormtype='sco' href='b.html'/>"),
         "", "2 scorm.required"},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_CASE(types)
{
    const auto read_type = [](std::string_view attribute) {
        return manifests::read(with("<resources><resource identifier='R' href='a.html' " +
                                    std::string(attribute) + "/></resources>"));
    };
    BOOST_TEST(read_type("adlcp:scormtype='sco'").item().is_sco);
    BOOST_TEST(!read_type("adlcp:scormtype='asset'").item().is_sco);
    BOOST_TEST(!read_type("adlcp:scormType='Asset'").item().is_sco);
    BOOST_TEST(!read_type("scormtype='asset'").item().is_sco);
    BOOST_TEST(read_type("").item().is_sco);
    BOOST_TEST(read_type("").warned() == "2 scorm.type");
    BOOST_TEST(read_type("adlcp:scormtype='x'").refused() == "2 scorm.token");
}

BOOST_AUTO_TEST_CASE(bases)
{
    const auto url = [](std::string_view outer, std::string_view middle, std::string_view inner,
                        std::string_view href) {
        const auto read = manifests::read(
            with("<resources xml:base='" + std::string(middle) +
                     "'><resource identifier='R' adlcp:scormtype='sco' xml:base='" +
                     std::string(inner) + "' href='" + std::string(href) + "'/></resources>",
                 outer));
        if (read.manifest) return read.item().url + " " + read.warned();
        return "! " + read.refused();
    };
    BOOST_TEST(url("", "", "", "a.html") == "a.html ");
    BOOST_TEST(url("files/", "", "", "c d.html") == "files/c%20d.html ");
    BOOST_TEST(url("", "files/", "", "c d.html") == "files/c%20d.html ");
    BOOST_TEST(url("", "", "files/", "c d.html") == "files/c%20d.html ");
    BOOST_TEST(url("x/", "../", "files/", "c%20d.html") == "files/c%20d.html ");
    BOOST_TEST(url("x/", "/", "files/", "c d.html") == "files/c%20d.html ");
    BOOST_TEST(url("files", "", "", "c d.html") == "files/c%20d.html 1 scorm.base_slash");
    BOOST_TEST(url("http://x.example/", "y/", "", "z") == "http://x.example/y/z 2 scorm.external");
    BOOST_TEST(url("../", "", "", "a.html") == "! 1 scorm.base");
    BOOST_TEST(url("", "c:/", "", "a.html") == "! 2 scorm.base");
    BOOST_TEST(url("", "", "files/?", "a.html") == "! 2 scorm.base");
    BOOST_TEST(url("x/", "", "", "a.html") == "! 2 scorm.file_missing");
}

BOOST_AUTO_TEST_CASE(length_of_a_url)
{
    const auto with_query = [](std::size_t bytes) {
        return manifests::read(with(resource("href='a.html?" + std::string(bytes - 7, 'x') + "'")));
    };
    BOOST_TEST(with_query(limits::package_url_bytes).refused() == "");
    BOOST_TEST(with_query(limits::package_url_bytes + 1).refused() == "2 scorm.url_length");
}

BOOST_AUTO_TEST_CASE(lists_of_files)
{
    const auto read = manifests::read(
        with(resource("href='a.html'",
                      "<file href='a.html'/><file href='c.html'/><file href='d.html'/>"
                      "<file href='http://x.example/'/><file/><file href='files/c%20d.html'/>")));
    BOOST_TEST(read.warned() == "2 scorm.file_list");
    BOOST_TEST(read.findings.warnings.at(0).found == "c.html");
    BOOST_TEST(read.findings.warnings.at(0).expected ==
               "list files of the package only; not there: 2");
}

BOOST_AUTO_TEST_CASE(dependencies_of_resources)
{
    const auto three = [](std::string_view a, std::string_view b, std::string_view c) {
        const auto one = [](std::string_view id, std::string_view in) {
            std::string out =
                "\n<resource adlcp:scormtype='asset' identifier='" + std::string(id) + "'>";
            for (const char each : in)
                out += dependencies({&each, 1});
            return out + "</resource>";
        };
        return manifests::read(with("<resources><resource identifier='R' adlcp:scormtype='sco' "
                                    "href='a.html'>" +
                                    dependencies("A") + "</resource>" + one("A", a) + one("B", b) +
                                    one("C", c) + "</resources>"));
    };
    BOOST_TEST(three("BC", "C", "").warned() == "");
    BOOST_TEST(three("BX", "C", "").warned() == "3 scorm.reference");
    BOOST_TEST(three("A", "", "").warned() == "3 scorm.cycle");
    BOOST_TEST(three("BC", "C", "A").warned() == "5 scorm.cycle");
    BOOST_TEST(three("", "C", "B").warned() == "5 scorm.cycle");
    const std::vector<std::string> expected{"B", "C"};
    BOOST_TEST(three("BC", "", "").manifest.value().resources.at(1).dependencies == expected,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
