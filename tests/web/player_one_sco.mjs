// SCORM 1.2, one SCO: what it says arrives, and comes back.

import assert from "node:assert/strict";
import {test} from "node:test";

import {oneSco, quietSco} from "./courses.mjs";
import {inBrowser, isFinal, lastCommit, open, target} from "./support.mjs";

inBrowser();

test("a SCO is played to its end", async () => {
    const launch = await target.launch(oneSco);
    const window = await open(launch);
    await window.shows("Alone");
    assert.equal(await window.get("cmi.core.entry"), "ab-initio");
    assert.equal(await window.get("cmi.core.student_name"), "Doe, Jane");
    await window.set({
        "cmi.core.score.raw": "85", "cmi.core.lesson_status": "completed",
        "cmi.core.session_time": "00:05:30.25", "cmi.interactions.0.id": "q1",
        "cmi.interactions.0.type": "choice", "cmi.interactions.0.student_response": "a",
        "cmi.interactions.0.result": "correct",
    });
    await window.call(["Finish", ""]);
    const {body} = await lastCommit(launch, "A", isFinal);
    const {cmi} = body.runtimeData;
    assert.equal(cmi.core.lesson_status, "passed"); // By its mastery score.
    assert.equal(cmi.core.score.raw, "85");
    assert.equal(cmi.core.total_time, "00:05:30.25");
    assert.equal(cmi.interactions[0].student_response, "a");
    assert.equal(body.commitSequence > 0, true);
    await window.says("#saved", /^Saved$/);
    await window.says("#menu", /passed/);
    await window.press("exit");
    await window.hasEnded();
    await window.says(".end", /You can close this window/);
    await window.close();
});

test("bookmark and suspend data come back after the tab was closed", async () => {
    const launch = await target.launch(oneSco);
    const first = await open(launch);
    await first.set({"cmi.core.lesson_location": "page 3", "cmi.suspend_data": "x".repeat(5000)});
    await first.atEnd([["SetValue", "cmi.core.exit", "suspend"]]);
    await first.close();
    const {body} = await lastCommit(launch, "A", isFinal);
    assert.equal(body.runtimeData.cmi.core.exit, "suspend");

    const second = await open(launch); // The same launch: a reload.
    await second.shows("Alone");
    assert.equal(await second.get("cmi.core.lesson_location"), "page 3");
    assert.equal((await second.get("cmi.suspend_data")).length, 5000);
    assert.equal(await second.get("cmi.core.entry"), "resume");
    await second.close();
});

test("a page that is loaded again goes on", async () => {
    const launch = await target.launch(oneSco);
    const window = await open(launch);
    for (const page of ["page 1", "page 2", "page 3"]) {
        await window.set({"cmi.core.lesson_location": page});
        await window.page.reload();
        await window.shows("Alone");
        assert.equal(await window.get("cmi.core.lesson_location"), page);
    }
    assert.equal(await window.page.title(), "Alone – One part");
    await window.close();
});

test("what was set is committed soon, whatever the SCO does", async () => {
    const launch = await target.launch(quietSco);
    const window = await open(launch);
    await window.set({"cmi.core.lesson_location": "soon"});
    const commit = await lastCommit(launch, "A");
    assert.equal(commit.isFinal, false);
    assert.equal(commit.body.runtimeData.cmi.core.lesson_location, "soon");
    await window.close();
});

test("a SCO that does not finish is finished for it", async () => {
    const launch = await target.launch(quietSco);
    const window = await open(launch);
    await window.set({"cmi.core.lesson_location": "left"});
    await window.press("exit");
    await window.hasEnded();
    const {body} = await lastCommit(launch, "A", isFinal);
    assert.equal(body.runtimeData.cmi.core.lesson_location, "left");
    assert.equal(body.runtimeData.cmi.core.lesson_status, "completed"); // It has not said.
    await window.close();
});

test("a last commit of 86 KB arrives", async () => {
    const large = [["SetValue", "cmi.suspend_data", "s".repeat(64_000)]];
    for (let n = 0; n < 60; ++n)
        large.push(["SetValue", `cmi.interactions.${n}.id`, `question-${n}`],
            ["SetValue", `cmi.interactions.${n}.student_response`, "r".repeat(240)]);
    const launch = await target.launch(oneSco);
    const window = await open(launch);
    await window.atEnd(large);
    await window.press("exit");
    await window.hasEnded();
    const {bytes, body} = await lastCommit(launch, "A", isFinal);
    assert.ok(bytes > 86_000, `${bytes} bytes`);
    assert.equal(body.runtimeData.cmi.suspend_data.length, 64_000);
    await window.close();
});

test("the way back leads where the launch says, if that is an address of the web", async () => {
    const back = "https://lms.example/x";
    for (const [returnUrl, href] of [[back, back], ["javascript:alert(1)", null]]) {
        const launch = await target.launch(oneSco, {returnUrl: back});
        const window = await open({url: "about:blank"});
        await window.page.route("**/course.json", async (route) => {
            const response = await route.fetch();
            const told = await response.json();
            assert.equal(told.returnUrl, back);
            await route.fulfill({response, json: {...told, returnUrl}});
        });
        await window.page.goto(launch.url);
        await window.shows("Alone");
        await window.press("exit");
        await window.hasEnded();
        const link = window.page.locator(".end a");
        assert.equal(await link.count() ? await link.getAttribute("href") : null, href);
        await window.close();
    }
});
