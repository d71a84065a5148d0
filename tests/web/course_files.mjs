// What a course may ask for: its own files, by whatever address its authors have thought of.

import assert from "node:assert/strict";
import {test} from "node:test";

import {oneSco} from "./courses.mjs";
import {inBrowser, target} from "./support.mjs";

inBrowser();

const addresses = [
    // name of the row, what stands behind sco.html, status
    ["alone", "", 200],
    ["with a query", "?content=playing", 200],
    ["with a parameter that comes twice", "?questions=a&questions=b", 200],
    ["with a query that is no list of parameters", "?a&&=b&?c", 200],
    ["with half an escape in its query", "?a=%zz%", 200],
    ["with a word of xAPI in its query", "?method=PUT&statementId=x&agent={", 200],
    ["with a long query", `?${"q".repeat(3000)}`, 200],
    ["another one", "x", 404],
];

for (const [name, behind, status] of addresses)
    test(`a file of a course: ${name}`, async () => {
        const {url} = await target.launch(oneSco);
        const answer = await fetch(url.replace("player.html", `c/sco.html${behind}`));
        assert.equal(answer.status, status, await answer.text());
    });
