import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { createPrng } from "../../src/common/prng.ts";
import { DoorbellButton, DoorbellListener, type WakeUp } from "../../src/ring/doorbell.ts";
import { RingConsumer } from "../../src/ring/ring-consumer.ts";
import { RingProducer } from "../../src/ring/ring-producer.ts";
import { createSleeper, createWake } from "../../src/ring/wake-up.ts";

/** One side of the stress test: side 0 makes records and checks what comes back, side 1 checks and echoes. */

interface Seed {
  side: number;
  wakeUp: WakeUp;
  records: number;
  out: SharedArrayBuffer;
  in: SharedArrayBuffer;
  myBell: SharedArrayBuffer;
  theirBell: SharedArrayBuffer;
  myWakePort: MessagePort;
  theirWakePort: MessagePort;
  payloadPort: MessagePort;
}

const seed = workerData as Seed;
const bell = new DoorbellButton(seed.theirBell, createWake(seed.wakeUp, seed.theirBell, seed.theirWakePort));
const out = new RingProducer(seed.out, (payload) => seed.payloadPort.postMessage(new Uint8Array(payload), [payload]));
const incoming = new RingConsumer(seed.in, () => receiveMessageOnPort(seed.payloadPort)?.message as Uint8Array);
const listener = new DoorbellListener(seed.myBell);
const arm = createSleeper(seed.wakeUp, seed.myBell, [seed.myWakePort], turn);
const prng = createPrng(seed.side + 1);
const totals = { received: 0, corrupt: 0, oversized: 0, full: 0, slept: 0 };
const pending: Buffer[] = [];
let made = 0;
let isReported = false;

/** A payload: its sequence number, filler, and a sum over both. Now and then one that is too large for the ring. */
function make(sequence: number): Buffer {
  const size = sequence % 50_000 === 49_999 ? 40_000 : 12 + prng.below(sequence % 1000 === 0 ? 8_000 : 80);
  const payload = Buffer.allocUnsafeSlow(size);
  payload.fill(sequence & 0xff, 8);
  payload.writeUInt32LE(sequence, 4);
  payload.writeUInt32LE(sum(payload, 4, size), 0);
  return payload;
}

function sum(bytes: Buffer, start: number, end: number): number {
  let value = end - start;
  for (let i = start; i < end; i++) value = (Math.imul(value, 31) + (bytes[i] as number)) | 0;
  return value >>> 0;
}

const handler = {
  onRecord(bytes: Buffer, start: number, end: number): void {
    const isWhole = bytes.readUInt32LE(start) === sum(bytes, start + 4, end);
    const isNext = bytes.readUInt32LE(start + 4) === totals.received;
    if (!isWhole || !isNext) totals.corrupt++;
    if (end - start > out.maxPayloadBytes) totals.oversized++;
    totals.received++;
    if (seed.side === 1) pending.push(Buffer.from(bytes.subarray(start, end)));
  },
};

function send(payload: Buffer): boolean {
  if (payload.length > out.maxPayloadBytes) {
    return out.commitOversized(Uint8Array.from(payload).buffer, 0, 0, 0);
  }
  const offset = out.claim(payload.length);
  if (offset < 0) return false;
  payload.copy(out.bytes, offset);
  out.commit(payload.length, 0, 0, 0);
  return true;
}

function work(): boolean {
  if (seed.side === 0) while (pending.length < 64 && made < seed.records) pending.push(make(made++));
  let sent = 0;
  while (sent < pending.length && send(pending[sent] as Buffer)) sent++;
  if (sent < pending.length) totals.full++;
  pending.splice(0, sent);
  if (out.publish()) bell.ring();
  const count = pending.length > 1024 ? 0 : incoming.drain(handler, 256);
  if (incoming.release()) bell.ring();
  if (totals.received === seed.records && pending.length === 0 && !isReported) {
    isReported = true;
    parentPort?.postMessage(totals);
  }
  return sent + count > 0;
}

function hasWork(): boolean {
  if (pending.length <= 1024 && incoming.hasWork()) return true;
  if (pending.length === 0) return seed.side === 0 && made < seed.records;
  out.block();
  return out.usedBytes() < out.capacityBytes / 2;
}

function turn(): void {
  listener.unpark();
  for (let i = 0; i < 1000; i++) if (!work()) break;
  if (listener.park(hasWork)) {
    totals.slept++;
    arm();
  } else {
    setImmediate(turn);
  }
}

turn();
setInterval(() => undefined, 1_000);
