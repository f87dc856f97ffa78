import type { NackOptions } from "./stream-types.ts";

/** Settles leases, for the messages that have them. */
export interface Settler {
  ack(lease: string): Promise<void>;
  nack(lease: string, options: NackOptions): Promise<void>;
  extend(lease: string, ackTimeoutMs: number): Promise<void>;
}

/** A message as it came out of a stream. */
export class ReceivedMessage {
  readonly position: string;
  readonly key: string;
  /** Its own bytes. */
  readonly value: Uint8Array;
  /** In their order; names may repeat. */
  readonly headers: readonly (readonly [name: string, value: Uint8Array])[];
  /** When the store took it, milliseconds since the epoch. */
  readonly publishedMs: number;
  /** Groups: the how manieth delivery to the group it is, from 1; else 0. */
  readonly attempt: number;
  /** Groups: stands for this delivery; else empty. */
  readonly lease: string;
  readonly #settler: Settler;

  constructor(fields: Omit<ReceivedMessage, "text" | "header" | "ack" | "nack" | "extend">, settler: Settler) {
    this.position = fields.position;
    this.key = fields.key;
    this.value = fields.value;
    this.headers = fields.headers;
    this.publishedMs = fields.publishedMs;
    this.attempt = fields.attempt;
    this.lease = fields.lease;
    this.#settler = settler;
  }

  /** The value as text. */
  get text(): string {
    return decoder.decode(this.value);
  }

  /** The first header of this name, as text. */
  header(name: string): string | undefined {
    const found = this.headers.find(([each]) => each === name);
    return found === undefined ? undefined : decoder.decode(found[1]);
  }

  /** It is done. Rejects with LEASE_ENDED when it may have been delivered to somebody else. */
  ack(): Promise<void> {
    return this.#settler.ack(this.lease);
  }

  /** It is not done: it is delivered again, or buried. */
  nack(options: NackOptions = {}): Promise<void> {
    return this.#settler.nack(this.lease, options);
  }

  /** It takes longer: the lease ends so many milliseconds from now; 0 = as the namespace declares. */
  extend(ackTimeoutMs = 0): Promise<void> {
    return this.#settler.extend(this.lease, ackTimeoutMs);
  }
}

const decoder = new TextDecoder();
