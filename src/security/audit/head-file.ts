import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { headPath } from "./audit-folder.ts";
import { type Checkpoint, readControlLine } from "./control-line.ts";

/**
 * The head of a chain is its last checkpoint in a file of its own: the chain must reach at least that far. It is written
 * when the lines it is about are on the disk, so that a loss of power does not look like a cut.
 */
export async function writeHead(folder: string, chain: string, line: string): Promise<void> {
  const path = headPath(folder, chain);
  await writeFile(`${path}.new`, `${line}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** null when there is none; "damaged" when what is there is no checkpoint. */
export function readHead(folder: string, chain: string): Checkpoint | "damaged" | null {
  let text: string;
  try {
    text = readFileSync(headPath(folder, chain), "latin1");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const control = text.endsWith("\n") ? readControlLine(text.slice(0, -1)) : null;
  return control?.kind === "checkpoint" ? control : "damaged";
}
