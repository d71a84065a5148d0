// Where the player under test is. By default it is served by the stand-in; another server is named
// by the environment variable LRS_WEB_TARGET, a module whose openTarget() gives the same, as
// ./server.mjs does for the real one:
//
//   launch(course, {registration, item, mode, returnUrl})
//                     a course of courses.mjs, launched for a new learner, or again for the learner
//                     of an earlier launch: {url, registration}
//   commits(launch)   what has been committed by this learner, over all launches, and taken:
//                     [{run, item, isFinal, bytes, body}]
//   stored(launch)    {item: {completion, success}}
//   close()
//
// A server that keeps no commits can be put behind a proxy that sees them pass.

import {modules, top} from "./folders.mjs";
import {StandIn} from "./stand_in.mjs";

async function standIn() {
    const dist = new URL("node_modules/scorm-again/dist/", modules);
    return StandIn.open([new URL("web/player/", top), dist]);
}

export async function openTarget() {
    const other = process.env.LRS_WEB_TARGET;
    if (!other) return standIn();
    return (await import(new URL(other, import.meta.url))).openTarget();
}
