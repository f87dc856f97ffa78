import type { DoorbellButton } from "../ring/doorbell.ts";
import type { RingConsumer } from "../ring/ring-consumer.ts";
import type { RingProducer } from "../ring/ring-producer.ts";
import type { Introductions } from "../security/introductions.ts";
import type { Connection } from "./connection.ts";

export interface WorkerLinkParts {
  readonly requests: RingProducer;
  readonly responses: RingConsumer;
  readonly bell: DoorbellButton;
  readonly introductions: Introductions;
}

let lastSerial = 0;

/** What joins the acceptor to one worker: a ring each way and the worker's doorbell. */
export class WorkerLink {
  /** Which worker it leads to. */
  readonly worker: number;
  /** Tells it from those before it to the same worker; from 1 on. */
  readonly serial = ++lastSerial;
  readonly requests: RingProducer;
  readonly responses: RingConsumer;
  readonly bell: DoorbellButton;
  readonly introductions: Introductions;
  /** A request found no room; until half of the ring is free again, its sockets are not read. */
  isFull = false;
  /** Bytes of the oversized request that found no room; 0 = none did. */
  private waitingBytes = 0;
  /** The {@link Urgency} of what was published since the worker was last rung. */
  private unannounced = 0;

  constructor(worker: number, parts: WorkerLinkParts) {
    this.worker = worker;
    this.requests = parts.requests;
    this.responses = parts.responses;
    this.bell = parts.bell;
    this.introductions = parts.introductions;
  }

  /** Shows the worker what was sent, and wakes it when that is worth it or `isLast` for this turn. */
  publish(isLast: boolean): void {
    this.requests.publish();
    if (this.unannounced === 0 || (!isLast && this.unannounced < WAKE_EARLY_URGENCY)) return;
    this.unannounced = 0;
    this.bell.ring();
  }

  /** Room for a record of `bytes`; −1 when there is none. */
  claim(bytes: number): number {
    return this.isFull ? -1 : this.requests.claim(bytes);
  }

  /** Ends the claimed record; `urgency` is that of all its requests. */
  commit(
    length: number,
    urgency: number,
    slot: number,
    generation: number,
    arrivalUs: number,
    route: number,
    caller: number,
    connection: number,
  ): void {
    this.requests.commit(length, slot, generation, arrivalUs, route, caller, connection);
    this.unannounced += urgency;
  }

  /** Whether a request of `bytes` that is too large for the ring may travel beside it; to be asked before it is copied. */
  takesOversized(bytes: number): boolean {
    if (this.isFull) return false;
    if (this.requests.hasRoomBeside(bytes)) return true;
    this.isFull = true;
    this.waitingBytes = bytes;
    return false;
  }

  /** Sends one request that is too large for the ring; false when there is no room even for its ticket. */
  sendOversized(frame: ArrayBuffer, slot: number, generation: number, connection: Connection, route: number): boolean {
    const { arrivalUs, caller, number } = connection;
    this.introductions.introduce(connection.principal);
    if (this.isFull || !this.requests.commitOversized(frame, slot, generation, arrivalUs, route, caller, number)) {
      this.isFull = true;
      return false;
    }
    this.unannounced += Urgency.REMOTE;
    return true;
  }

  /** Whether there is room to go on; when not, the worker is asked to ring once it has freed something. */
  hasRoom(): boolean {
    if (this.isRoomy()) return true;
    this.requests.block();
    return this.isRoomy();
  }

  refresh(): void {
    if (!this.isFull || !this.hasRoom()) return;
    this.isFull = false;
    this.waitingBytes = 0;
  }

  /** Half of the ring is free, and beside it as much as the request takes that waits, or it would be tried in vain. */
  private isRoomy(): boolean {
    return this.requests.isHalfFree() && (this.waitingBytes === 0 || this.requests.hasRoomBeside(this.waitingBytes));
  }
}

/** How much a request presses for its worker to begin. */
export const Urgency = {
  /** To a store on the network: the more of them the worker finds at once, the fewer ways there are to the store. */
  REMOTE: 1,
  /** To a store in the worker's own process. */
  EMBEDDED: 8,
} as const;

/**
 * So much lets a sleeping worker start before the acceptor has read all its sockets; less waits for the end of the turn. With
 * 50 connections that wait for each answer, reading takes longer than waking the worker, which then works meanwhile.
 */
const WAKE_EARLY_URGENCY = 64;
