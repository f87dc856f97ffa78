import type { ReadRecord } from "../../capture/read-capture.ts";
import { rewriteMessage } from "../../capture/rewrite-message.ts";
import type { ValueMode } from "../../capture/segment-layout.ts";
import { answerTreatments, requestTreatments } from "../../capture/treatments.ts";
import { decodeValueStub, encodeValueStub, fillerOf, VALUE_HASH_BYTES } from "../../capture/value-stub.ts";
import { secretBytes } from "../../common/prng.ts";
import { readExchange } from "./exchange.ts";
import type { ReplayCall } from "./lanes/replay-lane.ts";
import { pairTokens } from "./token-pairs.ts";

/** What a call is sent with, besides what the record has. */
export interface Envelope {
  readonly namespace: string;
  /** Which time it is sent: an idempotency key stands for one. */
  readonly loop: number;
}

/**
 * Makes requests of records, and of answers what a record would have of them. Page tokens and versions are another gateway's:
 * those of the recording are exchanged for those that the same reads and writes were answered with here.
 */
export class ReplayMessages {
  /** Of this replay: a key that an earlier one has shown would be answered with what came of that. */
  private readonly run = Buffer.from(secretBytes(RUN_BYTES)).toString("hex");
  /** By the hash of a token in the recording. */
  private readonly tokens = new Map<string, Buffer>();
  /** By the same: the answer of the recording that has it first. */
  private readonly sources = new Map<string, ReadRecord>();
  /** Requests of which no answer is to come. */
  private readonly settled = new Set<ReadRecord>();
  /** By key and version in the recording. */
  private readonly versions = new Map<string, number>();
  /** Whether any request depends on a version. */
  private readonly hasConditions: boolean;

  constructor(records: readonly ReadRecord[]) {
    this.hasConditions = records.some(({ call, request }) =>
      readExchange(call, request, none).items.some(({ condition }) => (condition ?? 0) > 0),
    );
    for (const record of records) {
      rewriteMessage(record.answer, answerTreatments[record.call] ?? {}, (bytes, how) => {
        const token = bytes.toString("latin1");
        if (how === "token" && !this.sources.has(token)) this.sources.set(token, record);
        return bytes;
      });
    }
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
        if (how === "token" && this.isToCome(bytes.toString("latin1"))) isReady = false;
        return bytes;
      },
      (version) => {
        if (version > 0 && !this.versions.has(`${version} ${key}`)) isReady = false;
        return version;
      },
    );
    return isReady;
  }

  /** The call that asks what the record says. */
  call(record: ReadRecord, { namespace, loop }: Envelope): ReplayCall {
    const { idempotency, timeoutMs, call } = record;
    const idempotencyKey = idempotency.length === 0 ? "" : this.idempotencyKey(idempotency, loop);
    return { call, namespace, message: this.request(record, loop), timeoutMs, idempotencyKey };
  }

  /** The answer message as a record would have it; what it says of versions and tokens goes for the requests to come. */
  take(record: ReadRecord, answer: Buffer): Buffer {
    const { call, header } = record;
    const scrubbed = rewriteMessage(answer, answerTreatments[call] ?? {}, (bytes, how) => {
      if (how === "value") return stubOf(bytes, header.values);
      return bytes;
    });
    if (scrubbed === null) return none;
    const pair = { recorded: record.answer, replayed: answer };
    pairTokens(call, pair, {
      onPair: (recorded, replayed) => this.tokens.set(recorded.toString("latin1"), replayed),
      placeOf: (position) => this.tokens.get(position.toString("latin1")),
    });
    if (this.hasConditions) this.learnVersions(record, scrubbed);
    return scrubbed;
  }

  /** A request is sent, and its answer to come. */
  begin(record: ReadRecord): void {
    this.settled.delete(record);
  }

  /** No answer to it is to come: it has come, or never will. */
  settle(record: ReadRecord): void {
    this.settled.add(record);
  }

  /** A position of the recording is that of a message which the target has been given beforehand. */
  learnPosition(recorded: Buffer, replayed: Buffer): void {
    this.tokens.set(recorded.toString("latin1"), replayed);
  }

  /** Two versions of one key stand for each other: of a key that was there before, say. */
  learnVersion(key: string, recorded: number, replayed: number): void {
    if (recorded > 0 && replayed > 0) this.versions.set(`${recorded} ${key}`, replayed);
  }

  private idempotencyKey(hash: Buffer, loop: number): string {
    return `replay-${this.run}-${loop}-${hash.toString("hex")}`;
  }

  private request({ call, request, header }: ReadRecord, loop: number): Buffer {
    let key = "";
    const rewritten = rewriteMessage(
      request,
      requestTreatments[call] ?? {},
      (bytes, how) => {
        if (how === "key") key = bytes.toString("latin1");
        if (how === "value") return header.values === "keep" ? bytes : contentFor(bytes);
        if (how === "token" || how === "name") return this.tokens.get(bytes.toString("latin1")) ?? replayName(bytes);
        if (how === "once") return Buffer.from(this.idempotencyKey(bytes, loop));
        return bytes;
      },
      (version) => (version === 0 ? 0 : (this.versions.get(`${version} ${key}`) ?? version)),
    );
    return rewritten ?? request;
  }

  /** Whether an answer that is still to come has what stands for a token here. */
  private isToCome(token: string): boolean {
    const source = this.sources.get(token);
    return source !== undefined && !this.settled.has(source);
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

/** What stands for a name that clients have chosen, of a group, say, and for a token that the target has given nobody: the same for the same. */
export function replayName(hash: Buffer): Buffer {
  return Buffer.from(hash.length === 0 ? "" : `replay-${hash.toString("hex")}`);
}

function contentFor(bytes: Buffer): Buffer {
  const stub = decodeValueStub(bytes);
  return stub === null ? bytes : fillerOf(stub);
}

const none = Buffer.alloc(0);
const RUN_BYTES = 6;
