// Sequencing of SCORM 2004: sets of a collection, and what adlseq adds.
#include "content/scorm_sequencing_reader.hpp"

#include "base/limits.hpp"
#include "tests/content/manifests.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace manifests;

struct Row {
    std::string_view name;
    std::string in; // A sequencing element.
    std::string refused{};
    std::string warned{};
};

Read with_sets(std::string_view own, std::string_view sets)
{
    return manifests::read(items2004(item(own), "\n<imsss:sequencingCollection>" +
                                                    std::string(sets) +
                                                    "</imsss:sequencingCollection>"));
}

std::string objectives(std::string_view in)
{
    return "<imsss:objectives>" + std::string(in) + "</imsss:objectives>";
}

std::string rule(std::string_view kind, std::string_view action, std::string_view conditions)
{
    const auto element = "imsss:" + std::string(kind);
    return "<imsss:sequencingRules><" + element + "><imsss:ruleConditions>" +
           std::string(conditions) + "</imsss:ruleConditions><imsss:ruleAction action='" +
           std::string(action) + "'/></" + element + "></imsss:sequencingRules>";
}

std::string rollup(std::string_view attributes, std::string_view action, std::string_view condition)
{
    return "<imsss:rollupRules><imsss:rollupRule " + std::string(attributes) +
           "><imsss:rollupConditions><imsss:rollupCondition condition='" + std::string(condition) +
           "'/></imsss:rollupConditions><imsss:rollupAction action='" + std::string(action) +
           "'/></imsss:rollupRule></imsss:rollupRules>";
}

constexpr std::string_view always = "<imsss:ruleCondition condition='always'/>";

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_sequencing_reader)

BOOST_AUTO_TEST_CASE(values)
{
    const Row rows[] = {
        {"nothing", ""},
        {"control", "<imsss:controlMode choice='false' flow='1' forwardOnly='TRUE'/>"},
        {"no boolean", "<imsss:controlMode flow='yes'/>", "3 scorm.boolean"},
        {"a rule", rule("preConditionRule", "skip", always)},
        {"a post rule", rule("postConditionRule", "retryAll", always)},
        {"an exit rule", rule("exitConditionRule", "exit", always)},
        {"an action of another rule", rule("preConditionRule", "retry", always), "3 scorm.token"},
        {"an action of no rule", rule("exitConditionRule", "skip", always), "3 scorm.token"},
        {"no condition", rule("preConditionRule", "skip", ""), "", "3 scorm.rule_empty"},
        {"no such condition",
         rule("preConditionRule", "skip", "<imsss:ruleCondition condition='passed'/>"),
         "3 scorm.token"},
        {"a condition without one", rule("preConditionRule", "skip", "<imsss:ruleCondition/>"),
         "3 scorm.token"},
        {"a threshold", rule("preConditionRule", "skip",
                             "<imsss:ruleCondition condition='objectiveMeasureLessThan' "
                             "measureThreshold='-1'/>")},
        {"a lower one",
         rule("preConditionRule", "skip",
              "<imsss:ruleCondition condition='objectiveMeasureLessThan' "
              "measureThreshold='-1.0001'/>"),
         "3 scorm.decimal"},
        {"no operator",
         rule("preConditionRule", "skip",
              "<imsss:ruleCondition condition='always' operator='nor'/>"),
         "3 scorm.token"},
        {"of no objective",
         rule("preConditionRule", "skip",
              "<imsss:ruleCondition condition='always' "
              "referencedObjective='x'/>"),
         "", "3 scorm.objective"},
        {"no action",
         "<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>" +
             std::string(always) +
             "</imsss:ruleConditions></imsss:preConditionRule></imsss:sequencingRules>",
         "3 scorm.required"},
        {"limits", "<imsss:limitConditions attemptLimit='0' "
                   "attemptAbsoluteDurationLimit='PT1H'/>"},
        {"a count", "<imsss:limitConditions attemptLimit='1000000'/>"},
        {"a larger one", "<imsss:limitConditions attemptLimit='1000001'/>", "3 scorm.count"},
        {"no count", "<imsss:limitConditions attemptLimit='-1'/>", "3 scorm.count"},
        {"no duration", "<imsss:limitConditions attemptAbsoluteDurationLimit='01:00:00'/>",
         "3 scorm.duration"},
        {"another limit", "<imsss:limitConditions endTimeLimit='2026-01-01T00:00:00'/>", "",
         "3 scorm.limit_unsupported"},
        {"a rollup",
         rollup("childActivitySet='atLeastPercent' minimumPercent='1'", "completed", "attempted")},
        {"a percentage", rollup("minimumPercent='50'", "completed", "attempted"),
         "3 scorm.decimal"},
        {"no such rollup", rollup("", "passed", "attempted"), "3 scorm.token"},
        {"always in a rollup", rollup("", "completed", "always"), "3 scorm.token"},
        {"no set of children", rollup("childActivitySet='some'", "completed", "attempted"),
         "3 scorm.token"},
        {"a rollup without condition",
         "<imsss:rollupRules><imsss:rollupRule><imsss:rollupAction action='completed'/>"
         "</imsss:rollupRule></imsss:rollupRules>",
         "3 scorm.required"},
        {"a weight", "<imsss:rollupRules objectiveMeasureWeight='0.25'/>"},
        {"a larger weight", "<imsss:rollupRules objectiveMeasureWeight='1.01'/>",
         "3 scorm.decimal"},
        {"objectives", objectives("<imsss:primaryObjective/><imsss:objective objectiveID='a'/>")},
        {"twice the same",
         objectives("<imsss:primaryObjective objectiveID='a'/>"
                    "<imsss:objective objectiveID='a'/>"),
         "3 scorm.duplicate"},
        {"an objective without id", objectives("<imsss:objective/>"), "3 scorm.required"},
        {"two primary ones", objectives("<imsss:primaryObjective/><imsss:primaryObjective/>"),
         "3 scorm.duplicate"},
        {"a map of a primary one without id",
         objectives("<imsss:primaryObjective><imsss:mapInfo targetObjectiveID='g'/>"
                    "</imsss:primaryObjective>"),
         "3 scorm.required"},
        {"a map to nowhere",
         objectives("<imsss:objective objectiveID='a'><imsss:mapInfo/></imsss:objective>"),
         "3 scorm.required"},
        {"a measure", objectives("<imsss:primaryObjective><imsss:minNormalizedMeasure>-1"
                                 "</imsss:minNormalizedMeasure></imsss:primaryObjective>")},
        {"a measure of 1.2",
         objectives("<imsss:primaryObjective><imsss:minNormalizedMeasure>80"
                    "</imsss:minNormalizedMeasure></imsss:primaryObjective>"),
         "3 scorm.decimal"},
        {"a random order",
         "<imsss:randomizationControls randomizationTiming='once' reorderChildren='true' "
         "selectionTiming='onEachNewAttempt' selectCount='2'/>"},
        {"no timing", "<imsss:randomizationControls selectionTiming='daily'/>", "3 scorm.token"},
        {"delivery", "<imsss:deliveryControls tracked='false'/>"},
        {"considerations", "<adlseq:rollupConsiderations requiredForCompleted='ifNotSkipped'/>"},
        {"no consideration", "<adlseq:rollupConsiderations requiredForCompleted='never'/>",
         "3 scorm.token"},
        {"choices", "<adlseq:constrainedChoiceConsiderations constrainChoice='true'/>"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto read = manifests::read(items2004(item(sequencing(row.in))));
            BOOST_TEST(read.refused() == row.refused);
            BOOST_TEST(read.warned() == row.warned);
        }
    }
}

BOOST_AUTO_TEST_CASE(sets)
{
    const auto one = sequencing("<imsss:controlMode flow='true'/>" +
                                    objectives("<imsss:objective objectiveID='a'/>"),
                                "ID='one'");
    const auto two = sequencing("<imsss:controlMode choice='false'/><imsss:deliveryControls "
                                "tracked='false'/>",
                                "ID='two' IDRef='one'");
    const auto taken = with_sets(sequencing("", "IDRef='one'"), one).item().sequencing;
    BOOST_TEST((taken.control_mode->flow && taken.control_mode->choice));
    BOOST_TEST(taken.objectives->others.size() == 1u);
    const auto own =
        with_sets(sequencing(objectives("<imsss:objective objectiveID='b'/>"), "IDRef='one'"), one)
            .item()
            .sequencing;
    BOOST_TEST(own.control_mode->flow);
    BOOST_TEST(own.objectives->others.size() == 1u);
    BOOST_TEST(own.objectives->others[0].id == "b");
    const auto both = with_sets(sequencing("", "IDRef='two'"), one + two).item().sequencing;
    BOOST_TEST((!both.control_mode->flow && !both.control_mode->choice));
    BOOST_TEST(!both.delivery->tracked);
    BOOST_TEST(both.objectives->others.size() == 1u);
    BOOST_TEST(with_sets("", one + one).refused() == "5 scorm.duplicate");
    BOOST_TEST(with_sets("", sequencing("")).refused() == "5 scorm.required");
    BOOST_TEST(with_sets(sequencing("", "IDRef='three'"), one).refused() == "3 scorm.reference");
    BOOST_TEST(with_sets(sequencing("", "IDRef='two'"), two).refused() == "3 scorm.reference");
    BOOST_TEST(
        with_sets(sequencing("", "IDRef='two'"), two + sequencing("", "ID='one' IDRef='two'"))
            .refused() == "3 scorm.cycle");
    BOOST_TEST(with_sets("", sequencing("<imsss:controlMode flow='?'/>", "ID='x'")).refused() ==
               "5 scorm.boolean");
}

BOOST_AUTO_TEST_CASE(objectives_of_adlseq)
{
    const auto maps = [](std::string_view adl) {
        const auto read = manifests::read(items2004(item(
            sequencing(objectives("<imsss:primaryObjective objectiveID='p'><imsss:mapInfo "
                                  "targetObjectiveID='g' writeSatisfiedStatus='true'/>"
                                  "</imsss:primaryObjective><imsss:objective objectiveID='a'/>") +
                       "<adlseq:objectives>" + std::string(adl) + "</adlseq:objectives>"))));
        std::string out = read.refused() + read.warned();
        if (!read.manifest) return out;
        const auto& got = *read.item().sequencing.objectives;
        const auto add = [&](const content::SequencingObjective& objective) {
            for (const auto& map : objective.maps) {
                out += " " + objective.id + ">" + map.target + ":";
                out += map.read_satisfied_status ? "s" : "";
                out += map.write_satisfied_status ? "S" : "";
                out += map.read_normalized_measure ? "n" : "";
                out += map.write_normalized_measure ? "N" : "";
                out += map.read_completion_status ? "c" : "";
                out += map.write_completion_status ? "C" : "";
                out += map.read_progress_measure ? "p" : "";
                out += map.write_progress_measure ? "P" : "";
                out += map.read_raw_score && map.read_min_score && map.read_max_score ? "r" : "";
                out += map.write_raw_score && map.write_min_score && map.write_max_score ? "R" : "";
            }
        };
        add(*got.primary);
        for (const auto& objective : got.others)
            add(objective);
        return out;
    };
    const auto objective = [](std::string_view id, std::string_view map) {
        return "<adlseq:objective objectiveID='" + std::string(id) + "'><adlseq:mapInfo " +
               std::string(map) + "/></adlseq:objective>";
    };
    BOOST_TEST(maps("") == " p>g:sSn");
    BOOST_TEST(maps(objective("p", "targetObjectiveID='g' writeCompletionStatus='true'")) ==
               " p>g:sSncCpr");
    BOOST_TEST(maps(objective("p", "targetObjectiveID='h' readProgressMeasure='false'")) ==
               " p>g:sSn p>h:cr");
    BOOST_TEST(maps(objective("a", "targetObjectiveID='g' writeProgressMeasure='true' "
                                   "writeRawScore='true' writeMinScore='true' "
                                   "writeMaxScore='true' readRawScore='false'")) ==
               " p>g:sSn a>g:cpPR");
    BOOST_TEST(maps(objective("x", "targetObjectiveID='g'")) == "3 scorm.objective p>g:sSn");
    BOOST_TEST(maps(objective("p", "")) == "3 scorm.required");
    BOOST_TEST(maps(objective("", "targetObjectiveID='g'")) == "3 scorm.required3 scorm.objective");
}

BOOST_AUTO_TEST_CASE(objectives_that_a_course_has)
{
    const auto read = manifests::read(items2004(
        item(sequencing(objectives("<imsss:primaryObjective objectiveID='p'><imsss:mapInfo "
                                   "targetObjectiveID='g'/></imsss:primaryObjective>"
                                   "<imsss:objective objectiveID='a'/>"))) +
        "<item identifier='J'><title>J</title>" +
        sequencing(objectives("<imsss:primaryObjective/><imsss:objective objectiveID='a'>"
                              "<imsss:mapInfo targetObjectiveID='h'/></imsss:objective>")) +
        "</item>"));
    const std::vector<std::string_view> expected{"p", "g", "a", "h"};
    BOOST_TEST(content::objectives_of(read.manifest.value().organization()) == expected,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(size_of_all)
{
    // Each item weighs a 100 bytes of its own and those of its objective's name.
    const std::size_t items = 4'096;
    const auto with = [&](std::size_t bytes, std::size_t last) {
        const auto one = [](std::string_view id, std::size_t size) {
            return "<imsss:sequencing ID='" + std::string(id) + "'>" +
                   objectives("<imsss:objective objectiveID='" + std::string(size, 'x') + "'/>") +
                   "</imsss:sequencing>";
        };
        std::string all = item(sequencing("", "IDRef='last'"));
        for (std::size_t i = 1; i < items; ++i)
            all += "<item identifier='N" + std::to_string(i) + "'><title>N</title>" +
                   sequencing("", "IDRef='one'") + "</item>";
        return manifests::read(items2004(all, "<imsss:sequencingCollection>" + one("one", bytes) +
                                                  one("last", last) +
                                                  "</imsss:sequencingCollection>"));
    };
    const auto each = limits::scorm_sequencing_bytes / items - 100;
    const auto rest = limits::scorm_sequencing_bytes - items * (each + 100);
    BOOST_TEST(with(each, each + rest).refused() == "");
    BOOST_TEST(with(each, each + rest + 1).refused() == "3 scorm.sequencing_size");
}

BOOST_AUTO_TEST_SUITE_END()
