// A SCORM 1.2 course: a list of items, in any order that their prerequisites leave (SCORM 1.2 CAM
// 2.3.5.2). It has no sequencing, so that the run-time is a new one for each SCO.

import {Course} from "./course.js";
import {load, newApi} from "./run_time.js";

export class Course12 extends Course {
    async start() {
        const asked = this.find(this.told.item);
        const isFit = asked?.launchable && asked.open;
        const first = isFit ? asked : this.launchable.find((item) => item.open);
        if (first) await this.#go(() => first);
        else this.page.say(this.page.texts.nothing);
        this.#draw();
    }

    choose(id) {
        const item = this.find(id);
        if (!item || this.isBusy || this.isLeft) return;
        if (item === this.item && this.isRunning) return;
        if (item.open) this.#go(() => item);
        else this.page.say(this.page.texts.locked);
    }

    press(name) {
        if (this.isBusy || this.isLeft) return;
        if (name === "exit") this.#leave();
        else this.#step(name === "next" ? 1 : -1);
    }

    // Those behind the current item, or before it, the nearest first.
    #following(step) {
        const at = this.launchable.indexOf(this.item);
        return step > 0
            ? this.launchable.slice(at + 1) : this.launchable.slice(0, Math.max(at, 0)).reverse();
    }

    // Many SCOs tell how it went only when they end. So this one is ended before its followers are
    // looked at; when none of them is open, it comes again.
    async #step(step) {
        if (this.#following(step).length === 0) return;
        const isOpen = (item) => item.open;
        await this.#go(() => this.#following(step).find(isOpen) ?? this.item, true);
    }

    async #go(choose, isStep = false) {
        const last = this.item;
        this.isBusy = true;
        this.page.setBusy(true);
        await this.#end();
        const item = choose();
        const begun = this.outbox.closed ? null : await this.begin(item);
        if (begun) await this.#show(item, begun);
        this.page.setBusy(false);
        this.isBusy = false;
        if (this.outbox.closed) return;
        this.#draw();
        if (begun && isStep && item === last) this.page.say(this.page.texts.locked);
    }

    async #show(item, begun) {
        this.api = newApi(true, null, this.service);
        // By the SCO, whose call has to return before its frame goes.
        this.api.on("SequenceNext", () => setTimeout(() => this.press("next"), 0));
        this.api.on("SequencePrevious", () => setTimeout(() => this.press("previous"), 0));
        load(this.api, begun.cmi ?? {});
        this.open(item, begun, (...args) => this.#finish(...args));
        if (!begun.isSco) await this.reread();
    }

    // What a SCO leaves unsaid is completed when it ends (SCORM 1.2 RTE 3.4.4, lesson_status).
    // scorm-again's autoCompleteLessonStatus takes its own "not attempted" for said.
    #finishApi(...args) {
        const {lesson_mode: mode, lesson_status: status} = this.api.cmi.core;
        if (this.isRunning && mode === "normal" && status === "not attempted")
            this.api.setCMIValue("cmi.core.lesson_status", "completed");
        return this.api.lmsFinish(...args);
    }

    // By the SCO, which may stay on the screen.
    #finish(...args) {
        const answer = this.#finishApi(...args);
        setTimeout(() => this.#finished(), 0);
        return answer;
    }

    async #finished() {
        if (this.isBusy || this.isLeft) return;
        await this.outbox.drained();
        await this.committed();
    }

    // What is locked may have been opened by it.
    async committed() {
        if (this.isBusy || this.isLeft) return;
        await this.reread();
        if (!this.isBusy && !this.isLeft && !this.outbox.closed) this.#draw();
    }

    endNow() {
        this.page.stage.clear();
        if (this.isRunning) this.#finishApi("");
        this.adapter?.close();
    }

    async #end() {
        const hadRun = this.adapter !== null;
        this.endNow();
        await this.outbox.drained();
        if (hadRun && !this.outbox.closed) await this.reread();
    }

    async #leave() {
        this.isBusy = true;
        this.page.setBusy(true);
        this.endNow();
        await this.leave();
    }

    #draw() {
        this.page.drawMenu(this.told.items, this.item?.id, (item) => item);
        const around = {
            previous: this.#following(-1).some((item) => item.open),
            next: this.#following(1).length > 0,
        };
        this.page.setButtons({...(this.isAlone ? {} : around), exit: true});
    }
}
