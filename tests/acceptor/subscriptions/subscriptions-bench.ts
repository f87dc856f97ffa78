import assert from "node:assert/strict";
import type { AcceptorLimits } from "../../../src/acceptor/acceptor-limits.ts";
import type { Connection } from "../../../src/acceptor/connection.ts";
import { CallNumber } from "../../../src/codec/calls.ts";
import type { Authenticator } from "../../../src/security/authenticator.ts";
import { prism } from "../../generated/prism.js";
import { specOf } from "../../support/snapshots.ts";
import { type Asked, createAcceptorBench, type FakeTransport, HandWorker, requestFrame } from "../acceptor-bench.ts";

/** What is left to the worker of a subscription, read. */
export interface AskedFetch extends Asked {
  readonly fetch: prism.v1.IFetchRequest;
}

/** An acceptor whose worker is the test: it sees the fetches of subscriptions, and answers them. */
export class SubscriptionsBench {
  readonly bench: ReturnType<typeof createAcceptorBench>;
  worker: HandWorker;
  private lastPosition = 0;

  constructor(limits: Partial<AcceptorLimits> = {}, authenticator?: Authenticator) {
    this.bench = createAcceptorBench(limits, 4 * 1024 * 1024, authenticator);
    const namespaces = [specOf(0, "n", { pattern: "stream" }), specOf(1, "values")];
    this.bench.acceptor.adopt({
      ...{ generation: 2, workers: [0], enforcesAccess: false, hasAudit: false },
      ...{ namespaces, backends: [] },
    });
    this.worker = this.bench.worker;
  }

  connect(): Client {
    return new Client(this);
  }

  /** What has come to the worker by now. */
  asked(): Asked[] {
    // Once to gather what the ports send, once to publish it.
    this.work();
    return this.worker.take();
  }

  fetches(): AskedFetch[] {
    const asked = this.asked();
    assert.deepEqual(
      new Set(asked.map(({ call }) => call)),
      new Set(asked.length === 0 ? [] : [CallNumber.STREAM_FETCH]),
    );
    return asked.map((each) => ({ ...each, fetch: prism.v1.FetchRequest.decode(each.message) }));
  }

  /** The one fetch that has come. */
  fetch(): AskedFetch {
    const [first, ...others] = this.fetches();
    assert.ok(first !== undefined && others.length === 0, `${others.length} more`);
    return first;
  }

  /** Answers with so many messages; the next position is that of the last one. */
  deliver(asked: Asked, count: number, value: Uint8Array = Buffer.from("v")): void {
    const deliveries = Array.from({ length: count }, () => ({ position: String(++this.lastPosition), value }));
    const nextPosition = this.lastPosition === 0 ? "" : String(this.lastPosition);
    this.worker.reply(asked, { streamFetch: { deliveries, nextPosition } });
    this.work();
  }

  fail(asked: Asked, error: prism.v1.IError): void {
    this.worker.reply(asked, { error });
    this.work();
  }

  /** The worker dies, and another one takes its place. */
  replaceWorker(): void {
    this.bench.acceptor.detach(0);
    this.work();
    this.worker = new HandWorker(0, 64 * 1024);
    this.bench.acceptor.attach(0, this.worker.link);
  }

  pass(ms: number): void {
    this.bench.clock.us += ms * 1000;
    this.bench.acceptor.onTimer();
    this.work();
  }

  work(): void {
    for (let i = 0; i < 3; i++) this.bench.acceptor.doWork();
  }
}

/** One connection. */
export class Client {
  readonly connection: Connection;
  readonly transport: FakeTransport;
  private readonly bench: SubscriptionsBench;

  constructor(bench: SubscriptionsBench) {
    this.bench = bench;
    const { connection, transport } = bench.bench.connect();
    this.connection = connection;
    this.transport = transport;
  }

  send(request: prism.v1.IRequest): void {
    this.bench.bench.acceptor.receive(this.connection, requestFrame(request));
    this.bench.work();
  }

  subscribe(id: number, fields: prism.v1.ISubscribeRequest = {}): void {
    this.send({ id, streamSubscribe: { namespace: "n", credits: 100, ...fields } });
  }

  /** Everything it was sent under an id. */
  answers(id: number): prism.v1.Response[] {
    return this.transport.answers().filter((answer) => answer.id === id);
  }

  /** The positions that a subscription was sent. */
  positions(id: number): string[] {
    return this.answers(id).flatMap((answer) =>
      (answer.streamSubscribe?.deliveries ?? []).map(({ position }) => position ?? ""),
    );
  }

  reason(id: number): string {
    return this.answers(id).at(-1)?.error?.reason ?? "";
  }
}
