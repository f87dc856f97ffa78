import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listFiles } from "../list-files.mjs";
import { PrepareError } from "./prepare-error.mjs";

/** Folders that are compiled; what is no TypeScript in the first two is copied beside the compiled files. */
const sourceFolders = ["src", "tests", "perf"];
const assetFolders = ["src", "tests"];

/**
 * Compiles into dist/ unless it holds the build of these very sources. Returns whether it did.
 * The stamp is a hash over the name, size and modification time of every source. It is compared for equality and never
 * for "newer", so a clock that was set back cannot hide a change.
 */
export function build(root) {
  const sources = sourceFolders.flatMap((folder) => listFiles(root, folder));
  const stampPath = join(root, "dist", ".prism-build");
  const stamp = stampOf(root, sources);
  const outputs = outputsOf(sources);
  const present = sourceFolders.flatMap((folder) => listFiles(root, `dist/${folder}`));
  if (readText(stampPath) === stamp && sameMembers(outputs, present)) return false;

  process.stdout.write("prism: building\n");
  rmSync(stampPath, { force: true });
  // tsc writes only what it believes to be missing, going by its own record; a lost output makes that record wrong.
  const there = new Set(present);
  if ([...outputs.keys()].some((path) => !there.has(path))) rmSync(join(root, "dist", ".tsbuildinfo"), { force: true });
  for (const [path, asset] of outputs) {
    if (asset === null) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    copyFileSync(join(root, asset), join(root, path));
  }
  for (const path of present) if (!outputs.has(path)) rmSync(join(root, path));
  compile(root);
  writeFileSync(stampPath, stamp);
  return true;
}

function compile(root) {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const done = spawnSync(process.execPath, [tsc, "-p", "tsconfig.json"], { cwd: root, encoding: "utf8" });
  if (done.status === 0) {
    // npx makes it executable when it first links it, and not again after a new build.
    const program = join(root, "dist", "src", "main.js");
    if (existsSync(program)) chmodSync(program, 0o755);
    return;
  }
  const said = `${done.stdout ?? ""}${done.stderr ?? ""}`.trim();
  throw new PrepareError(`${said || done.error?.message}\n\nThe build failed; the lines above are the compiler's.`);
}

function stampOf(root, sources) {
  const hash = createHash("sha256");
  hash.update(readText(join(root, "package-lock.json")) ?? "");
  hash.update(readText(join(root, "tsconfig.json")) ?? "");
  for (const path of sources) {
    const stat = statSync(join(root, path), { bigint: true });
    hash.update(`${path} ${stat.size} ${stat.mtimeNs}\n`);
  }
  return `${hash.digest("hex")}\n`;
}

/** What a build leaves in dist/: path → the asset it is a copy of, or null where the compiler writes it. */
function outputsOf(sources) {
  const outputs = new Map();
  for (const path of sources) {
    if (path.endsWith(".ts") && !path.endsWith(".d.ts")) {
      const stem = `dist/${path.slice(0, -".ts".length)}`;
      for (const extension of [".js", ".js.map", ".d.ts"]) outputs.set(`${stem}${extension}`, null);
    } else if (assetFolders.includes(path.slice(0, path.indexOf("/")))) {
      outputs.set(`dist/${path}`, path);
    }
  }
  return outputs;
}

function sameMembers(outputs, present) {
  return present.length === outputs.size && present.every((path) => outputs.has(path));
}

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
