/**
 * Sends the HTTP/2 of the lean gRPC transport frames of all kinds, sound, broken and changed, within one process; ends with 1
 * at the first fault, and when memory has grown. A run is repeated with its seed.
 *
 *   npm run fuzz -- [--frames 10000000] [--seed N]
 */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { fuzzFrames, MOST_HEAP_GROWTH_BYTES } from "../dist/tests/support/http2/frame-fuzz.js";

const { values } = parseArgs({ options: { frames: { type: "string" }, seed: { type: "string" } } });
const count = wholeNumber("frames", values.frames ?? "10000000");
const seed = wholeNumber("seed", values.seed ?? String(randomInt(1, 2 ** 31)));
process.stdout.write(`seed ${seed}\n`);
const startedMs = performance.now();
const { frames, connections, calls, bytesWritten, heap, heapGrowth } = await fuzzFrames(seed, count);
const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
process.stdout.write(
  `${frames} frames, ${connections} connections, ${calls} calls, ${mib(bytesWritten).slice(1)} of answers in ${seconds} s; MiB in use after each tenth: ${heap.map((bytes) => (bytes / 1024 / 1024).toFixed(1)).join(" ")}\n`,
);
if (heapGrowth > MOST_HEAP_GROWTH_BYTES) {
  process.stderr.write(`fuzz: the heap may grow by ${mib(MOST_HEAP_GROWTH_BYTES)} at the most\n`);
  process.exitCode = 1;
}

function wholeNumber(name, text) {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  process.stderr.write(`fuzz: --${name} must be a whole number above 0, not ${text}\n`);
  process.exit(2);
}

function mib(bytes) {
  return `${bytes < 0 ? "" : "+"}${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
