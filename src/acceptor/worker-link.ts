import type { DoorbellButton } from "../ring/doorbell.ts";
import type { RingConsumer } from "../ring/ring-consumer.ts";
import type { RingProducer } from "../ring/ring-producer.ts";
import { copyInto } from "./outbox.ts";

/** What joins the acceptor to one worker: a ring each way and the worker's doorbell. */
export class WorkerLink {
  /** Which worker it leads to. */
  readonly worker: number;
  readonly requests: RingProducer;
  readonly responses: RingConsumer;
  readonly bell: DoorbellButton;
  /** A request found no room; until half of the ring is free again, its sockets are not read. */
  isFull = false;
  /** Records published since the worker was last rung. */
  private unannounced = 0;

  constructor(worker: number, requests: RingProducer, responses: RingConsumer, bell: DoorbellButton) {
    this.worker = worker;
    this.requests = requests;
    this.responses = responses;
    this.bell = bell;
  }

  /** Shows the worker what was sent, and wakes it when that is worth it or `isLast` for this turn. */
  publish(isLast: boolean): void {
    this.requests.publish();
    if (this.unannounced === 0 || (!isLast && this.unannounced < WAKE_EARLY_RECORDS)) return;
    this.unannounced = 0;
    this.bell.ring();
  }

  /** Copies a request into the ring, for the one time; false when it is full. */
  send(
    bytes: Buffer,
    start: number,
    end: number,
    slot: number,
    generation: number,
    arrivalUs: number,
    route: number,
  ): boolean {
    if (this.isFull) return false;
    const length = end - start;
    if (length > this.requests.maxPayloadBytes) {
      const copy = new Uint8Array(length);
      copy.set(bytes.subarray(start, end));
      if (this.requests.commitOversized(copy.buffer, slot, generation, arrivalUs, route)) {
        this.unannounced++;
        return true;
      }
    } else {
      const offset = this.requests.claim(length);
      if (offset >= 0) {
        copyInto(this.requests.bytes, offset, bytes, start, length);
        this.requests.commit(length, slot, generation, arrivalUs, route);
        this.unannounced++;
        return true;
      }
    }
    this.isFull = true;
    return false;
  }

  /** Whether half the ring is free; when not, the worker is asked to ring once it has freed something. */
  hasRoom(): boolean {
    if (this.requests.usedBytes() <= this.requests.capacityBytes / 2) return true;
    this.requests.block();
    return this.requests.usedBytes() <= this.requests.capacityBytes / 2;
  }

  refresh(): void {
    if (this.isFull && this.hasRoom()) this.isFull = false;
  }
}

/** So many records let a sleeping worker start before the acceptor has read all its sockets; fewer wait for the end of the turn. */
const WAKE_EARLY_RECORDS = 64;
