// From a course that is played to a competency that is held.

import assert from "node:assert/strict";
import {test} from "node:test";

import {assets, one2004, oneSco} from "./courses.mjs";
import {eventually, inBrowser, open, target} from "./support.mjs";
import {cmi5} from "./xapi_courses.mjs";

inBrowser();

const verb = {
    passed: "http://adlnet.gov/expapi/verbs/passed",
    completed: "http://adlnet.gov/expapi/verbs/completed",
    satisfied: "https://w3id.org/xapi/adl/verbs/satisfied",
};

const both = (text) => ({de: text, en: text});

// Each competency has one level, held by evidence of the same name.
function modelOf(evidence) {
    const ids = Object.keys(evidence);
    return {
        $schema: "kmx-1", id: "https://city.example/km", version: "1", validFrom: "2024-01-01",
        tz: "Europe/Berlin", defaultLang: "en", title: both("Small"),
        scales: [{id: "S", ladder: "implies", levels: [{n: 1, name: both("Fulfilled")}]}],
        areas: [{id: "A", name: both("Area")}],
        competencies: ids.map((id) => ({id, iri: `https://city.example/km/${id}`, area: "A",
            name: both(id), scale: "S"})),
        evidence: ids.map((id) => ({id, kind: "course", label: both(id), match: evidence[id]})),
        rules: ids.map((id) => ({for: id, level: 1, rule: {ev: id}})),
    };
}

async function levels(actor) {
    const query = new URLSearchParams({agent: JSON.stringify(actor)});
    const {competencies} = await target.ask("GET", `/api/v1/attainment?${query}`);
    return Object.fromEntries(competencies.map(({competency, id = competency, level}) =>
        [id, level]));
}

async function playScorm(launch, title, values) {
    const window = await open(launch);
    await window.shows(title);
    if (values) await window.set(values);
    await window.press("exit");
    await window.hasEnded();
    await window.close();
}

async function playCmi5(launch) {
    const window = await open(launch);
    const answers = await window.page.evaluate(async () => {
        const {au} = window;
        await au.begin();
        const duration = "PT1S";
        return [
            await au.say("initialized"),
            await au.say("completed", {duration, completion: true}),
            await au.say("passed", {duration, success: true, score: {scaled: 1}}),
            await au.say("terminated", {duration}),
        ];
    });
    assert.deepEqual(answers, [204, 204, 204, 204]);
    await window.close();
}

// Puts a model of these mappings into force; the levels that somebody reaches are asked of it.
class City {
    expected;

    static async of(actor, evidence) {
        await target.ask("PUT", "/api/v1/model", {body: JSON.stringify(modelOf(evidence))});
        const out = new City();
        out.actor = actor;
        out.expected = Object.fromEntries(Object.keys(evidence).map((id) => [id, 0]));
        await out.stays();
        return out;
    }

    async stays() {
        assert.deepEqual(await levels(this.actor), this.expected);
    }

    async reaches(name) {
        await eventually(async () => (await levels(this.actor))[name] === 1, `${name} is held`);
        this.expected[name] = 1;
        await this.stays();
    }
}

test("who plays a SCORM course reaches a level", async () => {
    const scorm12 = await target.launch(oneSco);
    const known = {actor: scorm12.actor};
    const scorm2004 = await target.launch(one2004, known);
    const reading = await target.launch(assets, known);
    const city = await City.of(known.actor, {
        scorm12: {verb: [verb.passed], course: [scorm12.course.iri], scaledMin: "0.8"},
        scorm2004: {verb: [verb.completed], object: [scorm2004.course.iri]},
        reading: {verb: [verb.completed], object: [reading.course.iri]},
    });

    const scored = (raw) => ({"cmi.core.score.raw": raw, "cmi.core.lesson_status": "completed"});
    await playScorm(scorm12, "Alone", scored("79")); // Its mastery score is 80.
    await city.stays();
    await playScorm(await target.launch(oneSco, scorm12), "Alone", scored("80"));
    await city.reaches("scorm12");
    await playScorm(scorm2004, "Alone", {"cmi.completion_status": "completed"});
    await city.reaches("scorm2004");

    const window = await open(reading);
    await window.shows("First page");
    await city.stays();
    await window.press("next");
    await window.shows("Second page");
    await window.close();
    await city.reaches("reading");
});

test("a unit of cmi5 that is passed reaches a level", async () => {
    const launch = await target.launch(cmi5);
    const city = await City.of(launch.actor,
        {unit: {verb: [verb.passed], course: ["https://city.example/first"]}});
    await playCmi5(launch);
    await city.reaches("unit");
});

test("a cmi5 course that is satisfied reaches a level", async () => {
    const launch = await target.launch(cmi5);
    const city = await City.of(launch.actor,
        {course: {verb: [verb.satisfied], course: [cmi5.id]}});
    await playCmi5(launch);
    await city.stays(); // Another unit is left.
    await playCmi5(await target.launch(cmi5, {...launch, item: "https://city.example/second"}));
    await city.reaches("course");
});
