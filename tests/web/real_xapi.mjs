// Courses of cmi5 and TinCan that others have made, played to their end.

import assert from "node:assert/strict";

import {counted, golfQuiz, golfToEnd, openReal, plays, verbOf} from "./real.mjs";
import {eventually, inBrowser, open, target} from "./support.mjs";

inBrowser();

const has = (launch, verb) => eventually(async () => (await target.verbs(launch)).includes(verb),
    verb);

// From the first page to the last, then its quiz; it leaves by its own button.
async function playCatapult(launch, {isRight = true, hasQuiz = true, isBack = false} = {}) {
    const window = await openReal(launch);
    const {page} = window;
    if (isBack) await page.click(".resume-button");
    await page.waitForSelector(".navmenuitem.seen");
    const pages = await page.locator(".navmenuitem").count();
    for (let n = isBack ? pages : 1; n < pages; ++n) await page.click("#next");
    if (hasQuiz) {
        if (isRight) await page.click("text=Select correct answers");
        await page.click("text=Submit Answers");
        await page.waitForSelector(isRight ? "#score-passed.visible" : "#score-failed.visible");
    }
    return window;
}

async function leave(launch, window) {
    const before = (await counted(launch)).terminated ?? 0;
    await window.page.evaluate("course.exit()"); // Of its buttons, one lies over the other.
    await eventually(async () => (await counted(launch)).terminated > before, "terminated");
    await window.close();
}

for (const name of ["single_au_basic_framed", "masteryscore_framed"])
    plays(name, "its quiz is passed", async (launch) => {
        const window = await playCatapult(launch);
        await has(launch, "completed");
        await has(launch, "satisfied");
        await leave(launch, window);
        const verbs = await target.verbs(launch);
        assert.deepEqual(verbs.slice(0, 2), ["launched", "initialized"]);
        assert.equal(verbs.at(-1), "terminated");
        const {passed, completed, satisfied, answered, experienced} = await counted(launch);
        assert.deepEqual([passed, completed, satisfied], [1, 1, 1]);
        assert.ok(answered >= 5 && experienced >= 5);
        const progress = await target.progress(launch);
        assert.equal(progress.completion, "completed");
        assert.equal(progress.items[0].success, "passed");
        assert.equal(progress.items[0].score.scaled, 1);
    });

plays("masteryscore_framed", "its quiz is failed first", async (launch) => {
    const first = await playCatapult(launch, {isRight: false});
    await has(launch, "failed");
    await leave(launch, first);
    const {items: [failed]} = await target.progress(launch);
    assert.equal(failed.success, "failed");
    const again = await target.launchAgain(launch);
    const second = await playCatapult(again, {isBack: true}); // At its last page.
    await has(launch, "satisfied");
    await leave(launch, second);
    const {items: [passed], completion} = await target.progress(launch);
    assert.deepEqual([passed.success, completion], ["passed", "completed"]);
});

plays("multi_au_framed", "eight units", async (launch) => {
    const {items} = launch.course;
    assert.equal(items.length, 8);
    for (const {id} of items) {
        assert.notEqual((await target.progress(launch)).completion, "completed");
        const hasQuiz = id.endsWith("/quiz");
        const one = await target.launchAgain(launch, {item: id});
        const before = (await counted(launch)).completed ?? 0;
        const window = await playCatapult(one, {hasQuiz});
        await eventually(async () => (await counted(launch)).completed > before, `completed ${id}`);
        await leave(launch, window);
    }
    const {launched, abandoned = 0, satisfied} = await counted(launch);
    assert.deepEqual([launched, abandoned, satisfied], [9, 1, 1]); // One launch was not opened.
    const progress = await target.progress(launch);
    assert.equal(progress.completion, "completed");
    assert.ok(progress.items.every(({satisfied: time}) => time));
});

plays("GolfExample_TCAPI", "left, come back to, and passed", async (launch) => {
    const first = await openReal(launch);
    for (let n = 0; n < 3; ++n) await first.page.click("#butNext");
    const exit = "#exitButton";
    await first.page.click(exit);
    await has(launch, "terminated");
    await first.close();

    const window = await openReal(await target.launchAgain(launch));
    await has(launch, "resumed");
    const {page} = window;
    assert.equal(await page.evaluate("bookmarkingData.getPage()"), 3);
    while (await page.isEnabled("#butNext")) await page.click("#butNext");
    await golfQuiz(window, {page: "assessmenttemplate.html"});
    await has(launch, "passed");
    await page.click(exit);
    await eventually(async () => (await counted(launch)).terminated === 2, "terminated");
    await window.close();

    const {initialized, suspended, resumed, answered, passed} = await counted(launch);
    assert.deepEqual([initialized, suspended, resumed, passed], [2, 1, 1, 2]);
    assert.ok(answered >= 12);
    const all = await target.statements(launch);
    for (const {actor} of all) assert.deepEqual(actor.account, launch.actor.account);
    const [course] = all.filter((each) => verbOf(each) === "passed").slice(-1);
    assert.equal(course.result.score.scaled, 1);
});
