import { filePath, listChains } from "./audit-folder.ts";
import { isRecord } from "./chain-scanner.ts";
import { readLines } from "./line-reader.ts";

/** A record as it stands in its line. */
export interface TailRecord {
  readonly line: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Reads the records of one chain from its end, and then what is added. It judges nothing: that is for whoever verifies. */
export class ChainTail {
  private readonly folder: string;
  private readonly chain: string;
  private readonly matches: (fields: TailRecord["fields"]) => boolean;
  private file = 0;
  private offset = 0;

  constructor(folder: string, chain: string, matches: (fields: TailRecord["fields"]) => boolean) {
    this.folder = folder;
    this.chain = chain;
    this.matches = matches;
  }

  /** The last `count` records that match, in their order. */
  last(count: number): TailRecord[] {
    const files = this.files();
    let found: TailRecord[] = [];
    this.file = files.at(-1) ?? 0;
    for (const file of files.reverse()) {
      const { records, end } = this.read(file, 0);
      if (file === this.file) this.offset = end;
      found = [...records, ...found].slice(Math.max(0, records.length + found.length - count));
      if (found.length >= count) break;
    }
    return count === 0 ? [] : found;
  }

  /** The records that match among those that came since the last call. */
  more(): TailRecord[] {
    const found: TailRecord[] = [];
    for (const file of this.files().filter((each) => each >= this.file)) {
      const { records, end } = this.read(file, file === this.file ? this.offset : 0);
      found.push(...records);
      this.file = file;
      this.offset = end;
    }
    return found;
  }

  private files(): number[] {
    return listChains(this.folder).get(this.chain) ?? [];
  }

  /** The records from a byte on, and where the last whole line ends. A file that has just been removed has none. */
  private read(file: number, from: number): { records: TailRecord[]; end: number } {
    const records: TailRecord[] = [];
    let end = from;
    try {
      for (const line of readLines(filePath(this.folder, this.chain, file), from)) {
        if (line.isWhole) end = line.offset + line.to - line.from;
        if (!isRecord(line)) continue;
        const text = line.bytes.toString("latin1", line.from, line.to - 1);
        const fields = parse(text);
        if (fields !== null && this.matches(fields)) records.push({ line: text, fields });
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    return { records, end };
  }
}

function parse(line: string): TailRecord["fields"] | null {
  try {
    return JSON.parse(line) as TailRecord["fields"];
  } catch {
    return null;
  }
}
