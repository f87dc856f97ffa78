import type { AnswerSink } from "../pipeline/answer-sink.ts";
import type { DoorbellButton } from "../ring/doorbell.ts";
import type { RingProducer } from "../ring/ring-producer.ts";

interface HeldAnswer {
  readonly bytes: Buffer;
  readonly slot: number;
  readonly generation: number;
  readonly arrivalUs: number;
}

/** Where the answer that was begun is being written. */
const Place = { HEAP: 0, NEW_RECORD: 1, LAST_RECORD: 2 } as const;
type Place = (typeof Place)[keyof typeof Place];

/**
 * Writes answers into the response ring in place; neighbours that answer one run share a record. Those that find it full are held, in order, until the acceptor has
 * freed room; the worker takes no new requests meanwhile, so that what is held is bounded by one batch.
 */
export class ResponseWriter implements AnswerSink {
  bytes: Buffer;
  private readonly ring: RingProducer;
  private readonly acceptorBell: DoorbellButton;
  private readonly held: HeldAnswer[] = [];
  private place: Place = Place.HEAP;
  /** Of all answers since the start. */
  bytesWritten = 0;

  constructor(ring: RingProducer, acceptorBell: DoorbellButton) {
    this.ring = ring;
    this.acceptorBell = acceptorBell;
    this.bytes = ring.bytes;
  }

  begin(length: number, slot: number, generation: number): number {
    if (this.held.length === 0 && length <= this.ring.maxPayloadBytes) {
      this.bytes = this.ring.bytes;
      this.place = Place.LAST_RECORD;
      let offset = this.ring.claimMore(length, slot, generation);
      if (offset >= 0) return offset;
      this.place = Place.NEW_RECORD;
      offset = this.ring.claim(length);
      if (offset >= 0) return offset;
    }
    this.place = Place.HEAP;
    this.bytes = Buffer.allocUnsafeSlow(length);
    return 0;
  }

  end(length: number, slot: number, generation: number, arrivalUs: number): void {
    this.bytesWritten += length;
    if (this.place === Place.LAST_RECORD) this.ring.commitMore(length);
    else if (this.place === Place.NEW_RECORD) this.ring.commit(length, slot, generation, arrivalUs, 1);
    else this.held.push({ bytes: this.bytes, slot, generation, arrivalUs });
  }

  publish(): void {
    this.sendHeld();
    if (this.ring.publish()) this.acceptorBell.ring();
  }

  /** Whether answers wait for room. */
  get isBlocked(): boolean {
    return this.held.length > 0;
  }

  /** Tries to send what is held; true when nothing is left. When not, the acceptor will ring after freeing room. */
  flush(): boolean {
    if (this.held.length === 0) return true;
    this.publish();
    if (this.held.length === 0) return true;
    this.ring.block();
    this.publish();
    return this.held.length === 0;
  }

  private sendHeld(): void {
    let sent = 0;
    for (const answer of this.held) {
      if (!this.send(answer)) break;
      sent++;
    }
    if (sent > 0) this.held.splice(0, sent);
  }

  private send(answer: HeldAnswer): boolean {
    const { bytes, slot, generation, arrivalUs } = answer;
    if (bytes.length > this.ring.maxPayloadBytes) {
      return this.ring.commitOversized(bytes.buffer as ArrayBuffer, slot, generation, arrivalUs, 1);
    }
    const offset = this.ring.claim(bytes.length);
    if (offset < 0) return false;
    bytes.copy(this.ring.bytes, offset);
    this.ring.commit(bytes.length, slot, generation, arrivalUs, 1);
    return true;
  }
}
