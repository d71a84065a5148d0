// What has to reach the server, in order and one at a time, tried again for as long as the page
// lives. Plain fetch: the player outlives the frame that a last commit comes from, and neither
// beacons nor keepalive carry more than 64 KiB.
//
// An entry that waits is replaced by the next of the same key: commits and states are complete.
// What is under way is not replaced; the server passes over what it has already.

const longestWait = 30_000;
const patience = 30_000; // For one answer.

const passing = (status) => status === 408 || status === 425 || status === 429 || status >= 500;

// Milliseconds before the next try, a fifth of it by chance: many players lose the same server.
function waitAfter(tries) {
    const wait = Math.min(1000 * 2 ** (tries - 1), longestWait);
    return wait * (0.8 + Math.random() * 0.2);
}

async function answerOf(response) {
    try {
        return await response.json();
    } catch {
        return {};
    }
}

// One try. Status 0: the server was not reached.
export async function post(path, body) {
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), patience);
    try {
        const headers = {"Content-Type": "application/json"};
        const response = await fetch(path, {method: "POST", body, headers, signal: ending.signal});
        return {status: response.status, answer: await answerOf(response)};
    } catch {
        return {status: 0, answer: {}};
    } finally {
        clearTimeout(timer);
    }
}

// Tells "saved", "waiting", "refused" (one entry), "closed" and "expired" (all that follows).
export class Outbox {
    #entries = [];
    #busy = false;
    #tries = 0;
    #closed = false;
    #wakes = new Set();
    #drained = [];
    #tell;

    constructor(tell) {
        this.#tell = tell;
        addEventListener("online", () => this.#wake());
    }

    get closed() {
        return this.#closed;
    }

    // Whether a try has failed for what still waits.
    get troubled() {
        return this.#tries > 0;
    }

    // A task of its own: a frame that is going must not be waited for, nor take the request along.
    put(entry) {
        if (this.#closed) return;
        const waiting = this.#entries.findIndex(({key}, at) =>
            key === entry.key && !this.#isSent(at));
        if (waiting >= 0) this.#entries.splice(waiting, 1);
        this.#entries.push(entry);
        setTimeout(() => this.#run(), 0);
    }

    #isSent(at) {
        return at === 0 && this.#busy;
    }

    // Resolves when all has been answered for, or the launch is closed.
    drained() {
        if (this.#entries.length === 0 || this.#closed) return Promise.resolve();
        return new Promise((resolve) => this.#drained.push(resolve));
    }

    // Tries until the server answers, like an entry, and hands the answer back.
    async ask(path, body) {
        for (let tries = 1; ; ++tries) {
            const {status, answer} = await post(path, JSON.stringify(body));
            if (status !== 0 && !passing(status)) return {status, answer};
            this.#tell("waiting");
            await this.#pause(tries);
        }
    }

    close(why) {
        if (this.#closed) return;
        this.#closed = true;
        this.#entries = [];
        this.#tries = 0;
        this.#wake();
        this.#settle();
        this.#tell(why);
    }

    // The page goes: what was not answered for is left to the browser. The paths that it takes.
    flush() {
        const newest = new Map(this.#entries.map((entry) => [entry.key, entry]));
        return [...newest.values()].filter(({path, body}) => navigator.sendBeacon(path, body))
            .map(({path}) => path);
    }

    async #run() {
        if (this.#busy) return;
        this.#busy = true;
        while (this.#entries.length > 0) {
            const [entry] = this.#entries;
            const {status, answer} = await post(entry.path, entry.body);
            if (this.#closed) break;
            if (status === 0 || passing(status)) {
                this.#tell("waiting");
                await this.#pause(++this.#tries);
                if (this.#entries.length > 1) this.#renew();
            } else {
                this.#answered(status, answer);
            }
        }
        this.#busy = false;
        if (!this.#closed) this.#settle();
    }

    // What could not be sent need not be, when a newer one of its key waits behind it.
    #renew() {
        const [first, ...others] = this.#entries;
        if (others.some((entry) => entry.key === first.key)) this.#entries.shift();
    }

    #answered(status, answer) {
        if (status === 409) return this.close("closed");
        if (status === 401 || status === 403 || status === 404) return this.close("expired");
        this.#entries.shift();
        this.#tries = 0;
        if (status >= 400 || answer.result === false) this.#tell("refused");
        else if (this.#entries.length === 0) this.#tell("saved");
    }

    #settle() {
        for (const resolve of this.#drained.splice(0)) resolve();
    }

    #pause(tries) {
        return new Promise((resolve) => {
            const timer = setTimeout(resolve, waitAfter(tries));
            this.#wakes.add(() => {
                clearTimeout(timer);
                resolve();
            });
        });
    }

    #wake() {
        for (const wake of this.#wakes) wake();
        this.#wakes.clear();
    }
}
