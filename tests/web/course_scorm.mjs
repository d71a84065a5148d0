// SCORM at the real server: what statements and documents are left of what was played.

import assert from "node:assert/strict";
import {test} from "node:test";

import {assets, forced, objectives, one2004, oneSco, prerequisites} from "./courses.mjs";
import {inBrowser, open, target} from "./support.mjs";

inBrowser();

const profile = "https://w3id.org/xapi/scorm";
const verbOf = ({verb}) => verb.id.split("/").pop();

// "verb item": what was said of the course, its items, and of what is in them.
async function said(launch) {
    const {iri} = launch.course;
    return (await target.statements(launch)).map((statement) => {
        assert.ok(statement.object.id.startsWith(iri), statement.object.id);
        const rest = statement.object.id.slice(iri.length + 1) || "course";
        return `${verbOf(statement)} ${rest}`;
    });
}

const standing = ({completion, success}) => [completion, success];

// What all statements of a registration have in common.
async function areWhole(launch) {
    for (const {actor, context, object, timestamp} of await target.statements(launch)) {
        assert.deepEqual(actor.account, launch.actor.account);
        assert.equal(context.registration, launch.registration);
        const {category, grouping} = context.contextActivities;
        assert.ok(category.some(({id}) => id === profile));
        assert.ok(object.id === launch.course.iri
            || grouping.some(({id}) => id === launch.course.iri), object.id);
        assert.ok(Date.parse(timestamp) <= Date.now() + 1000);
    }
}

test("SCORM 1.2 to its end", async () => {
    const launch = await target.launch(oneSco);
    const window = await open(launch);
    await window.shows("Alone");
    const answers = await window.call(
        ...Object.entries({
            "cmi.interactions.0.id": "q1", "cmi.interactions.0.type": "choice",
            "cmi.interactions.0.student_response": "a", "cmi.interactions.0.result": "correct",
            "cmi.interactions.0.correct_responses.0.pattern": "a", "cmi.core.score.raw": "85",
            "cmi.core.lesson_status": "completed", "cmi.core.session_time": "00:05:30.25",
        }).map((value) => ["SetValue", ...value]), ["Finish", ""]);
    assert.deepEqual([...new Set(answers)], ["true"]);
    await window.says("#menu", /passed/);
    await window.press("exit");
    await window.hasEnded();
    await window.close();

    assert.deepEqual(await said(launch), ["initialized A", "responded A/interactions/q1",
        "scored A", "passed A", "completed course", "terminated A"]);
    await areWhole(launch);
    const [, responded, scored, passed, course, terminated] = await target.statements(launch);
    assert.deepEqual(responded.result, {response: "a", success: true});
    assert.equal(responded.object.definition.interactionType, "choice");
    assert.deepEqual(responded.object.definition.correctResponsesPattern, ["a"]);
    assert.equal(scored.result.score.scaled, 0.85);
    assert.equal(passed.result.success, true);
    assert.deepEqual([course.result.completion, course.result.success], [true, true]);
    const {score, duration, completion, success} = terminated.result;
    assert.deepEqual([score.raw, duration, completion, success], [85, "PT5M30.25S", true, true]);

    const progress = await target.progress(launch);
    assert.deepEqual(standing(progress), ["completed", "passed"]);
    assert.equal(progress.seconds, 330.25);
    assert.equal(progress.items[0].attempts, 1);
});

test("SCORM 2004 to its end", async () => {
    const launch = await target.launch(one2004);
    const window = await open(launch);
    await window.shows("Alone");
    const answers = await window.call(
        ...Object.entries({
            "cmi.interactions.0.id": "q1", "cmi.interactions.0.type": "true-false",
            "cmi.interactions.0.learner_response": "true", "cmi.interactions.0.result": "incorrect",
            "cmi.score.raw": "40", "cmi.score.min": "0", "cmi.score.max": "100",
            "cmi.score.scaled": "0.4", "cmi.completion_status": "completed",
            "cmi.success_status": "failed", "cmi.session_time": "PT1M",
        }).map((value) => ["SetValue", ...value]), ["Terminate", ""]);
    assert.deepEqual([...new Set(answers)], ["true"]);
    await window.says("#saved", /^Saved$/);
    await window.press("exit");
    await window.hasEnded();
    await window.close();

    assert.deepEqual(await said(launch), ["initialized A", "responded A/interactions/q1",
        "scored A", "completed A", "failed A", "completed course", "terminated A"]);
    await areWhole(launch);
    const terminated = (await target.statements(launch)).at(-1);
    assert.deepEqual(terminated.result, {completion: true, success: false, duration: "PT1M",
        score: {scaled: 0.4, raw: 40, min: 0, max: 100}});
    assert.deepEqual(standing(await target.progress(launch)), ["completed", "failed"]);
});

const kept = "ü“".repeat(500);
const names = {
    1.2: {course: oneSco, place: "cmi.core.lesson_location", exit: "cmi.core.exit",
        entry: "cmi.core.entry", status: "cmi.core.lesson_status"},
    2004: {course: one2004, place: "cmi.location", exit: "cmi.exit",
        entry: "cmi.entry", status: "cmi.completion_status"},
};

for (const [version, {course, place, exit, entry, status}] of Object.entries(names))
    test(`left and come back to, three times: SCORM ${version}`, async () => {
        let launch = await target.launch(course);
        for (const round of [1, 2, 3, 4]) {
            const window = await open(launch);
            await window.shows("Alone");
            assert.equal(await window.get(entry), round === 1 ? "ab-initio" : "resume");
            assert.equal(await window.get(place), round === 1 ? "" : `page ${round - 1}`);
            assert.equal(await window.get("cmi.suspend_data"), round === 1 ? "" : kept);
            await window.set({[place]: `page ${round}`, "cmi.suspend_data": kept,
                [status]: "incomplete"}); // A status of 1.2 that is not said is "completed".
            if (round < 4) {
                await window.atEnd([["SetValue", exit, "suspend"]]);
                await window.close(); // The tab.
                launch = await target.launch(course, launch);
            } else {
                await window.set({[status]: "completed"});
                await window.press("exit");
                await window.hasEnded();
                await window.close();
            }
        }
        const verbs = (await said(launch)).filter((line) => /ed A$/.test(line));
        assert.deepEqual(verbs, ["initialized A", "suspended A", "resumed A", "suspended A",
            "resumed A", "suspended A", "resumed A", "completed A", "terminated A"]);
        await areWhole(launch);
        const attempts = (await target.statements(launch))
            .flatMap(({context}) => context.contextActivities.grouping.map(({id}) => id))
            .filter((id) => id.includes("attemptId="));
        assert.equal(new Set(attempts).size, 1); // All of it was one.
        assert.equal((await target.progress(launch)).completion, "completed");
    });

test("what content keeps is there as documents of ADL's profile", async () => {
    const launch = await target.launch(one2004);
    const window = await open(launch);
    await window.shows("Alone");
    await window.set({"cmi.location": "page 7", "cmi.suspend_data": "kept",
        "cmi.session_time": "PT10S", "cmi.exit": "suspend"});
    await window.press("exit");
    await window.hasEnded();
    await window.close();
    const sco = `${launch.course.iri}/A`;
    const {attempts} = await target.document(launch, sco, `${profile}/activity-state`);
    assert.equal(attempts.length, 1);
    const state = await target.document(launch, attempts[0], `${profile}/attempt-state`);
    assert.deepEqual([state.location, state.credit, state.mode, state.total_time],
        ["page 7", "credit", "normal", "PT10S"]);
    assert.equal(await target.document(launch, attempts[0], `${profile}/types/adl-suspend-data`),
        "kept");
});

test("a course of several SCOs is complete with its last", async () => {
    const launch = await target.launch(prerequisites);
    const window = await open(launch);
    for (const title of ["Anfang", "Mitte", "Schluss"]) {
        await window.shows(title);
        await window.set({"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "70"});
        if (title === "Schluss") break;
        assert.notEqual((await target.progress(launch)).completion, "completed");
        await window.press("next");
    }
    await window.press("exit");
    await window.hasEnded();
    await window.close();
    const lines = await said(launch);
    const of = (id) => lines.filter((line) => line.endsWith(` ${id}`));
    for (const id of ["A", "B", "C"])
        assert.deepEqual(of(id), ["initialized", "scored", "passed", "terminated"]
            .map((verb) => `${verb} ${id}`));
    assert.deepEqual(of("course"), ["completed course"]);
    const progress = await target.progress(launch);
    assert.deepEqual([...standing(progress), progress.score.scaled], ["completed", "passed", 0.7]);
});

test("a forced sequence is complete with its last", async () => {
    const launch = await target.launch(forced);
    const window = await open(launch);
    for (const title of ["First", "Second", "Third"]) {
        await window.shows(title);
        await window.set({"cmi.completion_status": "completed", "cmi.success_status": "passed"});
        await window.press(title === "Third" ? "exit" : "next");
    }
    await window.hasEnded();
    await window.close();
    const lines = await said(launch);
    assert.deepEqual(lines.filter((line) => line.endsWith(" course")), ["completed course"]);
    assert.deepEqual(lines.filter((line) => line.startsWith("terminated")),
        ["terminated A", "terminated B", "terminated C"]);
    assert.deepEqual(standing(await target.progress(launch)), ["completed", "passed"]);
});

test("what one learner does is nothing of another's", async () => {
    const mine = await target.launch(objectives);
    const window = await open(mine);
    await window.shows("Lesson");
    await window.set({"adl.data.0.store": "mine", "cmi.location": "page 9"});
    await window.press("pause");
    await window.hasEnded();
    await window.close();
    const theirs = await target.launch(objectives);
    const other = await open(theirs);
    await other.shows("Lesson");
    assert.equal(await other.get("adl.data.0.store"), "");
    assert.equal(await other.get("cmi.location"), "");
    await other.close();
});

test("a course of assets", async () => {
    const launch = await target.launch(assets);
    const window = await open(launch);
    await window.shows("First page");
    await window.says("#menu", /First page ✓ completed/);
    assert.equal((await target.progress(launch)).completion, "incomplete");
    await window.press("next");
    await window.shows("Second page");
    await window.press("exit");
    await window.hasEnded();
    await window.close();
    assert.deepEqual(await said(launch), ["initialized A", "completed A", "terminated A",
        "initialized B", "completed B", "completed course", "terminated B"]);
    await areWhole(launch);
    assert.equal((await target.progress(launch)).completion, "completed");
});

test("nothing counts in review", async () => {
    const launch = await target.launch(oneSco, {mode: "review"});
    const window = await open(launch);
    await window.shows("Alone");
    assert.equal(await window.get("cmi.core.lesson_mode"), "review");
    assert.equal(await window.get("cmi.core.credit"), "no-credit");
    await window.set({"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "100"});
    await window.press("exit");
    await window.hasEnded();
    await window.close();
    assert.deepEqual(await said(launch), ["initialized A", "terminated A"]);
    assert.notEqual((await target.progress(launch)).completion, "completed");
});

// Some content packs its data into the halves of surrogate pairs.
test("half a character comes back", async () => {
    const launch = await target.launch(one2004);
    const window = await open(launch);
    await window.shows("Alone");
    await window.set({"cmi.suspend_data": "a\ud83cb", "cmi.location": "page 1"});
    await window.close();
    const again = await open(await target.launch(one2004, launch));
    await again.shows("Alone");
    assert.equal(await again.get("cmi.location"), "page 1");
    const codes = await (await again.sco()).evaluate(() =>
        [...call("GetValue", "cmi.suspend_data")].map((c) => c.charCodeAt(0)));
    assert.deepEqual(codes, [0x61, 0xd83c, 0x62]);
    await again.close();
});
