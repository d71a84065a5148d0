// SCORM courses that others have made, played to their end.

import assert from "node:assert/strict";

import {counted, golfQuiz, golfToEnd, openReal, plays, verbOf} from "./real.mjs";
import {eventually, inBrowser, target} from "./support.mjs";

inBrowser();

const standing = ({completion, success}) => [completion, success];

// The course's items from the first to the last, with the player's button.
async function goThrough(window, launch, visit = () => {}) {
    const items = launch.course.items.filter(({launchable}) => launchable);
    for (const [at, {id, title}] of items.entries()) {
        await window.shows(title);
        await visit(id);
        await window.press(at + 1 < items.length ? "next" : "exit");
    }
    await window.hasEnded();
    await window.close();
    return items;
}

const pageOf = (window) => window.sco("shared/launchpage.html")
    .then((frame) => frame.evaluate("currentPage"));

plays("RuntimeBasicCalls_SCORM12", "left, come back to, and passed", async (launch) => {
    const first = await openReal(launch);
    const frame = await first.sco("shared/launchpage.html");
    for (let n = 0; n < 3; ++n) await frame.click("#butNext");
    await first.close();
    assert.equal((await target.progress(launch)).completion, "incomplete");

    const window = await openReal(await target.launchAgain(launch));
    assert.equal(await pageOf(window), 3);
    await golfToEnd(window);
    await golfQuiz(window);
    await (await window.sco("shared/launchpage.html")).click("#butExit");
    await window.says("#menu", /passed/);
    await window.press("exit");
    await window.hasEnded();
    await window.close();

    const {initialized, suspended, resumed, scored, passed, terminated} = await counted(launch);
    assert.deepEqual([initialized, suspended, resumed, scored, passed, terminated],
        [1, 1, 1, 1, 1, 1]);
    const last = (await target.statements(launch)).at(-1);
    assert.equal(verbOf(last), "terminated");
    assert.deepEqual(last.result.score, {scaled: 1, raw: 100, min: 0, max: 100});
    assert.deepEqual(standing(await target.progress(launch)), ["completed", "passed"]);
});

plays("RuntimeMinimumCalls_SCORM12", "every SCO in its turn", async (launch) => {
    const window = await openReal(launch);
    const items = await goThrough(window, launch, () => window.sco());
    const {initialized, completed, terminated} = await counted(launch);
    assert.deepEqual([initialized, terminated], [items.length, items.length]);
    assert.equal(completed, items.length + 1); // And the course.
    assert.equal((await target.progress(launch)).completion, "completed");
});

plays("ContentPackagingOneFilePerSCO_SCORM12", "assets alone", async (launch) => {
    const window = await openReal(launch);
    const items = await goThrough(window, launch, () => window.sco());
    const {initialized, completed, terminated} = await counted(launch);
    assert.deepEqual([initialized, completed, terminated],
        [items.length, items.length + 1, items.length]);
    assert.deepEqual(standing(await target.progress(launch)), ["completed", "unknown"]);
});

// It is a SCO that does not call the run-time.
plays("ContentPackagingSingleSCO_SCORM20042ndEdition", "nothing is said", async (launch) => {
    const window = await openReal(launch);
    await goThrough(window, launch, () => window.sco());
    assert.deepEqual(await target.verbs(launch), ["initialized", "terminated"]);
    assert.deepEqual(standing(await target.progress(launch)), ["unknown", "unknown"]);
});

plays("RunTimeAdvancedCalls_SCORM20043rdEdition", "objectives and questions", async (launch) => {
    const window = await openReal(launch);
    await golfToEnd(window);
    await golfQuiz(window);
    await (await window.sco("shared/launchpage.html")).click("#butExit");
    await window.hasEnded();
    await window.close();

    const all = await target.statements(launch);
    const {initialized, responded, terminated, progressed} = await counted(launch);
    assert.deepEqual([initialized, terminated], [1, 1]);
    assert.ok(responded >= 12 && progressed >= 5, JSON.stringify({responded, progressed}));
    assert.ok(all.filter((each) => verbOf(each) === "responded")
        .every(({result, object}) => result.success && object.definition.interactionType));
    const objectives = all.filter(({object}) => /\/objectives\/obj_/.test(object.id));
    for (const verb of ["completed", "scored", "progressed"])
        assert.equal(new Set(objectives.filter((each) => verbOf(each) === verb)
            .map(({object}) => object.id)).size, 4, verb);
    const {result} = all.at(-1);
    assert.deepEqual([result.success, result.completion, result.score.scaled], [true, true, 1]);
    assert.deepEqual(standing(await target.progress(launch)), ["completed", "passed"]);
});

plays("SequencingForcedSequential_SCORM20043rdEdition", "one after the other", async (launch) => {
    const window = await openReal(launch);
    await window.shows("Playing the Game");
    assert.equal(await window.menu("etuqiette_item").getAttribute("aria-disabled"), "true");
    await goThrough(window, launch, async (id) => {
        await golfToEnd(window);
        if (id === "assessment_item") await golfQuiz(window);
    });
    const all = await target.statements(launch);
    const of = (verb) => all.filter((each) => verbOf(each) === verb)
        .map(({object}) => object.id.slice(launch.course.iri.length + 1));
    const ids = launch.course.items.map(({id}) => id);
    assert.deepEqual(of("initialized"), ids);
    // Beside them are the objectives by which one SCO reads what became of another.
    assert.deepEqual(of("passed").filter((id) => !id.includes("/")), ids);
    const course = all.filter(({object}) => object.id === launch.course.iri);
    assert.deepEqual(course.map(verbOf), ["completed"]);
    assert.deepEqual(course[0].result.success, true);
    assert.deepEqual(standing(await target.progress(launch)), ["completed", "passed"]);
});

// All is shown; one test is failed: what it is about comes again, and that test. So does the last
// one, whose own rules stand for those that would have it passed over.
plays("SequencingSimpleRemediation_SCORM20043rdEdition", "what was failed", async (launch) => {
    const {items} = launch.course;
    const titles = Object.fromEntries(items.map(({id, title}) => [id, title]));
    const content = ["playing_item", "etuqiette_item", "handicapping_item", "havingfun_item"];
    const tests = ["test_1", "test_2", "test_3", "test_4"];
    const window = await openReal(launch);
    let hasFailed = false;
    for (const id of [...content, ...tests, "etuqiette_item", "test_2", "test_4"]) {
        await window.shows(titles[id]);
        await golfToEnd(window);
        if (tests.includes(id)) await golfQuiz(window, {isRight: id !== "test_2" || hasFailed});
        hasFailed ||= id === "test_2";
        await window.press("next");
    }
    await window.hasEnded();
    await window.close();
    assert.deepEqual(standing(await target.progress(launch)), ["completed", "passed"]);
    const begun = (await target.statements(launch)).filter((each) =>
        /initialized|resumed/.test(verbOf(each)));
    assert.equal(begun.length, 11);
});

// Its notes need jQuery of another host: this stands for the little of it that is called.
const jquery = "window.$ = () => ({dialog() {}, val() { return window.notes; }});";

plays("SequencingPostTestRollup4thEd_SCORM20044thEdition", "notes are shared", async (launch) => {
    const window = await openReal(launch, (page) => page.route(/ajax\.googleapis\.com/, (route) =>
        route.fulfill({contentType: "text/javascript", body: jquery})));
    await goThrough(window, launch, async (id) => {
        const frame = await window.sco("shared/launchpage.html");
        const expected = id === "playing_item" ? "" : "kept";
        assert.equal(await frame.evaluate("GetNotesText()"), expected);
        await frame.evaluate("SaveNotesText('kept')");
        await golfToEnd(window);
        if (id === "assessment_item") await golfQuiz(window);
    });
    await eventually(async () => (await target.progress(launch)).completion === "completed");
    assert.deepEqual(standing(await target.progress(launch)), ["completed", "passed"]);
    const {initialized, progressed} = await counted(launch);
    assert.equal(initialized, 5);
    assert.ok(progressed >= 4);
});
