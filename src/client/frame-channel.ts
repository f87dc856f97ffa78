import type { Socket } from "node:net";
import { type FrameHandler, FrameSplitter, Split } from "../codec/frame-splitter.ts";
import { readError } from "../codec/read-error.ts";
import { RESPONSE_ERROR } from "../codec/response.ts";
import { ResponseView } from "../codec/response-view.ts";
import { elapsedUs } from "../common/clock.ts";
import type { Failure } from "../common/failure.ts";
import type { AccessToken } from "./access-token.ts";
import type { Call } from "./call.ts";
import type { Channel, ChannelOwner, ChannelParts } from "./channel.ts";
import type { ResolvedOptions } from "./client-options.ts";
import { InFlight } from "./in-flight.ts";
import { Outgoing } from "./outgoing.ts";
import { plainCause } from "./plain-cause.ts";

/**
 * One connection that speaks Prism's frames, over TCP or TLS. Frames are gathered and leave in one write a
 * turn of the event loop; while the socket is still busy with the last write, gathering goes on.
 */
export class FrameChannel implements Channel {
  private readonly socket: Socket;
  private readonly owner: ChannelOwner;
  private readonly options: ResolvedOptions;
  private readonly token: AccessToken;
  /** The credentials that the gateway has from this connection. */
  private shown = "";
  private readonly splitter: FrameSplitter;
  private readonly onFrame: FrameHandler = (bytes, start, end) => this.receiveFrame(bytes as Buffer, start, end);
  private readonly onWritten = (): void => this.afterWrite();
  private readonly inFlight: InFlight;
  private readonly outgoing = new Outgoing();
  /** Calls whose frames are gathered and not given to the socket. */
  private gathered: Call[] = [];
  private isFlushScheduled = false;
  private isWriting = false;
  private lastHeardUs = 0;
  private cause: Error | null = null;
  /** Takes no new calls, and closes when it owes no answer. */
  isRetired = false;
  isClosed = false;
  hasAnswered = false;

  /** `socket` is connected. The first id is the one after `lastId`. */
  constructor(socket: Socket, owner: ChannelOwner, parts: ChannelParts, lastId = 0) {
    const { options } = parts;
    this.socket = socket;
    this.owner = owner;
    this.options = options;
    this.token = parts.token;
    this.splitter = new FrameSplitter(options.maxFrameBytes);
    this.inFlight = new InFlight(lastId);
    socket.on("data", (chunk: Buffer) => this.receive(chunk));
    socket.on("end", () => this.retire());
    socket.on("error", (error: Error) => (this.cause ??= plainCause(error)));
    socket.on("close", () => this.afterClose());
  }

  get inFlightCount(): number {
    return this.inFlight.size;
  }

  get hasRoom(): boolean {
    const { maxInFlight, maxUnsentBytes } = this.options;
    return (
      !this.isRetired &&
      this.inFlight.size < maxInFlight &&
      this.outgoing.size + this.socket.writableLength < maxUnsentBytes
    );
  }

  send(call: Call, nowUs: number): void {
    if (this.inFlight.size === 0) this.lastHeardUs = nowUs;
    const { authorization, generation } = this.token;
    call.channel = this;
    call.id = this.inFlight.add(call);
    call.tokenGeneration = generation;
    call.carriesToken = this.shown !== authorization;
    const timeoutMs = Math.max(1, call.remainingMs(nowUs));
    const credentials = call.carriesToken ? authorization : "";
    const writer = this.outgoing.claim(call.request.frameBytes(call.id, timeoutMs, credentials));
    call.request.writeFrame(writer, call.id, timeoutMs, credentials);
    this.shown = authorization;
    this.gathered.push(call);
    if (this.isFlushScheduled) return;
    this.isFlushScheduled = true;
    // After the I/O of this turn: whatever its answers made the application send goes along.
    setImmediate(() => this.flush());
  }

  /** Nobody waits for this answer any more. A connection that has long been silent is given up. */
  abandon(call: Call, nowUs: number): void {
    this.inFlight.abandon(call.id);
    if (elapsedUs(this.lastHeardUs, nowUs) < this.options.silenceTimeoutMs * 1000) return;
    this.destroy(new Error(`the gateway sent nothing for ${this.options.silenceTimeoutMs} ms`));
  }

  forgetCredentials(): void {
    this.shown = "";
  }

  retire(): void {
    this.isRetired = true;
    this.closeWhenDone();
  }

  /** Closes once all that was sent has left; answers that come after are lost. */
  close(): void {
    this.isRetired = true;
    if (this.outgoing.size > 0) this.flush();
    this.socket.destroySoon();
  }

  destroy(cause: Error): void {
    this.isRetired = true;
    this.cause ??= cause;
    this.socket.destroy();
  }

  private flush(): void {
    this.isFlushScheduled = false;
    // What a socket that is on its way out would not send stays "not sent", and may go over another one.
    if (this.isWriting || !this.socket.writable || this.outgoing.size === 0) return;
    for (const call of this.gathered) call.isHandedOver = true;
    this.gathered.length = 0;
    this.isWriting = true;
    this.socket.write(this.outgoing.peek(), this.onWritten);
    if (this.socket.writableLength > 0) this.outgoing.release();
    else {
      // The kernel has it all.
      this.outgoing.reuse();
      this.isWriting = false;
    }
  }

  private afterWrite(): void {
    this.isWriting = false;
    this.flush();
    this.owner.onRoom();
  }

  private receive(chunk: Buffer): void {
    this.lastHeardUs = this.options.clock.monotonicUs();
    const split = this.splitter.push(chunk, this.onFrame);
    if (split !== Split.MORE) {
      this.destroy(new Error("the answers are not Prism's frames; is a Prism gateway at this address?"));
    }
    this.owner.onRoom();
    if (this.isRetired) this.closeWhenDone();
  }

  private receiveFrame(bytes: Buffer, start: number, end: number): boolean {
    if (!view.read(bytes, start, end)) return false;
    if (view.id === 0) return this.receiveLastWords(bytes);
    const call = this.inFlight.take(view.id);
    // An answer that nobody is owed: whose the next ones are is anybody's guess.
    if (call === undefined) return false;
    this.hasAnswered = true;
    if (call !== null) {
      call.channel = null;
      if (view.levelsTo > view.levelsFrom) {
        this.options.missedLevels?.onMessage(call.request.namespace, bytes, view.levelsFrom, view.levelsTo);
      }
      if (view.result === call.request.call) this.owner.onAnswer(call, this, bytes, view.from, view.to);
      else this.owner.onRefused(call, this, readFailure(bytes));
    }
    return true;
  }

  /** Id 0 concerns the connection as a whole; the gateway closes it. */
  private receiveLastWords(bytes: Buffer): boolean {
    const failure = readFailure(bytes);
    if (failure === null) return false;
    this.cause ??= new Error(`${failure.reason}: ${failure.message}`);
    this.isRetired = true;
    return true;
  }

  private closeWhenDone(): void {
    if (this.inFlight.size === 0 && this.outgoing.size === 0) this.socket.destroySoon();
  }

  private afterClose(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.isRetired = true;
    this.outgoing.release();
    this.gathered.length = 0;
    const lost = this.inFlight.takeAll();
    for (const call of lost) call.channel = null;
    this.owner.onClosed(this, lost, this.cause);
  }
}

const view = new ResponseView();

/** The failure that the answer in `view` is; null when it is none. */
function readFailure(bytes: Buffer): Failure | null {
  return view.result === RESPONSE_ERROR ? readError(bytes, view.from, view.to) : null;
}
