// The page that a SCORM course runs in. It is served from the content's origin, so that content
// finds the run-time in its parent, and it alone talks to the server: see docs/decisions/0033.

import {Course12} from "./course_12.js";
import {Course2004} from "./course_2004.js";
import {Outbox} from "./outbox.js";
import {Page} from "./page.js";
import {loadScript} from "./run_time.js";
import {chooseLanguage, textsIn} from "./texts.js";

function pause(seconds) {
    return new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
}

// The answer, or null when the server does not want to give it.
async function readCourse() {
    for (let wait = 1; ; wait = Math.min(2 * wait, 30)) {
        try {
            const response = await fetch("course.json", {cache: "no-store"});
            if (response.ok) return await response.json();
            if (response.status < 500) return null;
        } catch {
            // Not reached: once more.
        }
        await pause(wait);
    }
}

function open(told) {
    let course = null;
    const page = new Page(told, (name) => course.press(name), (id) => course.choose(id));
    const outbox = new Outbox((what) => {
        page.tell(what);
        if (what === "saved") course.committed();
    });
    course = told.kind === "scorm12"
        ? new Course12(told, page, outbox) : new Course2004(told, page, outbox);
    document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") course.commitUnsaid();
    });
    addEventListener("pagehide", () => course.vanish());
    addEventListener("pageshow", (event) => {
        if (event.persisted) location.reload(); // The run is over: pagehide has ended it.
    });
    addEventListener("beforeunload", (event) => {
        if (outbox.troubled) event.preventDefault();
    });
    return course;
}

function giveUp() {
    const texts = textsIn(chooseLanguage(navigator.languages, "en"));
    document.getElementById("alert").textContent = texts.unreadable;
}

async function main() {
    addEventListener("unhandledrejection", giveUp);
    const told = await readCourse();
    if (told === null) return giveUp();
    await loadScript(told.kind === "scorm12" ? "scorm12.min.js" : "scorm2004.min.js");
    await open(told).start();
}

await main();
