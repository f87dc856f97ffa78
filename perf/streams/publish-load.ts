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
}

/** Publishes single messages as fast as they are acknowledged; returns how many were, per second. */
export async function runPublishes(plan: PublishPlan): Promise<number> {
  const { port, namespace, connections, depth, warmUpMs, durationMs, valueBytes } = plan;
  const body = publishBody([{ key: "key", value: Buffer.alloc(valueBytes, "v"), headers: [], idempotencyKey: "" }]);
  let acknowledged = 0;
  let isOver = false;
  const open: StreamConnection[] = [];
  for (let i = 0; i < connections; i++) {
    const connection: StreamConnection = await StreamConnection.open(port, () => {
      acknowledged++;
      if (!isOver) connection.send(CallNumber.STREAM_PUBLISH, namespace, body);
    });
    open.push(connection);
  }
  for (const connection of open) {
    for (let i = 0; i < depth; i++) connection.send(CallNumber.STREAM_PUBLISH, namespace, body);
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
