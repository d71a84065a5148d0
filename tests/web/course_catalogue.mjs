// An employee's page at the real server: from the personal link to the course and back.

import assert from "node:assert/strict";
import {test} from "node:test";

import {assets, oneSco} from "./courses.mjs";
import {browser, eventually, inBrowser, target as server} from "./support.mjs";
import {zip} from "./zip.mjs";

inBrowser();

let people = 0;

// Somebody whom the register knows: {person, url} of his link.
async function employee(familyName = "Kessler") {
    const person = `p_${String(++people).padStart(32, "0")}`;
    const entries = [{kind: "person", person, familyName, from: "2020-01-01T00:00:00Z"}];
    await server.ask("POST", "/api/v1/persons/entries", {body: JSON.stringify({entries})});
    const {url} = await server.ask("POST", `/api/v1/persons/${person}/link`, {status: 201});
    return {person, url};
}

async function offered(course, terms) {
    const {id} = await server.import(zip(course.files), `?language=${course.language}`);
    await server.ask("PUT", `/api/v1/courses/${id}/offer`, {body: JSON.stringify(terms)});
    return id;
}

async function close(...ids) {
    for (const id of ids) await server.ask("PUT", `/api/v1/courses/${id}/offer`, {body: "{}"});
}

async function openPage(url, {locale = "en", viewport} = {}) {
    const context = await browser.newContext({locale, viewport});
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => {
        if (/Content Security Policy/.test(message.text())) faults.push(message.text());
    });
    await page.goto(url);
    const end = async () => {
        await context.close();
        assert.deepEqual(faults, []);
    };
    return {page, end};
}

const entry = (page, id) => page.locator(`li:has(#course-${id})`);
const focused = (page) => page.evaluate(() => document.activeElement.id);
const says = (page, text) =>
    eventually(async () => (await page.textContent("#message")) === text, text);

test("from the link into a course and back", async () => {
    const id = await offered(oneSco, {open: true, hours: 1.5, title: {de: "Allein"}});
    const {url} = await employee();
    const {page, end} = await openPage(url);
    await page.waitForSelector("#sections:not([hidden])");
    assert.equal(await page.textContent("#name"), "Kessler");
    assert.equal(new URL(page.url()).hash, ""); // Nobody copies the secret from there.
    assert.match(await entry(page, id).textContent(), /1.5 hours/);

    await entry(page, id).getByRole("button", {name: "Enrol"}).press("Enter");
    await says(page, "You take part in “One part”.");
    assert.equal(await focused(page), `course-${id}`);
    assert.equal(await page.locator("#mine > li").count(), 1);
    assert.match(await entry(page, id).textContent(), /Not started/);

    await entry(page, id).getByRole("button", {name: "Start"}).click();
    await page.waitForURL(/player\.html/);
    const sco = await eventually(async () => {
        const frame = page.frames().find((each) => each.url().includes("/c/sco.html"));
        return await frame?.evaluate(() => Boolean(window.began)).catch(() => false) && frame;
    }, "the content");
    await sco.evaluate(() => {
        call("SetValue", "cmi.core.score.raw", "90");
        call("SetValue", "cmi.core.lesson_status", "passed");
        call("Finish", "");
    });
    await page.click("#exit");
    await page.click(".end a");
    await page.waitForURL(/\/courses$/);
    await eventually(async () => /Passed.*Result: 90%/.test(await entry(page, id).textContent()));
    await entry(page, id).getByRole("button", {name: "Open again"}).waitFor();

    page.once("dialog", (dialog) => dialog.dismiss());
    await entry(page, id).getByRole("button", {name: "Withdraw"}).click();
    assert.match(await entry(page, id).textContent(), /Passed/);
    page.once("dialog", (dialog) => dialog.accept());
    await entry(page, id).getByRole("button", {name: "Withdraw"}).click();
    await says(page, "You have withdrawn from “One part”.");
    await entry(page, id).getByRole("button", {name: "Enrol again"}).click();
    await says(page, "You take part in “One part”.");
    await end();
    await close(id);
});

test("waiting, and a voucher", async () => {
    const full = await offered(oneSco, {open: true, places: 0});
    const paid = await offered(assets, {open: true, voucherNeeded: true});
    const {url} = await employee();
    const {page, end} = await openPage(url, {locale: "de-AT"});
    await page.waitForSelector("#sections:not([hidden])");
    assert.equal(await page.getAttribute("html", "lang"), "de");
    assert.match(await entry(page, paid).textContent(), /Gutschein/);
    assert.equal(await entry(page, paid).getByRole("button").count(), 0);
    assert.equal(await page.getAttribute(`#course-${paid}`, "lang"), "en");
    await entry(page, full).getByRole("button", {name: "Auf die Warteliste"}).click();
    await says(page, "Sie warten auf „One part“, an Stelle 1.");
    assert.match(await page.textContent("#mine"), /an Stelle 1/);

    await server.ask("PUT", `/api/v1/courses/${full}/offer`, {body: `{"open": true}`});
    await page.reload(); // The tab has kept the link.
    await entry(page, full).getByRole("button", {name: "Beginnen"}).waitFor();
    await end();
    await close(full, paid);
});

test("links that do not work", async () => {
    const {person, url} = await employee();
    for (const [address, pattern] of [
        [url.split("#")[0], /personal link/], [`${url}x`, /not valid any more/],
    ]) {
        const {page, end} = await openPage(address);
        await eventually(async () => pattern.test(await page.textContent("#alert")), pattern);
        assert.equal(await page.isVisible("#sections"), false);
        await end();
    }
    const {page, end} = await openPage(url);
    await page.waitForSelector("#sections:not([hidden])");
    await server.ask("DELETE", `/api/v1/persons/${person}/link`, {status: 204});
    await page.reload();
    await eventually(async () => /not valid any more/.test(await page.textContent("#alert")));
    await end();
});

test("a small screen, the keyboard, and how it is built", async () => {
    const id = await offered(oneSco, {open: true, title: {
        en: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"}});
    const {url} = await employee("Wolfeschlegelsteinhausenbergerdorff".repeat(3));
    const {page, end} = await openPage(url, {viewport: {width: 320, height: 480}});
    await page.waitForSelector("#sections:not([hidden])");
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `${width} pixels`);
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "main");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Enrol");
    const button = page.getByRole("button", {name: "Enrol"});
    const outline = await button.evaluate((each) => getComputedStyle(each).outlineWidth);
    assert.equal(outline, "3px");

    await page.getByRole("main").waitFor();
    await page.getByRole("banner").waitFor();
    for (const name of ["What I do", "What is open", "Where I stand"])
        await page.getByRole("region", {name}).getByRole("heading", {name, level: 2}).waitFor();
    assert.equal(await page.getByRole("heading", {level: 1}).count(), 1);
    assert.equal(await button.getAttribute("aria-describedby"), `course-${id}`);
    assert.equal(await page.getAttribute("#message", "role"), "status");
    await end();
    await close(id);
});
