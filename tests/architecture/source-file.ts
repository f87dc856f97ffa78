import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type SplitText, splitText } from "./split-text.ts";

/** The checkout, seen from dist/tests/architecture. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

export interface SourceFile extends SplitText {
  /** From the checkout's root, with forward slashes: `src/ring/layout.ts`. */
  readonly path: string;
  readonly text: string;
}

export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, ...splitText(text) };
}

/** All sources below the folders, those under a `generated` folder aside. */
export function readSources(...folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap(listFiles)
    .filter((path) => /\.(ts|mjs|js)$/.test(path) && !path.includes("/generated/"))
    .map((path) => sourceFile(path, readFileSync(root + path, "utf8")));
}

function listFiles(folder: string): string[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(folder);
  } catch {
    return []; // Not every folder is there from the first day on.
  }
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

function readEntries(folder: string) {
  return readdirSync(root + folder, { withFileTypes: true });
}
