// The courses that the tests play: their files, as they would lie in a package, and beside them the
// player's view of the manifest, for the stand-in that reads none.

const api = `
function find(name) {
    for (let w = window; ; w = w.parent) {
        if (w.parent[name]) return w.parent[name];
        if (w.parent === w) return null;
    }
}
const api12 = find("API");
const api2004 = find("API_1484_11");
const quiet = location.search.includes("quiet");
const call = (name, ...args) => api12 ? api12["LMS" + name](...args) : api2004[name](...args);
const end = () => call(api12 ? "Finish" : "Terminate", "");
window.began = call("Initialize", "");
window.addEventListener("pagehide", () => {
    if (window.atEnd) window.atEnd();
    if (!quiet) end();
});
`;

const page = (body) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Part</title></head><body>${body}</body></html>`;

const files = {
    "sco.html": page(`<p>A part.</p><button>Inside</button><script src="sco.js"></script>`),
    "sco.js": api,
    "asset.html": page("<p>To read.</p>"),
};

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

const namespaces = {
    scorm12: `xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"`,
    "scorm2004-4": `xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
  xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"`,
};
const versions = {scorm12: "1.2", "scorm2004-4": "2004 4th Edition"};

function itemXml(item) {
    const {id, title, href, prerequisites = [], mastery, xml = "", items = []} = item;
    const element = (name, more, text) => `<adlcp:${name}${more}>${text}</adlcp:${name}>`;
    const asked = prerequisites.length === 0 ? ""
        : element("prerequisites", ' type="aicc_script"', escape(prerequisites.join("&")));
    const score = mastery === undefined ? "" : element("masteryscore", "", mastery);
    return `<item identifier="${id}"${href ? ` identifierref="R-${id}"` : ""}>
<title>${escape(title)}</title>${asked}${score}${items.map(itemXml).join("")}${xml}</item>`;
}

function* leaves(items) {
    for (const item of items) {
        if (item.href) yield item;
        yield* leaves(item.items ?? []);
    }
}

function resourceXml(kind, {id, href, isSco = true}) {
    const attribute = kind === "scorm12" ? "scormtype" : "scormType";
    const file = href.split("?")[0];
    return `<resource identifier="R-${id}" type="webcontent" href="${escape(href)}"
 adlcp:${attribute}="${isSco ? "sco" : "asset"}"><file href="${file}"/></resource>`;
}

const manifest = ({kind, title, items, xml = ""}) => `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" version="1" ${namespaces[kind]}>
<metadata><schema>ADL SCORM</schema><schemaversion>${versions[kind]}</schemaversion></metadata>
<organizations default="O"><organization identifier="O"><title>${escape(title)}</title>
${items.map(itemXml).join("\n")}${xml}</organization></organizations>
<resources>${[...leaves(items)].map((item) => resourceXml(kind, item)).join("\n")}</resources>
</manifest>`;

// {kind, title, language, items, sequencing, files}: items as in course.json, and more for the
// manifest: href, isSco, prerequisites (ids), mastery, xml (its sequencing there).
const course = (told) => ({
    language: "en", sequencing: null, ...told,
    files: {...files, "imsmanifest.xml": manifest(told)},
});

const sco = (id, title, more = {}) => ({id, title, href: "sco.html", ...more});

export const oneSco = course({
    kind: "scorm12", title: "One part", items: [sco("A", "Alone", {mastery: 80})],
});

export const quietSco = course({
    kind: "scorm12", title: "Quiet", items: [sco("A", "Alone", {href: "sco.html?quiet=1"})],
});

export const prerequisites = course({
    kind: "scorm12", title: "Three parts", language: "de", items: [
        sco("A", "Anfang"),
        {id: "G", title: "Gruppe", items: [sco("B", "Mitte", {prerequisites: ["A"]})]},
        sco("C", "Schluss", {prerequisites: ["A", "B"]}),
    ],
});

export const assets = course({
    kind: "scorm12", title: "To read", items: [
        sco("A", "First page", {href: "asset.html", isSco: false}),
        sco("B", "Second page", {href: "asset.html?b", isSco: false}),
    ],
});

const controls = {choice: true, flow: true};

const completedObjective = (target, isWriter) => ({
    primaryObjective: {
        objectiveID: "PRIMARYOBJ", satisfiedByMeasure: false, mapInfo: [{
            targetObjectiveID: target, readSatisfiedStatus: !isWriter,
            readNormalizedMeasure: !isWriter, writeSatisfiedStatus: isWriter,
            writeNormalizedMeasure: isWriter,
        }],
    },
    objectives: [],
});

const objectiveXml = (target, isWriter) => `<imsss:objectives><imsss:primaryObjective
 objectiveID="PRIMARYOBJ"><imsss:mapInfo targetObjectiveID="${target}"
 readSatisfiedStatus="${!isWriter}" readNormalizedMeasure="${!isWriter}"
 writeSatisfiedStatus="${isWriter}" writeNormalizedMeasure="${isWriter}"/>
</imsss:primaryObjective></imsss:objectives>`;

// Each part is closed until the one before it is satisfied, which it says by a global objective.
const gate = (target) => ({
    sequencingRules: {
        preConditionRules: [{
            action: "disabled", conditionCombination: "any", conditions: [
                {condition: "satisfied", operator: "not", referencedObjective: "before"},
                {condition: "objectiveStatusKnown", operator: "not", referencedObjective: "before"},
            ],
        }],
        exitConditionRules: [], postConditionRules: [],
    },
    objectives: [{
        objectiveID: "before", satisfiedByMeasure: false, mapInfo: [{
            targetObjectiveID: target, readSatisfiedStatus: true, readNormalizedMeasure: false,
            writeSatisfiedStatus: false, writeNormalizedMeasure: false,
        }],
    }],
});

const gateXml = `<imsss:sequencingRules><imsss:preConditionRule>
<imsss:ruleConditions conditionCombination="any">
<imsss:ruleCondition referencedObjective="before" operator="not" condition="satisfied"/>
<imsss:ruleCondition referencedObjective="before" operator="not" condition="objectiveStatusKnown"/>
</imsss:ruleConditions><imsss:ruleAction action="disabled"/></imsss:preConditionRule>
</imsss:sequencingRules>`;

const gatedXml = (own, before) => `<imsss:sequencing>${before ? gateXml : ""}<imsss:objectives>
<imsss:primaryObjective objectiveID="PRIMARYOBJ"><imsss:mapInfo targetObjectiveID="${own}"
 readSatisfiedStatus="false" readNormalizedMeasure="false" writeSatisfiedStatus="true"
 writeNormalizedMeasure="true"/></imsss:primaryObjective>${before ? `<imsss:objective
 objectiveID="before"><imsss:mapInfo targetObjectiveID="${before}" readSatisfiedStatus="true"
 readNormalizedMeasure="false"/></imsss:objective>` : ""}</imsss:objectives>
<imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
</imsss:sequencing>`;

const rootXml = `<imsss:sequencing><imsss:controlMode choice="true" flow="true"/>
</imsss:sequencing>`;
const byContent = {tracked: true, completionSetByContent: true, objectiveSetByContent: true};
const leafControls = {choice: true, flow: false};

function gatedActivity(id, title, own, before) {
    return {
        id, title, isVisible: true, sequencingControls: leafControls, deliveryControls: byContent,
        ...(before ? gate(before) : {objectives: []}),
        primaryObjective: completedObjective(own, true).primaryObjective,
    };
}

export const forced = course({
    kind: "scorm2004-4", title: "One after the other", xml: rootXml,
    items: [
        sco("A", "First", {xml: gatedXml("done-A", null)}),
        sco("B", "Second", {xml: gatedXml("done-B", "done-A")}),
        sco("C", "Third", {xml: gatedXml("done-C", "done-B")}),
    ],
    sequencing: {
        activityTree: {
            id: "O", title: "One after the other", isVisible: true, sequencingControls: controls,
            children: [
                gatedActivity("A", "First", "done-A", null),
                gatedActivity("B", "Second", "done-B", "done-A"),
                gatedActivity("C", "Third", "done-C", "done-B"),
            ],
        },
    },
});

// Many parts, so that the engine's state is larger than a beacon.
const ids = Array.from({length: 40}, (_, at) => `P${at}`);
const gates = ids.map((id, at) => [id, `Part ${at + 1}`, `done-${id}`, at && `done-P${at - 1}`]);

export const large = course({
    kind: "scorm2004-4", title: "Many parts", xml: rootXml,
    items: gates.map(([id, title, own, before]) => sco(id, title, {xml: gatedXml(own, before)})),
    sequencing: {
        activityTree: {
            id: "O", title: "Many parts", isVisible: true, sequencingControls: controls,
            children: gates.map((gate) => gatedActivity(...gate)),
        },
    },
});

// The test satisfies what the lesson shows as its own; a text is shared between them.
const sharedXml = `<adlcp:data><adlcp:map targetID="note"
 writeSharedData="true"/></adlcp:data>`;
const withObjective = (isWriter) =>
    `${sharedXml}<imsss:sequencing>${objectiveXml("topic", isWriter)}</imsss:sequencing>`;
const withSharing = {sharedDataMaps: [
    {targetID: "note", readSharedData: true, writeSharedData: true}]};

export const objectives = course({
    kind: "scorm2004-4", title: "Lesson and test", xml: rootXml,
    items: [
        sco("L", "Lesson", {xml: withObjective(false)}),
        sco("T", "Test", {hiddenControls: ["previous"], xml: `${sharedXml}
<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>previous</adlnav:hideLMSUI>
</adlnav:navigationInterface></adlnav:presentation>
<imsss:sequencing>${objectiveXml("topic", true)}</imsss:sequencing>`}),
    ],
    sequencing: {
        activityTree: {
            id: "O", title: "Lesson and test", isVisible: true, sequencingControls: controls,
            children: [
                {id: "L", title: "Lesson", isVisible: true, sequencingControls: leafControls,
                    ...completedObjective("topic", false), ...withSharing},
                {id: "T", title: "Test", isVisible: true, sequencingControls: leafControls,
                    ...completedObjective("topic", true), hideLmsUi: ["previous"], ...withSharing},
            ],
        },
    },
});

// In one direction only, without a choice.
export const flowOnly = course({
    kind: "scorm2004-4", title: "Straight on",
    xml: `<imsss:sequencing><imsss:controlMode choice="false" flow="true" forwardOnly="true"/>
</imsss:sequencing>`,
    items: [sco("A", "One"), sco("B", "Two"), sco("C", "Three")],
    sequencing: {
        activityTree: {
            id: "O", title: "Straight on", isVisible: true,
            sequencingControls: {choice: false, flow: true, forwardOnly: true},
            children: ["One", "Two", "Three"].map((title, at) => ({
                id: "ABC"[at], title, isVisible: true, sequencingControls: leafControls,
            })),
        },
    },
});

export const one2004 = course({
    kind: "scorm2004-4", title: "One SCO", items: [sco("A", "Alone")],
    sequencing: {
        activityTree: {
            id: "O", title: "One SCO", isVisible: true, sequencingControls: leafControls,
            children: [
                {id: "A", title: "Alone", isVisible: true, sequencingControls: leafControls},
            ],
        },
    },
});

// No flow, and so no beginning: the first that can be chosen, an asset.
export const choiceOnly = course({
    kind: "scorm2004-4", title: "Freely",
    items: [
        sco("A", "One", {href: "asset.html", isSco: false}),
        sco("B", "Two", {href: "sco.html"}),
    ],
    sequencing: {
        activityTree: {
            id: "O", title: "Freely", isVisible: true,
            sequencingControls: {choice: true, flow: false},
            children: [
                {id: "A", title: "One", isVisible: true, sequencingControls: leafControls},
                {id: "B", title: "Two", isVisible: true, sequencingControls: leafControls},
            ],
        },
    },
});
