// The page itself: languages, the keyboard, small screens.

import assert from "node:assert/strict";
import {test} from "node:test";

import {assets, oneSco, prerequisites} from "./courses.mjs";
import {eventually, inBrowser, open, target} from "./support.mjs";

inBrowser();

const languages = [
    // name of the row, course, the browser's language, the page's, a word
    ["German browser", oneSco, "de-AT", "de", "Verlassen"],
    ["English browser, German course", prerequisites, "en-GB", "en", "Leave"],
    ["French browser, German course", prerequisites, "fr", "de", "Verlassen"],
    ["French browser, English course", oneSco, "fr", "en", "Leave"],
];

for (const [name, course, locale, language, word] of languages)
    test(`the page speaks: ${name}`, async () => {
        const window = await open(await target.launch(course), {locale});
        await window.says("#exit", new RegExp(`^${word}$`));
        assert.equal(await window.page.getAttribute("html", "lang"), language);
        assert.equal(await window.page.getAttribute("#course", "lang"), course.language);
        await window.close();
    });

const focused = (window) => window.page.evaluate(() => {
    const {id, dataset, tagName} = document.activeElement;
    return id || dataset.item || tagName;
});

test("everything can be done by keyboard", async () => {
    const launch = await target.launch(prerequisites);
    const window = await open(launch);
    const {keyboard} = window.page;
    await window.shows("Anfang");
    await keyboard.press("Tab");
    assert.equal(await focused(window), "skip");
    await keyboard.press("Enter");
    assert.equal(await focused(window), "IFRAME");
    await window.set({"cmi.core.lesson_status": "completed"});
    await window.call(["Commit", ""]);
    await eventually(async () => await window.menu("B").getAttribute("aria-disabled") === null);

    await window.menu("A").focus();
    await keyboard.press("ArrowDown");
    assert.equal(await focused(window), "B");
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowDown"); // There is no other.
    assert.equal(await focused(window), "C");
    await keyboard.press("Home");
    assert.equal(await focused(window), "A");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await window.shows("Mitte");
    assert.equal(await focused(window), "item"); // The title of what has come.
    assert.equal(await window.menu("B").getAttribute("aria-current"), "page");

    await window.page.locator("#fold").focus();
    await keyboard.press("Space");
    assert.equal(await window.page.isVisible("#menu"), false);
    assert.equal(await window.page.getAttribute("#fold", "aria-expanded"), "false");
    await window.page.locator("#exit").focus();
    await keyboard.press("Enter");
    await window.hasEnded();
    assert.equal(await focused(window), "item");
    await window.close();
});

test("focus is seen", async () => {
    const window = await open(await target.launch(assets));
    await window.shows("First page");
    await window.page.keyboard.press("Tab");
    await window.page.keyboard.press("Tab");
    const width = await window.page.evaluate(() =>
        getComputedStyle(document.activeElement).outlineWidth);
    assert.equal(width, "3px");
    await window.close();
});

test("a small screen has room for it", async () => {
    const viewport = {width: 320, height: 560};
    const window = await open(await target.launch(prerequisites), {viewport, locale: "de"});
    await window.shows("Anfang");
    const [width, frame] = await window.page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.querySelector("iframe").getBoundingClientRect().toJSON()]);
    assert.equal(width, 320);
    assert.ok(frame.height > 300 && frame.width === 320, JSON.stringify(frame));
    assert.equal(await window.page.isVisible("#menu"), false);
    await window.press("fold");
    assert.equal(await window.page.isVisible("#menu"), true);
    const left = await window.page.evaluate(() =>
        document.querySelector("iframe").getBoundingClientRect().height);
    assert.ok(left > 100, `${left} px are left beside the contents`);
    assert.equal(await window.page.evaluate(() => document.documentElement.scrollWidth), 320);
    await window.close();
});

test("what a frame may do", async () => {
    const window = await open(await target.launch(oneSco));
    await window.shows("Alone");
    const frame = window.page.locator("iframe");
    assert.equal(await frame.getAttribute("title"), "Alone");
    assert.match(await frame.getAttribute("allow"), /fullscreen/);
    assert.match(await frame.getAttribute("sandbox"), /allow-scripts allow-same-origin/);
    await window.close();
});

test("a mode that does not count is said", async () => {
    const window = await open(await target.launch(assets, {mode: "review"}));
    await window.says("#mode", /nothing counts/);
    await window.close();
});

test("a launch that is over is said", async () => {
    const window = await open(await target.launch(oneSco));
    await window.shows("Alone");
    await window.page.route("**/commit?*", (route) => route.fulfill({status: 403, body: "{}"}));
    await window.call(["Commit", ""]);
    await window.says("#alert", /expired/);
    await window.close();
});

test("a course that cannot be read is said", async () => {
    const launch = await target.launch(oneSco);
    const window = await open({url: "about:blank"});
    await window.page.route("**/course.json", (route) => route.fulfill({status: 404, body: "{}"}));
    await window.page.goto(launch.url);
    await window.says("#alert", /could not be loaded/);
    await window.close();
});
