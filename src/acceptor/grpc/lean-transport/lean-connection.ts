import type { Socket } from "node:net";
import type { Clock } from "../../../common/clock.ts";
import { elapsedUs } from "../../../common/clock.ts";
import { Ping } from "../../http2/control-writer.ts";
import { Flag } from "../../http2/frame-layout.ts";
import { type ConnectionEvents, Http2Connection } from "../../http2/http2-connection.ts";
import { MAX_UNSENT_BYTES } from "../../http2/http2-limits.ts";
import type { Http2Stream } from "../../http2/http2-stream.ts";
import { Output, type Outputs } from "../../http2/output.ts";
import type { RequestHead } from "../../http2/request-head.ts";
import * as failures from "../failures.ts";
import { answerHead, failureTrailers, okTrailers } from "../response-heads.ts";
import type { ConnectionHost, TransportConnection } from "../transport/grpc-transport.ts";
import type { TransportSettings } from "../transport/transport-settings.ts";
import { AnswerFrame } from "./answer-frame.ts";
import { LeanStream, type SharedFrames } from "./lean-stream.ts";
import { WrongDoors } from "./wrong-door.ts";

export interface LeanConnectionParts {
  readonly clock: Clock;
  readonly settings: TransportSettings;
  readonly outputs: Outputs;
  readonly hostOf: (connection: TransportConnection) => ConnectionHost;
  /** Its life in milliseconds, until it is told to go; 0 = for ever. */
  readonly ageMs: number;
  readonly onGone: (connection: LeanConnection) => void;
}

/** A socket that speaks HTTP/2 by our own means: joins it to its streams, and keeps its times. */
export class LeanConnection implements TransportConnection, ConnectionEvents {
  private readonly socket: Socket;
  private readonly parts: LeanConnectionParts;
  private readonly http2: Http2Connection;
  private readonly host: ConnectionHost;
  private readonly frames: SharedFrames = {
    head: new AnswerFrame(answerHead, 0),
    ok: new AnswerFrame(okTrailers, Flag.END_STREAM),
  };
  private keepAlive: NodeJS.Timeout | null = null;
  private leaveTimer: NodeJS.Timeout | null = null;
  /** Whether a PING that keeps alive is under way. */
  private isPinged = false;
  private isGoing = false;
  /** Since when a frame has been under way, by the timer; −1 = none is. */
  private withinUs = NEVER;
  private framesSeen = 0;
  /** Null on nearly all connections. */
  private wrongDoors: WrongDoors | null = null;

  constructor(socket: Socket, parts: LeanConnectionParts) {
    this.socket = socket;
    this.parts = parts;
    this.http2 = new Http2Connection(this, { maxStreams: parts.settings.maxConcurrentCalls }, parts.clock);
    this.host = parts.hostOf(this);
    socket.on("data", (chunk: Buffer) => this.onData(chunk));
    socket.on("drain", () => this.onSocketDrain());
    socket.once("close", () => this.onSocketClosed());
    this.http2.begin(new Output(socket, parts.outputs, this.http2));
    if (parts.ageMs > 0) this.leaveTimer = setTimeout(() => this.close(), parts.ageMs).unref();
    this.awaitKeepAlive();
  }

  // ---- for the door -----------------------------------------------------------------------------------------------

  get hasGreeted(): boolean {
    return this.http2.incoming.hasGreeted;
  }

  get isClosing(): boolean {
    return this.isGoing || this.http2.isLeaving || this.http2.isDone;
  }

  get unsentBytes(): number {
    return this.http2.output.answerBytes;
  }

  close(): void {
    if (this.isClosing) return;
    this.isGoing = true;
    this.http2.goAway();
    // It is told again when it has answered, or has had the time to.
    this.restartLeaveTimer(GOODBYE_MS, () => this.onGoodbyeHeard());
  }

  cut(): void {
    this.http2.cut();
    // A client that has let this much pile up does not read what it is told; it is not to take the memory for longer.
    if (this.http2.output.unsentBytes > LINGERING_BYTES) this.socket.destroy();
    else this.linger();
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** To be called about once a second. */
  onTimer(nowUs: number): void {
    const { count, isWithinFrame, hasGreeted } = this.http2.incoming;
    if (!isWithinFrame || count !== this.framesSeen || !hasGreeted) this.withinUs = NEVER;
    else if (this.withinUs === NEVER) this.withinUs = nowUs;
    else if (elapsedUs(this.withinUs, nowUs) >= FRAME_US) this.http2.cutFor("FRAME_STALLED");
    this.framesSeen = count;
    this.wrongDoors?.onTimer(nowUs);
  }

  private onData(chunk: Buffer): void {
    const { http2 } = this;
    http2.receive(chunk);
    // Whoever asks and does not read what it is told is not heard until it has. Then the socket is full, and drains.
    if (http2.output.unsentBytes > MAX_UNSENT_BYTES && !http2.isDone) this.socket.pause();
  }

  private onSocketDrain(): void {
    this.http2.onDrain();
    this.socket.resume();
  }

  // ---- for its HTTP/2 ---------------------------------------------------------------------------------------------

  openStream(
    connection: Http2Connection,
    id: number,
    opening: { contentLength: number; isRemoteClosed: boolean },
  ): LeanStream {
    return new LeanStream(connection, id, opening, this.frames);
  }

  onRequest(stream: Http2Stream, head: RequestHead): void {
    if (head.isPlainGrpc) this.host.onCall(stream as LeanStream, head);
    else {
      this.wrongDoors ??= new WrongDoors();
      this.wrongDoors.add(stream as LeanStream, head, this.parts.clock.monotonicUs());
    }
  }

  onHeadTooLarge(stream: Http2Stream): void {
    (stream as LeanStream).end(failureTrailers(failures.headersTooLarge));
  }

  onPong(purpose: Ping): void {
    const wasAsked = purpose === Ping.GOODBYE ? this.isGoing : this.isPinged;
    if (!wasAsked) return;
    // Whatever it has heard, it lives.
    this.isPinged = false;
    if (this.keepAlive !== null) clearTimeout(this.keepAlive);
    this.keepAlive = null;
    if (purpose === Ping.GOODBYE) this.onGoodbyeHeard();
    else this.awaitKeepAlive();
  }

  onDrain(): void {
    this.host.onDrain();
  }

  onBroken(reason: string): void {
    this.host.onCut(reason);
    this.linger();
  }

  onLeft(): void {
    this.linger();
  }

  onClosed(): void {
    this.host.onClosed();
    this.parts.onGone(this);
  }

  private onSocketClosed(): void {
    if (this.keepAlive !== null) clearTimeout(this.keepAlive);
    if (this.leaveTimer !== null) clearTimeout(this.leaveTimer);
    this.http2.close();
  }

  // ---- its times --------------------------------------------------------------------------------------------------

  private awaitKeepAlive(): void {
    const { keepAliveIntervalMs, keepAliveTimeoutMs } = this.parts.settings;
    if (keepAliveIntervalMs === 0 || this.isClosing) return;
    this.keepAlive = setTimeout(() => {
      this.isPinged = true;
      this.http2.ping();
      this.keepAlive = setTimeout(() => this.onSilence(), keepAliveTimeoutMs).unref();
    }, keepAliveIntervalMs).unref();
  }

  /** When this thread stood still meanwhile, what the client said in time is read only now: before the next turn. */
  private onSilence(): void {
    setImmediate(() => {
      if (this.isPinged) this.socket.destroy();
    });
  }

  private onGoodbyeHeard(): void {
    if (this.http2.isLeaving) return;
    this.http2.goAwayNow();
    this.restartLeaveTimer(this.parts.settings.maxConnectionAgeGraceMs, () => this.onGraceOver());
  }

  /** Calls that are still under way are told so: a connection that breaks off looks to some clients as if the server had failed. */
  private onGraceOver(): void {
    this.host.onGraceOver();
    this.linger();
  }

  /** All is said: a client that neither reads that nor closes its side is not waited for. */
  private linger(): void {
    this.socket.resume();
    this.restartLeaveTimer(LINGER_MS, () => this.socket.destroy());
  }

  private restartLeaveTimer(ms: number, work: () => void): void {
    if (this.leaveTimer !== null) clearTimeout(this.leaveTimer);
    this.leaveTimer = setTimeout(work, ms).unref();
  }
}

const NEVER = -1;
/** How long a frame that has begun, or a header block, may take to become whole. */
const FRAME_US = 30_000_000;
/** A round trip to a client that is told to go; meanwhile its calls are still taken. */
const GOODBYE_MS = 1_000;
const LINGER_MS = 5_000;
/** What a connection may keep for so long that is to go: the last frames of one that reads. */
const LINGERING_BYTES = 64 * 1024;
