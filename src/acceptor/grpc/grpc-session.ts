import { type Clock, elapsedUs } from "../../common/clock.ts";
import { LARGE_CHUNK_BYTES } from "../../common/limits.ts";
import type { CallFaults } from "../call-faults.ts";
import { ChunkRoom } from "../large/chunk-room.ts";
import type { Caller, Desk, Reception } from "../reception.ts";
import type { UnreadShare } from "../unread-share.ts";
import type { UnreadTotal } from "../unread-total.ts";
import { UploadBudget } from "../upload-budget.ts";
import { AnswerWindow } from "./answer-window.ts";
import { CallTerms, type DoorHandlers } from "./call-terms.ts";
import type { AnswerCompressor } from "./compression/answer-compressor.ts";
import { CompressingStream } from "./compression/compressing-stream.ts";
import * as failures from "./failures.ts";
import { IncomingCall } from "./incoming-call.ts";
import { KeptMessages } from "./kept-messages.ts";
import { OpenCalls } from "./open-calls.ts";
import { OpenStreamCall } from "./open-stream-call.ts";
import { putStreamHandler } from "./put-stream-handler.ts";
import type { CallSurroundings, Entrant, SessionCall } from "./session-call.ts";
import type { CallHead, CallStream } from "./transport/call-stream.ts";
import type { ConnectionHost, TransportConnection } from "./transport/grpc-transport.ts";

export interface SessionParts {
  readonly clock: Clock;
  readonly reception: Reception;
  readonly faults: CallFaults;
  readonly handlers: DoorHandlers;
  /** Of answers; null when none is compressed. */
  readonly compressor: AnswerCompressor | null;
  /** What all its clients have not read. */
  readonly unread: UnreadTotal;
  /** The client was cut off for this reason. */
  readonly onCut: (reason: string) => void;
  /** The connection is gone. */
  readonly onGone: (session: GrpcSession) => void;
}

/** One client's connection: its calls, and the bounds of what they may take together. */
export class GrpcSession implements ConnectionHost, CallSurroundings {
  readonly clock: Clock;
  readonly faults: CallFaults;
  readonly desk: Desk;
  readonly maxMessageBytes: number;
  readonly uploads: UploadBudget;
  readonly window: AnswerWindow;
  readonly kept: KeptMessages;
  readonly chunkRoom = new ChunkRoom(STREAMED_CHUNKS * LARGE_CHUNK_BYTES);
  private readonly connection: TransportConnection;
  private readonly parts: SessionParts;
  private readonly calls = new OpenCalls();
  private readonly unread: { readonly answers: UnreadShare; readonly messages: UnreadShare };
  /** Calls whose message is here and whose turn has not come. */
  private waiting: Entrant[] = [];
  /** When a call came or the last one went, or, to a turn of the timer, something left for the client. */
  private activeUs: number;
  /** Something left since the timer came. The clock is not asked for each. */
  private hasMoved = false;
  private isCut = false;

  constructor(connection: TransportConnection, caller: Caller, parts: SessionParts) {
    this.clock = parts.clock;
    this.faults = parts.faults;
    this.maxMessageBytes = parts.reception.maxMessageBytes;
    this.desk = parts.reception.open(caller);
    this.uploads = new UploadBudget(MESSAGES_COMING_IN * this.maxMessageBytes);
    this.unread = this.openShares(parts.unread);
    this.window = new AnswerWindow(connection, this.unread.answers);
    this.kept = new KeptMessages(this.unread.messages);
    this.connection = connection;
    this.parts = parts;
    this.activeUs = parts.clock.monotonicUs();
  }

  // ---- for its connection ---------------------------------------------------------------------------------------

  onCall(stream: CallStream, head: CallHead): void {
    this.activeUs = this.clock.monotonicUs();
    const terms = CallTerms.of(head, this.parts.handlers);
    const { compressor } = this.parts;
    const compresses = compressor !== null && terms.takesGzip(head);
    const call = this.createCall(compresses ? new CompressingStream(stream, compressor) : stream, head, terms);
    this.calls.add(call);
    call.begin();
  }

  onDrain(): void {
    // When the last call went is known already.
    if (this.calls.count > 0) this.onProgress();
    else this.onRoom();
  }

  onGraceOver(): void {
    for (const call of this.calls.all()) call.giveUp();
  }

  onCut(reason: string): void {
    this.parts.onCut(reason);
  }

  onClosed(): void {
    this.unread.answers.close();
    this.unread.messages.close();
    this.desk.close();
    this.parts.onGone(this);
  }

  /** What time decides; to be called about once a second. */
  onTimer(nowUs: number, idleUs: number): void {
    const { connection, calls } = this;
    if (this.hasMoved) this.activeUs = nowUs;
    this.hasMoved = false;
    this.window.count();
    const quietUs = elapsedUs(this.activeUs, nowUs);
    if (!connection.hasGreeted && quietUs >= GREETING_US) this.cut("GREETING_MISSING");
    else if (this.window.bytes > 0 && quietUs >= UNREAD_US) this.cut("ANSWERS_UNREAD");
    else if (calls.count === 0 && idleUs > 0 && quietUs >= idleUs && !connection.isClosing) connection.close();
    for (const call of calls.all()) {
      if (call.isReading && elapsedUs(call.startedUs, nowUs) >= MESSAGE_US) call.fail(failures.messageTooSlow);
    }
    // Others may have made room without this connection being told.
    this.onRoom();
    this.kept.onRoom();
  }

  // ---- for its calls --------------------------------------------------------------------------------------------

  /** Runs it when the window is open: now, or in its turn. */
  enter(call: Entrant): void {
    if (this.waiting.length === 0 && this.window.isOpen) {
      call.run();
      return;
    }
    call.own();
    this.waiting.push(call);
  }

  /** It is over before its turn: what it has read is not kept until then, and others come before it. */
  withdraw(call: Entrant): void {
    const at = this.waiting.indexOf(call);
    if (at >= 0) this.waiting.splice(at, 1);
  }

  onProgress(): void {
    this.hasMoved = true;
    this.onRoom();
  }

  onRoom(): void {
    while (this.waiting.length > 0 && this.window.isOpen) {
      const next = this.waiting.shift() as Entrant;
      if (!next.isDone) next.run();
    }
  }

  onCallClosed(call: SessionCall): void {
    this.calls.delete(call);
    this.hasMoved = this.calls.count > 0;
    if (!this.hasMoved) this.activeUs = this.clock.monotonicUs();
    this.onRoom();
  }

  private openShares(total: UnreadTotal) {
    const cut = (): void => this.cut("TOO_MUCH_UNREAD");
    const session = this;
    return {
      answers: total.open({
        get unreadBytes() {
          return session.window.bytes;
        },
        cut,
        onRoom: () => this.onRoom(),
      }),
      messages: total.open({
        get unreadBytes() {
          return session.kept.bytes;
        },
        cut,
        onRoom: () => this.kept.onRoom(),
      }),
    };
  }

  private createCall(stream: CallStream, head: CallHead, terms: CallTerms): SessionCall {
    const nowUs = this.activeUs;
    const { open, method } = terms;
    if (open === null && !method.takesStream) return new IncomingCall(stream, terms, this, nowUs);
    const handler = open ?? putStreamHandler(terms, this);
    return new OpenStreamCall(stream, { head, terms, handler, isPatient: open !== null }, this, nowUs);
  }

  private cut(reason: string): void {
    if (this.isCut) return;
    this.isCut = true;
    this.parts.onCut(reason);
    this.connection.cut();
  }
}

/** So many of the largest messages may come in on one connection at one time. */
const MESSAGES_COMING_IN = 4;
/** Chunks of large values that one connection has in memory, as they come and go: windows of four. */
const STREAMED_CHUNKS = 16;
/** How long a client may take until it has said that it speaks HTTP/2. */
const GREETING_US = 10_000_000;
/** How long a message may take to come. */
const MESSAGE_US = 30_000_000;
/** How long a client may leave answers unread, and none of them leave. */
const UNREAD_US = 60_000_000;
