import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, realpathSync, unlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { addonEnvironment, addonFault, addonStamp, hasHooks } from "./addon.mjs";
import { hasCompiler, installCompiler, missingTools } from "./compiler.mjs";
import { PrepareError } from "./prepare-error.mjs";

/**
 * Installs the packages of package-lock.json unless they are there. Returns whether it did.
 * `node_modules/.prism-stamp` says for which lock file, Node ABI and processor they were installed; a native addon built
 * for another one does not load, so all three count.
 */
export function install(root) {
  const modules = join(root, "node_modules");
  const wanted = stampOf(root);
  if (readText(join(modules, ".prism-stamp")) === wanted) return false;
  if (existsSync(modules) && holdsLockedPackages(root) && addonFault(root) === null) {
    // Somebody ran `npm install` by hand: what is there is right, so only say so.
    writeFileSync(join(modules, ".prism-stamp"), wanted);
    return false;
  }
  unlinkSharedModules(modules);
  say("installing packages (npm ci); the first time takes a minute or two, for SQLite may be compiled");
  installPackages(root);
  writeFileSync(join(modules, ".prism-stamp"), wanted);
  return true;
}

function stampOf(root) {
  const lock = readText(join(root, "package-lock.json"));
  if (lock === null) throw new PrepareError("package-lock.json is missing; restore it with git.");
  const hash = createHash("sha256").update(lock).digest("hex");
  return `${hash} abi-${process.versions.modules} ${process.platform}-${process.arch}${addonStamp()}\n`;
}

/** Whether npm's own record of what it installed agrees with the lock file, optional packages aside. */
function holdsLockedPackages(root) {
  const installed = readPackages(join(root, "node_modules", ".package-lock.json"));
  const locked = readPackages(join(root, "package-lock.json"));
  for (const [path, entry] of Object.entries(locked)) {
    if (path === "" || (entry.optional && !(path in installed))) continue;
    if (installed[path]?.integrity !== entry.integrity || installed[path]?.version !== entry.version) return false;
  }
  return true;
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

/** `npm ci` empties node_modules; through a link that would empty the folder of another checkout. */
function unlinkSharedModules(modules) {
  if (!lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  say(`node_modules leads to ${realTarget(modules)}, whose packages do not match; replacing the link by own packages`);
  unlinkSync(modules);
}

function realTarget(link) {
  try {
    return realpathSync(link);
  } catch {
    return "nowhere";
  }
}

function installPackages(root) {
  let fault = runNpm(root) ?? shownFault(root);
  if (fault !== null && !hasCompiler() && installCompiler()) fault = runNpm(root) ?? shownFault(root);
  // A binary that was fetched: somebody else's choice of headers.
  if (fault !== null && hasHooks(join(root, "node_modules", "better-sqlite3"))) {
    fault = runNpm(root, { npm_config_build_from_source: "better-sqlite3" }) ?? shownFault(root);
  }
  if (fault === null) return;
  const missing = missingTools();
  if (missing.length > 0) {
    throw new PrepareError(
      `${fault}\n\nPrism's embedded store is compiled on this machine, which lacks: ${missing.join(", ")}. Install a C++ ` +
        "compiler, make and python3 (Debian, Ubuntu: apt-get install build-essential python3) and run the command again.",
    );
  }
  throw new PrepareError(`${fault}\n\nInstalling the packages failed; the lines above are npm's own.`);
}

/** Runs `npm ci`; null, or what it said when it fails. */
function runNpm(root, settings = {}) {
  const env = { ...addonEnvironment(process.env), ...settings };
  // node-gyp compiles against the headers of this very Node where it has them, so that nothing need be downloaded.
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  if (existsSync(join(prefix, "include", "node", "node.h"))) env.npm_config_nodedir = prefix;
  // `npm test` in production mode would leave the compiler out.
  delete env.NODE_ENV;
  const [command, ...args] = [...npmCommand(), "ci", "--include=dev", "--no-audit", "--no-fund"];
  const done = spawnSync(command, args, { cwd: root, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (done.error) throw new PrepareError(`npm could not be started (${done.error.message}); it comes with Node.js.`);
  return done.status === 0 ? null : excerpt(`${done.stdout}\n${done.stderr}`);
}

/** The npm that started this script, else the one on the path. */
function npmCommand() {
  const script = process.env.npm_execpath;
  return script !== undefined && basename(script) === "npm-cli.js" ? [process.execPath, script] : ["npm"];
}

function shownFault(root) {
  const fault = addonFault(root);
  return fault === null ? null : excerpt(fault);
}

/** The beginning, where npm names the fault, and the end, where a compiler does. */
function excerpt(text) {
  const lines = text.trim().split("\n");
  const [first, last] = [20, 30];
  if (lines.length <= first + last) return lines.join("\n");
  return [...lines.slice(0, first), "…", ...lines.slice(-last)].join("\n");
}

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function say(text) {
  process.stdout.write(`prism: ${text}\n`);
}
