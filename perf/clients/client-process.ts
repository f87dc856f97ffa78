import { setTimeout as pause } from "node:timers/promises";
import { Client, credentials } from "@grpc/grpc-js";
import { keyText } from "../../src/bench/frame-script.ts";
import { defaultPlan } from "../../src/bench/load-plan.ts";
import { PrismClient } from "../../src/client/index.ts";
import { elapsedUs, systemClock } from "../../src/common/clock.ts";
import { GET_PATH, getRequest, KEYS, valueOfKey } from "../grpc/get-plans.ts";

/**
 * Gets by a client for Node.js, as an application has them, in a closed loop:
 *
 *   client-process prism-grpc|prism-frames|grpc-js PORT CONNECTIONS DEPTH WARM_UP_MS DURATION_MS
 *
 * Each connection is a client of its own, with DEPTH loops that await their calls. Every value is compared. Says its phases
 * and figures as the programs in C do.
 */
const [kind = "", ...numbers] = process.argv.slice(2);
const [port, connections, depth, warmUpMs, durationMs] = numbers.map(Number) as [
  number,
  number,
  number,
  number,
  number,
];

/** Gets the value of the key of that number. */
type Get = (key: number) => Promise<Uint8Array | undefined>;

const openers: Readonly<Record<string, () => Promise<Get>>> = {
  "prism-grpc": () => openPrism("grpc"),
  "prism-frames": () => openPrism("prism"),
  "grpc-js": openGrpcJs,
};

async function openPrism(scheme: string): Promise<Get> {
  const client = await PrismClient.connect(`${scheme}://127.0.0.1:${port}`, { maxConnections: 1 });
  const items = client.keyValue(defaultPlan.namespaces[0] as string);
  return async (key) => (await items.get(keys[key] as string))?.value;
}

/** Messages are bytes to it: what a codec would take is left out. */
async function openGrpcJs(): Promise<Get> {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), { "grpc.use_local_subchannel_pool": 1 });
  const asIs = (bytes: Buffer): Buffer => bytes;
  const messages = keys.map(getRequest);
  return (key) =>
    new Promise((resolve, reject) => {
      client.makeUnaryRequest(GET_PATH, asIs, asIs, messages[key] as Buffer, (error, answer) => {
        if (error !== null) reject(error);
        // Behind `found` and the value's head.
        else resolve(answer?.subarray(VALUE_AT, VALUE_AT + defaultPlan.valueBytes));
      });
    });
}

async function loop(get: Get, from: number): Promise<void> {
  for (let key = from; !isOver; key = (key + 1) % KEYS) {
    const value = await get(key);
    if (value === undefined || !(values[key] as Buffer).equals(value)) throw new Error("a get has not found the value");
    answers++;
  }
}

const keys = Array.from({ length: KEYS }, (_, i) => keyText(defaultPlan, i));
const values = Array.from({ length: KEYS }, (_, i) => valueOfKey(i));
const VALUE_AT = 4;
/** So that no two loops go the same way. */
const KEYS_APART = 7;
let answers = 0;
let isOver = false;

const opener = openers[kind];
if (opener === undefined) throw new Error(`there is no client "${kind}"`);
const gets = await Promise.all(Array.from({ length: connections }, opener));
const loops = gets.flatMap((get, i) =>
  Array.from({ length: depth }, (_, j) => loop(get, ((i * depth + j) * KEYS_APART) % KEYS)),
);
// A loop that fails ends the process, and the run is void.
const ended = Promise.all(loops);
await Promise.race([pause(warmUpMs), ended]);
console.log("measuring");
const begun = { us: systemClock.monotonicUs(), cpu: process.cpuUsage(), answers };
await Promise.race([pause(durationMs), ended]);
const seconds = elapsedUs(begun.us, systemClock.monotonicUs()) / 1e6;
const { user, system } = process.cpuUsage(begun.cpu);
const counted = answers - begun.answers;
console.log("measured");
isOver = true;
await ended;
process.stdout.write(
  `${JSON.stringify({ answers: counted, seconds, cpuSeconds: (user + system) / 1e6 })}\n`,
  // Clients keep their connections, and with them the process.
  () => process.exit(0),
);
