import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { missingTools } from "./compiler.mjs";

/**
 * Compiles the addon of `libpq`, which the driver `pg-native` of a postgres backend needs, with two lines changed so that
 * several worker threads may load it. Nothing else needs it: where it cannot be had, a line says why, and that driver is
 * refused. Not left to npm, which would compile the sources as they are. Returns whether it did anything.
 */
export function buildNativeDriver(root) {
  const folder = join(root, "node_modules", "libpq");
  if (!existsSync(folder)) return false;
  const stampFile = join(folder, ".prism-stamp");
  const stamp = stampOf();
  const last = readText(stampFile);
  if (last === stamp) return false;
  // What was missing may have come meanwhile; asking costs little, and trying in vain does not.
  const missing = missingParts();
  if (last === `${stamp}left out: ${missing}`) return false;
  const fault = missing !== "" && !installLibpq() ? missing : compile(folder);
  writeFileSync(stampFile, fault === "" ? stamp : `${stamp}left out: ${fault}`);
  if (fault !== "") say(`the driver pg-native is left out, the driver pg is not: ${fault}`);
  return true;
}

const patchFile = fileURLToPath(new URL("./patches/libpq.patch", import.meta.url));

/** Of the patch, and of what an addon is compiled for. */
function stampOf() {
  const hash = createHash("sha256").update(readFileSync(patchFile)).digest("hex");
  return `${hash} abi-${process.versions.modules} ${process.platform}-${process.arch}\n`;
}

/** What must be there and is not; empty when all is. */
function missingParts() {
  const parts = [...missingTools()];
  if (spawnSync("pg_config", ["--includedir"], { stdio: "ignore" }).status !== 0) parts.push("libpq-dev (pg_config)");
  return parts.join(", ");
}

/** On Debian as root (a container, as a rule) installs it; returns whether all is there then. */
function installLibpq() {
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) return false;
  say("libpq-dev missing; running apt-get install libpq-dev");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update"], { env, stdio: "ignore" });
  spawnSync("apt-get", ["install", "-y", "libpq-dev"], { env, stdio: "ignore" });
  return missingParts() === "";
}

/** Why it could not be compiled; empty when it was. */
function compile(folder) {
  const nodeGyp = findNodeGyp();
  if (nodeGyp === null) return "npm's node-gyp is not there";
  say("compiling the addon of pg-native");
  const patch = (...options) => run("git", ["apply", ...options, patchFile], folder);
  // It may be patched already, by an attempt that ended later.
  if (patch("--reverse", "--check") !== "" && patch() !== "") return "the patch does not fit libpq's sources";
  const args = [nodeGyp, "rebuild"];
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  if (existsSync(join(prefix, "include", "node", "node.h"))) args.push(`--nodedir=${prefix}`);
  const fault = run(process.execPath, args, folder);
  return fault === "" ? run(process.execPath, ["-e", 'require("libpq")'], folder) : fault;
}

/** npm brings one, and tells its scripts where. */
function findNodeGyp() {
  const told = process.env.npm_config_node_gyp;
  if (told !== undefined && existsSync(told)) return told;
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  const brought = join(prefix, "lib", "node_modules", "npm", "node_modules", "node-gyp", "bin", "node-gyp.js");
  return existsSync(brought) ? brought : null;
}

/** The last line that a failing command says; empty when it succeeds. */
function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (done.status === 0) return "";
  const lines = `${done.stdout ?? ""}\n${done.stderr ?? done.error?.message ?? ""}`.trim().split("\n");
  return (lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? `${command} failed`).trim().slice(0, 200);
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
