// The contents of a course: nested lists with a button for what can be started. Arrow keys go from
// one to the next, too.

const symbols = new Map([
    ["completed", "✓"], ["passed", "✓"], ["failed", "✗"], ["incomplete", "◐"], ["locked", "–"],
]);

const fresh = new Set(["unknown", "not attempted"]);

// What is told of an item in one word: how it went, else how far it is.
export function stateOf({success, completion}) {
    if (success === "passed" || success === "failed") return success;
    return completion ?? "unknown";
}

export class Menu {
    #nav;
    #texts;
    #language;
    #choose;

    constructor(nav, texts, language, choose) {
        this.#nav = nav;
        this.#texts = texts;
        this.#language = language;
        this.#choose = choose;
        nav.setAttribute("aria-label", texts.menu);
        nav.addEventListener("keydown", (event) => this.#step(event));
    }

    // status(item): {"completion", "success", "open"}
    draw(items, current, status) {
        const focused = this.#nav.contains(document.activeElement)
            ? document.activeElement.dataset.item : undefined;
        this.#nav.replaceChildren(this.#list(items, current, status));
        this.#buttons().find((button) => button.dataset.item === focused)?.focus();
    }

    #list(items, current, status) {
        const list = document.createElement("ul");
        for (const item of items) list.append(...this.#entry(item, current, status));
        return list;
    }

    // An item that is not visible does not hide what is below it (SCORM 2004 CAM 3.4.1.8).
    #entry(item, current, status) {
        const below = item.items?.length > 0 ? this.#list(item.items, current, status) : null;
        if (item.isVisible === false) return below ? [...below.children] : [];
        const entry = document.createElement("li");
        if (item.launchable) entry.append(this.#button(item, current, status(item)));
        else entry.append(this.#group(item));
        if (below?.children.length > 0) entry.append(below);
        return [entry];
    }

    #title(item) {
        const title = document.createElement("span");
        title.textContent = item.title;
        if (this.#language) title.lang = this.#language;
        return title;
    }

    #group(item) {
        const title = this.#title(item);
        title.className = "group";
        return title;
    }

    #button(item, current, status) {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.item = item.id;
        const isCurrent = item.id === current;
        const isLocked = !status.open && !isCurrent;
        const told = stateOf(status);
        const state = isCurrent && fresh.has(told) ? "incomplete" : told;
        button.append(this.#title(item), " ", this.#state(state, isLocked));
        if (isCurrent) button.setAttribute("aria-current", "page");
        if (isLocked) button.setAttribute("aria-disabled", "true");
        button.addEventListener("click", () => this.#choose(item.id));
        return button;
    }

    #state(name, isLocked) {
        const words = [this.#texts.states[name]];
        if (isLocked) words.push(this.#texts.states.locked);
        const symbol = document.createElement("span");
        symbol.setAttribute("aria-hidden", "true");
        symbol.textContent = symbols.get(isLocked ? "locked" : name) ?? "○";
        const state = document.createElement("span");
        state.className = "status";
        state.append(symbol, ` ${words.join(", ")}`);
        return state;
    }

    #buttons() {
        return [...this.#nav.querySelectorAll("button")];
    }

    #step(event) {
        const buttons = this.#buttons();
        const at = buttons.indexOf(document.activeElement);
        const to = new Map([
            ["ArrowDown", at + 1], ["ArrowUp", at - 1], ["Home", 0], ["End", buttons.length - 1],
        ]).get(event.key);
        if (at < 0 || to === undefined || !buttons[to]) return;
        event.preventDefault();
        buttons[to].focus();
    }
}
