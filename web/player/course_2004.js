// A SCORM 2004 course: scorm-again's sequencing engine says what comes next, this class does it.
//
// One run-time object lives as long as the page, because the engine is in it. A request for
// navigation goes through the running SCO's Terminate: the engine then sees the SCO's last values
// and how it was left, and a learner's request goes before one of content (SCORM 2004 SN 5.6.4).

import {Course} from "./course.js";
import {load, newApi, wipe} from "./run_time.js";
import {Engine, start} from "./sequencing.js";

// By the button's name; hiddenControls have the same words.
const requests = {
    previous: "previous", next: "continue", pause: "suspendAll", exit: "exitAll",
};

export class Course2004 extends Course {
    #engine;
    #wish = null; // The learner's request until it is handed to the engine.
    #next = null; // What the engine has delivered.
    #isOver = false; // The sequencing session has ended.
    #isMoving = false;
    #drawing;

    async start() {
        const eventListeners = {
            onActivityDelivery: (activity) => {
                this.#next = activity.id;
            },
            onSequencingSessionEnd: () => {
                this.#isOver = true;
            },
        };
        const sequencing = {...this.told.sequencing, eventListeners};
        this.api = newApi(false, sequencing, this.service);
        this.#engine = new Engine(this.api, this.told.sequencing);
        this.api.on("SetValue", (element, value) => {
            if (this.#engine.hear(element, value)) this.#drawSoon();
        });
        start(this.#engine, this.told, this.items);
        this.#isOver = false;
        await this.#settle();
    }

    choose(id) {
        if (this.isBusy || this.isLeft || (id === this.item?.id && this.isRunning)) return;
        if (this.#engine.canChoose(id)) this.#move({request: "choice", target: id});
        else this.page.say(this.page.texts.locked);
    }

    press(name) {
        if (this.isBusy || this.isLeft) return;
        this.#move({request: requests[name]});
    }

    async #move(wish) {
        this.isBusy = true;
        this.page.setBusy(true);
        const isMoved = this.#fulfil(wish);
        if (!isMoved) this.#comeAgain();
        await this.#settle();
        if (!isMoved && !this.isLeft) this.page.say(this.page.texts.locked);
    }

    // Whether something came of it.
    #fulfil(wish) {
        this.#isMoving = true;
        this.#wish = wish;
        this.page.stage.clear();
        if (this.isRunning) this.#terminate("");
        this.#grant();
        this.#isMoving = false;
        return this.#hasMoved;
    }

    get #hasMoved() {
        return this.#next !== null || this.#isOver;
    }

    // What Terminate has left of a wish. A rule of the ended activity may have gone before it
    // (SCORM 2004 SN TB.2.3).
    #grant() {
        const wish = this.#wish;
        this.#wish = null;
        if (wish === null || this.#hasMoved) return;
        const isTaken = this.#engine.request(wish.request, wish.target);
        // The engine is silent when it delivers the same attempt again.
        if (isTaken && !this.#isOver) this.#next ??= this.#engine.current;
    }

    #comeAgain() {
        if (this.#engine.again()) this.#next = this.#engine.current;
        this.#isOver = false;
    }

    #terminate(...args) {
        const wasRunning = this.isRunning;
        if (wasRunning) this.#prepare(this.api.adl.nav);
        const answer = this.api.lmsFinish(...args);
        if (!wasRunning) return answer;
        this.#grant();
        if (!this.#isMoving) setTimeout(() => this.#terminated(), 0);
        return answer;
    }

    // A choice is looked at after the end: before, the engine does not know yet what it opens.
    #prepare(nav) {
        const [, target, request] = /^\{target=(.+)\}(choice|jump)$/.exec(nav.request) ?? [];
        if (this.#wish === null && target) this.#wish = {request, target};
        if (this.#wish?.target) nav.request = "_none_";
        else if (this.#wish !== null) {
            nav.request = this.#wish.request;
            this.#wish = null;
        }
        // Whatever it says of its exit, it will be resumed (SCORM 2004 RTE 4.2.8).
        if (nav.request === "suspendAll") this.api.cmi.exit = "suspend";
        this.#engine.mirrorScore();
    }

    // By the SCO alone. What the engine made of it is done, else it may stay on the screen.
    async #terminated() {
        if (this.isBusy || this.isLeft) return;
        this.isBusy = true;
        if (this.#hasMoved) this.page.setBusy(true);
        await this.#settle();
    }

    async #settle() {
        if (this.#hasMoved) this.endNow();
        this.#keepState();
        if (this.#isOver) return this.leave();
        await this.outbox.drained();
        if (this.outbox.closed) return;
        const item = this.find(this.#next);
        this.#next = null;
        const begun = item ? await this.begin(item) : null;
        if (begun) this.#show(item, begun);
        else if (!item && this.adapter === null) this.page.say(this.page.texts.choose);
        this.page.setBusy(false);
        this.isBusy = false;
        if (!this.outbox.closed) this.draw();
    }

    #show(item, begun) {
        wipe(this.api);
        load(this.api, begun.cmi ?? {});
        this.#engine.begin();
        this.open(item, begun, (...args) => this.#terminate(...args));
        this.#keepState(); // Which activity has begun: for the case that the page never ends.
        if (!begun.isSco) this.reread();
    }

    #keepState() {
        const sequencingState = this.api.serializeSequencingState();
        const state = {sequencingState, ...this.#engine.kept()};
        this.outbox.put({key: "state", path: "state", body: JSON.stringify(state)});
    }

    endNow() {
        if (this.item === null || this.isLeft) return;
        if (!this.isBusy && !this.#isOver) this.#fulfil({request: "suspendAll"});
        else this.page.stage.clear();
        this.adapter?.close();
        this.#keepState();
    }

    committed() {}

    // Of the running SCO the engine knows nothing before its end.
    #statusOf(item) {
        const {completion_status: completion, success_status: success} = this.api.cmi;
        const isSaid = completion !== "unknown" || success !== "unknown";
        return item === this.item && this.isRunning && isSaid
            ? {completion, success} : this.#engine.statusOf(item);
    }

    #drawSoon() {
        clearTimeout(this.#drawing);
        this.#drawing = setTimeout(() => {
            if (!this.isBusy && !this.isLeft && !this.outbox.closed) this.draw();
        }, 200);
    }

    draw() {
        const engine = this.#engine;
        this.page.drawMenu(this.told.items, this.item?.id, (item) => ({
            ...this.#statusOf(item), open: item === this.item || engine.canChoose(item.id),
        }));
        const around = this.isAlone ? ["previous", "continue"] : [];
        const hidden = [...around, ...this.item?.hiddenControls ?? []];
        const buttons = {
            previous: engine.can("previous"), next: engine.can("continue"), pause: true, exit: true,
        };
        for (const [button, control] of Object.entries(requests))
            if (hidden.includes(control)) delete buttons[button];
        this.page.setButtons(buttons);
    }
}
