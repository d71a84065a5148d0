// Courses of cmi5 and TinCan, whose pages speak to the server themselves.

const page = (script) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Unit</title></head>
<body><p>A unit.</p><script src="${script}"></script></body></html>`;

// window.au: what a test has the AU do; its calls answer with the status of the server's answer.
const au = `
const given = new URLSearchParams(location.search);
const endpoint = given.get("endpoint");
const actor = JSON.parse(given.get("actor"));
const registration = given.get("registration");
const activityId = given.get("activityId");
const cmi5 = "https://w3id.org/xapi/cmi5/context/";
let authorization = null;
let launchData = null;

async function ask(method, resource, query, body) {
    const headers = {Authorization: authorization, "X-Experience-API-Version": "1.0.3"};
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const target = endpoint + "/" + resource + "?" + new URLSearchParams(query);
    const response = await fetch(target, {method, headers, body: JSON.stringify(body)});
    const text = await response.text();
    return {status: response.status, told: text && response.ok ? JSON.parse(text) : null};
}

const state = (stateId) =>
    ({activityId, agent: JSON.stringify(actor), registration, stateId});

async function token() {
    const response = await fetch(given.get("fetch"), {method: "POST"});
    return response.json();
}

async function begin() {
    authorization = "Basic " + (await token())["auth-token"];
    launchData = (await ask("GET", "activities/state", state("LMS.LaunchData"))).told;
    const preferences = await ask("GET", "agents/profile",
        {agent: JSON.stringify(actor), profileId: "cmi5LearnerPreferences"});
    return {launchData, preferences: preferences.status};
}

async function say(verb, result) {
    const context = structuredClone(launchData.contextTemplate);
    context.registration = registration;
    context.contextActivities ??= {};
    const judges = ["completed", "passed", "failed"].includes(verb);
    const names = verb === "experienced" ? [] : judges ? ["cmi5", "moveon"] : ["cmi5"];
    context.contextActivities.category = names.map((name) => ({id: cmi5 + "categories/" + name}));
    if ((verb === "passed" || verb === "failed") && launchData.masteryScore !== undefined)
        context.extensions[cmi5 + "extensions/masteryscore"] = launchData.masteryScore;
    const id = crypto.randomUUID();
    const statement = {id, actor, context, result, timestamp: new Date().toISOString(),
        verb: {id: "http://adlnet.gov/expapi/verbs/" + verb}, object: {id: activityId}};
    return (await ask("PUT", "statements", {statementId: id}, statement)).status;
}

window.au = {
    token, begin, say,
    put: async (name, document) =>
        (await ask("PUT", "activities/state", state(name), document)).status,
    get: async (name) => (await ask("GET", "activities/state", state(name))).told,
};
`;

const text = (name, value) => `<${name}><langstring lang="en">${value}</langstring></${name}>`;
const titled = (title) => text("title", title) + text("description", title);

const unit = (name, more) => `<au id="https://city.example/${name}" moveOn="CompletedAndPassed"
 ${more}>${titled(name)}<url>units/au.html?unit=${name}</url></au>`;

// Two units, the second in a block within a block.
export const cmi5 = {
    id: "https://city.example/privacy",
    files: {
        "cmi5.xml": `<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://city.example/privacy">${titled("Privacy")}</course>
${unit("first", 'masteryScore="0.5" launchMethod="AnyWindow"')}
<block id="https://city.example/outer">${titled("Outer")}
<block id="https://city.example/inner">${titled("Inner")}
${unit("second", 'launchMethod="OwnWindow"')}</block></block></courseStructure>`,
        "units/au.html": page("au.js"),
        "units/au.js": au,
    },
};

const tincanPage = `
const given = new URLSearchParams(location.search);
const headers = {Authorization: given.get("auth"), "X-Experience-API-Version": "1.0.3"};
const actor = JSON.parse(given.get("actor"));
const registration = given.get("registration");
const id = given.get("activity_id");

async function send(method, target, body) {
    const response = await fetch(given.get("endpoint") + target, {method, body,
        headers: body === undefined ? headers : {...headers, "Content-Type": "application/json"}});
    return {status: response.status, text: await response.text()};
}

const state = () => "activities/state?" + new URLSearchParams(
    {activityId: id, agent: JSON.stringify(actor), registration, stateId: "bookmark"});

window.course = {
    say: async (verb, result, who = actor) => (await send("POST", "statements", JSON.stringify([
        {actor: who, verb: {id: "http://adlnet.gov/expapi/verbs/" + verb}, object: {id}, result,
            context: {registration}}]))).status,
    keep: async (bookmark) => (await send("PUT", state(), JSON.stringify({bookmark}))).status,
    kept: () => send("GET", state()),
};
`;

export const tincan = {
    id: "https://city.example/tools",
    files: {
        "tincan.xml": `<?xml version="1.0" encoding="UTF-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
<activity id="https://city.example/tools" type="http://adlnet.gov/expapi/activities/course">
<name lang="en">Tools</name><description lang="en">How they are used</description>
<launch lang="en">index.html</launch></activity></activities></tincan>`,
        "index.html": page("course.js"),
        "course.js": tincanPage,
    },
};
