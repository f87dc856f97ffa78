import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { CommandError } from "../command-error.ts";

/** What is written, and the option that names its file: for errors. */
export interface WrittenFile {
  readonly what: string;
  readonly option: string;
}

/** A file as it was named, and the folder that it stands in if its name is relative. */
interface FileName {
  readonly file: string;
  readonly cwd: string;
}

/** Writes what a command was told to. */
export function writeNamedFile(name: FileName, text: string, written: WrittenFile): void {
  write(name, text, "w", written);
}

/** Throws what writing would throw; what the file has stays, and one that is not there is made, empty. */
export function checkWritable(name: FileName, written: WrittenFile): void {
  write(name, "", "a", written);
}

function write({ file, cwd }: FileName, text: string, flag: "w" | "a", { what, option }: WrittenFile): void {
  try {
    writeFileSync(resolve(cwd, file), text, { flag });
  } catch (error) {
    const { message } = error as Error;
    throw new CommandError(
      "OUTPUT_FAILED",
      `${what} cannot be written: ${message}`,
      `name another file with ${option}`,
    );
  }
}
