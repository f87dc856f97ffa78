import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * The file of a module that a configuration names: of a path, which begins with `./`, `../` or `/`, relative to `folder`; of a
 * package, the file that it gives to `import`, from `node_modules` in `folder` or the nearest folder above it that has the
 * package. Throws an Error whose message says what is missing.
 */
export function placeModule(name: string, folder: string): string {
  if (/^\.{0,2}\//.test(name)) {
    const file = resolve(folder, name);
    if (!isFile(file)) throw new Error(`there is no file ${file}`);
    return file;
  }
  for (let above = resolve(folder); ; above = dirname(above)) {
    const place = join(above, "node_modules", name);
    if (existsSync(join(place, "package.json"))) return entryOf(place);
    if (above === dirname(above)) break;
  }
  throw new Error(
    `there is no package ${name} in node_modules of ${folder}, nor above it: install it there, or give a path that begins with ./`,
  );
}

function entryOf(place: string): string {
  let manifest: { exports?: unknown; main?: unknown };
  try {
    manifest = JSON.parse(readFileSync(join(place, "package.json"), "utf8")) as typeof manifest;
  } catch {
    throw new Error(`${join(place, "package.json")} cannot be read`);
  }
  const { exports, main } = manifest;
  const given = exportedBy(exports) ?? (typeof main === "string" ? main : "index.js");
  const file = resolve(place, given);
  if (!isFile(file)) throw new Error(`the package in ${place} has no file ${given}`);
  return file;
}

/** What `exports` of a package gives to an import of its name; null when it gives nothing. */
function exportedBy(exports: unknown): string | null {
  if (typeof exports === "string") return exports;
  if (typeof exports !== "object" || exports === null) return null;
  const conditions = exports as Readonly<Record<string, unknown>>;
  for (const condition of [".", "node", "import", "default"]) {
    const found = exportedBy(conditions[condition]);
    if (found !== null) return found;
  }
  return null;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
