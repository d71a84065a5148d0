// Organisations and items of both versions.
#include "content/scorm_items.hpp"

#include "base/limits.hpp"
#include "tests/content/manifests.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace manifests;

struct Row {
    std::string_view name;
    std::string text;
    std::string refused{};
    std::string warned{};
};

void check(const Row& row)
{
    BOOST_TEST_CONTEXT(row.name)
    {
        const auto read = manifests::read(row.text);
        BOOST_TEST(read.refused() == row.refused);
        BOOST_TEST(read.warned() == row.warned);
        BOOST_TEST(read.manifest.has_value() == row.refused.empty());
    }
}

// "O(I(J K) L)"
std::string tree(const std::vector<content::ScormItem>& items)
{
    std::string out;
    for (const auto& item : items)
        out += (out.empty() ? "" : " ") + item.id + (item.url.empty() ? "" : "=" + item.url) +
               tree(item.items);
    return out.empty() ? out : "(" + out + ")";
}

std::string titled(std::string_view id, std::string_view in = {}, std::string_view more = {})
{
    return "<item identifier='" + std::string(id) + "' " + std::string(more) + "><title>" +
           std::string(id) + "</title>" + std::string(in) + "</item>";
}

std::string nested(std::size_t depth)
{
    std::string out = item("");
    for (; depth > 1; --depth)
        out = titled("N" + std::to_string(depth), out);
    return out;
}

std::string of_12(std::string_view name, std::string_view value)
{
    const std::string element = "adlcp:" + std::string(name);
    return items12(item("<" + element + ">" + std::string(value) + "</" + element + ">"));
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_items)

BOOST_AUTO_TEST_CASE(a_tree)
{
    const auto read = manifests::read(
        items12(titled("A", titled("B", "", "identifierref='R' parameters='?x=ä'") +
                                titled("C", titled("D", "", "identifierref='A'"))) +
                titled("E", "", "identifierref='R' isvisible='false' parameters='#x'")));
    BOOST_TEST(read.refused() == "");
    BOOST_TEST(read.warned() == "");
    const auto& organization = read.manifest.value().organization();
    BOOST_TEST(organization.title == "Course");
    BOOST_TEST(tree(organization.items) == "(A(B=a.html?x=%C3%A4 C(D=b.html?x=1)) E=a.html#x)");
    BOOST_TEST(content::find_item(organization, "B")->is_sco);
    BOOST_TEST(!content::find_item(organization, "D")->is_sco);
    BOOST_TEST(content::find_item(organization, "B")->is_visible);
    BOOST_TEST(!content::find_item(organization, "E")->is_visible);
    BOOST_TEST(content::find_item(organization, "E")->line == 3u);
    BOOST_TEST(!content::find_item(organization, "R"));
}

BOOST_AUTO_TEST_CASE(items)
{
    const Row rows[] = {
        {"an item", items12(item(""))},
        {"without identifier", items12("<item identifierref='R'><title>T</title></item>"),
         "3 scorm.required"},
        {"twice the same", items12(titled("A", item("")) + "\n" + titled("A", "")),
         "4 scorm.duplicate"},
        {"the same as the organization", items12(titled("O", item(""))), "3 scorm.duplicate"},
        {"the same as a resource", items12(titled("R", item("")))},
        {"without title", items12("<item identifier='I' identifierref='R'/>"), "", "3 scorm.title"},
        {"with an empty title",
         items12("<item identifier='I' identifierref='R'><title> </title></item>"), "",
         "3 scorm.title"},
        {"of no resource", items12(item("") + titled("J", "", "identifierref='X'")),
         "3 scorm.reference"},
        {"a resource and items", items12(item(titled("J", "", "identifierref='R'"))), "",
         "3 scorm.item_leaf"},
        {"isvisible of another kind", items12(item("", "isvisible='maybe'")), "3 scorm.boolean"},
        {"isvisible as a number", items12(item("", "isvisible='0'"))},
        {"nothing to launch", items12(titled("A")), "2 scorm.organization"},
        {"an item of somebody else", items12(item("<v:item xmlns:v='urn:v' identifier='I'/>"))},
        {"names in another case",
         items12("<Item Identifier='I' identifierRef='R'><Title>T</Title></Item>")},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_CASE(titles)
{
    const auto read_title = [](std::size_t bytes) {
        return manifests::read(items12("<item identifier='I' identifierref='R'><title>" +
                                       std::string(bytes, 'x') + "</title></item>"));
    };
    BOOST_TEST(read_title(limits::scorm_title_bytes).warned() == "");
    BOOST_TEST(read_title(limits::scorm_title_bytes + 1).warned() == "3 scorm.title");
    BOOST_TEST(read_title(limits::scorm_title_bytes + 1).item().title.size() ==
               limits::scorm_title_bytes + 3);
}

BOOST_AUTO_TEST_CASE(limits_of_items)
{
    BOOST_TEST(manifests::read(items12(nested(limits::scorm_depth))).refused() == "");
    BOOST_TEST(manifests::read(items12(nested(limits::scorm_depth + 1))).refused() ==
               "3 scorm.depth");
    const auto flat = [](std::size_t number) {
        std::string out;
        for (; number > 1; --number)
            out += titled("N" + std::to_string(number));
        return manifests::read(items12(out + item("")));
    };
    BOOST_TEST(flat(limits::scorm_items).refused() == "");
    BOOST_TEST(flat(limits::scorm_items + 1).refused() == "3 scorm.items");
    const auto named = [](std::size_t bytes) {
        return manifests::read(items12(titled(std::string(bytes, 'x'), "", "identifierref='R'")));
    };
    BOOST_TEST(named(limits::scorm_id_bytes).refused() == "");
    BOOST_TEST(named(limits::scorm_id_bytes + 1).refused() == "3 scorm.id");
    const auto parameters = [](std::size_t bytes) {
        return manifests::read(
            items12(item("", "parameters='" + std::string(bytes - 7, 'x') + "'")));
    };
    BOOST_TEST(parameters(3 * limits::package_url_bytes).refused() == "");
    BOOST_TEST(parameters(3 * limits::package_url_bytes + 1).refused() == "3 scorm.url_length");
}

BOOST_AUTO_TEST_CASE(organizations)
{
    const auto two = [](std::string_view wanted) {
        const auto one = [](std::string_view id) {
            return "\n<organization identifier='" + std::string(id) + "'><title>T</title>" +
                   titled(std::string(id) + "I", "", "identifierref='R'") + "</organization>";
        };
        return manifests::read(scorm12("<organizations default='" + std::string(wanted) + "'>" +
                                       one("A") + one("B") + "</organizations>" +
                                       std::string(resources12)));
    };
    BOOST_TEST(two("A").manifest.value().organization().id == "A");
    BOOST_TEST(two("B").manifest.value().organization().id == "B");
    BOOST_TEST(two("B").manifest.value().organizations.size() == 2u);
    BOOST_TEST(two("").manifest.value().organization().id == "A");
    BOOST_TEST(two("").warned() == "");
    BOOST_TEST(two("C").manifest.value().organization().id == "A");
    BOOST_TEST(two("C").warned() == "2 scorm.organization_default");
    BOOST_TEST(manifests::read(scorm12("<organizations/>")).refused() == "1 scorm.organization");
    BOOST_TEST(manifests::read(scorm12("")).refused() == "1 scorm.organization");
}

BOOST_AUTO_TEST_CASE(values_of_scorm12)
{
    const Row rows[] = {
        {"a passing score", of_12("masteryscore", " 80 ")},
        {"at the limit", of_12("masteryscore", "100")},
        {"above it", of_12("masteryscore", "100.5"), "3 scorm.decimal"},
        {"below it", of_12("masteryscore", "-1"), "3 scorm.decimal"},
        {"in percent", of_12("masteryscore", "80%"), "3 scorm.decimal"},
        {"nothing said", of_12("masteryscore", "")},
        {"in another case", of_12("masteryScore", "101"), "3 scorm.decimal"},
        {"a time", of_12("maxtimeallowed", "00:30:00")},
        {"a long time", of_12("maxtimeallowed", "9999:59:59.99")},
        {"a longer time", of_12("maxtimeallowed", "10000:59:59.99"), "", "3 scorm.timespan"},
        {"a short time", of_12("maxtimeallowed", "1:30:00"), "", "3 scorm.timespan"},
        {"short minutes", of_12("maxtimeallowed", "01:3:00"), "", "3 scorm.timespan"},
        {"without seconds", of_12("maxtimeallowed", "01:30"), "", "3 scorm.timespan"},
        {"a finer time", of_12("maxtimeallowed", "01:30:00.999"), "", "3 scorm.timespan"},
        {"a point", of_12("maxtimeallowed", "01:30:00."), "", "3 scorm.timespan"},
        {"of another version", of_12("maxtimeallowed", "PT30M"), "", "3 scorm.timespan"},
        {"no time said", of_12("maxtimeallowed", " ")},
        {"an action", of_12("timelimitaction", "exit,message")},
        {"an action with a blank", of_12("timeLimitAction", "Exit, no message")},
        {"another action", of_12("timelimitaction", "exit"), "", "3 scorm.time_limit_action"},
        {"prerequisites", of_12("prerequisites", "I|~I")},
        {"of nobody", of_12("prerequisites", "I &amp; J"), "", "3 scorm.prerequisites"},
        {"of a later one",
         items12(item("<adlcp:prerequisites type='aicc_script'>J</adlcp:prerequisites>") +
                 titled("J", "", "identifierref='R'"))},
        {"not readable", of_12("prerequisites", "I &amp;"), "", "3 scorm.prerequisites"},
        {"none", of_12("prerequisites", "")},
        {"not of this version", of_12("completionThreshold", "x")},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_CASE(what_scorm12_gives)
{
    const auto read = manifests::read(
        items12(item("<adlcp:prerequisites type='aicc_script'>~I</adlcp:prerequisites>"
                     "<adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>"
                     "<adlcp:timelimitaction>exit,no message</adlcp:timelimitaction>"
                     "<adlcp:datafromlms> x=1 </adlcp:datafromlms>"
                     "<adlcp:masteryscore>80.5</adlcp:masteryscore>")));
    const auto& got = read.item();
    BOOST_TEST((got.prerequisite.value().kind == content::Prerequisite::Kind::none));
    BOOST_TEST(got.max_time_allowed == "00:30:00");
    BOOST_TEST(got.time_limit_action == "exit,no message");
    BOOST_TEST(got.data_from_lms == "x=1");
    BOOST_TEST(got.mastery_score.value() == 80.5);
    BOOST_TEST(!got.completion_threshold);
}

BOOST_AUTO_TEST_CASE(data_of_an_item)
{
    const auto data = [](std::size_t bytes) {
        return manifests::read(of_12("datafromlms", std::string(bytes, 'x')));
    };
    BOOST_TEST(data(limits::scorm_data_bytes).refused() == "");
    BOOST_TEST(data(limits::scorm_data_bytes + 1).refused() == "3 scorm.data");
}

BOOST_AUTO_TEST_CASE(completion_thresholds)
{
    const auto threshold = [](std::string_view element) {
        const auto read = manifests::read(items2004(item(element)));
        if (!read.manifest) return read.refused();
        const auto& got = read.item().completion_threshold;
        if (!got) return std::string("none");
        return std::string(got->completed_by_measure ? "yes " : "no ") +
               content::decimal_text(got->min_progress_measure) + " " +
               content::decimal_text(got->progress_weight);
    };
    BOOST_TEST(threshold("") == "none");
    BOOST_TEST(threshold("<adlcp:completionThreshold/>") == "no 1 1");
    BOOST_TEST(threshold("<adlcp:completionThreshold>0.7</adlcp:completionThreshold>") ==
               "yes 0.7 1");
    BOOST_TEST(threshold("<adlcp:completionThreshold>1.1</adlcp:completionThreshold>") ==
               "3 scorm.decimal");
    BOOST_TEST(threshold("<adlcp:completionThreshold completedByMeasure='true' "
                         "minProgressMeasure='0.5' progressWeight='0'/>") == "yes 0.5 0");
    BOOST_TEST(threshold("<adlcp:completionThreshold progressWeight='0.3'/>") == "no 1 0.3");
    BOOST_TEST(threshold("<adlcp:completionThreshold minProgressMeasure='-0.1'/>") ==
               "3 scorm.decimal");
    BOOST_TEST(threshold("<adlcp:completionThreshold progressWeight='2'/>") == "3 scorm.decimal");
}

BOOST_AUTO_TEST_CASE(what_scorm2004_gives)
{
    const auto read = manifests::read(items2004(
        item("<adlcp:timeLimitAction>continue,message</adlcp:timeLimitAction>"
             "<adlcp:dataFromLMS>x=1</adlcp:dataFromLMS>"
             "<adlcp:data><adlcp:map targetID='a'/>"
             "<adlcp:map targetID='b' readSharedData='false' writeSharedData='true'/></adlcp:data>"
             "<adlnav:presentation><adlnav:navigationInterface>"
             "<adlnav:hideLMSUI>continue</adlnav:hideLMSUI>"
             "<adlnav:hideLMSUI> SuspendAll </adlnav:hideLMSUI>"
             "<adlnav:hideLMSUI>continue</adlnav:hideLMSUI>\n"
             "<adlnav:hideLMSUI>close</adlnav:hideLMSUI>"
             "</adlnav:navigationInterface></adlnav:presentation>")));
    BOOST_TEST(read.warned() == "4 scorm.control");
    const auto& got = read.item();
    BOOST_TEST(got.time_limit_action == "continue,message");
    BOOST_TEST(got.data_from_lms == "x=1");
    BOOST_REQUIRE(got.shared_data.size() == 2u);
    BOOST_TEST((got.shared_data[0].read && !got.shared_data[0].write));
    BOOST_TEST((!got.shared_data[1].read && got.shared_data[1].write));
    BOOST_TEST(got.shared_data[1].target == "b");
    const std::vector<std::string_view> hidden{"continue", "suspendAll"};
    BOOST_TEST(got.hidden_controls == hidden, boost::test_tools::per_element());
    BOOST_TEST(
        manifests::read(items2004(item("<adlcp:data><adlcp:map/></adlcp:data>"))).refused() ==
        "3 scorm.required");
}

BOOST_AUTO_TEST_CASE(global_to_the_system)
{
    const auto organization_with = [](std::string_view attributes) {
        auto text = items2004(item(""));
        const auto at = text.find("<organization ") + 14;
        const auto read = manifests::read(text.insert(at, attributes));
        const auto& got = read.manifest.value().organization();
        return std::pair(got.objectives_global_to_system, got.shared_data_global_to_system);
    };
    BOOST_TEST((organization_with("") == std::pair(true, true)));
    BOOST_TEST(
        (organization_with("adlseq:objectivesGlobalToSystem='false' ") == std::pair(false, true)));
    BOOST_TEST(
        (organization_with("adlcp:sharedDataGlobalToSystem='0' ") == std::pair(true, false)));
}

BOOST_AUTO_TEST_CASE(manifests_in_a_manifest)
{
    const auto with = [](std::string_view target, std::string_view inner_item) {
        return manifests::read(
            scorm12(organization(titled("A", "", "identifierref='" + std::string(target) + "'")) +
                    std::string(resources12) +
                    "\n<manifest identifier='S' xml:base='files/'><organizations default='P'>"
                    "<organization identifier='N'><title>N</title></organization>"
                    "<organization identifier='P'><title>P</title>" +
                    std::string(inner_item) +
                    "</organization></organizations><resources><resource identifier='Q' "
                    "adlcp:scormtype='sco' href='c d.html'/></resources>"
                    "<manifest identifier='E'/></manifest>"));
    };
    const auto inner = titled("J", "", "identifierref='Q'");
    BOOST_TEST(tree(with("S", inner).manifest.value().organization().items) ==
               "(A(J=files/c%20d.html))");
    BOOST_TEST(with("S", inner).warned() == "");
    BOOST_TEST(tree(with("Q", inner).manifest.value().organization().items) ==
               "(A=files/c%20d.html)");
    BOOST_TEST(with("S", titled("J", "", "identifierref='S'")).refused() == "5 scorm.cycle");
    BOOST_TEST(with("S", titled("A", "", "identifierref='Q'")).refused() == "5 scorm.duplicate");
    BOOST_TEST(with("E", inner).refused() == "3 scorm.organization");
    BOOST_TEST(with("M", inner).refused() == "3 scorm.reference");
}

BOOST_AUTO_TEST_SUITE_END()
