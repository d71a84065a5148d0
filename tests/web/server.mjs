// The real server as a target of tests: openTarget() of target.mjs, and what the server knows.
// LRS_PROGRAM names the program. It listens on ports that the system chooses, and its data are in
// memory.

import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {randomUUID} from "node:crypto";
import {existsSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";

import {top} from "./folders.mjs";
import {Recorder} from "./recorder.mjs";
import {zip} from "./zip.mjs";

const program = process.env.LRS_PROGRAM ?? fileURLToPath(new URL("build/dev/lrs", top));
const secret = "browser:tests";
const authorization = `Basic ${Buffer.from(secret).toString("base64")}`;

export function someone(name = "Doe, Jane") {
    const account = {homePage: "https://city.example", name: randomUUID()};
    return {objectType: "Agent", name, account};
}

async function isReady(file, child) {
    for (const end = Date.now() + 60_000; Date.now() < end;) {
        if (child.exitCode !== null) throw new Error(`${program} has ended: ${child.exitCode}`);
        if (existsSync(file)) return JSON.parse(readFileSync(file));
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`${program} does not get ready`);
}

export class Server {
    #child;
    #folder;
    #recorder;
    #packages = new Map(); // By course: what the server says of it.
    #tokens = new Map(); // By registration: those of all launches.

    static async open(options = []) {
        const out = new Server();
        out.#folder = mkdtempSync(join(tmpdir(), "lrs-web-"));
        out.#recorder = await Recorder.open();
        const ready = join(out.#folder, "ready.json");
        out.#child = spawn(program, ["serve", "--data", join(out.#folder, "data"),
            "--listen", "127.0.0.1:0", "--content-listen", "127.0.0.1:0",
            "--content-url", out.#recorder.origin, "--ready-file", ready,
            "--bootstrap-credential", secret, "--log-level", "warning", ...options],
            {stdio: ["ignore", "ignore", "inherit"]});
        process.once("exit", () => out.#child.kill());
        const {port, contentPort} = await isReady(ready, out.#child);
        out.origin = `http://127.0.0.1:${port}`;
        out.#recorder.target = contentPort;
        return out;
    }

    async close() {
        const ended = new Promise((resolve) => this.#child.once("exit", resolve));
        this.#child.kill("SIGTERM");
        await ended;
        await this.#recorder.close();
        rmSync(this.#folder, {recursive: true});
    }

    #fetch(method, path, body, type) {
        const headers = {Authorization: authorization, "X-Experience-API-Version": "1.0.3"};
        if (body !== undefined) headers["Content-Type"] = type;
        return fetch(this.origin + path, {method, body, headers});
    }

    // An answer with the status that is expected; its JSON, if it has any.
    async ask(method, path, {status = 200, body, type = "application/json"} = {}) {
        const answer = await this.#fetch(method, path, body, type);
        const text = await answer.text();
        assert.equal(answer.status, status, `${method} ${path}: ${text}`);
        return text ? JSON.parse(text) : null;
    }

    // What the server says of it.
    async import(bytes, query = "") {
        return this.ask("POST", `/api/v1/packages${query}`,
            {status: 201, body: bytes, type: "application/zip"});
    }

    // The id of a registration.
    async enrol(packageId, actor = someone()) {
        const body = JSON.stringify({actor});
        const path = `/api/v1/packages/${packageId}/registrations`;
        const {registration} = await this.ask("POST", path, {status: 201, body});
        return registration;
    }

    // {url, launchMethod, …known}. A launch may be known, and then is launched again.
    async launchAgain(known, order = {}) {
        const {url, launchMethod} = await this.ask("POST",
            `/api/v1/registrations/${known.registration}/launch`,
            {status: 201, body: JSON.stringify(order)});
        const token = new URL(url).pathname.split("/")[2];
        const tokens = this.#tokens.get(known.registration) ?? [];
        this.#tokens.set(known.registration, [...tokens, token]);
        return {...known, url, launchMethod};
    }

    async #packageOf(course) {
        if (!this.#packages.has(course)) {
            const query = `?language=${course.language ?? "en"}`;
            this.#packages.set(course, await this.import(zip(course.files), query));
        }
        return this.#packages.get(course);
    }

    // Of target.mjs. `course` of a launch is what the server says of the package.
    async launch(course, {item, mode, returnUrl, ...known} = {}) {
        if (!known.registration) {
            known.course = await this.#packageOf(course);
            known.actor ??= someone();
            known.registration = await this.enrol(known.course.id, known.actor);
        }
        return this.launchAgain(known, {item, mode, returnUrl});
    }

    async commits({registration}) {
        const {commits} = this.#recorder;
        return this.#tokens.get(registration).flatMap((token) => commits.get(token) ?? []);
    }

    async stored(launch) {
        const {items} = await this.progress(launch);
        return Object.fromEntries(items.map((item) => [item.id, item]));
    }

    async progress({registration}) {
        return (await this.ask("GET", `/api/v1/registrations/${registration}`)).progress;
    }

    // Of a registration, in the order in which they were stored.
    async statements({registration}) {
        const out = [];
        let more = `/xapi/statements?ascending=true&registration=${registration}`;
        while (more) {
            const page = await this.ask("GET", more);
            out.push(...page.statements);
            more = page.more;
        }
        return out;
    }

    async verbs(launch) {
        return (await this.statements(launch)).map(({verb}) => verb.id.split("/").pop());
    }

    // A state document: text, or of JSON the value.
    async document({registration, actor}, activityId, stateId) {
        const query = new URLSearchParams(
            {activityId, agent: JSON.stringify(actor), registration, stateId});
        const response = await this.#fetch("GET", `/xapi/activities/state?${query}`);
        assert.equal(response.status, 200, stateId);
        const isJson = /json/.test(response.headers.get("Content-Type"));
        return isJson ? response.json() : response.text();
    }
}

export async function openTarget() {
    return Server.open(["--storage", "memory"]);
}
