import { fileName, filePath, listChains } from "./audit-folder.ts";
import { readControlLine } from "./control-line.ts";
import { readLines } from "./line-reader.ts";

export interface OldFile {
  readonly name: string;
  readonly path: string;
  /** The last hash in it, as the file after it tells. */
  readonly hash: string;
}

/** The files of a chain that are too many once `current` is begun, the oldest first. `maxFiles` 0 keeps all. */
export function oldFiles(folder: string, chain: string, current: number, maxFiles: number): OldFile[] {
  if (maxFiles === 0) return [];
  const files = (listChains(folder).get(chain) ?? []).filter((file) => file < current);
  const old: OldFile[] = [];
  for (const file of files.slice(0, Math.max(0, files.length + 1 - maxFiles))) {
    const hash = previousHash(filePath(folder, chain, files[old.length + 1] ?? current));
    // Without the hash the removal could not be told from somebody else's: better to keep too many.
    if (hash === null) break;
    old.push({ name: fileName(chain, file), path: filePath(folder, chain, file), hash });
  }
  return old;
}

function previousHash(path: string): string | null {
  for (const { bytes, from, to } of readLines(path)) {
    const control = readControlLine(bytes.toString("latin1", from, to - 1));
    return control?.kind === "header" ? control.previous : null;
  }
  return null;
}
