// An AU of cmi5 (Quartz), as small as one can be: it gets its token, says that it has begun, counts
// right answers, and says what they come to.
"use strict";

const launch = new URLSearchParams(location.search);
const actor = JSON.parse(launch.get("actor"));
const began = Date.now();
const ready = start();

async function start() {
    const fetched = await (await fetch(launch.get("fetch"), {method: "POST"})).json();
    if (!fetched["auth-token"]) throw new Error(fetched["error-text"]);
    const call = (path, method = "GET", body = undefined) =>
        fetch(launch.get("endpoint") + path, {method, body, headers: {
            "Authorization": "Basic " + fetched["auth-token"],
            "Content-Type": "application/json",
            "X-Experience-API-Version": "1.0.3",
        }});
    const whose = new URLSearchParams({
        activityId: launch.get("activityId"), agent: launch.get("actor"),
        registration: launch.get("registration"), stateId: "LMS.LaunchData"});
    const data = await (await call("/activities/state?" + whose)).json();
    await call("/agents/profile?" + new URLSearchParams({
        agent: launch.get("actor"), profileId: "cmi5LearnerPreferences"}));
    const session = {call, data};
    await say(session, "initialized");
    return session;
}

async function say({call, data}, verb, result = undefined) {
    const context = structuredClone(data.contextTemplate);
    context.registration = launch.get("registration");
    const category = [{id: "https://w3id.org/xapi/cmi5/context/categories/cmi5"}];
    if (result && ("success" in result || "completion" in result))
        category.push({id: "https://w3id.org/xapi/cmi5/context/categories/moveon"});
    context.contextActivities = {...context.contextActivities, category};
    if (result && "success" in result) {
        const mastery = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
        context.extensions = {...context.extensions, [mastery]: data.masteryScore};
    }
    const id = crypto.randomUUID ? crypto.randomUUID() : randomId();
    const statement = {id, actor, result, context, timestamp: new Date().toISOString(),
        verb: {id: "http://adlnet.gov/expapi/verbs/" + verb},
        object: {id: launch.get("activityId")}};
    const answer = await call("/statements?statementId=" + id, "PUT", JSON.stringify(statement));
    if (!answer.ok) throw new Error(await answer.text());
}

// Pages that do not come by HTTPS have no crypto.randomUUID.
function randomId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    const hex = [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

document.getElementById("questions").addEventListener("submit", async event => {
    event.preventDefault();
    const answers = [...new FormData(event.target).values()].map(Number);
    const right = answers.reduce((sum, answer) => sum + answer, 0);
    const shown = document.getElementById("result");
    event.target.querySelector("button").disabled = true;
    try {
        const session = await ready;
        const duration = `PT${((Date.now() - began) / 1000).toFixed(1)}S`;
        const success = right / 3 >= session.data.masteryScore;
        await say(session, success ? "passed" : "failed",
            {success, duration, score: {scaled: right / 3, raw: right, min: 0, max: 3}});
        await say(session, "completed", {completion: true, duration});
        await say(session, "terminated", {duration});
        shown.textContent = success ? `Bestanden: ${right} von 3.`
            : `Noch nicht bestanden: ${right} von 3.`;
    } catch (error) {
        shown.textContent = "Das wurde nicht gespeichert: " + error.message;
    }
});
