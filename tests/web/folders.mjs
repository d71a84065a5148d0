// Where the checkout is, and what npm has brought for the tests.

import {pathToFileURL} from "node:url";

export const top = new URL("../../", import.meta.url);

const given = process.env.LRS_WEB_MODULES; // A folder that has node_modules.
export const modules = given ? pathToFileURL(`${given}/`) : new URL("build/web_tests/", top);
