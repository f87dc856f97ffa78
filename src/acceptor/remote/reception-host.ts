import { encodeError } from "../../codec/error.ts";
import type { Method } from "../../codec/json/services.ts";
import { RESPONSE_ERROR } from "../../codec/response.ts";
import { assert } from "../../common/assert.ts";
import type { Failure } from "../../common/failure.ts";
import type { PrincipalRegistry } from "../../security/principal-registry.ts";
import { NumberTable } from "../number-table.ts";
import { type Desk, nobodyWaits, type Reception, type SentCall, type ShownCall } from "../reception.ts";
import { BatchReader, BatchWriter, Kind, NOBODY } from "./batch.ts";
import { methods } from "./remote-reception.ts";

export interface ReceptionHostParts {
  readonly reception: Reception;
  /** Gives the principals their numbers whose names the door has read in certificates. */
  readonly principals: PrincipalRegistry;
  /** Sends a batch to the door's thread. */
  readonly post: (batch: Uint8Array<ArrayBuffer>) => void;
}

interface RemoteDesk {
  readonly desk: Desk;
  /** By slot. */
  readonly credentials: string[];
}

/** The other end of a `RemoteReception`, on the acceptor's thread: does what its batches say, and gathers the answers. */
export class ReceptionHost {
  private readonly parts: ReceptionHostParts;
  private readonly desks = new Map<number, RemoteDesk>();
  private readonly sent = new NumberTable<SentCall | null>();
  private readonly writer = new BatchWriter();
  private isClosed = false;

  constructor(parts: ReceptionHostParts) {
    this.parts = parts;
  }

  /** A batch has come from the door's thread; it is borrowed until it returns. */
  receive(batch: Uint8Array): void {
    const reader = new BatchReader(batch);
    while (reader.hasMore) this.take(reader);
  }

  /** The door's thread is gone, with everybody on it. */
  close(): void {
    this.isClosed = true;
    for (const { desk } of this.desks.values()) desk.close();
    this.desks.clear();
    this.sent.clear();
  }

  private take(reader: BatchReader): void {
    const kind = reader.u8();
    if (kind === Kind.ABANDON) {
      this.abandon(reader.u32(), reader.u8() === 1);
      return;
    }
    const number = reader.u32();
    if (kind === Kind.OPEN) this.open(number, reader);
    else if (kind === Kind.CLOSE) this.closeDesk(number);
    else if (kind === Kind.CREDENTIAL) this.deskOf(number).credentials[reader.u8()] = reader.text();
    else if (kind === Kind.ADMIT) this.admit(this.deskOf(number), reader);
    else this.call(this.deskOf(number), reader);
  }

  private open(number: number, reader: BatchReader): void {
    const peer = reader.text();
    const expiresAtMs = reader.f64();
    const name = reader.text();
    const identity = name === "" ? null : { principal: this.parts.principals.intern(name, []), expiresAtMs };
    this.desks.set(number, { desk: this.parts.reception.open({ peer, identity }), credentials: [""] });
  }

  private closeDesk(number: number): void {
    this.deskOf(number).desk.close();
    this.desks.delete(number);
  }

  private deskOf(number: number): RemoteDesk {
    const desk = this.desks.get(number);
    assert(desk !== undefined, "a batch speaks of a desk that is not open");
    return desk;
  }

  private admit({ desk, credentials }: RemoteDesk, reader: BatchReader): void {
    const call = reader.u32();
    const objection = desk.admit(readHead(reader, credentials));
    if (objection instanceof Promise) void objection.then((each) => this.tell(call, each));
    else this.tell(call, objection);
  }

  private call({ desk, credentials }: RemoteDesk, reader: BatchReader): void {
    const call = reader.u32();
    const { method, authorization, traceparent, tracestate } = readHead(reader, credentials);
    const timeoutMs = reader.u32();
    const idempotencyKey = reader.text();
    const message = reader.blob();
    // Not by spreading: V8 would make a new shape for each call.
    const received = { method, authorization, traceparent, tracestate, timeoutMs, idempotencyKey, message };
    if (call === NOBODY) {
      desk.send(received, nobodyWaits);
      return;
    }
    this.sent.set(call, null);
    const sent = desk.send(received, (result, bytes, start, end, _queueUs, _backendUs, missed) => {
      // Not there any more when it was abandoned before this.
      if (!this.sent.delete(call)) return;
      if (missed !== "") this.begin(Kind.MISSED).text(missed);
      this.begin(result === RESPONSE_ERROR ? Kind.FAILURE : Kind.ANSWER)
        .u32(call)
        .blob(bytes, start, end);
    });
    // It may have been answered at once.
    if (this.sent.has(call)) this.sent.set(call, sent);
  }

  private abandon(call: number, isLeft: boolean): void {
    const sent = this.sent.get(call);
    this.sent.delete(call);
    sent?.abandon(isLeft);
  }

  private tell(call: number, objection: Failure | null): void {
    if (this.isClosed) return;
    if (objection === null) this.begin(Kind.ADMITTED).u32(call);
    else this.begin(Kind.FAILURE).u32(call).blob(encodeError(objection));
  }

  /** A record to be written on; it leaves with all others of this turn. */
  private begin(kind: Kind): BatchWriter {
    if (this.writer.isEmpty) queueMicrotask(this.flush);
    return this.writer.u8(kind);
  }

  private readonly flush = (): void => {
    if (!this.writer.isEmpty && !this.isClosed) this.parts.post(this.writer.take());
  };
}

function readHead(reader: BatchReader, credentials: readonly string[]): Required<ShownCall> {
  const method = methods[reader.u16()] as Method;
  const authorization = credentials[reader.u8()] ?? "";
  return { method, authorization, traceparent: reader.text(), tracestate: reader.text() };
}
