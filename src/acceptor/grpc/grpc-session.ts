import { constants, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import type { Socket } from "node:net";
import { findMethod, type Method } from "../../codec/json/services.ts";
import { type Clock, elapsedUs } from "../../common/clock.ts";
import { Failure } from "../../common/failure.ts";
import { LARGE_CHUNK_BYTES } from "../../common/limits.ts";
import type { Identity } from "../../security/authenticator.ts";
import type { CallFaults } from "../call-faults.ts";
import { ChunkRoom } from "../large/chunk-room.ts";
import type { Desk, Reception } from "../reception.ts";
import { UploadBudget } from "../upload-budget.ts";
import { AnswerWindow } from "./answer-window.ts";
import { readCallHeaders, readTimeoutMs } from "./call-headers.ts";
import * as failures from "./failures.ts";
import { FloodGuard } from "./flood-guard.ts";
import {
  type CallHandler,
  type CallSurroundings,
  type Entrant,
  IncomingCall,
  type SessionCall,
} from "./incoming-call.ts";
import { KeptMessages } from "./kept-messages.ts";
import { PutStreamCall } from "./put-stream-call.ts";

export interface SessionParts {
  readonly clock: Clock;
  readonly reception: Reception;
  readonly faults: CallFaults;
  /** By path: what this door does itself. */
  readonly handlers: ReadonlyMap<string, CallHandler>;
  /** Takes the streams of all else. */
  readonly passOn: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;
  /** The client was cut off for this reason. */
  readonly onCut: (reason: string) => void;
}

/** Whose connection it is. */
export interface GrpcVisitor {
  readonly socket: Socket;
  /** Who the client is by what the door knows of its connection. */
  readonly identity: Identity | null;
}

/** One client's connection: its calls, and the bounds of what they may take together. */
export class GrpcSession implements CallSurroundings {
  readonly clock: Clock;
  readonly faults: CallFaults;
  readonly desk: Desk;
  readonly maxMessageBytes: number;
  readonly uploads: UploadBudget;
  readonly window = new AnswerWindow();
  readonly kept = new KeptMessages();
  readonly chunkRoom = new ChunkRoom(STREAMED_CHUNKS * LARGE_CHUNK_BYTES);
  private readonly session: ServerHttp2Session;
  private readonly parts: SessionParts;
  private readonly visitor: GrpcVisitor;
  private readonly guard: FloodGuard;
  private readonly calls = new Set<SessionCall>();
  /** Calls whose message is here and whose turn has not come. */
  private waiting: Entrant[] = [];
  private openStreams = 0;
  private activeUs: number;
  private hasGreeted = false;
  /** It was closed, and had nothing to do, when the timer looked last. */
  private isLeaving = false;

  constructor(session: ServerHttp2Session, visitor: GrpcVisitor, parts: SessionParts) {
    this.clock = parts.clock;
    this.faults = parts.faults;
    this.maxMessageBytes = parts.reception.maxMessageBytes;
    this.desk = parts.reception.open({ peer: visitor.socket.remoteAddress ?? "", identity: visitor.identity });
    this.uploads = new UploadBudget(MESSAGES_COMING_IN * this.maxMessageBytes);
    this.session = session;
    this.visitor = visitor;
    this.parts = parts;
    this.guard = new FloodGuard(parts.clock);
    this.activeUs = parts.clock.monotonicUs();
    session.once("close", () => this.end());
    session.removeAllListeners("stream");
    session.on("stream", (stream, headers) => this.onStream(stream, headers));
    session.on("ping", () => this.onControlFrame());
    session.on("remoteSettings", () => {
      this.hasGreeted = true;
      this.onControlFrame();
    });
  }

  /** Runs it when the window is open: now, or in its turn. */
  readonly enter = (call: Entrant): void => {
    if (this.waiting.length === 0 && this.window.isOpen) {
      call.run();
      return;
    }
    call.own();
    this.waiting.push(call);
  };

  readonly onProgress = (): void => {
    this.activeUs = this.clock.monotonicUs();
    while (this.waiting.length > 0 && this.window.isOpen) {
      const next = this.waiting.shift() as Entrant;
      if (!next.isDone) next.run();
    }
  };

  readonly onClosed = (call: SessionCall, isGivenUp: boolean): void => {
    this.calls.delete(call);
    this.onStreamClosed(isGivenUp);
    this.onProgress();
  };

  readonly onMessageBytes = (count: number): void => this.guard.onMessageBytes(count);

  /** What time decides; to be called about once a second. */
  onTimer(nowUs: number, idleUs: number): void {
    if ((this.session.closed || this.session.destroyed) && this.openStreams === 0) {
      this.leave();
      return;
    }
    const quietUs = elapsedUs(this.activeUs, nowUs);
    if (!this.guard.admitBytes(this.visitor.socket.bytesRead)) this.cut("FRAME_FLOOD");
    else if (!this.hasGreeted && quietUs >= GREETING_US) this.cut("GREETING_MISSING");
    else if (this.window.hasUnread && quietUs >= UNREAD_US) this.cut("ANSWERS_UNREAD");
    else if (this.openStreams === 0 && idleUs > 0 && quietUs >= idleUs) this.session.close();
    for (const call of this.calls) {
      if (call.isReading && elapsedUs(call.startedUs, nowUs) >= MESSAGE_US) call.fail(failures.messageTooSlow);
    }
  }

  /** It has said its last; a client that neither reads that nor closes its side is not waited for. */
  private leave(): void {
    if (this.isLeaving) this.visitor.socket.destroy();
    this.isLeaving = true;
  }

  /** The client is gone: what its calls have under way ends before the desk does, or nobody would be told. */
  private end(): void {
    for (const call of [...this.calls]) call.onOver?.();
    this.desk.close();
  }

  private onStream(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    this.openStreams++;
    this.guard.onCall(headers.authorization?.length ?? 0);
    this.activeUs = this.clock.monotonicUs();
    const path = headers[":path"] as string;
    const handler = this.parts.handlers.get(path);
    if (!isPlainGrpc(headers) || (handler === undefined && path.startsWith(STANDARD_SERVICES))) {
      stream.once("close", () => this.onStreamClosed(stream.rstCode !== constants.NGHTTP2_NO_ERROR));
      this.parts.passOn(stream, headers);
      return;
    }
    const head = { headers: readCallHeaders(headers), timeoutMs: readTimeoutMs(headers) };
    const method = handler?.method;
    const call =
      method?.takesStream === true
        ? new PutStreamCall(stream, head, method, this)
        : new IncomingCall(stream, head, handler ?? nobody, this);
    this.calls.add(call);
    if (handler === undefined) call.fail(unknownMethod(path));
    else call.begin();
  }

  private onControlFrame(): void {
    if (!this.guard.admitFrame()) this.cut("FRAME_FLOOD");
  }

  private onStreamClosed(isGivenUp: boolean): void {
    this.openStreams--;
    if (isGivenUp && !this.session.destroyed && !this.guard.admitReset()) this.cut("RESET_FLOOD");
  }

  private cut(reason: string): void {
    if (this.session.destroyed) return;
    this.parts.onCut(reason);
    this.session.destroy(undefined, constants.NGHTTP2_ENHANCE_YOUR_CALM);
  }
}

/** What a call of a method that is not there is told; names that are near are named. */
function unknownMethod(path: string): Failure {
  const [, service = "", name = ""] = path.split("/");
  const found = findMethod(service.replace(/^prism\.v1\./, ""), name);
  return found instanceof Failure ? found : failures.notServed;
}

/** gRPC with protobuf messages; grpc-web and JSON are none of ours. */
function isPlainGrpc(headers: IncomingHttpHeaders): boolean {
  const type = headers["content-type"];
  return (type === "application/grpc" || type === "application/grpc+proto") && headers[":method"] === "POST";
}

/** Of gRPC itself: health and reflection. */
const STANDARD_SERVICES = "/grpc.";
/** Handles what is never handled. */
const nobody: CallHandler = { method: findMethod("KeyValueService", "Get") as Method, handle: () => undefined };
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
