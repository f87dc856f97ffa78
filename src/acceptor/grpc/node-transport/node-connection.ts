import { constants, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import type { Socket } from "node:net";
import type { Clock } from "../../../common/clock.ts";
import type { ConnectionHost, TransportConnection } from "../transport/grpc-transport.ts";
import { FloodGuard } from "./flood-guard.ts";
import type { PassOn } from "./grpc-server.ts";
import { NodeCallHead } from "./header-objects.ts";
import { NodeCallStream, type StreamSurroundings } from "./node-call-stream.ts";

export interface NodeConnectionParts {
  readonly clock: Clock;
  readonly socket: Socket;
  readonly hostOf: (connection: TransportConnection) => ConnectionHost;
  /** Takes the streams that are no plain gRPC. */
  readonly passOn: PassOn;
}

/** A session of Node's HTTP/2. */
export class NodeConnection implements TransportConnection, StreamSurroundings {
  hasGreeted = false;
  /** A stream is open until its answer has left. */
  readonly unsentBytes = 0;
  private readonly session: ServerHttp2Session;
  private readonly socket: Socket;
  private readonly host: ConnectionHost;
  private readonly guard: FloodGuard;
  private readonly streams = new Set<NodeCallStream>();
  private readonly passOn: PassOn;
  /** It was closed, and had nothing to do, when the timer looked last. */
  private isLeaving = false;

  constructor(session: ServerHttp2Session, { clock, socket, hostOf, passOn }: NodeConnectionParts) {
    this.session = session;
    this.socket = socket;
    this.passOn = passOn;
    this.guard = new FloodGuard(clock);
    this.host = hostOf(this);
    session.once("close", () => this.end());
    session.removeAllListeners("stream");
    session.on("stream", (stream, headers) => this.onStream(stream, headers));
    session.on("ping", () => this.onControlFrame());
    session.on("remoteSettings", () => {
      this.hasGreeted = true;
      this.onControlFrame();
    });
  }

  get isClosing(): boolean {
    return this.session.closed || this.session.destroyed;
  }

  close(): void {
    this.session.close();
  }

  cut(): void {
    this.session.destroy(undefined, constants.NGHTTP2_ENHANCE_YOUR_CALM);
  }

  /** To be called about once a second. */
  onTimer(): void {
    if (this.isClosing && this.streams.size === 0) this.leave();
    else if (!this.guard.admitBytes(this.socket.bytesRead)) this.cutFor("FRAME_FLOOD");
  }

  onMessageBytes(count: number): void {
    this.guard.onMessageBytes(count);
  }

  onStreamClosed(stream: NodeCallStream, isGivenUp: boolean): void {
    this.streams.delete(stream);
    if (isGivenUp) this.onGivenUp();
  }

  private onStream(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    this.guard.onCall(headers.authorization?.length ?? 0);
    const head = new NodeCallHead(headers);
    if (!head.isPlainGrpc) {
      stream.once("close", () => this.onPassedClosed(stream));
      this.passOn(stream, headers);
      return;
    }
    const call = new NodeCallStream(stream, this);
    this.streams.add(call);
    this.host.onCall(call, head);
  }

  private onPassedClosed({ rstCode }: ServerHttp2Stream): void {
    if (rstCode !== constants.NGHTTP2_NO_ERROR) this.onGivenUp();
  }

  private onGivenUp(): void {
    if (!this.guard.admitReset()) this.cutFor("RESET_FLOOD");
  }

  private onControlFrame(): void {
    if (!this.guard.admitFrame()) this.cutFor("FRAME_FLOOD");
  }

  private cutFor(reason: string): void {
    if (this.session.destroyed) return;
    this.host.onCut(reason);
    this.cut();
  }

  /** It has said its last; a client that neither reads that nor closes its side is not waited for. */
  private leave(): void {
    if (this.isLeaving) this.socket.destroy();
    this.isLeaving = true;
  }

  /** The client is gone: what its calls have under way ends before the host does, or nobody would be told. */
  private end(): void {
    for (const stream of [...this.streams]) stream.over();
    this.host.onClosed();
  }
}
