// SCORM 2004: the engine says what comes next, and what it knows comes back with the learner.

import assert from "node:assert/strict";
import {test} from "node:test";

import {choiceOnly, flowOnly, forced, large, objectives, one2004} from "./courses.mjs";
import {eventually, inBrowser, isFinal, lastCommit, open, target} from "./support.mjs";

inBrowser();

const done = {"cmi.completion_status": "completed", "cmi.success_status": "passed"};
const isLocked = async (window, id) =>
    await window.menu(id).getAttribute("aria-disabled") === "true";

test("a forced sequence opens one part after the other", async () => {
    const launch = await target.launch(forced);
    const window = await open(launch);
    await window.shows("First");
    assert.equal(await isLocked(window, "B"), true);
    assert.equal(await isLocked(window, "C"), true);
    await window.press("next"); // Nothing is done yet.
    await window.says("#message", /not open yet/);
    await window.shows("First");

    await window.set({...done, "cmi.score.scaled": "0.9", "cmi.session_time": "PT5M30.25S"});
    await window.press("next");
    await window.shows("Second");
    const {body} = await lastCommit(launch, "A", isFinal);
    const {cmi} = body.runtimeData;
    assert.deepEqual([cmi.completion_status, cmi.success_status, cmi.score.scaled],
        ["completed", "passed", "0.9"]);
    assert.match(cmi.total_time, /^PT5M30.25S$/);
    assert.equal(await isLocked(window, "C"), true);

    await window.set(done); // What it opens can be chosen while it runs.
    await eventually(async () => !await isLocked(window, "C"));
    await window.choose("C");
    await window.shows("Third");
    await window.set(done);
    await window.press("exit");
    await window.hasEnded();
    const stored = await target.stored(launch);
    for (const id of ["A", "B", "C"])
        assert.deepEqual([stored[id].completion, stored[id].success], ["completed", "passed"]);
    const last = await lastCommit(launch, "C", isFinal); // Of the course.
    const {completionStatus, successStatus} = last.body;
    assert.deepEqual([completionStatus, successStatus], ["completed", "passed"]);
    await window.close();
});

test("data of one SCO do not reach the next", async () => {
    const launch = await target.launch(forced);
    const window = await open(launch);
    await window.shows("First");
    await window.set({...done, "cmi.location": "p9", "cmi.suspend_data": "secret",
        "cmi.score.raw": "7", "cmi.interactions.0.id": "q", "cmi.interactions.0.type": "other",
        "cmi.comments_from_learner.0.comment": "c", "cmi.session_time": "PT1H",
        "cmi.learner_preference.language": "de"});
    await window.press("next");
    await window.shows("Second");
    await window.call(["Commit", ""]);
    const {body} = await lastCommit(launch, "B");
    assert.doesNotMatch(JSON.stringify(body.runtimeData), /secret|p9|"q"|"7"|PT1H|"c"|"de"/);
    await window.close();
});

test("what a learner leaves comes back: the place, the data, what is open", async () => {
    const launch = await target.launch(forced);
    const first = await open(launch);
    await first.shows("First");
    await first.set(done);
    await first.press("next");
    await first.shows("Second");
    await first.set({"cmi.location": "page 2", "cmi.suspend_data": "kept"});
    await first.press("pause");
    await first.hasEnded();
    await first.close();

    const second = await open(await target.launch(forced, launch));
    await second.shows("Second");
    assert.equal(await second.get("cmi.entry"), "resume");
    assert.equal(await second.get("cmi.location"), "page 2");
    assert.equal(await second.get("cmi.suspend_data"), "kept");
    assert.equal(await isLocked(second, "C"), true);
    await second.says("#menu", /First ✓ passed/);
    await second.set(done);
    await second.press("next");
    await second.shows("Third");
    await second.close();
});

// The SCO says how it leaves, or nothing, as its page goes; or it did so before.
const closings = [
    ["suspends", [["SetValue", "cmi.exit", "suspend"]], "resume"],
    ["says nothing", [], "resume"],
    ["ends normally", [["SetValue", "cmi.exit", "normal"]], "resume"],
];

for (const [name, calls, entry] of closings)
    test(`a closed tab is like all suspended: the SCO ${name}`, async () => {
        const launch = await target.launch(forced);
        const first = await open(launch);
        await first.shows("First");
        await first.set(done);
        await first.press("next");
        await first.shows("Second");
        await first.set({"cmi.location": "page 2"});
        await first.atEnd([["SetValue", "cmi.suspend_data", "at the end"], ...calls]);
        await first.close();
        const {body} = await lastCommit(launch, "B", isFinal);
        assert.equal(body.runtimeData.cmi.exit, "suspend");

        const second = await open(await target.launch(forced, launch));
        await second.shows("Second");
        assert.equal(await second.get("cmi.entry"), entry);
        assert.equal(await second.get("cmi.location"), "page 2");
        assert.equal(await second.get("cmi.suspend_data"), "at the end");
        await second.close();
    });

test("a page that is gone without a word is resumed", async () => {
    const launch = await target.launch(forced);
    const first = await open(launch);
    await first.shows("First");
    await first.set(done);
    await first.press("next");
    await first.shows("Second");
    await first.set({"cmi.location": "page 2"});
    await first.call(["Commit", ""]);
    await first.says("#saved", /^Saved$/);
    await first.context.setOffline(true);
    await first.page.close();

    const second = await open(await target.launch(forced, launch));
    await second.shows("Second");
    assert.equal(await second.get("cmi.location"), "page 2");
    await second.says("#menu", /First ✓ passed/);
    await second.close();
});

test("a page that is gone without a word is resumed where nothing can be chosen", async () => {
    const launch = await target.launch(flowOnly);
    const first = await open(launch);
    await first.shows("One");
    await first.press("next");
    await first.shows("Two");
    assert.equal(await first.page.getAttribute("#previous", "aria-disabled"), "true");
    assert.equal(await isLocked(first, "A"), true);
    await first.says("#saved", /^Saved$/);
    await first.context.setOffline(true);
    await first.page.close();

    const second = await open(await target.launch(flowOnly, launch));
    await second.shows("Two");
    await second.press("next");
    await second.shows("Three");
    await second.press("next"); // There is no other: the course is over.
    await second.hasEnded();
    await second.close();
});

test("a course whose state no beacon takes", async () => {
    const launch = await target.launch(large);
    const first = await open(launch);
    await first.shows("Part 1");
    await first.set(done);
    await first.press("next");
    await first.shows("Part 2");
    await first.set({...done, "cmi.location": "page 2"});
    await eventually(async () => !await isLocked(first, "P2"));
    await first.close();

    const second = await open(await target.launch(large, launch));
    await second.shows("Part 2");
    assert.equal(await second.get("cmi.location"), "page 2");
    await second.press("next");
    await second.shows("Part 3");
    await second.close();
});

test("content asks for the next part itself", async () => {
    const launch = await target.launch(forced);
    const window = await open(launch);
    await window.shows("First");
    await window.set({...done, "adl.nav.request": "continue"});
    await window.call(["Terminate", ""]);
    await window.shows("Second");
    await window.set({...done, "adl.nav.request": "{target=C}choice"});
    await window.call(["Terminate", ""]);
    await window.shows("Third");
    await window.set({"adl.nav.request": "exitAll"});
    await window.call(["Terminate", ""]);
    await window.hasEnded();
    await window.close();
});

test("the learner's request goes before one of content", async () => {
    const window = await open(await target.launch(forced));
    await window.shows("First");
    await window.set(done);
    await eventually(async () => !await isLocked(window, "B"));
    await window.set({"adl.nav.request": "exitAll"});
    await window.choose("B");
    await window.shows("Second");
    await window.close();
});

test("content can ask what may come", async () => {
    const window = await open(await target.launch(forced));
    await window.shows("First");
    const ask = (id) => window.get(`adl.nav.request_valid.choice.{target=${id}}`);
    assert.deepEqual([await ask("B"), await ask("C")], ["false", "false"]);
    assert.equal(await window.get("adl.nav.request_valid.continue"), "true");
    assert.equal(await window.get("adl.nav.request_valid.previous"), "false");
    await window.close();
});

test("a course that was ended begins anew", async () => {
    const launch = await target.launch(forced);
    const first = await open(launch);
    await first.set({...done, "cmi.location": "old"});
    await first.press("exit");
    await first.hasEnded();
    await first.close();
    const second = await open(await target.launch(forced, launch));
    await second.shows("First");
    assert.equal(await second.get("cmi.entry"), "ab-initio");
    assert.equal(await second.get("cmi.location"), "");
    await second.close();
});

test("objectives and shared data go from one part to the other", async () => {
    const launch = await target.launch(objectives);
    const first = await open(launch);
    await first.shows("Lesson");
    assert.equal(await first.get("cmi.objectives.0.success_status"), "unknown");
    await first.set({"adl.data.0.store": "from the lesson"});
    await first.press("next");
    await first.shows("Test");
    assert.equal(await first.page.isVisible("#previous"), false); // As the item has it.
    assert.equal(await first.page.isVisible("#next"), true);
    assert.equal(await first.get("adl.data.0.store"), "from the lesson");
    await first.set({...done, "cmi.score.scaled": "0.8", "adl.data.0.store": "from the test"});
    await first.close();

    const second = await open(await target.launch(objectives, launch));
    await second.shows("Test");
    assert.equal(await second.get("adl.data.0.store"), "from the test");
    await second.choose("L");
    await second.shows("Lesson");
    assert.equal(await second.get("cmi.objectives.0.success_status"), "passed");
    assert.equal(await second.get("cmi.objectives.0.score.scaled"), "0.8");
    await second.close();
});

test("one SCO alone: nothing to go on to, and it comes back", async () => {
    const launch = await target.launch(one2004);
    const first = await open(launch);
    await first.shows("Alone");
    assert.equal(await first.page.isVisible("#next"), false);
    assert.equal(await first.page.isVisible("#menu"), false);
    await first.set({"cmi.location": "page 2"});
    await first.close();
    const second = await open(await target.launch(one2004, launch));
    await second.shows("Alone");
    assert.equal(await second.get("cmi.location"), "page 2");
    await second.set(done);
    await second.call(["Terminate", ""]); // And it stays on the screen.
    await second.says("#saved", /^Saved$/);
    await second.shows("Alone");
    await second.press("exit");
    await second.hasEnded();
    const stored = await target.stored(launch);
    assert.deepEqual([stored.A.completion, stored.A.success], ["completed", "passed"]);
    await second.close();
});

test("where nothing flows, the first that can be chosen begins", async () => {
    const launch = await target.launch(choiceOnly);
    const window = await open(launch);
    await window.shows("One");
    assert.equal(await window.page.getAttribute("#next", "aria-disabled"), "true");
    await window.choose("B");
    await window.shows("Two");
    await window.says("#menu", /One ✓ (completed|passed)/); // An asset.
    await window.choose("A");
    await window.shows("One");
    await window.close();

    const again = await open(await target.launch(choiceOnly, launch));
    await again.shows("One");
    await again.close();
});
