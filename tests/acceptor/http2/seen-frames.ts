import assert from "node:assert/strict";
import { DecodeResult, HpackDecoder } from "../../../src/acceptor/http2/hpack/hpack-decoder.ts";
import * as h2 from "../../support/http2/frames.ts";

/** A frame that the server has written. */
export interface SeenFrame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
  /** Of the block that ends in this frame. */
  readonly fields: Readonly<Record<string, string>> | null;
}

/** Reads what a server writes, strictly: what a client could not read fails the test. */
export class SeenFrames {
  private readonly decoder = new HpackDecoder({ maxTableBytes: 4096, maxListBytes: 1 << 20, maxFields: 1000 });
  private block: Buffer | null = null;

  read(bytes: Buffer): SeenFrame[] {
    const frames: SeenFrame[] = [];
    for (let pos = 0; pos < bytes.length; ) {
      const end = pos + 9 + bytes.readUIntBE(pos, 3);
      assert.ok(end <= bytes.length, "a frame is cut off");
      const [type, flags, stream] = [bytes[pos + 3] as number, bytes[pos + 4] as number, bytes.readUInt32BE(pos + 5)];
      const payload = bytes.subarray(pos + 9, end);
      frames.push({ type, flags, stream, payload, fields: this.fieldsOf(type, flags, payload) });
      pos = end;
    }
    return frames;
  }

  private fieldsOf(type: number, flags: number, payload: Buffer): Record<string, string> | null {
    if (type === h2.Type.HEADERS) this.block = Buffer.alloc(0);
    assert.equal(this.block !== null, type === h2.Type.HEADERS || type === h2.Type.CONTINUATION, "a block is torn");
    if (this.block === null) return null;
    this.block = Buffer.concat([this.block, payload]);
    if ((flags & h2.END_HEADERS) === 0) return null;
    const { block, decoder } = this;
    this.block = null;
    assert.equal(decoder.decode(block, 0, block.length), DecodeResult.OK, "a header block makes no sense");
    return Object.fromEntries(decoder.fields.slice(0, decoder.count).map(({ name, value }) => [name, value]));
  }
}

/** A line for a frame, for example `DATA 1 12 END`, `RST_STREAM 3 CANCEL` or `HEADERS 1 200 grpc 0 END`. */
export function lineOf({ type, flags, stream, payload, fields }: SeenFrame): string {
  const end = (flags & h2.END_STREAM) !== 0 ? " END" : "";
  const ack = (flags & h2.ACK) !== 0 ? " ACK" : "";
  switch (type) {
    case h2.Type.DATA:
      return `DATA ${stream} ${payload.length}${end}`;
    case h2.Type.HEADERS:
      return `HEADERS ${stream}${summaryOf(fields)}${end}`;
    case h2.Type.CONTINUATION:
      return `CONTINUATION ${stream}${summaryOf(fields)}`;
    case h2.Type.RST_STREAM:
      return `RST_STREAM ${stream} ${nameOf(payload.readUInt32BE(0))}`;
    case h2.Type.SETTINGS:
      return `SETTINGS${ack}${settingsOf(payload)}`;
    case h2.Type.PING:
      return `PING${ack}`;
    case h2.Type.GOAWAY:
      return `GOAWAY ${payload.readUInt32BE(0)} ${nameOf(payload.readUInt32BE(4))}`;
    case h2.Type.WINDOW_UPDATE:
      return `WINDOW_UPDATE ${stream} ${payload.readUInt32BE(0)}`;
    default:
      return `${type} ${stream}`;
  }
}

function summaryOf(fields: SeenFrame["fields"]): string {
  const status = fields?.[":status"];
  const grpcStatus = fields?.["grpc-status"];
  return (status === undefined ? "" : ` ${status}`) + (grpcStatus === undefined ? "" : ` grpc ${grpcStatus}`);
}

function settingsOf(payload: Buffer): string {
  let text = "";
  for (let at = 0; at < payload.length; at += 6) text += ` ${payload.readUInt16BE(at)}=${payload.readUInt32BE(at + 2)}`;
  return text;
}

function nameOf(code: number): string {
  return errorNames[code] ?? String(code);
}

/** Source: RFC 9113, section 7. */
const errorNames = [
  "NO_ERROR",
  "PROTOCOL_ERROR",
  "INTERNAL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "REFUSED_STREAM",
  "CANCEL",
  "COMPRESSION_ERROR",
  "CONNECT_ERROR",
  "ENHANCE_YOUR_CALM",
];
