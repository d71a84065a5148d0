// An employee's page: what is open, what he does, where he stands. He has no account here: the
// personal link that he was given holds what the page shows itself with.

import {Page} from "./courses_page.js";
import {Server, forgetToken, takeToken} from "./courses_server.js";
import {chooseLanguage, textsIn} from "./courses_texts.js";

const language = chooseLanguage(navigator.languages);
const texts = textsIn(language);
const page = new Page(texts, language, {enrol, withdraw, launch});
let server = null;

function report(error, again) {
    page.say("");
    if (error.status === 401) {
        forgetToken();
        page.hide();
        page.complain(texts.notValid);
    } else if (error.status) {
        page.complain(texts.failed(error.message));
    } else {
        page.complain(texts.unreachable, again);
    }
}

async function show() {
    const [courses, standing] = await Promise.all([server.courses(), server.standing()]);
    page.draw(courses, standing);
}

// One thing at a time.
async function act(what) {
    page.complain("");
    page.setBusy(true);
    try {
        await what();
    } catch (error) {
        report(error, () => act(what));
    }
    page.setBusy(false);
}

function enrol(course) {
    return act(async () => {
        const {waiting} = await server.enrol(course.course);
        const title = page.titleOf(course);
        await show();
        page.say(waiting ? texts.waits(title, waiting) : texts.enrolled(title));
        page.focus(course.course);
    });
}

function withdraw(course) {
    const title = page.titleOf(course);
    if (!confirm(texts.sure(title))) return null;
    return act(async () => {
        await server.withdraw(course.course);
        await show();
        page.say(texts.left(title));
        page.focus(course.course);
    });
}

function launch(course) {
    return act(async () => {
        page.say(texts.launching);
        location.assign(await server.launch(course.registration));
    });
}

async function main() {
    const token = takeToken();
    if (!token) return page.complain(texts.noLink);
    server = new Server(token);
    page.say(texts.loading);
    return act(async () => {
        await show();
        page.say("");
    });
}

addEventListener("hashchange", main); // Another link in the same tab.
addEventListener("pageshow", ({persisted}) => persisted && main()); // Back from a course.
await main();
