// TinCan at the real server: a page that is given an endpoint and the right to use it.

import assert from "node:assert/strict";
import {test} from "node:test";

import {inBrowser, open, target} from "./support.mjs";
import {tincan} from "./xapi_courses.mjs";

inBrowser();

const course = (window, name, ...args) =>
    window.page.evaluate(([method, rest]) => window.course[method](...rest), [name, args]);

test("it tells and keeps by the parameters of its launch", async () => {
    const launch = await target.launch(tincan);
    const given = new URL(launch.url).searchParams;
    assert.equal(given.get("registration"), launch.registration);
    assert.equal(given.get("activity_id"), tincan.id);
    assert.ok(given.get("endpoint").endsWith("/xapi/"));

    const window = await open(launch);
    assert.equal((await course(window, "kept")).status, 404);
    assert.equal(await course(window, "say", "initialized"), 200);
    assert.equal(await course(window, "keep", "page 4"), 204);
    assert.equal(await course(window, "say", "passed",
        {success: true, completion: true, score: {scaled: 1}}), 200);
    const other = {account: {homePage: "https://city.example", name: "somebody else"}};
    assert.equal(await course(window, "say", "passed", {success: true}, other), 403);
    await window.close();

    const again = await open(await target.launch(tincan, launch));
    assert.deepEqual(JSON.parse((await course(again, "kept")).text), {bookmark: "page 4"});
    assert.equal(await course(again, "say", "terminated"), 200);
    await again.close();

    assert.deepEqual(await target.verbs(launch), ["initialized", "passed", "terminated"]);
    const [{actor, object, result}] = (await target.statements(launch)).slice(1);
    assert.deepEqual(actor.account, launch.actor.account);
    assert.equal(object.id, tincan.id);
    assert.equal(result.score.scaled, 1);
});

test("what one learner keeps is not another's", async () => {
    const mine = await open(await target.launch(tincan));
    assert.equal(await course(mine, "keep", "page 1"), 204);
    await mine.close();
    const theirs = await open(await target.launch(tincan));
    assert.equal((await course(theirs, "kept")).status, 404);
    await theirs.close();
});
