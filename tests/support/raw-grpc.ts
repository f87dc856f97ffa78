import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type ClientSessionOptions,
  connect,
  type OutgoingHttpHeaders,
  type SecureClientSessionOptions,
} from "node:http2";
import type { TestContext } from "node:test";
import { afterwards } from "./afterwards.ts";
import { decodeRpcStatus } from "./rpc-status.ts";

/** What came back of a call. */
export interface RawAnswer {
  /** `grpc-status`; null when there was none. */
  readonly status: number | null;
  /** The reason in the details; empty when there are none. */
  readonly reason: string;
  readonly message: string;
  readonly httpStatus: number;
  /** `grpc-encoding` and `grpc-accept-encoding` of the head; empty when they are not there. */
  readonly encoding: string;
  readonly accepts: string;
  /** The payloads of the messages. */
  readonly messages: readonly Buffer[];
  /** The flag before each: 1 = it is compressed. */
  readonly flags: readonly number[];
  /** The error code of the stream's end: 0 = NO_ERROR, 8 = CANCEL. */
  readonly rstCode: number;
}

export type RawChoices = (ClientSessionOptions | SecureClientSessionOptions) & { readonly ca?: string };

/** gRPC by hand, over Node's HTTP/2: for what no client's library would send. */
export class RawGrpc {
  readonly session: ClientHttp2Session;

  /** Over TLS, when it is given the authority of the certificate. */
  constructor(t: TestContext, port: number, options: RawChoices = {}) {
    const scheme = options.ca === undefined ? "http" : "https";
    this.session = connect(`${scheme}://127.0.0.1:${port}`, { servername: "localhost", ...options });
    this.session.on("error", () => undefined);
    afterwards(t, () => this.session.destroy());
  }

  /** Opens a stream, and sends nothing on it. */
  open(path: string, headers: OutgoingHttpHeaders = {}): ClientHttp2Stream {
    const stream = this.session.request(
      { ":method": "POST", ":path": path, "content-type": "application/grpc", te: "trailers", ...headers },
      { endStream: false },
    );
    stream.on("error", () => undefined);
    return stream;
  }

  /** A whole call of KeyValueService. */
  call(method: string, message: Uint8Array, headers: OutgoingHttpHeaders = {}): Promise<RawAnswer> {
    const stream = this.open(`/prism.v1.KeyValueService/${method}`, headers);
    stream.end(framed(message));
    return answerOf(stream);
  }
}

/** Resolves when the stream is closed, however it ends. */
export function answerOf(stream: ClientHttp2Stream): Promise<RawAnswer> {
  const all: Record<string, unknown> = {};
  const chunks: Buffer[] = [];
  stream.on("response", (headers) => Object.assign(all, headers));
  stream.on("trailers", (trailers) => Object.assign(all, trailers));
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) =>
    stream.once("close", () => {
      const details = all["grpc-status-details-bin"];
      const info = details === undefined ? {} : decodeRpcStatus(Buffer.from(String(details), "base64")).ErrorInfo;
      const bytes = Buffer.concat(chunks);
      resolve({
        status: all["grpc-status"] === undefined ? null : Number(all["grpc-status"]),
        reason: String(info?.reason ?? ""),
        message: String(all["grpc-message"] ?? ""),
        httpStatus: Number(all[":status"] ?? 0),
        encoding: String(all["grpc-encoding"] ?? ""),
        accepts: String(all["grpc-accept-encoding"] ?? ""),
        messages: messagesOf(bytes, (at, end) => bytes.subarray(at + 5, end)),
        flags: messagesOf(bytes, (at) => bytes[at] as number),
        rstCode: stream.rstCode,
      });
    }),
  );
}

export function framed(message: Uint8Array, flag = 0): Buffer {
  const bytes = Buffer.alloc(5 + message.length);
  bytes[0] = flag;
  bytes.writeUInt32BE(message.length, 1);
  bytes.set(message, 5);
  return bytes;
}

function messagesOf<T>(bytes: Buffer, read: (at: number, end: number) => T): T[] {
  const messages: T[] = [];
  for (let at = 0, end = 0; at < bytes.length; at = end) {
    end = at + 5 + bytes.readUInt32BE(at + 1);
    messages.push(read(at, end));
  }
  return messages;
}
