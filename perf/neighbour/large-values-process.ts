import { Agent, request } from "node:http";
import { gzipSync } from "node:zlib";
import { steadyMs } from "../../src/common/clock.ts";
import type { NeighbourFigures } from "./large-values.ts";

/** Large values of one namespace through the door of HTTP. */
export interface NeighbourPlan {
  readonly httpPort: number;
  readonly namespace: string;
  /** Of a value, before it is compressed. */
  readonly valueBytes: number;
  /** One value is written and one read in so long; who is late leaves turns out, and catches up with none. */
  readonly everyMs: number;
}

export type FromNeighbour =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly figures: NeighbourFigures }
  | { readonly kind: "failed"; readonly fault: string };

/** Writes and reads until its parent says "stop", says what it got done, and ends. Its argument is the plan. */
process.on("disconnect", () => process.exit(0));
const plan = JSON.parse(process.argv[2] as string) as NeighbourPlan;
/** Replaced ones stay for some minutes: these are keys, and no bound. */
const KEYS = 4;
const agent = new Agent({ keepAlive: true });
/** Lines of numbers: there is something to do for gzip, and something to find. */
const lines = Array.from({ length: plan.valueBytes / 4 }, (_, i) => `${(i * 7919) % 65_536}\n`);
const body = gzipSync(Buffer.from(lines.join("")).subarray(0, plan.valueBytes));
let written = 0;
let read = 0;
let isOver = false;
let turn = 0;

try {
  await writeOne();
  const beganMs = steadyMs();
  written = 0;
  process.on("message", () => {
    isOver = true;
  });
  tell({ kind: "ready" });
  while (!isOver) {
    const startedMs = steadyMs();
    await Promise.all([writeOne(), readOne()]);
    const leftMs = plan.everyMs - ((steadyMs() - startedMs) % plan.everyMs);
    await new Promise((resolve) => setTimeout(resolve, leftMs));
  }
  const seconds = (steadyMs() - beganMs) / 1e3;
  tell({ kind: "done", figures: { writtenPerSecond: written / seconds, readPerSecond: read / seconds } });
} catch (error) {
  tell({ kind: "failed", fault: (error as Error).message });
}
process.disconnect();

/** The door takes the encoding off, and the value is kept with it: each of its chunks is compressed by the worker's pool. */
async function writeOne(): Promise<void> {
  await exchange("PUT", `large-${turn++ % KEYS}`, { "Content-Encoding": "gzip" }, body);
  written++;
}

/** Who takes no gzip has each chunk decompressed. */
async function readOne(): Promise<void> {
  const bytes = await exchange("GET", "large-0", { "Accept-Encoding": "identity" }, null);
  if (bytes !== plan.valueBytes) throw new Error(`a value of ${plan.valueBytes} bytes came as ${bytes}`);
  read++;
}

/** Resolves with how many bytes came. */
function exchange(
  method: string,
  key: string,
  headers: Readonly<Record<string, string>>,
  sent: Buffer | null,
): Promise<number> {
  const path = `/v1/namespaces/${plan.namespace}/keyvalue/${key}`;
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port: plan.httpPort, path, method, headers, agent });
    outgoing.on("error", reject);
    outgoing.on("response", (answer) => {
      let bytes = 0;
      answer.on("error", reject);
      answer.on("data", (part: Buffer) => {
        bytes += part.length;
      });
      answer.on("end", () => {
        if (answer.statusCode === 200 || answer.statusCode === 204) resolve(bytes);
        else reject(new Error(`${method} of a large value was answered ${answer.statusCode}`));
      });
    });
    outgoing.end(sent ?? undefined);
  });
}

function tell(message: FromNeighbour): void {
  process.send?.(message);
}
