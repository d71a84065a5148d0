// Plays courses in a browser: node tests/web/run.mjs [FILE…]. What npm has to bring comes into
// build/web_tests, so that the checkout stays as it is. CHROMIUM names another browser.

import {execFileSync} from "node:child_process";
import {copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync} from "node:fs";
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
const all = readdirSync(here).filter((name) => /^player_.*\.mjs$/.test(name)).sort();
const files = (process.argv.length > 2 ? process.argv.slice(2) : all)
    .map((name) => fileURLToPath(new URL(name, here)));

install();
run({files, concurrency: 1, timeout: 300_000})
    .on("test:fail", () => {
        process.exitCode = 1;
    })
    .compose(new spec())
    .pipe(process.stdout);
