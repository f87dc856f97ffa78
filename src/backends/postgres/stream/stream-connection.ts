import { PrismError } from "../../../common/prism-error.ts";
import type { Database, Task } from "../database.ts";
import type { Parameter, Row, Statement } from "../sql.ts";
import { inStreamWords, streamGone } from "./failures.ts";
import type { StreamStatements } from "./stream-statements.ts";
import type { StreamWakes } from "./stream-wakes.ts";

/** What readers and groups of a store share. */
export interface StreamParts {
  readonly database: Database;
  readonly statements: StreamStatements;
  readonly wakes: StreamWakes;
  readonly timeoutMs: number;
}

export interface StreamQuestion {
  readonly statement: Statement;
  readonly parameters: readonly Parameter[];
  readonly isRepeatable: boolean;
  readonly onRow?: (row: Row) => void;
}

/** Runs a statement about a stream or a group that is known by its number. Rejects in the words of streams. */
export async function askOfStream({ database, timeoutMs }: StreamParts, question: StreamQuestion): Promise<void> {
  try {
    await database.run(question as Task, timeoutMs);
  } catch (error) {
    throw inStreamWords(error);
  }
}

export function throwGone(): never {
  throw new PrismError(streamGone, { source: "backend" });
}
