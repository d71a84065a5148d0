// The frame that a SCO or an asset runs in. It is a new one for each, so that what content has left
// behind (timers, handlers) goes with the old one.

const allowed = "fullscreen; autoplay; microphone; camera";
// Without same-origin content could not call its parent (content is kept apart by its origin).
const sandbox = "allow-scripts allow-same-origin allow-forms allow-popups "
    + "allow-popups-to-escape-sandbox allow-modals allow-downloads";

export class Stage {
    #place;
    #frame = null;

    constructor(place) {
        this.#place = place;
    }

    show(url, title) {
        this.clear();
        const frame = document.createElement("iframe");
        frame.title = title;
        frame.allow = allowed;
        frame.sandbox = sandbox;
        frame.src = url;
        this.#frame = frame;
        this.#place.replaceChildren(frame);
    }

    // Removing a frame runs its handlers of pagehide and unload before it returns. Those of
    // beforeunload run only when it is navigated: some content saves there.
    clear() {
        const frame = this.#frame;
        if (frame === null) return;
        this.#frame = null;
        try {
            frame.contentWindow.dispatchEvent(new Event("beforeunload", {cancelable: true}));
        } catch {
            // Of another origin: it has no API to save with either.
        }
        frame.remove();
    }

    // Something of our own instead of content.
    put(...nodes) {
        this.clear();
        this.#place.replaceChildren(...nodes);
    }
}
