// cmi5 at the real server: an AU in a browser, across origins.

import assert from "node:assert/strict";
import {test} from "node:test";

import {inBrowser, open, target} from "./support.mjs";
import {cmi5} from "./xapi_courses.mjs";

inBrowser();

const [first, second] = ["first", "second"].map((name) => `https://city.example/${name}`);

// What the AU in the window does: await au.<name>(…).
const au = (window, name, ...args) =>
    window.page.evaluate(([method, rest]) => window.au[method](...rest), [name, args]);

async function begun(launch) {
    const window = await open(launch);
    const told = await au(window, "begin");
    return {window, told, does: (...call) => au(window, ...call)};
}

const lasting = (result) => ({...result, duration: "PT1S"});
const completed = ["say", "completed", lasting({completion: true})];
const passed = ["say", "passed", lasting({success: true, score: {scaled: 0.9}})];
const terminated = ["say", "terminated", {duration: "PT3S"}];

test("two units are completed and passed, and with them blocks and course", async () => {
    const launch = await target.launch(cmi5);
    assert.match(launch.url, /units\/au\.html\?unit=first&/);
    assert.equal(launch.launchMethod, "AnyWindow");
    assert.match((await target.progress(launch)).completion, /incomplete/); // Launched.
    const one = await begun(launch);
    const {launchData, preferences} = one.told;
    assert.equal(preferences, 404);
    assert.deepEqual([launchData.launchMode, launchData.moveOn, launchData.masteryScore],
        ["Normal", "CompletedAndPassed", 0.5]);
    assert.equal(await one.does(...completed), 403); // Not before initialized.
    assert.equal(await one.does("say", "initialized"), 204);
    assert.equal(await one.does("say", "initialized"), 403); // Once.
    assert.equal(await one.does("say", "experienced"), 204);
    assert.equal(await one.does("put", "suspendData", {bookmark: "page 1"}), 204);
    assert.deepEqual(await one.does("get", "suspendData"), {bookmark: "page 1"});
    assert.equal(await one.does("put", "LMS.LaunchData", {}), 403);
    assert.equal(await one.does(...completed), 204);
    assert.equal(await one.does("say", "passed",
        lasting({success: true, score: {scaled: 0.4}})), 403); // Below its mastery score.
    assert.equal(await one.does(...passed), 204);
    assert.equal(await one.does(...terminated), 204);
    assert.equal(await one.does("say", "experienced"), 403); // The token is over.
    await one.window.close();

    const middle = await target.progress(launch);
    assert.equal(middle.completion, "incomplete");
    const {completion, success, score, satisfied} = middle.items.find(({id}) => id === first);
    assert.deepEqual([completion, success, score.scaled], ["completed", "passed", 0.9]);
    assert.ok(satisfied);

    const next = await target.launch(cmi5, {...launch, item: second});
    assert.equal(next.launchMethod, "OwnWindow");
    const two = await begun(next);
    assert.equal(await two.does("get", "suspendData"), null); // It is another AU.
    assert.equal(await two.does("say", "initialized"), 204);
    assert.equal(await two.does(...completed), 204);
    assert.equal(await two.does(...passed), 204);
    assert.equal(await two.does(...terminated), 204);
    await two.window.close();

    assert.deepEqual(await target.verbs(launch), [
        "launched", "initialized", "experienced", "completed", "passed", "terminated",
        "launched", "initialized", "completed", "passed",
        "satisfied", "satisfied", "satisfied", "terminated"]);
    const all = await target.statements(launch);
    const units = all.filter(({verb}) => verb.id.endsWith("/satisfied"))
        .map(({context}) => context.contextActivities.grouping[0].id.split("/").pop());
    assert.deepEqual(units, ["inner", "outer", "privacy"]);
    for (const {context} of all) assert.equal(context.registration, launch.registration);
    assert.equal((await target.progress(launch)).completion, "completed");
});

test("a second launch abandons the first", async () => {
    const launch = await target.launch(cmi5);
    const one = await begun(launch);
    assert.equal(await one.does("say", "initialized"), 204);
    assert.equal(await one.does("put", "suspendData", {bookmark: "page 2"}), 204);
    const again = await target.launch(cmi5, launch);
    assert.equal(await one.does(...passed), 403);
    assert.equal(await one.does("put", "suspendData", {bookmark: "page 3"}), 403);
    await one.window.close();

    const two = await begun(again);
    assert.deepEqual(await two.does("get", "suspendData"), {bookmark: "page 2"});
    assert.equal(await two.does("say", "initialized"), 204);
    assert.equal(await two.does(...terminated), 204);
    await two.window.close();
    assert.deepEqual(await target.verbs(launch), ["launched", "initialized", "abandoned",
        "launched", "initialized", "terminated"]);
});

test("the token is fetched once, and a page that is loaded again is refused", async () => {
    const launch = await target.launch(cmi5);
    const one = await begun(launch);
    assert.equal(await one.does("say", "initialized"), 204);
    assert.equal((await one.does("token"))["error-code"], "1");
    await one.window.page.reload();
    const again = await one.does("token");
    assert.deepEqual([again["error-code"], typeof again["error-text"]], ["1", "string"]);
    await one.window.close();
});

test("nothing is judged in review", async () => {
    const launch = await target.launch(cmi5, {mode: "review"});
    const one = await begun(launch);
    assert.equal(one.told.launchData.launchMode, "Review");
    assert.equal(await one.does("say", "initialized"), 204);
    assert.equal(await one.does(...completed), 403);
    assert.equal(await one.does(...terminated), 204);
    await one.window.close();
    assert.deepEqual(await target.verbs(launch), ["launched", "initialized", "terminated"]);
});
