import { fromByteString } from "../../../codec/byte-string.ts";
import { readDeadLetterIds, readDeadLetterPlace } from "../../dead-letter-ids.ts";
import { type DeadLetter, replayHeaders, type TakeBounds } from "../../stream-contract.ts";
import { type NamespaceTasks, namespaceTask } from "../namespace-tasks.ts";
import { bytea, byteas, int4, int8, int8s, type Row, type Statement } from "../sql.ts";
import { readDelivery } from "./delivery-row.ts";
import { decodeHeaders, encodeHeaders } from "./header-bytes.ts";
import type { StreamStatements } from "./stream-statements.ts";

interface DeadLettersParts {
  readonly tasks: NamespaceTasks;
  readonly statements: StreamStatements;
  readonly idOf: (namespaceId: number) => number;
  readonly nowMs: () => number;
  readonly timeoutMs: number;
}

/** The messages that groups could not do. Their ids are the server's, which grow. */
export class DeadLetters {
  readonly #parts: DeadLettersParts;

  constructor(parts: DeadLettersParts) {
    this.#parts = parts;
  }

  async list(
    namespaceId: number,
    group: string,
    afterId: string,
    { maxItems, maxBytes }: TakeBounds,
  ): Promise<readonly DeadLetter[]> {
    const after = readDeadLetterPlace(afterId, 0, numberOf);
    const letters: DeadLetter[] = [];
    const task = namespaceTask([namespaceId], {
      statement: this.#parts.statements.listDead,
      parameters: () => {
        letters.length = 0;
        const id = int4(this.#parts.idOf(namespaceId));
        return [id, bytea(group), int8(after), int4(maxItems), int8(maxBytes)];
      },
      isRepeatable: true,
      onRow: (row) => {
        if (row.integer(0) === 0) task.isGone = true;
        else letters.push(readLetter(row));
      },
    });
    await this.#parts.tasks.run(task, this.#parts.timeoutMs);
    return letters;
  }

  /** Appends them again, each for its group. Those that somebody has removed meanwhile are not found. */
  async replay(namespaceId: number, ids: readonly string[]): Promise<number> {
    const found: { readonly id: number; readonly headers: Uint8Array }[] = [];
    await this.#ask(namespaceId, this.#parts.statements.readDead, ids, (row) => {
      const headers = replayHeaders(decodeHeaders(row.byteString(2)), row.byteString(1));
      found.push({ id: row.integer(0), headers: encodeHeaders(headers) });
    });
    if (found.length === 0) return 0;
    let replayed = 0;
    const task = namespaceTask([namespaceId], {
      statement: this.#parts.statements.replayDead,
      parameters: () => [
        int4(this.#parts.idOf(namespaceId)),
        int8(this.#parts.nowMs()),
        int8s(found.map(({ id }) => id)),
        byteas(found.map(({ headers }) => headers)),
      ],
      // Done once, none of them is found a second time.
      isRepeatable: true,
      onRow: (row) => {
        replayed = row.integer(0);
      },
    });
    await this.#parts.tasks.run(task, this.#parts.timeoutMs);
    return replayed;
  }

  async remove(namespaceId: number, ids: readonly string[]): Promise<number> {
    let removed = 0;
    await this.#ask(namespaceId, this.#parts.statements.removeDead, ids, () => {
      removed++;
    });
    return removed;
  }

  async #ask(
    namespaceId: number,
    statement: Statement,
    ids: readonly string[],
    onRow: (row: Row) => void,
  ): Promise<void> {
    const numbers = readDeadLetterIds(ids, numberOf);
    const parameters = () => [int4(this.#parts.idOf(namespaceId)), int8s(numbers)];
    const task = namespaceTask([namespaceId], { statement, parameters, isRepeatable: true, onRow });
    await this.#parts.tasks.run(task, this.#parts.timeoutMs);
  }
}

function readLetter(row: Row): DeadLetter {
  const position = String(row.integer(5));
  return {
    id: String(row.integer(0)),
    group: row.byteString(1),
    reason: fromByteString(row.byteString(2)),
    attempts: row.integer(3),
    diedMs: row.integer(4),
    message: readDelivery(row, 7, { position, publishedMs: row.integer(6), attempt: 0, lease: "" }),
  };
}

function numberOf(id: string): number | null {
  return /^[1-9][0-9]{0,14}$/.test(id) ? Number(id) : null;
}
