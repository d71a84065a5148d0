// The tree of activities as scorm-again takes it.
#include "content/sequencing_json.hpp"

#include "tests/content/manifests.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace json = boost::json;
using namespace manifests;

json::object tree_of(std::string_view items, std::string_view more = {})
{
    const auto read = manifests::read(items2004(items, more));
    BOOST_REQUIRE_MESSAGE(read.manifest, read.refused());
    return content::sequencing_json(read.manifest->organization());
}

// The activity of an item with this sequencing.
json::object activity(std::string_view in)
{
    auto tree = tree_of(item(sequencing(in)));
    return tree["activityTree"].as_object()["children"].as_array().at(0).as_object();
}

json::value of(std::string_view text)
{
    return json::parse(text);
}

std::string objectives(std::string_view in)
{
    return "<imsss:objectives>" + std::string(in) + "</imsss:objectives>";
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_sequencing_json)

BOOST_AUTO_TEST_CASE(an_item_that_says_nothing)
{
    BOOST_TEST(tree_of(item("")) == of(R"({"activityTree": {"id": "O", "title": "Course",
        "sequencingControls": {"choice": true, "choiceExit": true, "flow": false,
            "forwardOnly": false, "useCurrentAttemptObjectiveInfo": true,
            "useCurrentAttemptProgressInfo": true, "preventActivation": false,
            "constrainChoice": false, "selectionTiming": "never", "randomizationTiming": "never",
            "randomizeChildren": false},
        "children": [{"id": "I", "title": "Item", "isVisible": true,
            "sequencingControls": {"choice": true, "choiceExit": true, "flow": false,
                "forwardOnly": false, "useCurrentAttemptObjectiveInfo": true,
                "useCurrentAttemptProgressInfo": true, "preventActivation": false,
                "constrainChoice": false, "selectionTiming": "never",
                "randomizationTiming": "never", "randomizeChildren": false}}]}})"));
}

BOOST_AUTO_TEST_CASE(controls)
{
    auto got = activity(
        "<imsss:controlMode choice='false' choiceExit='false' flow='true' forwardOnly='true' "
        "useCurrentAttemptObjectiveInfo='false' useCurrentAttemptProgressInfo='false'/>"
        "<imsss:rollupRules rollupObjectiveSatisfied='false' rollupProgressCompletion='false' "
        "objectiveMeasureWeight='0.5'/>"
        "<imsss:randomizationControls selectionTiming='once' selectCount='2' "
        "randomizationTiming='onEachNewAttempt' reorderChildren='true'/>"
        "<imsss:deliveryControls tracked='false' completionSetByContent='true'/>"
        "<adlseq:constrainedChoiceConsiderations preventActivation='true' "
        "constrainChoice='true'/>"
        "<adlseq:rollupConsiderations requiredForCompleted='ifAttempted' "
        "measureSatisfactionIfActive='false'/>"
        "<imsss:limitConditions attemptLimit='3' attemptAbsoluteDurationLimit='PT1H0.505S'/>");
    BOOST_TEST(got["sequencingControls"] ==
               of(R"({"choice": false, "choiceExit": false, "flow": true, "forwardOnly": true,
            "useCurrentAttemptObjectiveInfo": false, "useCurrentAttemptProgressInfo": false,
            "preventActivation": true, "constrainChoice": true, "selectionTiming": "once",
            "selectCount": 2, "randomizationTiming": "onEachNewAttempt",
            "randomizeChildren": true, "rollupObjectiveSatisfied": false,
            "rollupProgressCompletion": false, "objectiveMeasureWeight": 0.5})"));
    BOOST_TEST(got["deliveryControls"] == of(R"({"tracked": false, "completionSetByContent": true,
                      "objectiveSetByContent": false})"));
    BOOST_TEST(got["rollupConsiderations"] ==
               of(R"({"requiredForSatisfied": "always", "requiredForNotSatisfied": "always",
            "requiredForCompleted": "ifAttempted", "requiredForIncomplete": "always",
            "measureSatisfactionIfActive": false})"));
    BOOST_TEST(got["attemptLimit"] == 3u);
    BOOST_TEST(!got.contains("attemptAbsoluteDurationLimit"));
    BOOST_TEST(got["timeLimitDuration"] == "PT1H0.5S");
    got = activity("<imsss:randomizationControls selectCount='0'/>");
    BOOST_TEST(!got["sequencingControls"].as_object().contains("selectCount"));
}

BOOST_AUTO_TEST_CASE(rules)
{
    auto got = activity(
        "<imsss:sequencingRules><imsss:preConditionRule>"
        "<imsss:ruleConditions conditionCombination='any'>"
        "<imsss:ruleCondition condition='satisfied' operator='not'/>"
        "<imsss:ruleCondition condition='objectiveMeasureGreaterThan' measureThreshold='0.25' "
        "referencedObjective='a'/></imsss:ruleConditions>"
        "<imsss:ruleAction action='skip'/></imsss:preConditionRule>"
        "<imsss:postConditionRule><imsss:ruleConditions>"
        "<imsss:ruleCondition condition='activityProgressKnown'/></imsss:ruleConditions>"
        "<imsss:ruleAction action='exitParent'/></imsss:postConditionRule>"
        "</imsss:sequencingRules>" +
        objectives("<imsss:objective objectiveID='a'/>"));
    BOOST_TEST(got["sequencingRules"] ==
               of(R"({"preConditionRules": [{"action": "skip", "conditionCombination": "any",
            "conditions": [{"condition": "satisfied", "operator": "not"},
                {"condition": "objectiveMeasureGreaterThan", "referencedObjective": "a",
                 "parameters": {"threshold": 0.25}}]}],
            "exitConditionRules": [],
            "postConditionRules": [{"action": "exitParent", "conditionCombination": "all",
                "conditions": [{"condition": "activityProgressKnown"}]}]})"));
}

// A share in the manifest is a percentage there, and a condition has another name.
BOOST_AUTO_TEST_CASE(rollup)
{
    auto got = activity(
        "<imsss:rollupRules><imsss:rollupRule childActivitySet='atLeastPercent' "
        "minimumPercent='0.5' minimumCount='2'>"
        "<imsss:rollupConditions conditionCombination='all'>"
        "<imsss:rollupCondition condition='activityProgressKnown' operator='not'/>"
        "<imsss:rollupCondition condition='attempted'/></imsss:rollupConditions>"
        "<imsss:rollupAction action='notSatisfied'/></imsss:rollupRule></imsss:rollupRules>");
    BOOST_TEST(got["rollupRules"] ==
               of(R"({"rules": [{"action": "notSatisfied", "consideration": "atLeastPercent",
            "minimumCount": 2, "minimumPercent": 50.0, "conditionCombination": "all",
            "conditions": [{"condition": "progressKnown", "operator": "not"},
                           {"condition": "attempted"}]}]})"));
}

BOOST_AUTO_TEST_CASE(objectives_and_their_maps)
{
    auto got = activity(objectives("<imsss:primaryObjective objectiveID='p' "
                                   "satisfiedByMeasure='true'><imsss:minNormalizedMeasure>0.75"
                                   "</imsss:minNormalizedMeasure><imsss:mapInfo "
                                   "targetObjectiveID='g' writeSatisfiedStatus='true'/>"
                                   "</imsss:primaryObjective>"
                                   "<imsss:objective objectiveID='a'/>"));
    BOOST_TEST(got["primaryObjective"] ==
               of(R"({"objectiveID": "p", "satisfiedByMeasure": true, "minNormalizedMeasure": 0.75,
            "mapInfo": [{"targetObjectiveID": "g", "readSatisfiedStatus": true,
                "writeSatisfiedStatus": true, "readNormalizedMeasure": true,
                "writeNormalizedMeasure": false, "readRawScore": false, "writeRawScore": false,
                "readMinScore": false, "writeMinScore": false, "readMaxScore": false,
                "writeMaxScore": false, "readCompletionStatus": false,
                "writeCompletionStatus": false, "readProgressMeasure": false,
                "writeProgressMeasure": false}]})"));
    BOOST_TEST(got["objectives"] ==
               of(R"([{"objectiveID": "a", "satisfiedByMeasure": false, "mapInfo": []}])"));
    got = activity(objectives("<imsss:primaryObjective satisfiedByMeasure='true'/>"
                              "<imsss:objective objectiveID='PRIMARYOBJ'/>"));
    BOOST_TEST(got["primaryObjective"].as_object()["objectiveID"] == "PRIMARYOBJ_");
    got = activity(objectives("<imsss:primaryObjective/>"));
    BOOST_TEST(!got.contains("primaryObjective"));
}

BOOST_AUTO_TEST_CASE(what_is_beside_sequencing)
{
    auto tree = tree_of(
        item("<adlcp:completionThreshold completedByMeasure='true' minProgressMeasure='0.5'/>"
             "<adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction>"
             "<adlcp:data><adlcp:map targetID='t' writeSharedData='true'/></adlcp:data>"
             "<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>exit"
             "</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>"
             "<item identifier='J' isvisible='false'><title>J</title></item>"));
    auto& got = tree["activityTree"].as_object()["children"].as_array().at(0).as_object();
    BOOST_TEST(got["completionThreshold"] ==
               of(R"({"completedByMeasure": true, "minProgressMeasure": 0.5,
                      "progressWeight": 1.0})"));
    BOOST_TEST(got["timeLimitAction"] == "exit,message");
    BOOST_TEST(got["hideLmsUi"] == of(R"(["exit"])"));
    BOOST_TEST(got["sharedDataMaps"] ==
               of(R"([{"targetID": "t", "readSharedData": true, "writeSharedData": true}])"));
    auto& child = got["children"].as_array().at(0).as_object();
    BOOST_TEST(child["id"] == "J");
    BOOST_TEST(child["isVisible"] == false);
}

BOOST_AUTO_TEST_CASE(a_set_is_part_of_the_activity)
{
    auto tree = tree_of(item(sequencing("<imsss:deliveryControls tracked='false'/>", "IDRef='s'")),
                        "<imsss:sequencingCollection>" +
                            sequencing("<imsss:controlMode flow='true'/>", "ID='s'") +
                            "</imsss:sequencingCollection>");
    auto& got = tree["activityTree"].as_object()["children"].as_array().at(0).as_object();
    BOOST_TEST(got["sequencingControls"].as_object()["flow"] == true);
    BOOST_TEST(got.contains("deliveryControls"));
    BOOST_TEST(!got.contains("sequencingCollectionRefs"));
}

BOOST_AUTO_TEST_CASE(scorm12_has_a_tree_too)
{
    const auto read = manifests::read(items12(item("")));
    auto tree = content::sequencing_json(read.manifest.value().organization());
    BOOST_TEST(tree["activityTree"].as_object()["children"].as_array().size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
