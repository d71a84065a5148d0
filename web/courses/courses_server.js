// What the page asks of the server, with the secret of the personal link.

const kept = "lrs-courses";

// From the address, where it does not stay: what is copied from there shall not hold it, and the
// course that is launched shall not be told of it. In this tab it lasts.
export function takeToken() {
    const given = location.hash.slice(1);
    if (/^\d+\.[0-9a-f-]{36}\.[\w-]+$/.test(given)) {
        sessionStorage.setItem(kept, given);
        history.replaceState(null, "", location.pathname + location.search);
    }
    return sessionStorage.getItem(kept);
}

export function forgetToken() {
    sessionStorage.removeItem(kept);
}

function authorizationOf(token) {
    const at = token.lastIndexOf(".");
    return `Basic ${btoa(`person.${token.slice(0, at)}:${token.slice(at + 1)}`)}`;
}

export class Refused extends Error {
    constructor(status, why) {
        super(why);
        this.status = status;
    }
}

export class Server {
    #authorization;

    constructor(token) {
        this.#authorization = authorizationOf(token);
    }

    // Throws Refused, or a TypeError when the server is not reached.
    async #ask(method, path, body) {
        const headers = {Authorization: this.#authorization};
        if (body) headers["Content-Type"] = "application/json";
        const response = await fetch(`api/v1/my/${path}`,
            {method, headers, body: body && JSON.stringify(body), cache: "no-store"});
        const value = await response.json().catch(() => null);
        if (response.ok) return value;
        throw new Refused(response.status, value?.error ?? String(response.status));
    }

    // {"givenName", "familyName", "mine", "open"}, all pages of it.
    async courses() {
        const first = await this.#ask("GET", "courses");
        for (let {next} = first; next;) {
            const more = await this.#ask("GET", `courses?after=${next}`);
            first.open.push(...more.open);
            next = more.next;
        }
        return first;
    }

    async standing() {
        return (await this.#ask("GET", "attainment")).competencies;
    }

    enrol(course) {
        return this.#ask("POST", `courses/${course}`);
    }

    withdraw(course) {
        return this.#ask("DELETE", `courses/${course}`);
    }

    async launch(registration) {
        const returnUrl = location.origin + location.pathname;
        const {url} = await this.#ask("POST", `registrations/${registration}/launch`, {returnUrl});
        return url;
    }
}
