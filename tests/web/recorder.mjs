// Stands between browser and server, and keeps the commits that the server has taken.

import {createServer, request} from "node:http";

async function bytesOf(stream) {
    const parts = [];
    for await (const part of stream) parts.push(part);
    return Buffer.concat(parts);
}

function pass(port, {method, url, headers}, body) {
    return new Promise((resolve, reject) => {
        request({host: "127.0.0.1", port, method, path: url, headers}, resolve)
            .on("error", reject).end(body);
    });
}

export class Recorder {
    target = null; // The server's port.
    commits = new Map(); // By token: [{run, item, isFinal, bytes, body}]
    #runs = new Map(); // {item, sequence}
    #server;

    static async open() {
        const out = new Recorder();
        out.#server = createServer((asked, answer) =>
            out.#serve(asked, answer).catch((error) => answer.destroy(error)));
        await new Promise((resolve) => out.#server.listen(0, "127.0.0.1", resolve));
        out.origin = `http://127.0.0.1:${out.#server.address().port}`;
        return out;
    }

    async close() {
        this.#server.closeAllConnections?.();
        await new Promise((resolve) => this.#server.close(resolve));
    }

    async #serve(asked, answer) {
        const sent = await bytesOf(asked);
        const told = await pass(this.target, asked, sent);
        const bytes = await bytesOf(told);
        if (told.statusCode === 200 && asked.method === "POST") this.#hear(asked.url, sent, bytes);
        answer.writeHead(told.statusCode, told.headers);
        answer.end(bytes);
    }

    #hear(url, sent, answer) {
        const {pathname, searchParams} = new URL(url, this.origin);
        const [, , token, call] = pathname.split("/");
        if (call === "begin") {
            const {run} = JSON.parse(answer);
            this.#runs.set(run, {item: JSON.parse(sent).item, sequence: 0});
        }
        if (call !== "commit") return;
        const body = JSON.parse(sent);
        const id = searchParams.get("run");
        const run = this.#runs.get(id);
        if (body.commitSequence <= run.sequence) return; // Once more.
        run.sequence = body.commitSequence;
        if (!this.commits.has(token)) this.commits.set(token, []);
        this.commits.get(token).push({run: id, item: run.item, body, bytes: sent.length,
            isFinal: searchParams.get("final") === "true"});
    }
}
