// How the page looks: three lists, of which each entry has a heading, what there is to know, and
// what can be done.

import {textFor} from "./courses_texts.js";

const by = (id) => document.getElementById(id);

function element(name, text, language) {
    const out = document.createElement(name);
    out.textContent = text;
    if (language && language !== document.documentElement.lang) out.lang = language;
    return out;
}

function button(label, describedBy, pressed, isFirst = false) {
    const out = element("button", label);
    out.type = "button";
    out.setAttribute("aria-describedby", describedBy);
    if (isFirst) out.className = "first";
    out.addEventListener("click", () => {
        if (by("sections").getAttribute("aria-busy") !== "true") pressed();
    });
    return out;
}

// How it went, else how far it is.
function stateOf({success, completion}) {
    return success === "passed" || success === "failed" ? success : completion ?? "unknown";
}

const isDone = ({success, completion, satisfied, waived}) =>
    completion === "completed" || success === "passed" || Boolean(satisfied ?? waived);

export class Page {
    #texts;
    #language;
    #does;

    // `does`: {enrol(course), withdraw(course), launch(course)}
    constructor(texts, language, does) {
        this.#texts = texts;
        this.#language = language;
        this.#does = does;
        document.documentElement.lang = language;
        document.title = texts.heading;
        by("skip").textContent = texts.skip;
        by("skip").addEventListener("click", (event) => {
            event.preventDefault(); // The address stays as it is.
            by("main").focus();
        });
        by("heading").textContent = texts.heading;
        for (const name of ["mine", "open", "standing"])
            by(`${name}-heading`).textContent = texts[name];
    }

    titleOf(course) {
        return textFor(course.titles, this.#language).text;
    }

    say(text) {
        by("message").textContent = text;
    }

    complain(text, again) {
        by("alert").replaceChildren(...(text ? [element("p", text)] : []));
        if (again) by("alert").append(button(this.#texts.again, "alert", again));
    }

    setBusy(isBusy) {
        by("sections").setAttribute("aria-busy", String(isBusy));
        for (const each of by("sections").querySelectorAll("button"))
            each.setAttribute("aria-disabled", String(isBusy));
    }

    draw({givenName, familyName, mine, open}, standing) {
        const all = [...mine].sort((a, b) => this.titleOf(a).localeCompare(this.titleOf(b)));
        const again = new Map(open.map((course) => [course.course, course]));
        const gone = new Set(all.map(({course}) => course));
        by("name").textContent = [givenName, familyName].filter(Boolean).join(" ");
        this.#list("mine", all.map((course) => this.#taken(course, again.get(course.course))),
            this.#texts.noneMine);
        this.#list("open", open.filter(({course}) => !gone.has(course))
            .map((course) => this.#offered(course)), this.#texts.noneOpen);
        this.#list("standing", standing.map((each) => this.#competency(each)),
            this.#texts.noneStanding);
        by("sections").hidden = false;
    }

    // Where the course stands now.
    focus(course) {
        (by(`course-${course}`) ?? by("mine-heading")).focus();
    }

    hide() {
        by("sections").hidden = true;
    }

    #list(id, entries, none) {
        by(id).replaceChildren(...entries);
        by(id).hidden = entries.length === 0;
        by(`${id}-none`)?.remove();
        if (entries.length > 0) return;
        const nothing = element("p", none);
        nothing.id = `${id}-none`;
        by(id).after(nothing);
    }

    #entry(id, {text, language}, facts, actions) {
        const entry = document.createElement("li");
        const title = element("h3", text, language);
        title.id = id;
        title.tabIndex = -1;
        entry.append(title, ...facts);
        if (actions.length === 0) return entry;
        const row = document.createElement("div");
        row.className = "actions";
        row.append(...actions);
        entry.append(row);
        return entry;
    }

    #facts(...texts) {
        const told = texts.filter(Boolean);
        if (told.length === 0) return [];
        const out = element("p", told.join(" "));
        out.className = "facts";
        return [out];
    }

    #description(course) {
        const {text, language} = textFor(course.descriptions, this.#language);
        return text ? [element("p", text, language)] : [];
    }

    #hours({hours}) {
        if (typeof hours !== "number") return "";
        const format = new Intl.NumberFormat(this.#language,
            {style: "unit", unit: "hour", unitDisplay: "long", maximumFractionDigits: 2});
        return `${format.format(hours)}.`;
    }

    #date(time) {
        return new Intl.DateTimeFormat(this.#language, {dateStyle: "long"}).format(new Date(time));
    }

    #offered(course) {
        const id = `course-${course.course}`;
        const texts = this.#texts;
        const isFull = course.free === 0 || (course.free !== null && course.waiting > 0);
        const names = course.competencies.map(({name}) => textFor(name, this.#language).text);
        const facts = [...this.#description(course), ...this.#facts(this.#hours(course),
            course.places !== null && texts.places(course.free, course.places),
            course.waiting > 0 && texts.waiting(course.waiting),
            names.length > 0 && texts.serves(names.join(", ")),
            course.voucherNeeded && texts.voucher)];
        const actions = course.voucherNeeded ? []
            : [button(isFull ? texts.wait : texts.enrol, id, () => this.#does.enrol(course), true)];
        return this.#entry(id, textFor(course.titles, this.#language), facts, actions);
    }

    #taken(course, offer) {
        const id = `course-${course.course}`;
        const title = textFor(course.titles, this.#language);
        if (course.state === "taking part") return this.#begun(id, title, course);
        const texts = this.#texts;
        const leave = () => this.#does.withdraw(course);
        if (course.state === "waiting") {
            return this.#entry(id, title, this.#facts(texts.position(course.position)),
                [button(texts.leaveList, id, leave)]);
        }
        return this.#entry(id, title, this.#facts(texts.hasWithdrawn),
            offer ? [button(texts.rejoin, id, () => this.#does.enrol(course))] : []);
    }

    #begun(id, title, course) {
        const texts = this.#texts;
        const {progress = {}} = course;
        const state = stateOf(progress);
        const items = progress.items ?? [];
        const done = items.filter(isDone).length;
        const scaled = progress.score?.scaled;
        const percent = new Intl.NumberFormat(this.#language, {style: "percent"});
        const facts = this.#facts(`${texts.states[state]}.`,
            progress.since && texts.since(this.#date(progress.since)),
            typeof scaled === "number" && texts.score(percent.format(scaled)),
            items.length > 1 && texts.done(done, items.length), this.#hours(course));
        if (items.length > 1) facts.push(this.#bar(title.text, done, items.length));
        const label = isDone(progress) ? texts.look
            : state === "not attempted" ? texts.start : texts.goOn;
        return this.#entry(id, title, facts, [
            button(label, id, () => this.#does.launch(course), true),
            button(texts.withdraw, id, () => this.#does.withdraw(course)),
        ]);
    }

    #bar(title, done, all) {
        const bar = document.createElement("progress");
        bar.max = all;
        bar.value = done;
        bar.setAttribute("aria-label", this.#texts.progress(title));
        return bar;
    }

    #competency({competency, name, level, levels, levelName, status, until}) {
        const texts = this.#texts;
        const facts = this.#facts(`${texts.statuses[status] ?? status}.`,
            level > 0 && texts.level(level, levels, textFor(levelName, this.#language).text),
            level > 0 && until && texts.until(this.#date(until)));
        return this.#entry(`competency-${competency}`, textFor(name, this.#language), facts, []);
    }
}
