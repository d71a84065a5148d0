// What the player says, in the languages that it speaks.

const english = {
    skip: "Skip to the content",
    fold: "Contents",
    menu: "Contents of the course",
    controls: "Course controls",
    previous: "Previous",
    next: "Next",
    pause: "Pause and leave",
    exit: "Leave",
    exitAll: "End the course",
    browse: "Preview: nothing counts",
    review: "Review: nothing counts",
    loading: "Loading …",
    waiting: "Not saved yet. Trying again …",
    saved: "Saved",
    refused: "The last entry could not be saved.",
    closed: "This course has been opened in another window. Nothing more is saved here.",
    expired: "This launch has expired. Please open the course again.",
    locked: "This part is not open yet.",
    choose: "Please choose a part of the course.",
    nothing: "Nothing can be started here now.",
    unreadable: "The course could not be loaded.",
    ended: "You have left the course",
    ended_saved: "Everything is saved.",
    back: "Back",
    close: "You can close this window.",
    states: {
        unknown: "not started",
        "not attempted": "not started",
        incomplete: "begun",
        completed: "completed",
        passed: "passed",
        failed: "not passed",
        locked: "locked",
    },
};

const german = {
    skip: "Zum Inhalt springen",
    fold: "Inhalt",
    menu: "Inhalt des Kurses",
    controls: "Kurs steuern",
    previous: "Zurück",
    next: "Weiter",
    pause: "Unterbrechen",
    exit: "Verlassen",
    exitAll: "Kurs beenden",
    browse: "Vorschau: nichts wird gewertet",
    review: "Durchsicht: nichts wird gewertet",
    loading: "Wird geladen …",
    waiting: "Noch nicht gespeichert. Neuer Versuch …",
    saved: "Gespeichert",
    refused: "Der letzte Eintrag konnte nicht gespeichert werden.",
    closed: "Dieser Kurs wurde in einem anderen Fenster geöffnet. "
        + "Hier wird nichts mehr gespeichert.",
    expired: "Dieser Aufruf ist abgelaufen. Bitte öffnen Sie den Kurs neu.",
    locked: "Dieser Teil ist noch nicht freigegeben.",
    choose: "Bitte wählen Sie einen Teil des Kurses.",
    nothing: "Hier kann gerade nichts gestartet werden.",
    unreadable: "Der Kurs konnte nicht geladen werden.",
    ended: "Sie haben den Kurs verlassen",
    ended_saved: "Alles ist gespeichert.",
    back: "Zurück",
    close: "Sie können dieses Fenster schließen.",
    states: {
        unknown: "nicht begonnen",
        "not attempted": "nicht begonnen",
        incomplete: "begonnen",
        completed: "abgeschlossen",
        passed: "bestanden",
        failed: "nicht bestanden",
        locked: "gesperrt",
    },
};

const spoken = new Map([["en", english], ["de", german]]);

const primary = (tag) => String(tag).toLowerCase().split("-")[0];

// The first language of the browser that is spoken here, else the course's, else English.
export function chooseLanguage(preferred, courseLanguage) {
    const found = [...preferred, courseLanguage].map(primary).find((tag) => spoken.has(tag));
    return found ?? "en";
}

export const textsIn = (language) => spoken.get(language);
