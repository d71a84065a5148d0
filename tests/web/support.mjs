// One browser and one target for the tests of a file, and a course that is open in a window.

import assert from "node:assert/strict";
import {createRequire} from "node:module";
import {after, before} from "node:test";

import {modules} from "./folders.mjs";
import {openTarget} from "./target.mjs";

const {chromium} = createRequire(new URL("package.json", modules))("playwright-core");

export let target;
export let browser;

export function inBrowser() {
    before(async () => {
        target = await openTarget();
        browser = await chromium.launch({
            executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
            args: ["--no-sandbox", "--disable-dev-shm-usage"],
        });
    });
    after(async () => {
        await browser?.close();
        await target?.close();
    });
}

// Waits for what has no event: until `holds` returns something that is true.
export async function eventually(holds, what = String(holds)) {
    for (const end = Date.now() + 20_000; Date.now() < end;) {
        const found = await holds();
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 25));
    }
    assert.fail(`has not come about: ${what}`);
}

// A player in a window of its own.
export class Window {
    faults = [];

    constructor(launch, context, page) {
        Object.assign(this, {launch, context, page});
        page.on("pageerror", (error) => {
            console.error(error); // What is waited for may never come about.
            this.faults.push(String(error));
        });
        page.on("console", (message) => {
            if (/Content Security Policy/.test(message.text())) this.faults.push(message.text());
        });
    }

    // The frame of the content, once its page is there.
    async sco(path = "") {
        return eventually(async () => {
            const frame = this.page.frames().find((f) => f.url().includes(`/c/${path}`));
            const isThere = await frame?.evaluate(() => document.readyState === "complete")
                .catch(() => false);
            return isThere ? frame : null;
        }, `content ${path}`);
    }

    // Calls of the SCO's API, each [name, argument…]; the answers.
    async call(...calls) {
        const frame = await this.sco();
        return frame.evaluate((all) => all.map(([name, ...rest]) => call(name, ...rest)), calls);
    }

    async set(values) {
        const answers = await this.call(...Object.entries(values).map((v) => ["SetValue", ...v]));
        assert.deepEqual(answers, answers.map(() => "true"), JSON.stringify(values));
    }

    async get(name) {
        return (await this.call(["GetValue", name]))[0];
    }

    // What the SCO does as its page goes.
    async atEnd(calls) {
        const frame = await this.sco();
        await frame.evaluate((all) => {
            window.atEnd = () => all.forEach(([name, ...rest]) => call(name, ...rest));
        }, calls);
    }

    async press(name) {
        await this.page.click(`#${name}`);
    }

    menu(id) {
        return this.page.locator(`#menu [data-item="${id}"]`);
    }

    async choose(id) {
        await this.menu(id).click();
    }

    async shows(title) {
        await eventually(async () =>
            (await this.page.textContent("#item")) === title
            && (await this.page.getAttribute("#stage", "aria-busy")) === "false", `shows ${title}`);
    }

    async says(selector, pattern) {
        await eventually(async () => pattern.test(await this.page.textContent(selector)),
            `${selector} says ${pattern}`);
    }

    async hasEnded() {
        await this.page.waitForSelector(".end");
    }

    // As a learner closes a tab: with the handlers of its page.
    async close() {
        await this.page.close({runBeforeUnload: true});
        await eventually(() => this.page.isClosed(), "closed");
        assert.deepEqual(this.faults, []);
    }
}

export async function open(launch, {locale = "en", context, viewport} = {}) {
    const own = context ?? await browser.newContext({locale, viewport});
    const page = await own.newPage();
    const window = new Window(launch, own, page);
    await page.goto(launch.url);
    return window;
}

// The last commit of an item, once it is there.
export async function lastCommit(launch, item, fits = () => true) {
    return eventually(async () => {
        const commit = (await target.commits(launch)).findLast((c) => c.item === item);
        return commit && fits(commit) ? commit : null;
    }, `a commit of ${item} that ${fits}`);
}

export const isFinal = (commit) => commit.isFinal;
