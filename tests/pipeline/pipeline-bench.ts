import { createMemoryStore } from "../../src/backends/memory/memory-store.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import type { AccessRule } from "../../src/config/access/access-rule.ts";
import type { LimitRule } from "../../src/config/access/limit-rule.ts";
import type { ChunkEncodingName } from "../../src/patterns/keyvalue/large/chunk-work.ts";
import { OwnItems } from "../../src/patterns/keyvalue/large/own-items.ts";
import type { AnswerSink } from "../../src/pipeline/answer-sink.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import { Request } from "../../src/pipeline/request.ts";
import { AccessTable } from "../../src/security/access/access-table.ts";
import { AuditLevel } from "../../src/security/audit/audit-level.ts";
import type { AuditTrail } from "../../src/security/audit/audit-trail.ts";
import { QuotaTable } from "../../src/security/limits/quota-table.ts";
import type { Principal } from "../../src/security/principal.ts";
import { message } from "../codec/messages.ts";
import { RecordingStore } from "../patterns/recording-store.ts";
import { largeValueParts } from "./large-value-parts.ts";

/** A request to namespace `n`, before it is encoded: `[who, { kv_get: { key: "a" } }]`. */
export type Asked = readonly [who: Principal, request: Record<string, unknown>];

/** Whatever a request was answered with, decoded. */
export interface Told {
  readonly [field: string]: unknown;
  readonly error?: {
    readonly code: number;
    readonly reason: string;
    readonly message: string;
    readonly retry_after_ms?: number;
    readonly metadata?: Readonly<Record<string, string>>;
  };
}

/** A pipeline on a memory store with one namespace, `n`, without rings and threads. */
export class PipelineBench {
  readonly clock = {
    us: 1_000,
    monotonicUs: () => this.clock.us,
    wallMs: () => Date.UTC(2026, 0, 1) + this.clock.us / 1e3,
  };
  readonly store = new RecordingStore(createMemoryStore({ maxBytes: 1e9, clock: this.clock }));
  private readonly pipeline: Pipeline;
  private readonly sink = new CollectingSink();
  private nextId = 0;

  constructor(
    choices: {
      readonly access?: readonly AccessRule[];
      readonly limits?: readonly LimitRule[];
      readonly audit?: AuditTrail;
      readonly auditLevel?: AuditLevel;
      readonly compression?: ChunkEncodingName;
    } = {},
  ) {
    this.pipeline = new Pipeline({
      largeValues: largeValueParts(() => this.clock.wallMs()),
      clock: this.clock,
      namespaces: [
        {
          index: 0,
          name: "n",
          pattern: "keyvalue",
          storeIndex: 0,
          id: this.store.openNamespace("n"),
          terms: null,
          audit: choices.auditLevel ?? AuditLevel.OFF,
          needs: null,
          compression: choices.compression ?? "identity",
        },
      ],
      stores: [{ kind: "embedded", store: this.store }],
      access: choices.access === undefined ? null : new AccessTable([choices.access]),
      quotas: new QuotaTable({ namespaces: [{ name: "n", limits: choices.limits ?? [] }] }),
      audit: choices.audit ?? null,
      answers: this.sink,
      metrics: { record: () => undefined },
    });
  }

  /** Runs the requests as one batch; the answers stand in their order. */
  run(...asked: Asked[]): Told[] {
    const requests = asked.map(([who, body]) => this.encode(who, body));
    const ids = requests.map(({ id }) => id);
    this.sink.answers.clear();
    this.pipeline.run(requests, 0, requests.length);
    this.pipeline.commit();
    return ids.map((id) => this.sink.answers.get(id) as Told);
  }

  /** As {@link run}, of calls that outlive their batch. */
  async settle(...asked: Asked[]): Promise<Told[]> {
    const requests = asked.map(([who, body]) => this.encode(who, body));
    const ids = requests.map(({ id }) => id);
    this.pipeline.run(requests, 0, requests.length);
    this.pipeline.commit();
    await this.pipeline.whenIdle();
    return ids.map((id) => this.sink.answers.get(id) as Told);
  }

  /** The items of the namespace as the gateway itself sees them. */
  get ownItems(): OwnItems {
    return new OwnItems(this.store.openNamespace("n"), this.pipeline.later.runnerOf(0), 0);
  }

  /** Is called whenever answers are shown. */
  set onPublish(look: () => void) {
    this.sink.onPublish = look;
  }

  /** Requests that have been answered, shown or not. */
  get answered(): number {
    return this.sink.total;
  }

  keepTime(): void {
    this.pipeline.keepTime();
  }

  private encode(who: Principal, body: Record<string, unknown>): Request {
    const calls = Object.entries(body).map(([name, fields]) =>
      /^(kv|stream)_/.test(name) ? [name, { namespace: "n", ...(fields as object) }] : [name, fields],
    );
    const id = ++this.nextId;
    const bytes = message("Request").encode({ id, ...Object.fromEntries(calls) });
    const request = new Request();
    request.bytes = Buffer.from(bytes);
    request.end = bytes.length;
    request.arrivalUs = this.clock.us;
    request.principal = who;
    request.id = id;
    return request;
  }
}

class CollectingSink implements AnswerSink {
  bytes: Buffer = Buffer.alloc(0);
  readonly answers = new Map<number, Told>();
  total = 0;

  begin(length: number): number {
    this.bytes = Buffer.alloc(length);
    return 0;
  }

  end(): void {
    const answer = message("Response").decode(this.bytes.subarray(4)) as Told & { id: number };
    this.answers.set(answer.id, answer);
    this.total++;
  }

  onPublish: () => void = () => undefined;

  publish(): void {
    this.onPublish();
  }
}

/** What the bench's namespace takes, and answers within its batch: calls about large values have tests of their own. */
const SERVED = /^KV_(?!.*(?:UPLOAD|DOWNLOAD))/;

/** One call of each kind, with keys of your choice: `[name, call]`, generated from the table of calls. */
export function callsOf(
  keys: readonly [string, ...string[]],
): [name: keyof typeof CallNumber, call: Record<string, unknown>][] {
  const names = (Object.keys(CallNumber) as (keyof typeof CallNumber)[]).filter((name) => SERVED.test(name));
  return names.map((name) => [name, callOf(name, keys)]);
}

function callOf(name: keyof typeof CallNumber, keys: readonly [string, ...string[]]): Record<string, unknown> {
  const field = name.toLowerCase();
  if (name === "KV_SCAN") return { [field]: { prefix: keys[0] } };
  if (name === "KV_TRANSACT") return { [field]: { operations: keys.map((key) => ({ put: { key } })) } };
  if (name === "KV_BATCH_GET") return { [field]: { keys } };
  if (name.startsWith("KV_BATCH")) return { [field]: { items: keys.map((key) => ({ key })) } };
  return { [field]: { key: keys[0] } };
}
