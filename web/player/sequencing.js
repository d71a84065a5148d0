// The questions that the player asks scorm-again's sequencing engine.

import {load} from "./run_time.js";

const decisive =
    /^cmi\.(completion_status|success_status|progress_measure|exit|score\.|objectives\.)/;

const nobody = {processHttpRequest: () => ({result: "true", errorCode: 0}), updateSettings() {}};

// The items that can be chosen when the SCO ends now, having said this. Null: not known.
function rehearse(api, sequencing, said) {
    const rehearsal = new globalThis.Scorm2004API({sequencing}, nobody);
    rehearsal.deserializeSequencingState(api.serializeSequencingState());
    rehearsal.reset();
    load(rehearsal, api.renderCMIToJSONObject().cmi);
    rehearsal.lmsInitialize("");
    for (const [element, value] of said) rehearsal.lmsSetValue(element, value);
    rehearsal.lmsFinish("");
    const process = rehearsal.getSequencingService().getOverallSequencingProcess();
    const isOver = rehearsal.getSequencingState().currentActivity === null;
    return isOver ? null : new Set(process.getAvailableChoices());
}

export class Engine {
    #api;
    #sequencing;
    #said = new Map();
    #opened = null;
    #scoreBefore = "";

    constructor(api, sequencing) {
        this.#api = api;
        this.#sequencing = sequencing;
    }

    get #process() {
        return this.#api.getSequencingService().getOverallSequencingProcess();
    }

    request(request, target) {
        return this.#api.processNavigationRequest(request, target);
    }

    // Whether it would be taken. What then comes of it depends on what the SCO says as it ends.
    can(request) {
        return request === "continue"
            ? this.#process.predictContinueEnabled() : this.#process.predictPreviousEnabled();
    }

    // As long as nothing is current the engine foresees nothing: it has to be tried.
    canChoose(id) {
        if (this.current === null) return true;
        const opened = this.#api.isInitialized() ? this.#choices() : null;
        return opened?.has(id) ?? this.#process.predictChoiceEnabled(id);
    }

    // A SCO has begun, and has said nothing yet.
    begin() {
        this.#said.clear();
        this.#opened = null;
        this.#scoreBefore = this.#primary?.score.scaled ?? "";
    }

    // Whether what a SCO sets may change what can be chosen.
    hear(element, value) {
        if (!decisive.test(element)) return false;
        this.#said.set(element, value);
        this.#opened = null;
        return true;
    }

    // What can be chosen once the SCO has ended: that is what a learner wants to know who sees that
    // he is done. The engine looks at a SCO's values only as it ends, so another one rehearses it.
    #choices() {
        if (this.#said.size === 0) return null;
        this.#opened ??= rehearse(this.#api, this.#sequencing, this.#said);
        return this.#opened;
    }

    // The SCO's view of its activity's primary objective.
    get #primary() {
        const id = this.#api.getSequencingState().currentActivity?.primaryObjective?.id;
        return this.#api.cmi.objectives.childArray.find((objective) => id && objective.id === id);
    }

    // cmi.score.scaled is the measure of the primary objective (SCORM 2004 RTE 4.2.20.1). As an
    // attempt ends, scorm-again takes status and measure of the objective that it has shown to the
    // SCO, and forgets a measure that stands in cmi.score alone.
    mirrorScore() {
        const {cmi} = this.#api;
        const primary = this.#primary;
        if (!primary || cmi.score.scaled === "") return;
        if (primary.score.scaled !== this.#scoreBefore) return; // The SCO has set it itself.
        const at = cmi.objectives.childArray.indexOf(primary);
        this.#api.lmsSetValue(`cmi.objectives.${at}.score.scaled`, cmi.score.scaled);
    }

    // The activity that was current, once more: its resumption is the only request that may always
    // be made.
    again() {
        this.request("suspendAll");
        return this.request("resumeAll");
    }

    // What the engine knows of this attempt at the course, else what was known before it.
    statusOf(item) {
        const data = this.#api.getActivityTrackingData(item.id);
        const {completionStatus = "unknown", successStatus = "unknown"} = data ?? {};
        const isKnown = completionStatus !== "unknown" || successStatus !== "unknown";
        return isKnown ? {completion: completionStatus, success: successStatus} : item;
    }

    restore({sequencingState, globalObjectives, sharedData}) {
        const api = this.#api;
        if (sequencingState) api.deserializeSequencingState(sequencingState);
        if (Object.keys(globalObjectives ?? {}).length > 0)
            api.restoreGlobalObjectiveSnapshot(globalObjectives);
        // It replaces all stores.
        api.restoreSharedDataSnapshot({...api.captureSharedDataSnapshot(), ...sharedData});
    }

    // What outlives the attempt.
    kept() {
        return {
            globalObjectives: this.#process.getGlobalObjectiveMapSnapshot(),
            sharedData: this.#api.captureSharedDataSnapshot(),
        };
    }

    get current() {
        return this.#api.getSequencingState().currentActivity?.id ?? null;
    }
}

const suspendedIn = (text) => {
    try {
        return JSON.parse(text)?.sequencing?.suspendedActivity ?? null;
    } catch {
        return null;
    }
};

// Whether something is delivered. In their order: what was asked for, what was suspended, the
// beginning, and, where the course has no flow and so no beginning, the first that can be chosen.
export function start(engine, told, items) {
    engine.restore(told);
    let suspended = suspendedIn(told.sequencingState);
    // The page went without its last request: that is as if the learner had suspended all.
    if (suspended === null && engine.current !== null) {
        suspended = engine.current;
        engine.request("suspendAll");
    }
    if (told.item && told.item !== suspended && engine.canChoose(told.item)
        && engine.request("choice", told.item)) return true;
    if (suspended !== null && engine.request("resumeAll")) return true;
    if (engine.request("start")) return true;
    return items.some((item) =>
        item.launchable && engine.canChoose(item.id) && engine.request("choice", item.id));
}
