import type { ReadRecord } from "../../capture/read-capture.ts";
import { rewriteMessage } from "../../capture/rewrite-message.ts";
import type { ValueMode } from "../../capture/segment-layout.ts";
import { answerTreatments, requestTreatments } from "../../capture/treatments.ts";
import { decodeValueStub, encodeValueStub, fillerOf, VALUE_HASH_BYTES } from "../../capture/value-stub.ts";
import { CallNumber } from "../../codec/calls.ts";
import { readExchange } from "./exchange.ts";
import { requestFrame } from "./request-frame.ts";

/** What a call is sent with, besides what the record has. */
export interface Envelope {
  readonly id: number;
  readonly namespace: string;
  /** Shown with the first request of a connection; else empty. */
  readonly authorization: string;
  /** Which time it is sent: an idempotency key stands for one. */
  readonly loop: number;
}

/**
 * Makes requests of records, and of answers what a record would have of them. Page tokens and versions are another gateway's:
 * those of the recording are exchanged for those that the same reads and writes were answered with here.
 */
export class ReplayMessages {
  /** By the hash of a token in the recording. */
  private readonly tokens = new Map<string, Buffer>();
  /** By key and version in the recording. */
  private readonly versions = new Map<string, number>();
  /** Whether any request depends on a version. */
  private readonly hasConditions: boolean;

  constructor(records: readonly ReadRecord[]) {
    this.hasConditions = records.some(({ call, request }) =>
      readExchange(call, request, none).items.some(({ condition }) => (condition ?? 0) > 0),
    );
  }

  /** Whether it has nothing of an answer that is still to come: the client that was recorded waited for that too. */
  isReady({ call, request }: ReadRecord): boolean {
    let isReady = true;
    let key = "";
    rewriteMessage(
      request,
      requestTreatments[call] ?? {},
      (bytes, how) => {
        if (how === "key") key = bytes.toString("latin1");
        if (how === "token" && !this.tokens.has(bytes.toString("latin1"))) isReady = false;
        return bytes;
      },
      (version) => {
        if (version > 0 && !this.versions.has(`${version} ${key}`)) isReady = false;
        return version;
      },
    );
    return isReady;
  }

  /** The frame that asks what the record says. */
  frame(record: ReadRecord, { id, namespace, authorization, loop }: Envelope): Buffer {
    const { idempotency, timeoutMs, call } = record;
    const idempotencyKey = idempotency.length === 0 ? "" : `replay-${loop}-${idempotency.toString("hex")}`;
    const message = this.request(record);
    return requestFrame({ id, timeoutMs, idempotencyKey, authorization, call, namespace, message });
  }

  /** The answer message as a record would have it; what it says of versions and tokens goes for the requests to come. */
  take(record: ReadRecord, answer: Buffer): Buffer {
    const { call, header } = record;
    let token: Buffer | null = null;
    const scrubbed = rewriteMessage(answer, answerTreatments[call] ?? {}, (bytes, how) => {
      if (how === "value") return stubOf(bytes, header.values);
      if (how === "token") token = Buffer.from(bytes);
      return bytes;
    });
    if (scrubbed === null) return none;
    if (token !== null && call === CallNumber.KV_SCAN) this.learnToken(record.answer, token);
    if (this.hasConditions) this.learnVersions(record, scrubbed);
    return scrubbed;
  }

  /** Two versions of one key stand for each other: of a key that was there before, say. */
  learnVersion(key: string, recorded: number, replayed: number): void {
    if (recorded > 0 && replayed > 0) this.versions.set(`${recorded} ${key}`, replayed);
  }

  private request({ call, request, header }: ReadRecord): Buffer {
    let key = "";
    const rewritten = rewriteMessage(
      request,
      requestTreatments[call] ?? {},
      (bytes, how) => {
        if (how === "key") key = bytes.toString("latin1");
        if (how === "value") return header.values === "keep" ? bytes : contentFor(bytes);
        if (how === "token") return this.tokens.get(bytes.toString("latin1")) ?? bytes;
        return bytes;
      },
      (version) => (version === 0 ? 0 : (this.versions.get(`${version} ${key}`) ?? version)),
    );
    return rewritten ?? request;
  }

  private learnToken(recorded: Buffer, token: Buffer): void {
    rewriteMessage(recorded, { 2: "token" }, (bytes) => {
      this.tokens.set(bytes.toString("latin1"), token);
      return bytes;
    });
  }

  private learnVersions({ call, request, answer }: ReadRecord, replayed: Buffer): void {
    const then = readExchange(call, request, answer).items;
    const now = readExchange(call, request, replayed).items;
    for (const [i, { key, version }] of then.entries()) {
      const other = now[i];
      if (other?.key === key) this.learnVersion(key, version, other.version);
    }
  }
}

/** As a recording has a value that was read; a filler begins with the hash of what it stands for. */
function stubOf(value: Buffer, values: ValueMode): Buffer {
  if (values === "drop") return encodeValueStub(none, none);
  const hash = values === "hash" && value.length >= VALUE_HASH_BYTES ? value.subarray(0, VALUE_HASH_BYTES) : none;
  return encodeValueStub(value, hash);
}

function contentFor(bytes: Buffer): Buffer {
  const stub = decodeValueStub(bytes);
  return stub === null ? bytes : fillerOf(stub);
}

const none = Buffer.alloc(0);
