import type { StreamSpec } from "../../stream-contract.ts";
import type { Database } from "../database.ts";
import { int4, int8, type Parameter, type Statement } from "../sql.ts";
import type { StreamStatements } from "./stream-statements.ts";

interface SweepParts {
  readonly database: Database;
  readonly statements: StreamStatements;
  readonly timeoutMs: number;
}

/** Streams that are in use, with the server's numbers. */
export type UsedStreams = readonly { readonly id: number; readonly spec: StreamSpec }[];

/** A bounded step of housekeeping; returns how many rows it has removed. */
export async function sweepStreams(
  parts: SweepParts,
  streams: UsedStreams,
  nowMs: number,
  maxItems: number,
): Promise<number> {
  const { statements } = parts;
  let left = maxItems;
  for (const { id, spec } of streams) {
    if (left <= 0) break;
    if (spec.retentionMs === 0 && spec.maxBytes === 0) continue;
    const cutoffMs = spec.retentionMs === 0 ? 0 : nowMs - spec.retentionMs;
    const parameters = [int4(id), int8(cutoffMs), int8(spec.maxBytes), int4(left)];
    left -= await sum(parts, statements.trim, parameters);
  }
  if (left > 0) left -= await count(parts, statements.sweepRemembered, [int8(nowMs), int4(left)]);
  if (left > 0) left -= await sweepDropped(parts, left);
  return maxItems - left;
}

async function sweepDropped(parts: SweepParts, maxItems: number): Promise<number> {
  const { database, statements, timeoutMs } = parts;
  const dropped: number[] = [];
  const onRow = (row: { integer(column: number): number }): number => dropped.push(row.integer(0));
  await database.run({ statement: statements.findDropped, parameters: [], isRepeatable: true, onRow }, timeoutMs);
  let left = maxItems;
  for (const id of dropped) {
    // Deliveries first: they are found by their groups.
    for (const statement of [statements.sweepDeliveries, ...statements.sweepDropped]) {
      if (left > 0) left -= await count(parts, statement, [int4(id), int4(left)]);
    }
    if (left <= 0) break;
    await count(parts, statements.forgetDropped, [int4(id)]);
  }
  return maxItems - left;
}

/** How many rows a statement gives. */
async function count(parts: SweepParts, statement: Statement, parameters: readonly Parameter[]): Promise<number> {
  let rows = 0;
  const onRow = (): void => {
    rows++;
  };
  await parts.database.run({ statement, parameters, isRepeatable: true, onRow }, parts.timeoutMs);
  return rows;
}

/** The number that a statement gives. */
async function sum(parts: SweepParts, statement: Statement, parameters: readonly Parameter[]): Promise<number> {
  let number = 0;
  const onRow = (row: { integer(column: number): number }): void => {
    number = row.integer(0);
  };
  await parts.database.run({ statement, parameters, isRepeatable: true, onRow }, parts.timeoutMs);
  return number;
}
