import { setTimeout as pause } from "node:timers/promises";
import { connect, StorageType } from "nats";

export interface NatsPublishPlan {
  readonly port: number;
  /** Publishers, each of which waits for its acknowledgement before it publishes again. */
  readonly publishers: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly valueBytes: number;
}

/** Publishes to a JetStream stream as an application would, over one connection; returns how many are acknowledged a second. */
export async function runNatsPublishes(plan: NatsPublishPlan): Promise<number> {
  const { port, publishers, warmUpMs, durationMs, valueBytes } = plan;
  const connection = await connect({ servers: `127.0.0.1:${port}` });
  const manager = await connection.jetstreamManager();
  await manager.streams.add({ name: STREAM, subjects: [STREAM], storage: StorageType.File });
  const jetStream = connection.jetstream();
  const value = new Uint8Array(valueBytes).fill(0x76);
  let acknowledged = 0;
  let isOver = false;
  const publish = async (): Promise<void> => {
    for (; !isOver; acknowledged++) await jetStream.publish(STREAM, value);
  };
  const running = Array.from({ length: publishers }, publish);
  await pause(warmUpMs);
  const before = acknowledged;
  const startedMs = performance.now();
  await pause(durationMs);
  const rate = ((acknowledged - before) * 1000) / (performance.now() - startedMs);
  isOver = true;
  await Promise.all(running);
  await manager.streams.delete(STREAM);
  await connection.close();
  return rate;
}

const STREAM = "bench";
