import { CallNumber } from "../../src/codec/calls.ts";
import { publishBody } from "../../src/codec/stream-bodies.ts";
import { StreamConnection } from "./stream-connection.ts";

export interface PublishPlan {
  readonly port: number;
  readonly namespace: string;
  readonly connections: number;
  /** Publishes of each connection that wait for their answer at one time. */
  readonly depth: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly valueBytes: number;
  /** How many keys the messages have, in turn; one when nothing is said. */
  readonly keys?: number;
}

/** Publishes single messages as fast as they are acknowledged; returns how many were, per second. */
export async function runPublishes(plan: PublishPlan): Promise<number> {
  const { port, namespace, connections, depth, warmUpMs, durationMs, valueBytes } = plan;
  const value = Buffer.alloc(valueBytes, "v");
  const bodies = Array.from({ length: plan.keys ?? 1 }, (_, i) =>
    publishBody([{ key: `key-${i}`, value, headers: [], idempotencyKey: "" }]),
  );
  let sent = 0;
  const nextBody = (): Uint8Array => bodies[sent++ % bodies.length] as Uint8Array;
  let acknowledged = 0;
  let isOver = false;
  const open: StreamConnection[] = [];
  for (let i = 0; i < connections; i++) {
    const connection: StreamConnection = await StreamConnection.open(port, () => {
      acknowledged++;
      if (!isOver) connection.send(CallNumber.STREAM_PUBLISH, namespace, nextBody());
    });
    open.push(connection);
  }
  for (const connection of open) {
    for (let i = 0; i < depth; i++) connection.send(CallNumber.STREAM_PUBLISH, namespace, nextBody());
  }
  await wait(warmUpMs);
  const before = acknowledged;
  const startedMs = performance.now();
  await wait(durationMs);
  const rate = ((acknowledged - before) * 1000) / (performance.now() - startedMs);
  isOver = true;
  for (const connection of open) connection.close();
  return rate;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
