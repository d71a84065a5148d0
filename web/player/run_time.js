// The SCORM run-time, which is scorm-again, as the SCOs of this page get it.

const shared = {
    lmsCommitUrl: "commit", // For commits to be made at all: CommitService has the address.
    autocommit: true,
    autocommitSeconds: 5,
    dataCommitFormat: "json",
    renderCommonCommitFields: true,
    includeCommitSequence: true,
    sendFullCommit: true,
    alwaysSendTotalTime: true,
};

const settings12 = {
    ...shared,
    mastery_override: true, // SCORM 1.2 RTE 3.4.4, cmi.student_data.mastery_score
};

// scorm-again's commits go to the outbox. Content is told that they have succeeded: whether they
// have is not known before its call returns.
class CommitService {
    run = null;
    hasUnsaid = false; // Something was set since the last commit.
    lastCommit = null; // The path of a final one.
    #outbox;
    #sequence = 0; // Of the page: scorm-again counts for each of its objects.

    constructor(outbox) {
        this.#outbox = outbox;
    }

    processHttpRequest(url, commit, isFinal) {
        this.hasUnsaid = false;
        if (this.#outbox.closed || this.run === null) return {result: "false", errorCode: 391};
        const query = new URLSearchParams({run: this.run});
        if (isFinal) query.set("final", "true");
        const body = JSON.stringify({...commit, commitSequence: ++this.#sequence});
        const path = `commit?${query}`;
        if (isFinal) this.lastCommit = path;
        this.#outbox.put({key: `commit ${this.run}`, path, body});
        return {result: "true", errorCode: 0};
    }

    updateSettings() {}
}

function newApi(is12, sequencing, service) {
    const api = is12
        ? new globalThis.Scorm12API(settings12, service)
        : new globalThis.Scorm2004API({...shared, sequencing}, service);
    api.on(is12 ? "LMSSetValue" : "SetValue", () => {
        service.hasUnsaid = true;
    });
    return api;
}

// Before the next SCO of SCORM 2004. Its reset keeps comments and preferences of the last one.
export function wipe(api) {
    api.reset({}, {preserveListeners: true, resetTotalTime: true});
    api.cmi.comments_from_learner.reset(true);
    api.cmi.comments_from_lms.reset(true);
    api.cmi.learner_preference = new api.cmi.learner_preference.constructor();
}

// A value that it does not take must not lose the others.
function load(api, cmi) {
    try {
        api.loadFromJSON({cmi});
    } catch (error) {
        console.warn("Some of what was kept cannot be loaded:", error);
        for (const [name, value] of Object.entries(cmi)) {
            try {
                api.loadFromJSON({cmi: {[name]: value}});
            } catch (reason) {
                console.warn(`cmi.${name} is left out:`, reason);
            }
        }
    }
}

const calls = ["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError",
    "GetErrorString", "GetDiagnostic"];
const calls12 = calls.map((name) => `LMS${name === "Terminate" ? "Finish" : name}`);

// What a call answers when the run is over: a window that was left open must not reach the next.
function lateAnswer(name) {
    if (/Terminate|Finish/.test(name)) return "true";
    if (/Initialize|SetValue|Commit/.test(name)) return "false";
    return /GetLastError/.test(name) ? "101" : "";
}

// One run of a SCO: what content finds as `parent.API` or `parent.API_1484_11`.
class Adapter {
    #isOpen = true;

    constructor(api, is12, terminate) {
        const end = is12 ? "LMSFinish" : "Terminate";
        const content = {};
        for (const name of is12 ? calls12 : calls) {
            const call = name === end ? terminate : (...args) => api[name](...args);
            content[name] = (...args) => (this.#isOpen ? call(...args) : lateAnswer(name));
        }
        if (!is12) content.version = "1.0";
        globalThis[is12 ? "API" : "API_1484_11"] = content;
    }

    close() {
        this.#isOpen = false;
    }
}

export {Adapter, CommitService, load, newApi};

// Its file is loaded by its kind: they are large, and define globals.
export function loadScript(name) {
    return new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(name, import.meta.url);
        script.onload = resolve;
        script.onerror = () => reject(new Error(`${name} cannot be loaded`));
        document.head.append(script);
    });
}
