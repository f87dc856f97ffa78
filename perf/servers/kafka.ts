import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kafka } from "../../src/stack/servers/kafka.ts";
import { StackProblem } from "../../src/stack/stack-problem.ts";
import type { Children } from "../children.ts";
import { freePort } from "./free-port.ts";
import { ServerProcess } from "./server-process.ts";

/** Why there is no Kafka on this machine; null when there is. */
export function kafkaMissing(): string | null {
  try {
    kafka.check();
    return null;
  } catch (error) {
    if (error instanceof StackProblem) return error.message;
    throw error;
  }
}

/** Runs `work` with one broker that keeps its topics in files, as the local stack has it but with a compiler that optimizes. */
export async function withKafka<T>(children: Children, work: (port: number) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "prism-bench-kafka-"));
  const ports = [await freePort(), await freePort()];
  const place = { folder, ports, settings: {} };
  const { file, args } = await kafka.prepare(place);
  const optimizing = args.filter((arg) => !arg.startsWith("-XX:TieredStopAtLevel"));
  const server = new ServerProcess(file, optimizing, { name: "the Kafka broker" });
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const kill = (): void => {
    server.kill();
    remove();
  };
  return children.guard(kill, async () => {
    try {
      await server.waitUntil(() => kafka.isReady(place));
      return await work(ports[0] as number);
    } finally {
      await server.end();
      remove();
    }
  });
}
