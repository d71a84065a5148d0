// SCORM 1.2, several items: their order, what opens them, and what may go wrong around them.

import assert from "node:assert/strict";
import {test} from "node:test";

import {assets, oneSco, prerequisites, quietSco} from "./courses.mjs";
import {eventually, inBrowser, isFinal, lastCommit, open, target} from "./support.mjs";

inBrowser();

const completed = {"cmi.core.lesson_status": "completed"};

test("parts open when what they presuppose is done", async () => {
    const launch = await target.launch(prerequisites);
    const window = await open(launch);
    await window.shows("Anfang");
    await window.says("#menu", /Mitte \S+ not started, locked/);
    await window.menu("B").click({force: true}); // It can be reached, and says why it is not open.
    await window.says("#message", /not open yet/);
    await window.shows("Anfang");

    await window.set(completed); // Its commit opens the next, while it still runs.
    await window.call(["Commit", ""]);
    await eventually(async () => await window.menu("B").getAttribute("aria-disabled") === null);
    await window.choose("B");
    await window.shows("Mitte");
    await window.atEnd([["SetValue", "cmi.core.lesson_status", "completed"]]);
    await window.press("next"); // It is done only as it ends.
    await window.shows("Schluss");
    await window.press("previous");
    await window.shows("Mitte");
    const stored = await target.stored(launch);
    assert.deepEqual([stored.A.completion, stored.B.completion], ["completed", "completed"]);
    await window.close();
});

test("a part whose follower stays locked comes again", async () => {
    const window = await open(await target.launch(prerequisites));
    await window.shows("Anfang");
    await window.set({"cmi.core.lesson_status": "incomplete"});
    await window.press("next");
    await window.says("#message", /not open yet/);
    await window.shows("Anfang");
    assert.equal(await window.get("cmi.core.lesson_status"), "incomplete");
    await window.close();
});

test("commits count on from one part to the next", async () => {
    const launch = await target.launch(prerequisites);
    const window = await open(launch);
    await window.set(completed);
    await window.press("next");
    await window.shows("Mitte");
    await window.call(["Commit", ""]);
    await lastCommit(launch, "B");
    const sequences = (await target.commits(launch)).map(({body}) => body.commitSequence);
    assert.deepEqual(sequences, [...new Set(sequences)].sort((a, b) => a - b));
    await window.close();
});

test("assets are completed by being shown", async () => {
    const launch = await target.launch(assets);
    const window = await open(launch);
    await window.shows("First page");
    await window.says("#menu", /First page ✓ completed/);
    await window.press("next");
    await window.shows("Second page");
    await window.says("#menu", /Second page ✓ completed/);
    assert.deepEqual(await target.commits(launch), []);
    await window.press("exit");
    await window.hasEnded();
    await window.close();
});

test("a launch begins with the item that it names", async () => {
    const window = await open(await target.launch(assets, {item: "B"}));
    await window.shows("Second page");
    await window.close();
});

test("a second window takes over, and the first says so", async () => {
    const launch = await target.launch(oneSco);
    const first = await open(launch);
    await first.shows("Alone");
    const second = await open(await target.launch(oneSco, launch));
    await second.shows("Alone");
    await second.set({"cmi.core.lesson_location": "second"});
    await second.call(["Commit", ""]);
    await lastCommit(launch, "A");

    await first.set({"cmi.core.lesson_location": "first"});
    await first.call(["Commit", ""]);
    await first.says("#alert", /opened in another window/);
    assert.equal(await first.page.locator("iframe").count(), 0);
    await first.close();

    const {body} = await lastCommit(launch, "A");
    assert.equal(body.runtimeData.cmi.core.lesson_location, "second");
    await second.set({"cmi.core.lesson_location": "still"});
    await second.press("exit");
    await second.hasEnded();
    const last = await lastCommit(launch, "A", isFinal);
    assert.equal(last.body.runtimeData.cmi.core.lesson_location, "still");
    await second.close();
});

test("what is set while the network is away arrives when it is back", async () => {
    const launch = await target.launch(oneSco);
    const window = await open(launch);
    await window.shows("Alone");
    await window.context.setOffline(true);
    await window.set({"cmi.core.lesson_location": "alone"});
    await window.call(["Commit", ""]);
    await window.says("#saved", /Not saved yet/);
    await window.set({"cmi.core.lesson_location": "last"});
    await window.call(["Commit", ""]);
    await window.context.setOffline(false);
    await window.says("#saved", /^Saved$/);
    const {body} = await lastCommit(launch, "A");
    assert.equal(body.runtimeData.cmi.core.lesson_location, "last");
    await window.close();
});

test("the next part comes when the network is back", async () => {
    const launch = await target.launch(prerequisites);
    const window = await open(launch);
    await window.shows("Anfang");
    await window.context.setOffline(true);
    await window.set(completed);
    await window.press("next");
    await window.says("#saved", /Not saved yet/);
    assert.equal(await window.page.textContent("#message"), "Loading …");
    await window.context.setOffline(false);
    await window.shows("Mitte");
    await window.says("#saved", /^Saved$/);
    await window.close();
});

test("who closes a window with unsaved work is asked", async () => {
    const window = await open(await target.launch(oneSco));
    await window.shows("Alone");
    await window.page.click("#course"); // Browsers ask only those who have done something.
    let questions = 0;
    window.page.on("dialog", (dialog) => {
        questions += dialog.type() === "beforeunload";
        dialog.accept();
    });
    await window.context.setOffline(true);
    await window.call(["Commit", ""]);
    await window.says("#saved", /Not saved yet/);
    await window.close();
    assert.equal(questions, 1);
});

test("a server that is busy is asked again", async () => {
    const launch = await target.launch(oneSco);
    const window = await open(launch);
    let refusals = 2;
    await window.page.route("**/commit?*", (route) =>
        refusals-- > 0 ? route.fulfill({status: 503, body: "{}"}) : route.continue());
    await window.set({"cmi.core.lesson_location": "in the end"});
    await window.press("exit");
    await window.says("#saved", /Not saved yet/);
    await window.hasEnded();
    const {body} = await lastCommit(launch, "A", isFinal);
    assert.equal(body.runtimeData.cmi.core.lesson_location, "in the end");
    await window.close();
});

test("what cannot be read is said, and what follows is saved", async () => {
    const launch = await target.launch(oneSco);
    const window = await open(launch);
    await window.page.route("**/commit?*", (route) =>
        route.fulfill({status: 413, body: '{"result":false,"errorCode":391}'}), {times: 1});
    await window.call(["Commit", ""]);
    await window.says("#saved", /could not be saved/);
    await window.call(["Commit", ""]);
    await window.says("#saved", /^Saved$/);
    await window.close();
});

test("a page that is hidden commits what it has", async () => {
    const launch = await target.launch(quietSco);
    const window = await open({url: "about:blank"});
    const {clock} = window.page;
    await clock.install();
    await window.page.goto(launch.url);
    await window.shows("Alone");
    await clock.pauseAt(Date.now() + 60_000); // It does not wait for the five seconds.
    await window.set({"cmi.core.lesson_location": "hidden"});
    await window.page.evaluate(() => {
        Object.defineProperty(document, "visibilityState", {value: "hidden", configurable: true});
        document.dispatchEvent(new Event("visibilitychange"));
    });
    await clock.runFor(100);
    const {body} = await lastCommit(launch, "A");
    assert.equal(body.runtimeData.cmi.core.lesson_location, "hidden");
    await window.close();
});

test("what a course has left running does not reach the next", async () => {
    const launch = await target.launch(prerequisites);
    const window = await open(launch);
    await window.set(completed);
    await window.page.evaluate(() => {
        window.late = window.API;
    });
    await window.press("next");
    await window.shows("Mitte");
    const answers = await window.page.evaluate(() => [
        window.late.LMSSetValue("cmi.core.lesson_location", "late"), window.late.LMSFinish(""),
        window.late.LMSGetValue("cmi.core.lesson_location"), window.late.LMSGetLastError()]);
    assert.deepEqual(answers, ["false", "true", "", "101"]);
    assert.equal(await window.get("cmi.core.lesson_location"), "");
    await window.close();
});
