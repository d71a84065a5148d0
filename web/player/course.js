// What both kinds of courses have in common: an item is begun, runs in the stage, and ends.

import {Adapter, CommitService} from "./run_time.js";

export function* itemsIn(items) {
    for (const item of items) {
        yield item;
        yield* itemsIn(item.items ?? []);
    }
}

// Half a surrogate pair, as some content packs its data, is no text to the server: it then hands
// back what it was sent.
function whole({suspendData, ...answer}) {
    if (suspendData !== undefined) answer.cmi.suspend_data = JSON.parse(suspendData);
    return answer;
}

export class Course {
    api = null;
    isLeft = false;
    item = null; // That runs, or ran last.
    isBusy = false;
    adapter = null;
    #run = null;

    constructor(told, page, outbox) {
        this.told = told;
        this.page = page;
        this.outbox = outbox;
        this.service = new CommitService(outbox);
        this.items = [...itemsIn(told.items)];
        this.launchable = this.items.filter((item) => item.launchable);
        if (this.isAlone) page.hideFold();
    }

    get is12() {
        return this.told.kind === "scorm12";
    }

    // One item needs no contents and no order.
    get isAlone() {
        return this.launchable.length < 2;
    }

    find(id) {
        return this.items.find((item) => item.id === id);
    }

    get isRunning() {
        return this.api?.isInitialized() === true;
    }

    // What was set and not committed yet, when the page may be gone soon.
    commitUnsaid() {
        if (this.isRunning && this.service.hasUnsaid) this.api.lmsCommit("");
    }

    // The server's answer, or null when nothing is to be shown.
    async begin(item) {
        const zone = -new Date().getTimezoneOffset();
        const {status, answer} = await this.outbox.ask("begin", {item: item.id, zone});
        if (status === 200) return whole(answer);
        const {texts} = this.page;
        if (status === 409 && answer.reason === "prerequisites") this.page.say(texts.locked);
        else if (status === 409) this.outbox.close("closed");
        else if (status === 400) this.page.say(texts.nothing);
        else this.outbox.close("expired");
        return null;
    }

    // For content, from here on, until the next.
    open(item, begun, terminate) {
        this.item = item;
        this.#run = begun.run;
        this.service.run = begun.run;
        this.adapter = new Adapter(this.api, this.is12, terminate);
        this.page.showItem(begun.url, item.title);
    }

    // What the server is told of items, and what has changed since.
    async reread() {
        try {
            const response = await fetch("course.json", {cache: "no-store"});
            if (!response.ok) return;
            const {items} = await response.json();
            const now = new Map([...itemsIn(items)].map((item) => [item.id, item]));
            for (const item of this.items) {
                const {completion, success, open} = now.get(item.id) ?? item;
                Object.assign(item, {completion, success, open});
            }
        } catch {
            // What is known stays: the next change tells.
        }
    }

    async leave() {
        this.isLeft = true;
        await this.outbox.drained();
        if (this.outbox.closed) return;
        await this.outbox.ask("end", {run: this.#run});
        this.page.showEnd(this.told.returnUrl);
    }

    // The page goes. What cannot wait for an answer is handed to the browser. A last commit ends
    // the run by itself: beside it the other beacon could arrive first.
    vanish() {
        if (this.isLeft || this.outbox.closed) return;
        this.endNow();
        const isToldLast = this.outbox.flush().includes(this.service.lastCommit);
        if (!isToldLast) navigator.sendBeacon("end", JSON.stringify({run: this.#run}));
    }
}
