import { Split } from "../codec/frame-splitter.ts";
import { encodeFailureFrame } from "../codec/response.ts";
import { elapsedUs } from "../common/clock.ts";
import type { Failure } from "../common/failure.ts";
import { MAX_ENVELOPE_BYTES } from "../common/limits.ts";
import type { Snapshot } from "../namespaces/snapshot.ts";
import type { RecordHandler } from "../ring/ring-consumer.ts";
import type { DenialSink } from "../security/audit/denial-log.ts";
import type { RefusedCalls } from "../tracing/refused-calls.ts";
import type { AcceptorParts } from "./acceptor-parts.ts";
import { Connection, Hold, numberOf, type Visitor } from "./connection.ts";
import { AcceptorCounters } from "./counters.ts";
import { Doorkeeper } from "./doorkeeper.ts";
import { Holding } from "./holding.ts";
import { Intake } from "./intake.ts";
import { NamelessBytes } from "./nameless-bytes.ts";
import { Outbox } from "./outbox.ts";
import { Patience } from "./patience.ts";
import * as refusals from "./refusals.ts";
import { Slots } from "./slots.ts";
import { FrameSubscriptions } from "./subscriptions/frame-subscriptions.ts";
import type { Transport } from "./transport.ts";
import { UnreadAnswers } from "./unread-answers.ts";
import { Upcoming } from "./upcoming.ts";
import type { WorkerLink } from "./worker-link.ts";
import { WorkerLinks } from "./worker-links.ts";

/**
 * The acceptor without its sockets: takes chunks of bytes, hands whole requests to the workers' rings, and sends the
 * answers back, one write per connection and tick. It reads of a request only what routing needs.
 */
export class Acceptor implements RecordHandler {
  readonly counters = new AcceptorCounters();
  private readonly parts: AcceptorParts;
  private readonly slots: Slots;
  private readonly outbox = new Outbox();
  private readonly workers: WorkerLinks;
  private readonly links: readonly (WorkerLink | null)[];
  private readonly connections = new Set<Connection>();
  /** How many there have been. */
  private lastHome = 0;
  private readonly holding = new Holding({ counters: this.counters, goOn: (each) => this.goOn(each) });
  readonly unread: UnreadAnswers;
  private readonly nameless = new NamelessBytes();
  private readonly intake: Intake;
  private readonly subscriptions: FrameSubscriptions;
  /** The calls that wait for messages. */
  readonly patience: Patience;
  private readonly upcoming = new Upcoming();

  constructor(parts: AcceptorParts) {
    this.parts = parts;
    this.slots = new Slots(parts.limits.maxInFlight, parts.place?.number);
    const { slots, outbox, counters, holding } = this;
    this.unread = new UnreadAnswers(parts, { holding, counters, onCut: (each) => this.close(each) });
    this.patience = new Patience(parts.limits.maxInFlight);
    this.workers = new WorkerLinks({ slots, outbox, counters, patience: this.patience });
    this.links = this.workers.all;
    this.subscriptions = new FrameSubscriptions({
      acceptor: this,
      clock: parts.clock,
      authenticator: parts.authenticator,
      post: (connection, frame) => this.post(connection, frame),
    });
    this.intake = new Intake({
      doorkeeper: new Doorkeeper({
        clock: parts.clock,
        authenticator: parts.authenticator,
        onChecked: (connection) => this.onChecked(connection),
      }),
      snapshot: parts.snapshot,
      denials: parts.denials,
      refused: parts.refused ?? null,
      links: this.links,
      slots,
      outbox,
      counters,
      subscriptions: this.subscriptions,
      hold: (connection, reason) => this.holding.hold(connection, reason),
    });
  }

  // ---- namespaces -----------------------------------------------------------------------------------------------

  /** From the next frame on, routes by this snapshot, which the workers have taken already. */
  adopt(snapshot: Snapshot): void {
    this.intake.adopt(snapshot);
    this.parts.onActivity(); // What waited for it goes on.
  }

  /** From the next frame on, refuses what is for a namespace, until {@link adopt} or {@link reopen}; what came is sent. */
  shut(namespace: number): void {
    this.intake.shut(namespace);
    for (const link of this.links) link?.publish(true);
  }

  reopen(namespace: number): void {
    this.intake.reopen(namespace);
  }

  // ---- workers --------------------------------------------------------------------------------------------------

  /** From now on requests for the namespaces of this worker go through `link`. */
  readonly attach = (worker: number, link: WorkerLink): void => this.workers.attach(worker, link);

  /** The worker is gone: what it held is answered UNAVAILABLE. */
  detach(worker: number): void {
    this.workers.detach(worker);
    this.parts.onActivity();
  }

  /**
   * Until the next {@link adopt}, requests for these namespaces wait where they are, and spread ones go to other workers
   * than the leaving ones. What came before stands in its worker's ring when this returns.
   */
  handOver(namespaces: readonly number[], leaving: readonly number[]): void {
    this.intake.beginHandOver(namespaces, leaving);
    for (const link of this.links) link?.publish(true);
  }

  /** Takes the last answers of a worker that gets no more requests; true when none is owed any more. */
  takeLast(worker: number): boolean {
    this.doWork();
    return this.workers.isSettled(worker);
  }

  // ---- connections ----------------------------------------------------------------------------------------------

  /**
   * Takes a new connection; null when there are too many, and the client has been told. `visitor.identity` is what the
   * door knows of its client; whoever need not show credentials is the anonymous one.
   */
  open(transport: Transport, visitor: Visitor): Connection | null {
    const nowUs = this.parts.clock.monotonicUs();
    const clients = visitor.isPort === true ? null : this.counters.framesBy(visitor.door);
    const isOneTooMany = clients !== null && this.counters.framesOpen >= this.parts.limits.maxConnections;
    if (isOneTooMany || this.intake.isDraining) {
      clients?.turnedAway();
      this.sendOff(transport, this.intake.isDraining ? refusals.shuttingDown : refusals.tooManyConnections);
      return null;
    }
    const { anonymous, generation } = this.parts.authenticator;
    const known = { ...visitor, identity: visitor.identity ?? anonymous };
    const connection = new Connection(transport, known, this.parts.limits, nowUs, this.intake.submit);
    connection.checkedIn = generation;
    connection.narrowFirst(this.unread.total.allowance);
    connection.home = ++this.lastHome;
    connection.number = numberOf(connection.home, this.parts.place);
    this.connections.add(connection);
    clients?.letIn();
    return connection;
  }

  /** Bytes from the client, borrowed until it returns. */
  receive(connection: Connection, chunk: Buffer): void {
    if (connection.isClosed || (connection.holds & Hold.ENDED) !== 0) return;
    const nowUs = this.parts.clock.monotonicUs();
    connection.noteChunk(nowUs);
    this.unread.beforeReading(connection);
    this.counters.bytesIn += chunk.length;
    this.afterSplit(connection, connection.splitter.push(chunk, connection.onFrame));
    for (const link of this.links) link?.publish(false);
    this.parts.onActivity();
  }

  /** The client will send no more; it still gets the answers to what it has sent. */
  receiveEnd(connection: Connection): void {
    connection.holds |= Hold.ENDED;
    this.closeWhenDone(connection);
  }

  /** What was sent has left. */
  onWritable(connection: Connection): void {
    if (connection.isClosed) return;
    connection.activeUs = this.parts.clock.monotonicUs();
    connection.subscriptions?.onSent();
    this.unread.count(connection);
    if ((connection.holds & Hold.UNREAD) !== 0) this.holding.lift(connection, Hold.UNREAD);
    this.closeWhenDone(connection);
  }

  /** The connection is gone. Answers to its requests will be thrown away. */
  close(connection: Connection): void {
    if (connection.isClosed) return;
    connection.isClosed = true;
    this.subscriptions.leaveAll(connection);
    this.connections.delete(connection);
    if (connection.isClient) this.counters.framesBy(connection.door).gone();
    this.holding.forget(connection);
    this.nameless.forget(connection);
    this.unread.count(connection);
  }

  /** Makes spans of what is refused; null where nothing is traced. */
  get refused(): RefusedCalls | null {
    return this.parts.refused ?? null;
  }

  /** Where doors record what they refuse by themselves, before it becomes a call; null where nothing is recorded. */
  get denials(): DenialSink | null {
    return this.parts.denials;
  }

  get maxFrameBytes(): number {
    return this.parts.limits.maxFrameBytes;
  }

  /** Of a call's message, which travels as a frame with all that its envelope may hold beside it. */
  get maxMessageBytes(): number {
    return this.parts.limits.maxFrameBytes - MAX_ENVELOPE_BYTES;
  }

  /** Requests of which the answer is expected soon: from stores in the workers' own process. */
  get dueSoon(): number {
    return this.slots.dueSoon;
  }

  /** But for those that wait for messages. */
  get inFlight(): number {
    return Math.max(0, this.slots.inFlight - this.patience.waiting);
  }

  get outboxTotals(): { writes: number; bytesOut: number } {
    return this.outbox;
  }

  // ---- the loop -------------------------------------------------------------------------------------------------

  /** Publishes requests, takes answers, writes them. Returns how many answers there were. */
  doWork(): number {
    let count = 0;
    this.upcoming.take();
    for (const link of this.links) {
      if (link === null || link === undefined) continue;
      link.publish(true);
      count += link.responses.drain(this, MAX_ANSWERS_PER_TICK);
    }
    if (!this.outbox.isEmpty) this.outbox.flush(this.afterSend);
    for (const link of this.links) {
      if (link?.responses.release()) link.bell.ring();
      link?.refresh();
    }
    this.holding.wake();
    return count;
  }

  /** Has `work` done at the beginning of the next `doWork`, which is asked for by this. */
  atNextWork(work: () => void): void {
    this.upcoming.add(work);
    this.parts.onActivity();
  }

  /** The second look before sleeping. */
  hasWork(): boolean {
    if (!this.outbox.isEmpty) return true;
    for (const link of this.links) {
      if (link === null || link === undefined) continue;
      if (link.responses.hasWork() || link.requests.hasUnpublished) return true;
      if (link.isFull && link.hasRoom()) return true;
    }
    return false;
  }

  /** Answers from a ring: `count` frames, prefixes included, that are sent as they are. */
  onRecord(
    bytes: Buffer,
    start: number,
    end: number,
    slot: number,
    generation: number,
    _arrivalUs: number,
    count: number,
  ): void {
    const connection = this.slots.answer(slot, generation, count, bytes, start, end);
    if (connection === null) {
      this.counters.staleAnswers += count;
      return;
    }
    connection.inFlight -= count;
    connection.answered += count;
    connection.answeredBytes += end - start;
    this.counters.framesOut += count;
    if (!connection.isClosed) this.outbox.add(connection, bytes, start, end);
    else if (connection.isPatient) this.patience.leave(count);
  }

  /** Everything that time decides; to be called a few times a second. */
  onTimer(): void {
    this.upcoming.take();
    const nowUs = this.parts.clock.monotonicUs();
    this.subscriptions.onTimer(nowUs);
    const idleUs = this.parts.limits.idleTimeoutMs * 1000;
    this.holding.shedOverdue(nowUs);
    this.unread.total.onTimer();
    if (idleUs === 0) return;
    for (const connection of this.connections) {
      if (connection.isOwed || elapsedUs(connection.activeUs, nowUs) < idleUs) continue;
      this.counters.idleClosed++;
      connection.transport.destroy();
      this.close(connection);
    }
  }

  /** Whether new requests are refused, as the gateway goes. */
  get isDraining(): boolean {
    return this.intake.isDraining;
  }

  /** From now on new requests are refused with a hint; what is in flight is answered. */
  drain(): void {
    this.subscriptions.endAll(refusals.shuttingDown);
    this.intake.isDraining = true;
    this.patience.failAll((id) => encodeFailureFrame(id, refusals.shuttingDown));
  }

  /** Closes every connection once its answers have left. */
  endAll(): void {
    this.upcoming.take();
    for (const connection of [...this.connections]) {
      connection.holds |= Hold.ENDED;
      this.closeWhenDone(connection);
    }
    this.outbox.flush(this.afterSend); // Not to be lost to a door that waits for nobody.
  }

  destroyAll(): void {
    for (const connection of [...this.connections]) {
      connection.transport.destroy();
      this.close(connection);
    }
  }

  // ---- back-pressure --------------------------------------------------------------------------------------------

  private onChecked(connection: Connection): void {
    if (!connection.isClosed) this.holding.lift(connection, Hold.CREDENTIALS);
  }

  private goOn(connection: Connection): void {
    this.unread.beforeReading(connection);
    this.afterSplit(connection, connection.splitter.resume(connection.onFrame));
    this.parts.onActivity();
  }

  private readonly afterSend = (connection: Connection): void => {
    if (connection.isClosed) return;
    connection.activeUs = this.parts.clock.monotonicUs();
    connection.adjustWindow(this.unread.total.allowance);
    connection.subscriptions?.onSent();
    if (this.unread.afterSend(connection)) this.closeWhenDone(connection);
  };

  private post(connection: Connection, frame: Buffer): void {
    this.counters.framesOut++;
    this.outbox.addOwned(connection, frame);
    this.parts.onActivity();
  }

  // ---- the end of a connection ----------------------------------------------------------------------------------

  private afterSplit(connection: Connection, split: Split): void {
    this.intake.endChunk();
    if (connection.identity === null || this.nameless.has(connection)) this.boundNameless(connection);
    if (split === Split.MORE || split === Split.STOPPED || connection.lastWords !== null) return;
    const length = connection.splitter.lostLength;
    const { maxFrameBytes } = this.parts.limits;
    connection.lastWords =
      split === Split.EMPTY_FRAME ? refusals.emptyFrame : refusals.frameTooLarge(length, maxFrameBytes);
    connection.holds |= Hold.ENDED;
    connection.transport.pause();
    this.closeWhenDone(connection);
  }

  private boundNameless(connection: Connection): void {
    const surplus = this.nameless.note(connection);
    if (surplus === null) return;
    this.sendOff(surplus.transport, refusals.tooManyUnfinished);
    this.close(surplus);
  }

  /** An ended connection closes when it is owed nothing more. */
  private closeWhenDone(connection: Connection): void {
    if ((connection.holds & Hold.ENDED) !== 0) this.subscriptions.leaveAll(connection);
    if (!connection.isDone) return;
    if (connection.lastWords === null) connection.transport.end();
    else this.sendOff(connection.transport, connection.lastWords);
    this.close(connection);
  }

  private sendOff(transport: Transport, lastWords: Failure): void {
    this.counters.refused(lastWords.reason);
    transport.send(encodeFailureFrame(0, lastWords));
    transport.end();
  }
}

/** Answers of one ring in one tick: more would keep the sockets waiting. */
const MAX_ANSWERS_PER_TICK = 4096;
