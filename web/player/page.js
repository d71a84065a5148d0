// The player's page around the content: what is shown, and which buttons can be pressed.

import {Menu} from "./menu.js";
import {Stage} from "./stage.js";
import {chooseLanguage, textsIn} from "./texts.js";

const by = (id) => document.getElementById(id);

// Only of the web: an address that is a script would run here.
function safeAddress(text) {
    if (!text) return null;
    const url = new URL(text, location.href);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
}

// A button that cannot be pressed can still be reached and says so.
function enable(button, isEnabled) {
    button.setAttribute("aria-disabled", String(!isEnabled));
}

export class Page {
    stage = new Stage(by("frame"));
    texts;
    #isFirst = true;
    #menu;
    #course;

    // `pressed` takes "previous", "next", "pause", "exit"; `chosen` the id of an item.
    constructor(course, pressed, chosen) {
        const language = chooseLanguage(navigator.languages, course.language);
        this.texts = textsIn(language);
        document.documentElement.lang = language;
        document.title = course.title;
        this.#course = course.title;
        by("course").textContent = course.title;
        if (course.language) by("course").lang = course.language;
        this.#label(course);
        this.#menu = new Menu(by("menu"), this.texts, course.language, chosen);
        for (const name of ["previous", "next", "pause", "exit"])
            by(name).addEventListener("click", ({currentTarget}) => {
                if (currentTarget.getAttribute("aria-disabled") !== "true") pressed(name);
            });
        by("skip").addEventListener("click", (event) => {
            event.preventDefault();
            (by("frame").querySelector("iframe") ?? by("stage")).focus();
        });
        by("fold").addEventListener("click", () => this.fold(!by("menu").hidden));
        this.fold(matchMedia("(max-width: 40rem)").matches); // It would stand above the content.
    }

    #label({mode, kind}) {
        for (const name of ["skip", "fold", "previous", "next", "pause", "exit"])
            by(name).textContent = this.texts[name];
        if (kind !== "scorm12") by("exit").textContent = this.texts.exitAll;
        by("controls").setAttribute("aria-label", this.texts.controls);
        by("mode").hidden = mode === "normal";
        by("mode").textContent = this.texts[mode] ?? "";
    }

    fold(isFolded) {
        by("menu").hidden = isFolded;
        by("fold").setAttribute("aria-expanded", String(!isFolded));
    }

    hideFold() {
        this.fold(true);
        by("fold").hidden = true;
    }

    drawMenu(items, current, status) {
        this.#menu.draw(items, current, status);
    }

    // {"previous": bool, …}: whether it can be pressed; absent: it is not shown.
    setButtons(buttons) {
        for (const name of ["previous", "next", "pause", "exit"]) {
            by(name).hidden = buttons[name] === undefined;
            enable(by(name), buttons[name] === true);
        }
    }

    setBusy(isBusy) {
        by("stage").setAttribute("aria-busy", String(isBusy));
        if (isBusy) this.say(this.texts.loading);
    }

    say(text) {
        by("message").textContent = text;
    }

    // The first item is where the page begins: nobody's place is taken away for it.
    showItem(url, title) {
        this.say("");
        by("item").textContent = title;
        document.title = `${title} – ${this.#course}`;
        this.stage.show(url, title);
        if (!this.#isFirst) by("item").focus();
        this.#isFirst = false;
    }

    // What the outbox tells. "closed" and "expired" end the work here.
    tell(what) {
        const text = this.texts[what];
        if (by("saved").textContent !== text) by("saved").textContent = text; // Not read out again.
        by("saved").classList.toggle("unsaved", what !== "saved");
        if (what !== "closed" && what !== "expired") return;
        by("alert").textContent = this.texts[what];
        this.#stop();
    }

    showEnd(returnUrl) {
        const end = document.createElement("div");
        end.className = "end";
        const saved = document.createElement("p");
        saved.textContent = this.texts.ended_saved;
        const address = safeAddress(returnUrl);
        const way = document.createElement(address ? "a" : "p");
        way.textContent = address ? this.texts.back : this.texts.close;
        if (address) {
            way.href = address;
            way.className = "button";
        }
        end.append(saved, way);
        this.#stop();
        this.stage.put(end);
        by("item").textContent = this.texts.ended;
        by("item").focus();
    }

    #stop() {
        this.stage.put();
        this.setButtons({});
        this.hideFold();
        this.say("");
        by("item").textContent = "";
    }
}
