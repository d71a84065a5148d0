// The questions that the player asks scorm-again's sequencing engine.

class Engine {
    #api;

    constructor(api) {
        this.#api = api;
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

    canChoose(id) {
        return this.#process.predictChoiceEnabled(id);
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

export const engineOf = (api) => new Engine(api);

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
