/**
 * Runs the suites and the clients of others against the gRPC door, and ten million frames at random, and keeps how they
 * ended in docs-cms/reference/grpc-suites.json, which `npm run generate` makes a page of. Needs Go and Python. Run it from a
 * build of a work tree whose sources have no changes.
 *
 *   node scripts/record-grpc-suites.mjs [--frames 10000000]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fuzzFrames } from "../dist/tests/support/http2/frame-fuzz.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const suites = ["acceptor/grpc/h2spec", "acceptor/grpc/interop"];
const clients = ["foreign/grpc-go", "foreign/python", "foreign/grpcurl", "acceptor/grpc/grpc-call"];
const { values } = parseArgs({ options: { frames: { type: "string", default: "10000000" } } });

const folder = mkdtempSync(join(tmpdir(), "prism-suites-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const path of suites) runTests(path);
const runs = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
// h2spec before the others, lean before grpc-js, plain before TLS.
runs.sort((a, b) => compare(b.suite, a.suite) || compare(b.transport, a.transport) || compare(b.security, a.security));
const record = {
  date: new Date().toISOString(),
  commit: git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "src", "proto") === "" ? "" : "+"),
  node: process.versions.node,
  runs,
  clients: clients.flatMap((path) => groupsOf(runTests(path)).map((group) => ({ path, ...group }))),
  fuzz: await fuzzed(),
};
const into = join(root, "docs-cms/reference/grpc-suites.json");
writeFileSync(into, `${JSON.stringify(record)}\n`);
spawnSync("npx", ["biome", "format", "--write", into], { cwd: root });

/** What a file of tests prints as TAP; ends with it when a test failed, or when what it needs is missing. */
function runTests(path) {
  process.stderr.write(`${path}\n`);
  const args = ["--test", "--test-reporter=tap", `dist/tests/${path}.test.js`];
  const env = { ...process.env, PRISM_SUITES_TO: folder };
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", env });
  if (status === 0 && !stdout.includes("# SKIP needs")) return stdout;
  process.stderr.write(stdout);
  process.exit(1);
}

/** By what tests are grouped under: how many there are, all of which passed. */
function groupsOf(tap) {
  const groups = [];
  let count = 0;
  for (const line of tap.split("\n")) {
    if (/^ {4}ok \d+ - /.test(line)) count++;
    const [, name] = /^ok \d+ - (.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    groups.push({ name, passed: count, count });
    count = 0;
  }
  return groups;
}

async function fuzzed() {
  process.stderr.write(`${values.frames} frames at random\n`);
  const { frames, calls, heap, heapGrowth } = await fuzzFrames(1, Number(values.frames));
  return { frames, calls, heap, heapGrowth };
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}

function git(...args) {
  return spawnSync("git", args, { cwd: root, encoding: "utf8" }).stdout.trim();
}
