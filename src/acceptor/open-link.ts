import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { DoorbellButton, type WakeUp } from "../ring/doorbell.ts";
import { RingConsumer } from "../ring/ring-consumer.ts";
import { RingProducer } from "../ring/ring-producer.ts";
import { createWake } from "../ring/wake-up.ts";
import { Introductions } from "../security/introductions.ts";
import { WorkerLink } from "./worker-link.ts";

/** An acceptor's ends of what joins it to one worker: plain, so that it can be sent to the acceptor's thread. */
export interface LinkSeed {
  readonly requestRing: SharedArrayBuffer;
  readonly responseRing: SharedArrayBuffer;
  readonly workerBell: SharedArrayBuffer;
  readonly wakeUp: WakeUp;
  /** Where this acceptor wakes the worker. */
  readonly wakePort: MessagePort;
  /** Where the worker wakes this acceptor. */
  readonly acceptorWakePort: MessagePort;
  /** Where oversized requests leave and oversized answers arrive. */
  readonly payloadPort: MessagePort;
  /** Where principals are introduced, before their first request. */
  readonly principalPort: MessagePort;
}

/** The way to a worker. */
export function openLink(worker: number, seed: LinkSeed): WorkerLink {
  const { requestRing, responseRing, workerBell, payloadPort, principalPort } = seed;
  return new WorkerLink(worker, {
    requests: new RingProducer(requestRing, (payload) => payloadPort.postMessage(new Uint8Array(payload), [payload])),
    responses: new RingConsumer(
      responseRing,
      () => receiveMessageOnPort(payloadPort)?.message as Uint8Array | undefined,
    ),
    bell: new DoorbellButton(workerBell, createWake(seed.wakeUp, workerBell, seed.wakePort)),
    introductions: new Introductions((notice) => principalPort.postMessage(notice)),
  });
}

/** To be called when the worker is gone, or will never come. */
export function closeLink({ wakePort, acceptorWakePort, payloadPort, principalPort }: LinkSeed): void {
  for (const port of [wakePort, acceptorWakePort, payloadPort, principalPort]) port.close();
}
