import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from "node:http2";
import type { Socket } from "node:net";
import { WireWriter } from "../codec/wire-writer.ts";
import { elapsedUs } from "../common/clock.ts";
import { formatAddress } from "./address.ts";
import type { Call } from "./call.ts";
import type { Channel, ChannelOwner, ChannelParts } from "./channel.ts";
import { GrpcAnswer, type GrpcOutcome } from "./grpc-answer.ts";
import { METHOD_PATHS } from "./grpc-methods.ts";
import { PREFIX_BYTES } from "./message-assembly.ts";
import { plainCause } from "./plain-cause.ts";
import type { StopTimer } from "./timer.ts";

/** One HTTP/2 connection that speaks gRPC: every call is a stream of its own. */
export class GrpcChannel implements Channel {
  private readonly socket: Socket;
  private readonly session: ClientHttp2Session;
  private readonly owner: ChannelOwner;
  private readonly parts: ChannelParts;
  private readonly authority: string;
  private readonly streams = new Map<Call, ClientHttp2Stream>();
  private readonly writer = new WireWriter();
  private unsentBytes = 0;
  private lastHeardUs = 0;
  private cause: Error | null = null;
  private stopLingering: StopTimer | null = null;
  isRetired = false;
  hasAnswered = false;

  /** `socket` is connected. */
  constructor(socket: Socket, owner: ChannelOwner, parts: ChannelParts) {
    this.socket = socket;
    this.owner = owner;
    this.parts = parts;
    this.authority = formatAddress(parts.address);
    this.session = connect(`${parts.address.isSecure ? "https" : "http"}://${this.authority}`, {
      createConnection: () => socket,
      maxSessionMemory: MAX_SESSION_MIB,
      settings: { enablePush: false, initialWindowSize: STREAM_WINDOW_BYTES },
    });
    // TLS tells only here why the gateway hung up, that it wants a certificate, say; and the session may hear nothing of it.
    socket.on("error", (error: Error) => this.destroy(plainCause(error)));
    this.session.once("connect", () => this.session.setLocalWindowSize(SESSION_WINDOW_BYTES));
    this.session.on("goaway", (code) => {
      if (code === constants.NGHTTP2_NO_ERROR) this.retire();
      else this.destroy(new Error(`the gateway ended the connection (HTTP/2 error ${code})`));
    });
    this.session.on("error", (error: Error) => this.destroy(error));
    this.session.on("close", () => this.afterClose());
  }

  get inFlightCount(): number {
    return this.streams.size;
  }

  get hasRoom(): boolean {
    const { maxInFlight, maxUnsentBytes } = this.parts.options;
    const { session } = this;
    const most = Math.min(maxInFlight, session.remoteSettings?.maxConcurrentStreams ?? maxInFlight);
    const isOpen = !this.isRetired && !session.closed && !session.destroyed;
    return isOpen && this.streams.size < most && this.unsentBytes < maxUnsentBytes;
  }

  send(call: Call, nowUs: number): void {
    if (this.streams.size === 0) this.lastHeardUs = nowUs;
    const { authorization, generation } = this.parts.token;
    const wasSent = call.isHandedOver;
    call.channel = this;
    call.tokenGeneration = generation;
    call.carriesToken = true;
    call.isHandedOver = true;
    const stream = this.session.request({
      ":method": "POST",
      ":path": METHOD_PATHS[call.request.call],
      "content-type": "application/grpc+proto",
      te: "trailers",
      "grpc-timeout": `${Math.max(1, call.remainingMs(nowUs))}m`,
      ...(authorization === "" ? {} : { authorization }),
      ...(call.request.idempotencyKey === "" ? {} : { "idempotency-key": call.request.idempotencyKey }),
      ...(call.request.traceparent === "" ? {} : { traceparent: call.request.traceparent }),
    });
    this.streams.set(call, stream);
    new GrpcAnswer(stream, this.parts.options.maxFrameBytes, {
      onHeard: () => (this.lastHeardUs = this.parts.options.clock.monotonicUs()),
      onMissedLevels: (text) => this.parts.options.missedLevels?.onHeader(call.request.namespace, text),
      onOutcome: (outcome) => this.settle(call, outcome, wasSent),
    });
    this.write(stream, call);
  }

  abandon(call: Call, nowUs: number): void {
    const stream = this.streams.get(call);
    this.streams.delete(call);
    stream?.close(constants.NGHTTP2_CANCEL);
    this.lingerWhenDone();
    const { silenceTimeoutMs } = this.parts.options;
    if (elapsedUs(this.lastHeardUs, nowUs) < silenceTimeoutMs * 1000) return;
    this.destroy(new Error(`the gateway sent nothing for ${silenceTimeoutMs} ms`));
  }

  /** Every call brings them. */
  forgetCredentials(): void {}

  retire(): void {
    this.isRetired = true;
    this.session.close();
    this.lingerWhenDone();
  }

  close(): void {
    this.retire();
  }

  destroy(cause: Error): void {
    this.isRetired = true;
    this.cause ??= cause;
    this.session.destroy();
    this.socket.destroy();
  }

  /** The other side closes first, so that what it has sent is read; but it need not be waited for. */
  private lingerWhenDone(): void {
    if (!this.isRetired || this.streams.size > 0 || this.stopLingering !== null) return;
    this.stopLingering = this.parts.options.timer.start(LINGER_MS, false, () => this.socket.destroy());
  }

  private write(stream: ClientHttp2Stream, { request }: Call): void {
    const { writer } = this;
    const length = request.messageBytes();
    const bytes = Buffer.allocUnsafe(PREFIX_BYTES + length);
    bytes[0] = 0;
    bytes.writeUInt32BE(length, 1);
    writer.reset(bytes, PREFIX_BYTES);
    request.writeMessage(writer);
    this.unsentBytes += bytes.length;
    let isUnsent = true;
    const onGone = (): void => {
      if (!isUnsent) return;
      isUnsent = false;
      this.unsentBytes -= bytes.length;
      this.owner.onRoom();
    };
    stream.once("finish", onGone);
    // A stream that was never written closes too.
    stream.once("close", onGone);
    stream.end(bytes);
  }

  private settle(call: Call, outcome: GrpcOutcome, wasSent: boolean): void {
    if (!this.streams.has(call)) return;
    if (outcome.kind === "lost" && this.session.destroyed) {
      // It is reported with all that ends with the connection. A session whose socket broke may wait for ever for its end.
      this.destroy(outcome.cause);
      return;
    }
    this.streams.delete(call);
    call.channel = null;
    if (outcome.kind === "lost") {
      // The gateway says that it has not looked at the call; what came of earlier attempts stays as it was.
      if (outcome.wasRefused) call.isHandedOver = wasSent;
      this.owner.onDropped(call, call.isHandedOver, outcome.cause);
    } else {
      this.hasAnswered = true;
      if (outcome.kind === "answer") this.owner.onAnswer(call, this, outcome.message, 0, outcome.message.length);
      else this.owner.onRefused(call, this, outcome.failure);
    }
    this.lingerWhenDone();
    this.owner.onRoom();
  }

  private afterClose(): void {
    this.isRetired = true;
    this.stopLingering?.();
    const lost = [...this.streams.keys()];
    this.streams.clear();
    for (const call of lost) call.channel = null;
    this.owner.onClosed(this, lost, this.cause);
  }
}

const LINGER_MS = 500;
/** The largest answer comes without waiting for us to say that we have read. */
const STREAM_WINDOW_BYTES = 4 * 1024 * 1024;
const SESSION_WINDOW_BYTES = 16 * 1024 * 1024;
/** Past it Node refuses streams; what we send is bounded by `maxUnsentBytes`, what comes by the window. */
const MAX_SESSION_MIB = 256;
