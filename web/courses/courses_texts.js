// What the page of courses says, in the languages that it speaks.

const english = {
    skip: "Skip to the content",
    heading: "My courses",
    mine: "What I do",
    open: "What is open",
    standing: "Where I stand",
    noneMine: "You take part in no course.",
    noneOpen: "No further course is open.",
    noneStanding: "Nothing is recorded yet.",
    loading: "Loading …",
    noLink: "This page needs your personal link. Please open it as it was given to you.",
    notValid: "This link is not valid any more. Please ask for another one.",
    unreachable: "The server could not be reached.",
    again: "Try again",
    failed: (why) => `That did not work: ${why}`,
    enrol: "Enrol",
    wait: "Join the waiting list",
    start: "Start",
    goOn: "Continue",
    look: "Open again",
    withdraw: "Withdraw",
    leaveList: "Leave the waiting list",
    rejoin: "Enrol again",
    sure: (title) => `Do you want to withdraw from “${title}”?`,
    enrolled: (title) => `You take part in “${title}”.`,
    waits: (title, position) => `You wait for “${title}”, as number ${position}.`,
    left: (title) => `You have withdrawn from “${title}”.`,
    launching: "The course opens …",
    voucher: "Needs a voucher: please ask the administration to enrol you.",
    places: (free, places) => `${free} of ${places} places are free.`,
    waiting: (count) => `${count} waiting.`,
    position: (position) => `You are number ${position} on the waiting list.`,
    hasWithdrawn: "You have withdrawn.",
    done: (done, all) => `${done} of ${all} parts are done.`,
    progress: (title) => `Progress in ${title}`,
    score: (percent) => `Result: ${percent}.`,
    since: (date) => `Since ${date}.`,
    serves: (names) => `For: ${names}.`,
    level: (level, levels, name) => `Level ${level} of ${levels}${name ? `: ${name}` : ""}.`,
    until: (date) => `Valid until ${date}.`,
    states: {
        unknown: "Open",
        "not attempted": "Not started",
        incomplete: "Begun",
        completed: "Completed",
        passed: "Passed",
        failed: "Not passed",
    },
    statuses: {
        exempt: "Exempt",
        expiring: "Ends soon",
        attained: "Attained",
        revoked: "Revoked",
        expired: "Expired",
        in_progress: "In progress",
    },
};

const german = {
    skip: "Zum Inhalt springen",
    heading: "Meine Kurse",
    mine: "Was ich mache",
    open: "Was offen ist",
    standing: "Wo ich stehe",
    noneMine: "Sie nehmen an keinem Kurs teil.",
    noneOpen: "Kein weiterer Kurs ist offen.",
    noneStanding: "Noch ist nichts erfasst.",
    loading: "Wird geladen …",
    noLink: "Diese Seite braucht Ihren persönlichen Link. "
        + "Bitte öffnen Sie ihn so, wie Sie ihn erhalten haben.",
    notValid: "Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen geben.",
    unreachable: "Der Server war nicht erreichbar.",
    again: "Noch einmal versuchen",
    failed: (why) => `Das ging nicht: ${why}`,
    enrol: "Anmelden",
    wait: "Auf die Warteliste",
    start: "Beginnen",
    goOn: "Fortsetzen",
    look: "Noch einmal öffnen",
    withdraw: "Abmelden",
    leaveList: "Warteliste verlassen",
    rejoin: "Wieder anmelden",
    sure: (title) => `Möchten Sie sich von „${title}“ abmelden?`,
    enrolled: (title) => `Sie nehmen an „${title}“ teil.`,
    waits: (title, position) => `Sie warten auf „${title}“, an Stelle ${position}.`,
    left: (title) => `Sie haben sich von „${title}“ abgemeldet.`,
    launching: "Der Kurs wird geöffnet …",
    voucher: "Braucht einen Gutschein: Bitte lassen Sie sich von der Verwaltung anmelden.",
    places: (free, places) => `${free} von ${places} Plätzen sind frei.`,
    waiting: (count) => `${count} auf der Warteliste.`,
    position: (position) => `Sie stehen auf der Warteliste an Stelle ${position}.`,
    hasWithdrawn: "Sie haben sich abgemeldet.",
    done: (done, all) => `${done} von ${all} Teilen sind erledigt.`,
    progress: (title) => `Fortschritt in ${title}`,
    score: (percent) => `Ergebnis: ${percent}.`,
    since: (date) => `Seit ${date}.`,
    serves: (names) => `Für: ${names}.`,
    level: (level, levels, name) => `Stufe ${level} von ${levels}${name ? `: ${name}` : ""}.`,
    until: (date) => `Gültig bis ${date}.`,
    states: {
        unknown: "Offen",
        "not attempted": "Nicht begonnen",
        incomplete: "Begonnen",
        completed: "Abgeschlossen",
        passed: "Bestanden",
        failed: "Nicht bestanden",
    },
    statuses: {
        exempt: "Befreit",
        expiring: "Läuft bald ab",
        attained: "Erreicht",
        revoked: "Widerrufen",
        expired: "Abgelaufen",
        in_progress: "Begonnen",
    },
};

const spoken = new Map([["en", english], ["de", german]]);

const primary = (tag) => String(tag).toLowerCase().split("-")[0];

// The first language of the browser that is spoken here, else English.
export function chooseLanguage(preferred) {
    return preferred.map(primary).find((tag) => spoken.has(tag)) ?? "en";
}

export const textsIn = (language) => spoken.get(language);

// Of a text by language, the one to be shown: {"text", "language"}.
export function textFor(texts, language) {
    const tags = Object.keys(texts ?? {});
    const found = tags.find((tag) => tag === language)
        ?? tags.find((tag) => primary(tag) === language) ?? tags.find((tag) => tag === "und")
        ?? tags[0];
    if (found === undefined) return {text: "", language: ""};
    return {text: texts[found], language: found === "und" ? "" : found};
}
