import { setTimeout as pause } from "node:timers/promises";
import { CallNumber } from "../../src/codec/calls.ts";
import { type FetchBody, fetchBody, publishBody, settleBody, subscriptionBody } from "../../src/codec/stream-bodies.ts";
import { readDelivery } from "../../src/codec/stream-messages.ts";
import { LEN } from "../../src/codec/wire.ts";
import { WireReader } from "../../src/codec/wire-reader.ts";
import { elapsedUs, systemClock } from "../../src/common/clock.ts";
import { StreamConnection } from "./stream-connection.ts";

export interface FlowPlan {
  readonly port: number;
  readonly namespace: string;
  /** One that no flow has had: what an earlier one left is not this one's. */
  readonly group: string;
  readonly perSecond: number;
  readonly seconds: number;
  readonly valueBytes: number;
}

export interface FlowResult {
  /** From just before a message was written to its publisher's socket until its subscriber had read it, in order. */
  readonly latenciesUs: readonly number[];
}

/** Messages published one by one at an even pace, and pushed to one consumer of a group, which acknowledges each answer's. */
export async function runFlow(plan: FlowPlan): Promise<FlowResult> {
  const { port, namespace, group, perSecond, seconds, valueBytes } = plan;
  const latenciesUs: number[] = [];
  const subscriber = await StreamConnection.open(port, (id, bytes, from, to) => {
    if (id !== subscription) return;
    const leases = readLeases(bytes, from, to, latenciesUs);
    if (leases.length === 0) return;
    subscriber.send(CallNumber.STREAM_ACK, namespace, settleBody({ ...nothing, group, leases }));
    const credit = subscriptionBody(CallNumber.STREAM_CREDIT, subscription, leases.length);
    subscriber.send(CallNumber.STREAM_CREDIT, namespace, credit);
  });
  const subscription = subscriber.send(CallNumber.STREAM_SUBSCRIBE, namespace, fetchBody({ ...wanted, group }));
  const publisher = await StreamConnection.open(port, () => undefined);
  await pause(SETTLE_MS);
  const total = perSecond * seconds;
  const startedMs = performance.now();
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - startedMs) * perSecond) / 1000));
    for (; sent < due; sent++) {
      const value = Buffer.alloc(valueBytes);
      value.writeInt32LE(systemClock.monotonicUs(), 0);
      const message = { key: "", value, headers: [], idempotencyKey: "" };
      publisher.send(CallNumber.STREAM_PUBLISH, namespace, publishBody([message]));
    }
    await pause(1);
  }
  const deadlineMs = performance.now() + DRAIN_MS;
  while (latenciesUs.length < total && performance.now() < deadlineMs) await pause(5);
  publisher.close();
  subscriber.close();
  if (latenciesUs.length !== total) throw new Error(`${latenciesUs.length} of ${total} messages came`);
  return { latenciesUs };
}

/** The leases of a SubscribeResponse; notes how long each message was on its way. */
function readLeases(bytes: Buffer, from: number, to: number, latenciesUs: number[]): string[] {
  const leases: string[] = [];
  const nowUs = systemClock.monotonicUs();
  const reader = new WireReader();
  reader.reset(bytes, from, to);
  while (reader.next()) {
    if (reader.field !== 1 || reader.wireType !== LEN) continue;
    const delivery = readDelivery(bytes, reader.from, reader.to);
    if (delivery === null) throw new Error("a delivery is no message");
    latenciesUs.push(elapsedUs(bytes.readInt32LE(delivery.valueFrom), nowUs));
    leases.push(delivery.lease);
  }
  return leases;
}

const SETTLE_MS = 200;
const DRAIN_MS = 10_000;
const nothing = { forMs: 0, bury: false, reason: "" };
const wanted: Omit<FetchBody, "group"> = {
  consumer: "one",
  subscription: "",
  start: { at: "latest" },
  maxMessages: 0,
  maxBytes: 0,
  waitMs: 0,
  filter: null,
  ackTimeoutMs: 0,
  credits: 1_000,
};
