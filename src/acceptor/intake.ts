import { readByteString } from "../codec/byte-string.ts";
import { CallNumber, isCall } from "../codec/calls.ts";
import { malformedRequest } from "../codec/malformed-request.ts";
import { RequestView } from "../codec/request-view.ts";
import { encodeFailureFrame } from "../codec/response.ts";
import { readTraceState } from "../codec/trace-state.ts";
import type { Failure } from "../common/failure.ts";
import { FRAME_PREFIX_BYTES } from "../common/limits.ts";
import { NamespaceTable } from "../namespaces/namespace-table.ts";
import type { NamespaceSpec, Snapshot } from "../namespaces/snapshot.ts";
import { unknownNamespace } from "../namespaces/unknown-namespace.ts";
import { wrongPattern } from "../namespaces/wrong-pattern.ts";
import { accessDenied } from "../security/access/access-denied.ts";
import { AccessTable } from "../security/access/access-table.ts";
import { type DenialSink, isDenial } from "../security/audit/denial-log.ts";
import { DOOR_NAMES } from "../security/caller.ts";
import type { RefusedCalls } from "../tracing/refused-calls.ts";
import { type Connection, Hold } from "./connection.ts";
import type { AcceptorCounters } from "./counters.ts";
import { type Doorkeeper, WAIT } from "./doorkeeper.ts";
import type { Outbox } from "./outbox.ts";
import * as refusals from "./refusals.ts";
import { RequestRun } from "./request-run.ts";
import type { Slots } from "./slots.ts";
import type { FrameSubscriptions } from "./subscriptions/frame-subscriptions.ts";
import { Urgency, type WorkerLink } from "./worker-link.ts";

export interface IntakeParts {
  readonly doorkeeper: Doorkeeper;
  readonly snapshot: Snapshot;
  /** Where refusals of who asks are recorded; null where nothing is. */
  readonly denials: DenialSink | null;
  /** Makes spans of what is refused; null where nothing is traced. */
  readonly refused: RefusedCalls | null;
  /** By worker; null or undefined where none serves. */
  readonly links: readonly (WorkerLink | null | undefined)[];
  readonly slots: Slots;
  readonly outbox: Outbox;
  readonly counters: AcceptorCounters;
  /** What answers the calls that no worker hears of. */
  readonly subscriptions: FrameSubscriptions;
  /** Stops reading the connection for this reason; returns false. */
  readonly hold: (connection: Connection, reason: number) => false;
}

/** The way of a frame into the acceptor: reads what routing needs of it, and sends it to a worker or refuses it. */
export class Intake {
  /** From now on everything is refused. */
  isDraining = false;
  private readonly parts: IntakeParts;
  /** For what is refused here: whoever may do nothing in a namespace is not told whether there is one. */
  private access: AccessTable | null;
  private readonly run = new RequestRun();
  private readonly view = new RequestView();
  private readonly namespace = { from: 0, to: 0 };
  /** Where the frame stands that is looked at. */
  private bytes: Buffer = none;

  private snapshot: Snapshot;
  private table: NamespaceTable;
  /** The workers that take requests to spread namespaces. */
  private workers: readonly number[];
  /** Is over when namespaces that were on their way have their next owners; null when none are. */
  private handover: { isOver: boolean } | null = null;
  /** The worker of each namespace, by place; or {@link ANY_WORKER}, {@link NO_WORKER}, {@link HANDED_OVER}. */
  private owners: Int32Array;
  /** The {@link Urgency} of a request to each namespace, by place. */
  private urgencies: Uint8Array;

  constructor(parts: IntakeParts) {
    this.parts = parts;
    this.snapshot = parts.snapshot;
    this.table = new NamespaceTable(parts.snapshot);
    this.owners = ownersIn(parts.snapshot);
    this.urgencies = urgenciesIn(parts.snapshot);
    this.workers = parts.snapshot.workers;
    this.access = AccessTable.of(parts.snapshot);
  }

  /** From the next frame on, routes by this snapshot. To be called between two chunks. */
  adopt(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    this.table = new NamespaceTable(snapshot);
    this.owners = ownersIn(snapshot);
    this.urgencies = urgenciesIn(snapshot);
    this.workers = snapshot.workers;
    if (this.handover !== null) this.handover.isOver = true;
    this.handover = null;
    this.access = AccessTable.of(snapshot, this.access);
  }

  /** From the next frame on, refuses requests for a namespace, until the next snapshot or {@link reopen}. */
  shut(namespace: number): void {
    this.owners[namespace] = NO_WORKER;
  }

  /** From the next frame on, has requests for these namespaces wait until the next snapshot, and spares the workers that leave. */
  beginHandOver(namespaces: readonly number[], leaving: readonly number[]): void {
    this.handover = { isOver: false };
    for (const index of namespaces) this.owners[index] = HANDED_OVER;
    this.workers = this.workers.filter((worker) => !leaving.includes(worker));
  }

  reopen(namespace: number): void {
    this.owners[namespace] = ownerOf(this.snapshot.namespaces[namespace]);
  }

  /** Ends what {@link submit} has begun; to be called before the bytes go away that it was given. */
  endChunk(): void {
    this.run.close();
    this.bytes = none;
  }

  /** Takes one frame, `bytes[start, end)`: sends or refuses it. False when it must wait. */
  readonly submit = (connection: Connection, bytes: Buffer, start: number, end: number): boolean => {
    if ((connection.holds & ~Hold.ENDED) !== 0) return false;
    const { view } = this;
    this.bytes = bytes;
    const isMessage = view.read(bytes, start, end);
    if (!isMessage) return this.refuse(connection, view.id, malformedRequest);
    const objection = this.parts.doorkeeper.check(connection, view, bytes);
    if (objection === WAIT) return this.parts.hold(connection, Hold.CREDENTIALS);
    const failure = objection ?? this.checkCall(bytes);
    if (failure !== null) return this.refuse(connection, view.id, failure);
    const index = this.table.find(bytes, this.namespace.from, this.namespace.to);
    if (index < 0) return this.refuse(connection, view.id, this.unknown(connection, bytes));
    if (view.call >= FIRST_ACCEPTOR_CALL && connection.isClient) {
      // What reads nothing before it has credits would hear of it from nobody else.
      const mismatch = wrongPattern(this.snapshot.namespaces[index] as NamespaceSpec, view.call);
      if (mismatch !== null) return this.refuseAt(connection, index, mismatch);
      const answer = this.parts.subscriptions.take(connection, view, bytes);
      if (answer !== undefined) return this.answer(connection, answer);
    }
    const worker = this.owners[index] as number;
    if (worker < ANY_WORKER) return this.withoutOwner(connection, index);
    const link = worker === ANY_WORKER ? this.linkFor(connection) : this.parts.links[worker];
    if (link === null || link === undefined) return this.refuseAt(connection, index, refusals.workerRestarting);
    if (worker === ANY_WORKER && link.serial !== connection.spreadTo && !mayMove(connection, link)) {
      return this.parts.hold(connection, Hold.MOVING);
    }
    if (connection.inFlight >= connection.window) return this.parts.hold(connection, Hold.IN_FLIGHT);
    return this.handOver(connection, link, index, bytes, start, end);
  };

  /** The link of the connection's own worker; of the next one that serves while that does not. */
  private linkFor({ home }: Connection): WorkerLink | null {
    const { workers } = this;
    const { links } = this.parts;
    for (let i = 0; i < workers.length; i++) {
      const link = links[workers[(home + i) % workers.length] as number];
      if (link !== null && link !== undefined) return link;
    }
    return null;
  }

  private withoutOwner(connection: Connection, namespace: number): boolean {
    if (this.owners[namespace] === NO_WORKER) return this.refuseAt(connection, namespace, refusals.namespaceDeleting);
    connection.handover = this.handover;
    return this.parts.hold(connection, Hold.HANDOVER);
  }

  private checkCall(bytes: Buffer): Failure | null {
    const { view } = this;
    // What ends a wait is let through: the worker is not to wait for it.
    if (this.isDraining && view.call !== CallNumber.STREAM_LEAVE) return refusals.shuttingDown;
    if (view.call === 0) return refusals.callRequired;
    if (!isCall(view.call)) return refusals.unknownCall(view.call);
    if (!view.peekNamespace(bytes, this.namespace)) return malformedRequest;
    return this.namespace.from === this.namespace.to ? refusals.namespaceRequired : null;
  }

  /** The acceptor has done what the call asks; null when its answers come later. */
  private answer(connection: Connection, frame: Buffer | null): true {
    this.parts.counters.framesIn++;
    if (frame === null) return true;
    this.parts.counters.framesOut++;
    this.parts.outbox.addOwned(connection, frame);
    return true;
  }

  private unknown(connection: Connection, bytes: Buffer): Failure {
    const name = bytes.toString("utf8", this.namespace.from, this.namespace.to);
    return this.access === null ? unknownNamespace(name, this.snapshot) : this.denied(connection, name);
  }

  /** What a principal is told of a namespace that is not there, and of one where it may do nothing. */
  private denied({ principal }: Connection, namespace: string): Failure {
    return accessDenied({ principal, namespace, call: this.view.call, field: "" });
  }

  private handOver(
    connection: Connection,
    link: WorkerLink,
    namespace: number,
    bytes: Buffer,
    start: number,
    end: number,
  ): boolean {
    if (this.parts.slots.isFull) return this.refuseAt(connection, namespace, refusals.tooManyInFlight);
    const from = start - FRAME_PREFIX_BYTES;
    if (this.run.accepts(connection, link, namespace, bytes, from, end)) {
      this.run.extend(end, namespace, this.urgencies[namespace] as number);
      this.parts.slots.add(this.run.slot, this.view.id);
    } else {
      this.run.close();
      const isOversized = end - from > link.requests.maxPayloadBytes;
      const isSent = isOversized
        ? this.sendOversized(connection, link, namespace, bytes.subarray(from, end))
        : this.beginRun(connection, link, namespace, bytes, from, end);
      if (!isSent) return this.waitForRoom(connection, link, namespace);
    }
    connection.inFlight++;
    this.parts.counters.framesIn++;
    return true;
  }

  private beginRun(
    connection: Connection,
    link: WorkerLink,
    namespace: number,
    bytes: Buffer,
    from: number,
    end: number,
  ): boolean {
    if (!this.run.begin(connection, link, namespace, bytes, from, end)) return false;
    const slot = this.takeSlot(connection, link, namespace);
    this.run.assign(slot, this.parts.slots.generationOf(slot), this.urgencies[namespace] as number);
    return true;
  }

  private sendOversized(connection: Connection, link: WorkerLink, namespace: number, frame: Buffer): boolean {
    if (!link.takesOversized(frame.length)) return false;
    const slot = this.takeSlot(connection, link, namespace);
    const copy = Uint8Array.from(frame).buffer;
    if (link.sendOversized(copy, slot, this.parts.slots.generationOf(slot), connection, namespace)) return true;
    this.parts.slots.abandon(slot);
    return false;
  }

  /** Of a run with this request; what waits for messages is not expected soon, whatever the store. */
  private takeSlot(connection: Connection, { worker }: WorkerLink, namespace: number): number {
    const isSoon = this.urgencies[namespace] === Urgency.EMBEDDED && !connection.isPatient;
    const slot = this.parts.slots.take(connection, worker, isSoon);
    this.parts.slots.add(slot, this.view.id);
    return slot;
  }

  private waitForRoom(connection: Connection, link: WorkerLink, namespace: number): boolean {
    if (connection.isShedding) return this.refuseAt(connection, namespace, refusals.ringFull);
    connection.heldSinceUs = connection.arrivalUs;
    connection.heldBy = link;
    this.parts.counters.ringFullPauses++;
    return this.parts.hold(connection, Hold.RING_FULL);
  }

  /** Refuses a request to a namespace that is there. */
  private refuseAt(connection: Connection, namespace: number, failure: Failure): true {
    const mayKnow = this.access?.rightsOf(connection.principal, namespace).isAny ?? true;
    const { name } = this.snapshot.namespaces[namespace] as { name: string };
    return this.refuse(connection, this.view.id, mayKnow ? failure : this.denied(connection, name), name);
  }

  private refuse(connection: Connection, id: number, failure: Failure, namespace = ""): true {
    this.parts.counters.framesIn++;
    this.parts.counters.framesOut++;
    this.parts.counters.refused(failure.reason);
    if (this.parts.denials !== null && isDenial(failure)) this.record(this.parts.denials, connection, failure);
    const told = this.parts.refused === null ? failure : this.trace(this.parts.refused, connection, failure, namespace);
    this.parts.outbox.addOwned(connection, encodeFailureFrame(id, told));
    return true;
  }

  private trace(refused: RefusedCalls, { door, arrivalUs }: Connection, failure: Failure, namespace: string): Failure {
    const { view, bytes } = this;
    return refused.note({
      door: DOOR_NAMES[door] ?? "",
      requestId: view.id,
      operation: view.call,
      namespace,
      failure,
      arrivalUs,
      bytes,
      from: view.traceparentFrom,
      to: view.traceparentTo,
      tracestate: () => readTraceState(bytes, view.start, view.end),
    });
  }

  private record(denials: DenialSink, { door, transport, identity }: Connection, failure: Failure): void {
    const { view, bytes, namespace } = this;
    const isNamed = view.peekNamespace(bytes, namespace) && namespace.to > namespace.from;
    const toldTo = Math.min(namespace.to, namespace.from + MAX_TOLD_BYTES);
    denials.add({
      door,
      peer: transport.peer ?? "",
      principal: identity === null ? null : identity.principal.name,
      failure,
      namespace: isNamed ? bytes.toString("utf8", namespace.from, toldTo) : null,
      operation: isCall(view.call) ? view.call : 0,
      requestId: view.id,
      traceparent: readByteString(bytes, view.traceparentFrom, view.traceparentTo),
    });
  }
}

const none = Buffer.alloc(0);
/** Of those that the acceptor answers itself, the first number: most calls are told apart by one look. */
const FIRST_ACCEPTOR_CALL = CallNumber.STREAM_FETCH;
/** Of a namespace that nobody may have declared; the names of those that are there are shorter. */
const MAX_TOLD_BYTES = 128;

/** Of a namespace that every worker serves. */
const ANY_WORKER = -1;
/** Of one of which none may be asked. */
const NO_WORKER = -2;
/** Of one that is on its way to another owner. */
const HANDED_OVER = -3;

/**
 * Whether a client's requests to spread namespaces may go to another worker than the last: when none is under way, for
 * they would overtake it. A port's calls have no order.
 */
function mayMove(connection: Connection, link: WorkerLink): boolean {
  if (connection.isClient && connection.inFlight > 0 && connection.spreadTo !== 0) return false;
  connection.spreadTo = link.serial;
  return true;
}

function ownersIn({ namespaces }: Snapshot): Int32Array {
  return Int32Array.from(namespaces, ownerOf);
}

function urgenciesIn({ namespaces }: Snapshot): Uint8Array {
  return Uint8Array.from(namespaces, (namespace) => (namespace?.isEmbedded ? Urgency.EMBEDDED : Urgency.REMOTE));
}

function ownerOf(namespace: NamespaceSpec | null | undefined): number {
  if (namespace === null || namespace === undefined) return NO_WORKER;
  return namespace.isSpread ? ANY_WORKER : namespace.owner;
}
