import { Acceptor } from "../../src/acceptor/acceptor.ts";
import type { AcceptorLimits } from "../../src/acceptor/acceptor-limits.ts";
import type { Connection } from "../../src/acceptor/connection.ts";
import type { Transport } from "../../src/acceptor/transport.ts";
import { WorkerLink } from "../../src/acceptor/worker-link.ts";
import { readLength } from "../../src/codec/frame-splitter.ts";
import { RequestView } from "../../src/codec/request-view.ts";
import { openFrame } from "../../src/codec/response.ts";
import { WireWriter } from "../../src/codec/wire-writer.ts";
import type { AccessRule } from "../../src/config/access/access-rule.ts";
import type { Snapshot } from "../../src/namespaces/snapshot.ts";
import { createDoorbellMemory, DoorbellButton } from "../../src/ring/doorbell.ts";
import { createRingMemory } from "../../src/ring/layout.ts";
import { RingConsumer } from "../../src/ring/ring-consumer.ts";
import { RingProducer } from "../../src/ring/ring-producer.ts";
import { type Authenticator, openHouse } from "../../src/security/authenticator.ts";
import { Door } from "../../src/security/caller.ts";
import { Introductions } from "../../src/security/introductions.ts";
import type { PrincipalNotice } from "../../src/security/known-principals.ts";
import { prism } from "../generated/prism.js";
import { specOf } from "../support/snapshots.ts";

/** A client's side of a connection, of which a test sees every write. */
export class FakeTransport implements Transport {
  readonly writes: Buffer[] = [];
  unsentBytes = 0;
  isStalled = false;
  isPaused = false;
  isEnded = false;
  isDestroyed = false;

  send(bytes: Buffer): boolean {
    this.writes.push(Buffer.from(bytes));
    if (this.isStalled) this.unsentBytes += bytes.length;
    return this.isStalled;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  end(): void {
    this.isEnded = true;
  }

  destroy(): void {
    this.isDestroyed = true;
  }

  /** Everything written, as responses. */
  answers(): prism.v1.Response[] {
    const bytes = Buffer.concat(this.writes);
    const answers: prism.v1.Response[] = [];
    for (let pos = 0; pos < bytes.length; ) {
      const end = pos + 4 + readLength(bytes, pos);
      answers.push(prism.v1.Response.decode(bytes.subarray(pos + 4, end)));
      pos = end;
    }
    return answers;
  }
}

export interface Asked {
  readonly id: number;
  readonly slot: number;
  readonly generation: number;
  readonly caller: number;
  readonly timeoutMs: number;
  readonly idempotencyKey: string;
  readonly traceparent: string;
  readonly call: number;
  /** The call's message. */
  readonly message: Buffer;
}

/** The other end of a link, answered by hand: what the worker would do, when the test says so. */
export class HandWorker {
  readonly link: WorkerLink;
  readonly bell = createDoorbellMemory();
  readonly asked: Asked[] = [];
  readonly notices: PrincipalNotice[] = [];
  private readonly requests: RingConsumer;
  private readonly answers: RingProducer;
  private readonly view = new RequestView();
  private readonly writer = new WireWriter();

  constructor(index: number, ringBytes: number) {
    const requestRing = createRingMemory(ringBytes);
    const responseRing = createRingMemory(ringBytes);
    const payloads: Uint8Array[] = [];
    this.link = new WorkerLink(index, {
      requests: new RingProducer(requestRing, (payload) => payloads.push(new Uint8Array(payload))),
      responses: new RingConsumer(responseRing, () => undefined),
      bell: new DoorbellButton(this.bell, () => undefined),
      introductions: new Introductions((notice) => this.notices.push(notice)),
    });
    this.requests = new RingConsumer(requestRing, () => payloads.shift());
    this.answers = new RingProducer(responseRing, () => undefined);
  }

  /** Takes what waits in the request ring, and frees it. */
  take(): Asked[] {
    const before = this.asked.length;
    this.requests.drain(
      {
        onRecord: (bytes, start, end, slot, generation, _arrivalUs, _route, caller) => {
          for (let pos = start; pos < end; ) {
            const next = pos + 4 + readLength(bytes, pos);
            this.view.read(bytes, pos + 4, next);
            this.asked.push({ ...this.envelope(bytes), slot, generation, caller });
            pos = next;
          }
        },
      },
      1_000_000,
    );
    this.requests.release();
    return this.asked.slice(before);
  }

  private envelope(bytes: Buffer) {
    const { id, timeoutMs, idempotencyFrom, idempotencyTo, traceparentFrom, traceparentTo } = this.view;
    const idempotencyKey = bytes.toString("latin1", idempotencyFrom, idempotencyTo);
    const traceparent = bytes.toString("latin1", traceparentFrom, traceparentTo);
    const { call, callFrom, callTo } = this.view;
    return { id, timeoutMs, idempotencyKey, traceparent, call, message: Buffer.from(bytes.subarray(callFrom, callTo)) };
  }

  /** Answers one request, with a result or an error, as it would be in a Response. */
  reply({ id, slot, generation }: Asked, result: prism.v1.IResponse): void {
    const frame = prism.v1.Response.encode({ id, ...result }).finish();
    const offset = this.answers.claim(4 + frame.length);
    this.answers.bytes.writeUInt32BE(frame.length, offset);
    this.answers.bytes.set(frame, offset + 4);
    this.answers.commit(4 + frame.length, slot, generation, 0, 1);
    this.answers.publish();
  }

  /** Answers with an empty GetResponse, as one record each. */
  answer(...asked: readonly Asked[]): void {
    this.answerWith(0, ...asked);
  }

  /** … with a message of so many bytes, whatever they say. */
  answerWith(bytes: number, ...asked: readonly Asked[]): void {
    for (const { id, slot, generation } of asked) {
      const offset = this.answers.claim(32 + bytes);
      this.writer.reset(this.answers.bytes, offset);
      openFrame(this.writer, id, 16, bytes);
      this.answers.commit(this.writer.pos + bytes - offset, slot, generation, 0, 1);
    }
    this.answers.publish();
  }
}

/** A request, as a frame. */
export function requestFrame(request: prism.v1.IRequest): Buffer {
  const payload = prism.v1.Request.encode(request).finish();
  const frame = Buffer.alloc(4 + payload.length);
  frame.writeUInt32BE(payload.length);
  frame.set(payload, 4);
  return frame;
}

export interface AcceptorBench {
  readonly acceptor: Acceptor;
  readonly worker: HandWorker;
  readonly clock: { us: number };
  connect(): { connection: Connection; transport: FakeTransport };
}

/** An acceptor with one worker, one namespace `n`, and a clock that the test moves. `access` are its rules; null for none. */
export function createAcceptorBench(
  limits: Partial<AcceptorLimits> = {},
  ringBytes = 64 * 1024,
  authenticator: Authenticator = openHouse,
  access: readonly AccessRule[] | null = null,
): AcceptorBench {
  const clock = { us: 0 };
  const snapshot: Snapshot = {
    generation: 1,
    workers: [0],
    enforcesAccess: access !== null,
    hasAudit: false,
    namespaces: [specOf(0, "n", { access: access ?? [] })],
    backends: [],
  };
  const acceptor = new Acceptor({
    clock: { monotonicUs: () => clock.us, wallMs: () => clock.us / 1000 },
    snapshot,
    limits: {
      maxFrameBytes: 1024 * 1024,
      maxConnections: 100,
      maxInFlight: 1000,
      maxInFlightPerConnection: 100,
      maxUnreadBytes: 256 * 1024 * 1024,
      idleTimeoutMs: 0,
      ...limits,
    },
    denials: null,
    authenticator,
    onActivity: () => undefined,
  });
  const worker = new HandWorker(0, ringBytes);
  acceptor.attach(0, worker.link);
  const connect = () => {
    const transport = new FakeTransport();
    const connection = acceptor.open(transport, { door: Door.TCP, identity: null });
    if (connection === null) throw new Error("the connection was refused");
    // As of one that has had many small answers; connection-window.test.ts is about those that have not.
    connection.window = limits.maxInFlightPerConnection ?? 100;
    return { connection, transport };
  };
  return { acceptor, worker, clock, connect };
}

/** A get of key `k`, as a frame; `padding` makes the key longer. */
export function getFrame(id: number, padding = 0): Buffer {
  return requestFrame({ id, kvGet: { namespace: "n", key: "k".repeat(1 + padding) } });
}
