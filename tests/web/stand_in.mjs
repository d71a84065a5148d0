// A server that speaks the player's protocol from memory, so that the player can be tested alone.
// It believes everything, and reads no manifest: a course brings the player's view of itself.

import {randomUUID} from "node:crypto";
import {readFile} from "node:fs/promises";
import {createServer} from "node:http";
import {extname} from "node:path";

const types = {
    ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json",
    ".gif": "image/gif", ".jpg": "image/jpeg", ".png": "image/png",
};
const playerPolicy = "default-src 'self'; script-src 'self'; style-src 'self'; "
    + "img-src 'self' data:; frame-src *; object-src 'none'; base-uri 'none'";

function* itemsIn(items) {
    for (const item of items) {
        yield item;
        yield* itemsIn(item.items ?? []);
    }
}

async function bodyOf(request) {
    const parts = [];
    for await (const part of request) parts.push(part);
    return Buffer.concat(parts).toString();
}

// What a learner has done with a course, over all launches.
class Registration {
    commits = []; // {run, item, isFinal, bytes, body}
    calls = []; // "begin A", "commit", "state", "end"
    progress = new Map(); // By item: {completion, success, kept, isSuspended}
    kept = {sequencingState: null, globalObjectives: {}, sharedData: {}};
    where = null;
    run = null; // The one that is open: {id, item, launch, isFinal}
    sequence = 0;

    constructor(course) {
        this.course = course;
        this.is12 = course.kind === "scorm12";
    }

    of(id) {
        if (!this.progress.has(id))
            this.progress.set(id, {completion: "unknown", success: "unknown", kept: null});
        return this.progress.get(id);
    }

    isOpen(item) {
        return (item.prerequisites ?? []).every((id) =>
            this.of(id).completion === "completed" || this.of(id).success === "passed");
    }

    told(items = this.course.items) {
        return items.map((item) => ({
            id: item.id, title: item.title, isVisible: item.isVisible !== false,
            launchable: Boolean(item.href), isSco: item.isSco !== false,
            hiddenControls: item.hiddenControls ?? [], completion: this.of(item.id).completion,
            success: this.of(item.id).success, open: this.isOpen(item),
            items: this.told(item.items ?? []),
        }));
    }

    seed(item) {
        const {kept, isSuspended} = this.of(item.id);
        const entry = kept === null ? "ab-initio" : "resume";
        if (!this.is12) {
            const {exit, session_time, entry: was, ...rest} = isSuspended ? kept : {};
            return {...rest, learner_id: "u1", learner_name: "Doe, Jane", mode: "normal",
                credit: "credit", entry: isSuspended ? "resume" : "ab-initio"};
        }
        const {exit, session_time, ...core} = kept?.core ?? {};
        const {mastery} = item;
        const student_data = mastery === undefined ? {} : {mastery_score: String(mastery)};
        return {suspend_data: kept?.suspend_data ?? "", student_data, core: {
            ...core, student_id: "u1", student_name: "Doe, Jane", credit: "credit",
            lesson_mode: "normal", entry}};
    }

    take(run, body, isFinal) {
        const item = this.of(run.item);
        const {cmi} = body.runtimeData;
        item.kept = cmi;
        item.isSuspended = !isFinal || cmi.exit === "suspend";
        const status = this.is12 ? cmi.core.lesson_status : null;
        if (status === null) {
            item.completion = cmi.completion_status;
            item.success = cmi.success_status;
        } else {
            const isDone = ["passed", "failed", "completed"].includes(status);
            item.completion = isDone ? "completed" : "incomplete";
            item.success = ["passed", "failed"].includes(status) ? status : "unknown";
        }
        Object.assign(this.kept.globalObjectives, body.globalObjectives);
        Object.assign(this.kept.sharedData, body.sharedData);
    }
}

const json = (status, value) => ({status, type: "application/json", body: JSON.stringify(value)});
const over = () => json(409, {result: false, errorCode: 391, error: "the run is over"});

const actions = {
    begin(launch, told) {
        const of = launch.registration;
        if (launch.isClosed) return json(409, {error: "another window", reason: "closed"});
        const item = [...itemsIn(of.course.items)].find(({id}) => id === told.item);
        if (!item?.href) return json(400, {error: "no such item"});
        of.calls.push(`begin ${item.id}`);
        if (!of.isOpen(item)) return json(409, {error: "not open", reason: "prerequisites"});
        if (of.run && of.run.launch !== launch) of.run.launch.isClosed = true;
        of.run = {id: randomUUID(), item: item.id, launch};
        of.sequence = 0;
        of.where = item.id;
        const isSco = item.isSco !== false;
        if (!isSco) of.of(item.id).completion = "completed";
        const url = /^https?:/.test(item.href) ? item.href : `c/${item.href}`;
        return json(200, {run: of.run.id, url, isSco, cmi: of.seed(item)});
    },

    commit(launch, body, query) {
        const of = launch.registration;
        of.calls.push("commit");
        const run = query.get("run");
        if (run !== of.run?.id || of.run.isOver) return over();
        const isFinal = query.get("final") === "true";
        if (body.commitSequence > of.sequence) {
            of.sequence = body.commitSequence;
            const bytes = JSON.stringify(body).length;
            of.commits.push({run, item: of.run.item, isFinal, bytes, body});
            of.take(of.run, body, isFinal);
        }
        return json(200, {result: true, errorCode: 0});
    },

    state(launch, body) {
        launch.registration.calls.push("state");
        Object.assign(launch.registration.kept, body);
        return json(200, {result: true});
    },

    end(launch, {run}) {
        const of = launch.registration;
        of.calls.push("end");
        if (run !== null && run === of.run?.id) of.run.isOver = true;
        return json(200, {result: true});
    },
};

function courseJson({registration: of, options}) {
    const {kind, title, language, sequencing} = of.course;
    return json(200, {
        kind, title, language, mode: options.mode ?? "normal",
        learner: {id: "u1", name: "Doe, Jane"}, items: of.told(), sequencing, ...of.kept,
        item: options.item ?? of.where, returnUrl: options.returnUrl ?? null,
    });
}

export class StandIn {
    #launches = new Map();
    #server;
    #folders;
    origin;

    // folders: where the files of /player/ lie.
    static async open(folders) {
        const standIn = new StandIn();
        standIn.#folders = folders;
        standIn.#server = createServer((request, response) => standIn.#serve(request, response));
        await new Promise((resolve) => standIn.#server.listen(0, "127.0.0.1", resolve));
        standIn.origin = `http://127.0.0.1:${standIn.#server.address().port}`;
        return standIn;
    }

    // A course, or a registration of an earlier launch again.
    async launch(course, {registration = new Registration(course), ...options} = {}) {
        const token = randomUUID();
        this.#launches.set(token, {registration, options, isClosed: false});
        return {url: `${this.origin}/p/${token}/player.html`, registration};
    }

    async commits({registration}) {
        return registration.commits;
    }

    // {item: {completion, success, cmi}}
    async stored({registration}) {
        return Object.fromEntries([...registration.progress].map(([id, {kept, ...how}]) =>
            [id, {...how, cmi: kept}]));
    }

    async close() {
        this.#server.closeAllConnections?.();
        await new Promise((resolve) => this.#server.close(resolve));
    }

    async #serve(request, response) {
        const answer = await this.#answer(request).catch((error) => json(500, {error: `${error}`}));
        const headers = {"Content-Type": answer.type, "Cache-Control": "no-store"};
        if (answer.policy) headers["Content-Security-Policy"] = answer.policy;
        response.writeHead(answer.status, headers);
        response.end(answer.body);
    }

    async #answer(request) {
        const {pathname, searchParams} = new URL(request.url, this.origin);
        const [, area, token, ...rest] = pathname.split("/");
        if (area === "player") return this.#file(token);
        const launch = this.#launches.get(token);
        if (area !== "p" || !launch) return json(404, {error: "no such launch"});
        const [name] = rest;
        if (name === "c") return this.#content(launch, decodeURIComponent(rest.slice(1).join("/")));
        if (name === "player.html") return this.#file(name);
        if (name === "course.json") return courseJson(launch);
        if (request.method !== "POST" || !actions[name]) return json(404, {error: "nothing here"});
        return actions[name](launch, JSON.parse(await bodyOf(request)), searchParams);
    }

    async #file(name) {
        for (const folder of this.#folders)
            try {
                const body = await readFile(new URL(name, folder));
                return {status: 200, type: types[extname(name)], body, policy: playerPolicy};
            } catch {
                // In the next one.
            }
        return json(404, {error: "no such file"});
    }

    async #content({registration: {course}}, name) {
        const body = course.files[name] ?? await course.read?.(name);
        const type = types[extname(name)] ?? "application/octet-stream";
        return body === undefined ? json(404, {error: name}) : {status: 200, type, body};
    }
}
