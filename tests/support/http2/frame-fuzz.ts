import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { LeanTransport } from "../../../src/acceptor/grpc/lean-transport/lean-transport.ts";
import { systemClock } from "../../../src/common/clock.ts";
import { createPrng, type Prng } from "../../../src/common/prng.ts";
import * as h2 from "./frames.ts";
import { FuzzHost, SPENT } from "./fuzz-host.ts";
import { FuzzSocket } from "./fuzz-socket.ts";
import { leanSettings } from "./lean-server.ts";
import { Client } from "./random-frames.ts";

export interface FuzzReport {
  readonly frames: number;
  readonly connections: number;
  readonly calls: number;
  readonly bytesWritten: number;
  /** Bytes in use after each tenth, garbage collected. */
  readonly heap: readonly number[];
  /** Of the last over those after the first tenth. */
  readonly heapGrowth: number;
}

/**
 * Sends our HTTP/2 at least so many frames over connections without sockets: sound ones, such as break a rule, and such
 * whose bytes were changed, in chunks of any size; to services that do with a call whatever they may. Throws when anything
 * throws, when a call is not told its end, or when what is written is no HTTP/2.
 */
export async function fuzzFrames(seed: number, count: number): Promise<FuzzReport> {
  const transport = new LeanTransport({ clock: systemClock, settings: leanSettings });
  const prng = createPrng(seed);
  let [frames, connections, calls, bytesWritten] = [0, 0, 0, 0];
  const heap: number[] = [];
  while (frames < count) {
    const connectionSeed = prng.below(0x7fff_ffff);
    try {
      const played = await playConnection(transport, createPrng(connectionSeed));
      frames += played.frames;
      calls += played.calls;
      bytesWritten += played.bytesWritten;
      connections++;
    } catch (error) {
      throw new Error(`connection ${connectionSeed} of seed ${seed}`, { cause: error });
    }
    if (frames >= ((heap.length + 1) * count) / 10) heap.push(await bytesInUse());
  }
  const heapGrowth = (heap.at(-1) as number) - (heap[0] as number);
  return { frames, connections, calls, bytesWritten, heap, heapGrowth };
}

type Played = Pick<FuzzReport, "frames" | "calls" | "bytesWritten">;

async function playConnection(transport: LeanTransport, prng: Prng): Promise<Played> {
  const socket = new FuzzSocket();
  const host = new FuzzHost(prng);
  transport.take(socket.asSocket(), () => host);
  const client = new Client(prng);
  const [badShare, changedShare] = [chosen(prng, SHARES), chosen(prng, SHARES)];
  const rounds = 1 + prng.below(ROUNDS);
  let frames = 2;
  let bytes: Buffer = greeting;
  for (let round = 0; round < rounds && socket.writable; round++) {
    for (const chunk of chunksOf(prng, bytes)) {
      if (!socket.destroyed) socket.emit("data", chunk);
      // The turn ends: what was written leaves.
      await null;
    }
    if (prng.below(8) === 0) socket.isSlow = !socket.isSlow;
    if (prng.below(4) === 0) socket.drain();
    if (prng.below(4) === 0) host.resumeAll();
    const pieces = Array.from({ length: 1 + prng.below(20) }, () => client.next(prng.below(100) < badShare));
    frames += pieces.length;
    bytes = Buffer.concat(pieces.map((piece) => piece.bytes));
    if (prng.below(100) < changedShare) bytes = changed(prng, bytes);
  }
  socket.drain();
  socket.close();
  // What has a timer, or waits for the next turn, is let go as well.
  await nextTurn();
  assert.deepEqual([host.open, host.isClosed], [0, true], "every call has heard of its end, and the host");
  return { frames, calls: host.calls, bytesWritten: socket.bytesWritten };
}

/** Some bytes are others, are missing, or are there twice. */
function changed(prng: Prng, bytes: Buffer): Buffer {
  const at = prng.below(bytes.length);
  const length = 1 + prng.below(20);
  const [head, rest] = [bytes.subarray(0, at), bytes.subarray(at + length)];
  switch (prng.below(4)) {
    case 0:
      return Buffer.concat([head, rest]);
    case 1:
      return Buffer.concat([head, Buffer.from(Array.from({ length }, () => prng.below(256))), rest]);
    case 2:
      return Buffer.concat([head, bytes.subarray(at, at + length), bytes.subarray(at)]);
    default: {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] as number) ^ (1 << prng.below(8));
      return copy;
    }
  }
}

/** All of it, cut anywhere; a chunk is spent when the next is asked for. */
function* chunksOf(prng: Prng, bytes: Buffer): Iterable<Buffer> {
  const most = chosen(prng, [3, 200, 2_000, bytes.length, bytes.length]);
  for (let at = 0; at < bytes.length; ) {
    const end = most === bytes.length ? most : Math.min(bytes.length, at + 1 + prng.below(most));
    const chunk = Buffer.from(bytes.subarray(at, end));
    yield chunk;
    chunk.fill(SPENT);
    at = end;
  }
}

function chosen(prng: Prng, from: readonly number[]): number {
  return from[prng.below(from.length)] as number;
}

async function bytesInUse(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // What the first finds to be without use, the memory of buffers, is given back in a later turn.
  collect();
  await nextTurn();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const greeting = Buffer.concat([h2.preface, h2.frame(h2.Type.SETTINGS, 0, 0)]);
/** In percent: most connections go on for long. */
const SHARES = [0, 0, 1, 1, 5, 30];
const ROUNDS = 60;
/** What a run may keep, whatever its length: code that has been compiled meanwhile, and buffers for the next connections. */
export const MOST_HEAP_GROWTH_BYTES = 4 * 1024 * 1024;
