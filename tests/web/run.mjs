// Plays courses in a browser: node tests/web/run.mjs [--server PROGRAM] [FILE…]. Without a server
// the player is tested at a stand-in; with the program "lrs" it is tested at that, and what comes
// of courses there. What npm has to bring comes into build/web_tests, so that the checkout stays
// as it is. CHROMIUM names another browser, LRS_PACKAGES a folder of real packages to play.

import {execFileSync} from "node:child_process";
import {copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync} from "node:fs";
import {resolve} from "node:path";
import {run} from "node:test";
import {spec} from "node:test/reporters";
import {fileURLToPath} from "node:url";

import {modules, top} from "./folders.mjs";

// Again when what is asked for has changed.
function install() {
    const lock = new URL("web/package-lock.json", top);
    const last = new URL("package-lock.json", modules);
    const isThere = existsSync(last) && readFileSync(last).equals(readFileSync(lock))
        && existsSync(new URL("node_modules/playwright-core/package.json", modules));
    if (isThere) return;
    mkdirSync(modules, {recursive: true});
    for (const name of ["package.json", "package-lock.json"])
        copyFileSync(new URL(`web/${name}`, top), new URL(name, modules));
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        {cwd: fileURLToPath(modules), stdio: "inherit"});
}

const here = new URL("./", import.meta.url);
let names = process.argv.slice(2);
let kinds = /^player_.*\.mjs$/;
if (names[0] === "--server") {
    process.env.LRS_PROGRAM = resolve(names[1]);
    process.env.LRS_WEB_TARGET = "./server.mjs";
    kinds = /^(player|course|real)_.*\.mjs$/;
    names = names.slice(2);
}
if (names.length === 0) names = readdirSync(here).filter((name) => kinds.test(name)).sort();
const files = names.map((name) => fileURLToPath(new URL(name, here)));

install();
run({files, concurrency: 2, timeout: 600_000})
    .on("test:fail", () => {
        process.exitCode = 1;
    })
    .compose(new spec())
    .pipe(process.stdout);
