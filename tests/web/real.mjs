// Packages that others have made. LRS_PACKAGES names their folder; without it they are skipped.

import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";

import {someone} from "./server.mjs";
import {eventually, open, target} from "./support.mjs";

const folder = process.env.LRS_PACKAGES ?? "";

// A test with a package that is imported and launched: play({launch, window, told}).
export function plays(name, title, play) {
    const file = join(folder, `${name}.zip`);
    const skip = folder && existsSync(file) ? false : `no ${name}.zip in LRS_PACKAGES`;
    test(`${name}: ${title}`, {skip}, async () => {
        const course = await target.import(readFileSync(file));
        const actor = someone();
        const registration = await target.enrol(course.id, actor);
        await play(await target.launchAgain({course, actor, registration}));
    });
}

// Opens a launch. Nothing but the server is there, and who is asked says yes.
export async function openReal(launch, prepare = () => {}) {
    const window = await open({url: "about:blank"});
    const {page} = window;
    await page.route((url) => url.hostname !== "127.0.0.1", (route) => route.abort());
    await prepare(page);
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto(launch.url);
    return window;
}

export const verbOf = ({verb}) => verb.id.split("/").pop();

// How often each verb has been said.
export async function counted(launch) {
    const out = {};
    for (const verb of await target.verbs(launch)) out[verb] = (out[verb] ?? 0) + 1;
    return out;
}

// Of the golf courses: from the page that is shown to the last one of a SCO.
export async function golfToEnd(window, launchPage = "shared/launchpage.html") {
    const frame = await window.sco(launchPage);
    await eventually(() =>
        frame.evaluate(() => document.getElementById("contentFrame").src !== ""), "a page");
    while (await frame.isEnabled("#butNext")) await frame.click("#butNext");
}

// The quiz that a golf SCO ends with.
export async function golfQuiz(window, {isRight = true, page = "shared/assessmenttemplate"} = {}) {
    const frame = await window.sco(page);
    if (isRight) {
        const right = frame.locator(".correctAnswer");
        for (const radio of await right.locator("input[type=radio]").all()) await radio.check();
        for (const row of await right.filter({has: frame.locator("input[type=text]")}).all())
            await row.locator("input").fill(/\((.*)\)/.exec(await row.textContent())[1]);
    }
    await frame.click("input[value='Submit Answers']");
    await frame.waitForSelector(".questionResult");
}
