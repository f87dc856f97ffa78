import { kafka } from "../../src/stack/servers/kafka.ts";
import { StackProblem } from "../../src/stack/stack-problem.ts";
import type { Children } from "../children.ts";
import { freePort } from "./free-port.ts";
import { withServer } from "./with-server.ts";

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
  const ports = [await freePort(), await freePort()];
  const start = async (folder: string) => {
    const place = { folder, ports, settings: {} };
    const { file, args } = await kafka.prepare(place);
    const optimizing = args.filter((arg) => !arg.startsWith("-XX:TieredStopAtLevel"));
    return { name: "the Kafka broker", file, args: optimizing, isReady: () => kafka.isReady(place) };
  };
  return withServer(children, start, () => work(ports[0] as number));
}
