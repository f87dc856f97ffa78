import { type AddressInfo, createServer, type Socket } from "node:net";
import { Flag, FRAME_HEAD_BYTES, FrameType, PREFACE } from "../../src/acceptor/http2/frame-layout.ts";

/**
 * As much of HTTP/2 as a server on `node:net` can be without being one: it finds where frames end, looks at no header, and
 * answers every call with the same bytes, which its parent sends it, in one write for each read. Who does more with one thread
 * is slower. Says its port to the parent and ends with it.
 */
process.once("message", ({ answer }: { answer: string }) => {
  const reply = new Reply(Buffer.from(answer, "base64"));
  const server = createServer({ noDelay: true }, (socket) => {
    const connection = new FramingConnection(socket, reply);
    socket.on("data", (chunk) => connection.take(chunk));
    socket.on("error", () => socket.destroy());
  });
  server.listen({ host: "127.0.0.1", port: 0, backlog: 4096 }, () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
});
process.on("disconnect", () => process.exit(0));

/** The three frames of a good answer. */
class Reply {
  private readonly bytes: Buffer;
  private readonly streamAt: readonly number[];

  constructor(message: Buffer) {
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32BE(message.length, 1);
    const frames = [
      frame(FrameType.HEADERS, Flag.END_HEADERS, Buffer.from(HEAD_BLOCK, "latin1")),
      frame(FrameType.DATA, 0, Buffer.concat([prefix, message])),
      frame(FrameType.HEADERS, Flag.END_HEADERS | Flag.END_STREAM, Buffer.from(TRAILER_BLOCK, "latin1")),
    ] as const;
    this.bytes = Buffer.concat(frames);
    const [head, data] = frames;
    this.streamAt = [0, head.length, head.length + data.length].map((start) => start + STREAM_AT);
  }

  to(stream: number): Buffer {
    const bytes = Buffer.from(this.bytes);
    for (const at of this.streamAt) bytes.writeUInt32BE(stream, at);
    return bytes;
  }
}

class FramingConnection {
  private readonly socket: Socket;
  private readonly reply: Reply;
  private isGreeted = false;
  private kept: Buffer = Buffer.alloc(0);

  constructor(socket: Socket, reply: Reply) {
    this.socket = socket;
    this.reply = reply;
  }

  take(chunk: Buffer): void {
    const bytes = this.kept.length === 0 ? chunk : Buffer.concat([this.kept, chunk]);
    const out: Buffer[] = [];
    let at = this.isGreeted ? 0 : this.greet(bytes, out);
    while (bytes.length - at >= FRAME_HEAD_BYTES) {
      const end = at + FRAME_HEAD_BYTES + bytes.readUIntBE(at, 3);
      if (end > bytes.length) break;
      this.onFrame(bytes.subarray(at, end), out);
      at = end;
    }
    this.kept = bytes.subarray(at);
    if (out.length > 0) this.socket.write(out.length === 1 ? (out[0] as Buffer) : Buffer.concat(out));
  }

  /** Where the first frame begins. Until all of the preface is there it reads as a frame that is not whole. */
  private greet(bytes: Buffer, out: Buffer[]): number {
    if (bytes.length < PREFACE.length) return 0;
    this.isGreeted = true;
    const room = Buffer.alloc(4);
    room.writeUInt32BE(ROOM_BYTES);
    out.push(frame(FrameType.SETTINGS, 0, Buffer.alloc(0)), frame(FrameType.WINDOW_UPDATE, 0, room));
    return PREFACE.length;
  }

  private onFrame(bytes: Buffer, out: Buffer[]): void {
    const flags = bytes[FLAGS_AT] as number;
    switch (bytes[TYPE_AT]) {
      case FrameType.DATA:
        if ((flags & Flag.END_STREAM) !== 0) out.push(this.reply.to(bytes.readUInt32BE(STREAM_AT)));
        return;
      case FrameType.SETTINGS:
      case FrameType.PING:
        if ((flags & Flag.ACK) === 0) out.push(acknowledged(bytes));
    }
  }
}

function acknowledged(bytes: Buffer): Buffer {
  const isPing = bytes[TYPE_AT] === FrameType.PING;
  return frame(bytes[TYPE_AT] as number, Flag.ACK, isPing ? bytes.subarray(FRAME_HEAD_BYTES) : Buffer.alloc(0));
}

function frame(type: number, flags: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.writeUIntBE(payload.length, 0, 3);
  head[TYPE_AT] = type;
  head[FLAGS_AT] = flags;
  return Buffer.concat([head, payload]);
}

const TYPE_AT = 3;
const FLAGS_AT = 4;
const STREAM_AT = 5;
/** More than a run sends. */
const ROOM_BYTES = 2 ** 30;
/** `:status: 200` from the table, `content-type: application/grpc` with its name from there (RFC 7541, 6.1 and 6.2.2). */
const HEAD_BLOCK = "\x88\x0f\x10\x10application/grpc";
const TRAILER_BLOCK = "\x00\x0bgrpc-status\x010";
