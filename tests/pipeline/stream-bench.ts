import { createMemoryStreamStore } from "../../src/backends/memory/memory-stream-store.ts";
import type { AccessRule } from "../../src/config/access/access-rule.ts";
import type { LimitRule } from "../../src/config/access/limit-rule.ts";
import type { AnswerSink } from "../../src/pipeline/answer-sink.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import { Request } from "../../src/pipeline/request.ts";
import { AccessTable } from "../../src/security/access/access-table.ts";
import { AuditLevel } from "../../src/security/audit/audit-level.ts";
import type { AuditTrail } from "../../src/security/audit/audit-trail.ts";
import { QuotaTable } from "../../src/security/limits/quota-table.ts";
import type { Principal } from "../../src/security/principal.ts";
import { prism } from "../generated/prism.js";
import { largeValueParts } from "./large-value-parts.ts";

export interface StreamBenchChoices {
  readonly access?: readonly AccessRule[];
  readonly limits?: readonly LimitRule[];
  readonly audit?: AuditTrail;
  readonly auditLevel?: AuditLevel;
}

/** A pipeline on a memory store with one stream, `n`, without rings and threads. */
export class StreamBench {
  readonly clock = {
    us: 1_000,
    monotonicUs: () => this.clock.us,
    wallMs: () => 1_800_000_000_000 + this.clock.us / 1e3,
  };
  readonly pipeline: Pipeline;
  readonly measured: { operation: number; code: number }[] = [];
  readonly refused: string[] = [];
  private readonly sink = new PromisingSink();
  private nextId = 0;

  constructor(choices: StreamBenchChoices = {}) {
    const { access, limits = [], audit = null, auditLevel = AuditLevel.OFF } = choices;
    const store = createMemoryStreamStore({ maxBytes: 1e9, clock: this.clock });
    const spec = { name: "n", retentionMs: 0, maxBytes: 0, partitions: 1, replicas: 1, keep: "stored" } as const;
    const namespace = {
      index: 0,
      name: "n",
      pattern: "stream",
      storeIndex: 0,
      needs: null,
      compression: "identity",
      audit: auditLevel,
    } as const;
    this.pipeline = new Pipeline({
      largeValues: largeValueParts(),
      clock: this.clock,
      namespaces: [{ ...namespace, id: store.openStream(spec), terms: { maxAttempts: 3, ackTimeoutMs: 1_000 } }],
      stores: [{ kind: "stream", store, guard: null }],
      access: access === undefined ? null : new AccessTable([access]),
      quotas: new QuotaTable({ namespaces: [{ name: "n", limits }] }),
      audit,
      answers: this.sink,
      metrics: { record: (_namespace, operation, code) => this.measured.push({ operation, code }) },
      onRefused: (_namespace, reason) => this.refused.push(reason),
    });
  }

  /** Sends requests in one batch; each answer comes when it does. */
  send(...asked: readonly (readonly [who: Principal, call: prism.v1.IRequest])[]): Promise<prism.v1.Response>[] {
    const requests = asked.map(([who, call]) => this.encode(who, call));
    const answers = requests.map(({ id }) => this.sink.answerTo(id));
    this.pipeline.run([...requests], 0, requests.length);
    this.pipeline.commit();
    return answers;
  }

  ask(who: Principal, call: prism.v1.IRequest): Promise<prism.v1.Response> {
    return this.send([who, call])[0] as Promise<prism.v1.Response>;
  }

  private encode(who: Principal, call: prism.v1.IRequest): Request {
    const named = Object.entries(call).map(([field, message]) =>
      field.startsWith("stream") ? [field, { namespace: "n", ...message }] : [field, message],
    );
    const id = ++this.nextId;
    const bytes = prism.v1.Request.encode({ id, ...Object.fromEntries(named) }).finish();
    const request = new Request();
    request.bytes = Buffer.from(bytes);
    request.end = bytes.length;
    request.arrivalUs = this.clock.us;
    request.principal = who;
    request.id = id;
    return request;
  }
}

class PromisingSink implements AnswerSink {
  bytes: Buffer = Buffer.alloc(0);
  private readonly waiting = new Map<number, (answer: prism.v1.Response) => void>();

  answerTo(id: number): Promise<prism.v1.Response> {
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  begin(length: number): number {
    this.bytes = Buffer.alloc(length);
    return 0;
  }

  end(): void {
    const answer = prism.v1.Response.decode(this.bytes.subarray(4));
    this.waiting.get(answer.id)?.(answer);
  }

  publish(): void {}
}
