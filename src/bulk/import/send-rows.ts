import { PrismError } from "../../common/prism-error.ts";
import type { Outcome } from "./import-tally.ts";
import { isHopeless, isPassing, isUnsure, Patience } from "./patience.ts";

/** One result for each row of a batch; what is no error means that it is done. */
export type BatchCall<Row> = (rows: readonly Row[]) => Promise<readonly (object | PrismError)[]>;

/**
 * Sends rows again and again, until of each it is known what became of it: done, or refused for good. `refused` is
 * told whether an attempt before may have done it all the same. Rejects when there is no hope for any.
 */
export async function sendRows<Row>(
  rows: readonly (readonly [at: number, row: Row])[],
  outcomes: Outcome[],
  { call, refused, signal }: { call: BatchCall<Row>; refused: Refused<Row>; signal: AbortSignal | undefined },
): Promise<Outcome[]> {
  const doubtful = new Set<Row>();
  const patience = new Patience(signal);
  let left = rows;
  while (left.length > 0) {
    const results = await attempt(
      left.map(([, row]) => row),
      call,
    );
    const again: [number, Row][] = [];
    for (const [i, [at, row]] of left.entries()) {
      const result = results[i];
      if (!(result instanceof PrismError)) outcomes[at] = "written";
      else if (isPassing(result)) {
        patience.note(result);
        if (isUnsure(result)) doubtful.add(row);
        again.push([at, row]);
      } else outcomes[at] = await refused(result, row, doubtful.has(row));
    }
    left = again;
    if (left.length > 0) await patience.rest();
  }
  return outcomes;
}

export type Refused<Row> = (error: PrismError, row: Row, mayBeDone: boolean) => Outcome | Promise<Outcome>;

async function attempt<Row>(rows: readonly Row[], call: BatchCall<Row>): Promise<readonly (object | PrismError)[]> {
  try {
    return await call(rows);
  } catch (error) {
    if (!(error instanceof PrismError) || isHopeless(error)) throw error;
    if (isPassing(error) || rows.length === 1) return rows.map(() => error);
    // One row that the gateway does not take is no reason to refuse the others.
    const half = rows.length >> 1;
    return [...(await attempt(rows.slice(0, half), call)), ...(await attempt(rows.slice(half), call))];
  }
}
