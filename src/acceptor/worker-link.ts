import type { DoorbellButton } from "../ring/doorbell.ts";
import type { RingConsumer } from "../ring/ring-consumer.ts";
import type { RingProducer } from "../ring/ring-producer.ts";
import { copyInto } from "./outbox.ts";

/** What joins the acceptor to one worker: a ring each way and the worker's doorbell. */
export class WorkerLink {
  readonly requests: RingProducer;
  readonly responses: RingConsumer;
  readonly bell: DoorbellButton;
  /** A request found no room; until half of the ring is free again, its sockets are not read. */
  isFull = false;

  constructor(requests: RingProducer, responses: RingConsumer, bell: DoorbellButton) {
    this.requests = requests;
    this.responses = responses;
    this.bell = bell;
  }

  /** Copies a request into the ring, for the one time; false when it is full. */
  send(bytes: Buffer, start: number, end: number, slot: number, generation: number, arrivalUs: number): boolean {
    if (this.isFull) return false;
    const length = end - start;
    if (length > this.requests.maxPayloadBytes) {
      const copy = new Uint8Array(length);
      copy.set(bytes.subarray(start, end));
      if (this.requests.commitOversized(copy.buffer, slot, generation, arrivalUs)) return true;
    } else {
      const offset = this.requests.claim(length);
      if (offset >= 0) {
        copyInto(this.requests.bytes, offset, bytes, start, length);
        this.requests.commit(length, slot, generation, arrivalUs);
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
