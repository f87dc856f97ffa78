import { createHmac } from "node:crypto";
import { KeyScrubber } from "./key-scrubber.ts";
import { type CapturedRecord, RECORD_HEADER_BYTES, recordBytes, writeRecordHeader } from "./record-layout.ts";
import { OTHER_REASON, PLAIN_REASON, rewriteMessage } from "./rewrite-message.ts";
import type { ValueMode } from "./segment-layout.ts";
import { answerTreatments, type Leaf, requestTreatments, type Treatments } from "./treatments.ts";
import { encodeValueStub, VALUE_HASH_BYTES } from "./value-stub.ts";

export interface ScrubRules {
  /** What hashes are keyed with: of this recording alone. */
  readonly secret: Uint8Array;
  /** One character, or empty: see {@link KeyScrubber}. */
  readonly keySeparator: string;
  readonly values: ValueMode;
}

/** Makes of a record, as a worker has it, one that may be written down. */
export class Scrubber {
  private readonly rules: ScrubRules;
  private readonly keys: KeyScrubber;

  constructor(rules: ScrubRules) {
    this.rules = rules;
    this.keys = new KeyScrubber(rules.secret, rules.keySeparator);
  }

  /** The record as it goes into a file; null when its messages cannot be read, and so not scrubbed. */
  scrub(record: CapturedRecord): Buffer | null {
    const isRefused = record.code !== 0;
    const request = this.message(record.request, requestTreatments[record.call], this.request);
    const answer = isRefused ? none : this.message(record.answer, answerTreatments[record.call], this.answer);
    if (request === null || answer === null) return null;
    const principal = this.hash("principal", record.principal);
    const idempotency = this.hash("idempotency key", record.idempotency);
    const reason = PLAIN_REASON.test(record.reason) ? Buffer.from(record.reason, "latin1") : OTHER_REASON;
    const sizes = {
      ...{ principal: principal.length, idempotency: idempotency.length, reason: reason.length },
      ...{ request: request.length, answer: answer.length },
    };
    const bytes = Buffer.alloc(recordBytes(sizes));
    writeRecordHeader(bytes, 0, record, sizes);
    let at = RECORD_HEADER_BYTES;
    for (const part of [principal, idempotency, reason, request, answer]) at += part.copy(bytes, at);
    return bytes;
  }

  private message(
    bytes: Buffer,
    table: Treatments | undefined,
    rewrite: (bytes: Buffer, how: Leaf) => Uint8Array,
  ): Buffer | null {
    return table === undefined ? null : rewriteMessage(bytes, table, rewrite);
  }

  private readonly request = (bytes: Buffer, how: Leaf): Uint8Array => {
    return how === "value" && this.rules.values === "keep" ? bytes : this.answer(bytes, how);
  };

  /** Of answers not even `keep` keeps the values: what was written is in the requests. */
  private readonly answer = (bytes: Buffer, how: Leaf): Uint8Array => {
    if (how === "key") return this.keys.scrub(bytes);
    if (how === "token") return this.hash("page token", bytes);
    if (how === "name") return this.hash("name", bytes);
    if (how === "once") return this.hash("idempotency key", bytes);
    const { values } = this.rules;
    if (values === "drop") return encodeValueStub(none, none);
    return encodeValueStub(bytes, values === "size-only" ? none : this.hash("value", bytes));
  };

  /** Eight bytes; of nothing nothing. What it is of is part of it, so that no two kinds of things can be compared. */
  private hash(what: string, bytes: Buffer): Buffer {
    if (bytes.length === 0) return none;
    return createHmac("sha256", this.rules.secret)
      .update(`${what} `)
      .update(bytes)
      .digest()
      .subarray(0, VALUE_HASH_BYTES);
  }
}

const none = Buffer.alloc(0);
