/**
 * As much of HTTP/2 as a load generator needs that sends one kind of call. Source: RFC 9113, sections 4 and 6; RFC 7541.
 *
 *   frame := length (3 bytes) type (1) flags (1) stream (4) payload (length bytes)
 */
export const FRAME_HEAD_BYTES = 9;

export const FrameType = {
  DATA: 0,
  HEADERS: 1,
  RST_STREAM: 3,
  SETTINGS: 4,
  PING: 6,
  GOAWAY: 7,
  WINDOW_UPDATE: 8,
  CONTINUATION: 9,
} as const;

export const END_STREAM = 1;
export const ACK = 1;
export const END_HEADERS = 4;

/** What a client says first: the preface, and that answers may come without asking for more room. */
export function greeting(): Buffer {
  const settings = Buffer.alloc(6);
  settings.writeUInt16BE(INITIAL_WINDOW_SIZE, 0);
  settings.writeUInt32BE(LARGE_WINDOW_BYTES, 2);
  return Buffer.concat([
    Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    frame(FrameType.SETTINGS, 0, 0, settings),
    windowUpdate(LARGE_WINDOW_BYTES),
  ]);
}

export function windowUpdate(bytes: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(bytes);
  return frame(FrameType.WINDOW_UPDATE, 0, 0, payload);
}

export function frame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const bytes = Buffer.alloc(FRAME_HEAD_BYTES + payload.length);
  bytes.writeUIntBE(payload.length, 0, 3);
  bytes[3] = type;
  bytes[4] = flags;
  bytes.writeUInt32BE(stream, 5);
  bytes.set(payload, FRAME_HEAD_BYTES);
  return bytes;
}

/** A whole call, to be copied and given its stream's number at each place. */
export interface CallTemplate {
  readonly bytes: Buffer;
  /** Where the streams' numbers stand. */
  readonly streamAt: readonly number[];
  /** Where the message begins. */
  readonly messageAt: number;
  /** Of the DATA frame's payload, which flow control counts. */
  readonly dataBytes: number;
}

/** What the headers of a call say. */
export interface CallHeaders {
  readonly path: string;
  readonly authority: string;
  /** What it shows, for example `Bearer …`; empty for nothing. */
  readonly authorization: string;
  /** Whether it goes over TLS; not when it is left out. */
  readonly isSecure?: boolean;
}

/** The HEADERS and DATA of a connection's first call, whose headers the other side remembers, as clients do. */
export function firstCall(headers: CallHeaders, message: Uint8Array): CallTemplate {
  return callTemplate(newHeaders(headers), message);
}

/** The same of a later call: its headers refer to those of a first call that was made with `remembered`. */
export function laterCall(path: string, remembered: CallHeaders, message: Uint8Array): CallTemplate {
  return callTemplate(laterHeaders(path, remembered), message);
}

function callTemplate(block: Buffer, message: Uint8Array): CallTemplate {
  const headers = frame(FrameType.HEADERS, END_HEADERS, 0, block);
  const payload = Buffer.alloc(MESSAGE_PREFIX_BYTES + message.length);
  payload.writeUInt32BE(message.length, 1);
  payload.set(message, MESSAGE_PREFIX_BYTES);
  const data: Buffer[] = [];
  // A server may refuse frames that are larger than what all must take.
  for (let at = 0; at < payload.length; at += MAX_FRAME_BYTES) {
    const part = payload.subarray(at, at + MAX_FRAME_BYTES);
    data.push(frame(FrameType.DATA, at + MAX_FRAME_BYTES >= payload.length ? END_STREAM : 0, 0, part));
  }
  let next = headers.length;
  const streamAt = [5];
  for (const part of data) {
    streamAt.push(next + 5);
    next += part.length;
  }
  const messageAt = headers.length + FRAME_HEAD_BYTES + MESSAGE_PREFIX_BYTES;
  return { bytes: Buffer.concat([headers, ...data]), streamAt, messageAt, dataBytes: payload.length };
}

/** gRPC's own, before a message: whether it is compressed, and its length. */
export const MESSAGE_PREFIX_BYTES = 5;
const MAX_FRAME_BYTES = 16_384;

const INITIAL_WINDOW_SIZE = 4;
/** More than a run brings. */
export const LARGE_WINDOW_BYTES = 2 ** 30;

/** Of the static table: `:method: POST`, `:scheme: http` or `https`; names of `:path`, `:authority`, `content-type`. */
const [POST, HTTP, HTTPS, PATH, AUTHORITY, CONTENT_TYPE] = [0x83, 0x86, 0x87, 0x44, 0x41, 0x5f];
const AUTHORIZATION = 0x57;
/** What {@link newHeaders} has put into the dynamic table: the last one has the lowest number. */
const [TE_AGAIN, CONTENT_TYPE_AGAIN, AUTHORITY_AGAIN, PATH_AGAIN, AUTHORIZATION_AGAIN] = [62, 63, 64, 65, 66].map(
  (index) => 0x80 | index,
) as [number, number, number, number, number];
const NEW_NAME = 0x40;
/** A literal that is not remembered, with the name of `:path`. */
const PATH_ONCE = 0x04;

function newHeaders({ path, authority, authorization, isSecure }: CallHeaders): Buffer {
  const shown = authorization === "" ? [] : [Buffer.of(AUTHORIZATION), literal(authorization)];
  return Buffer.concat([
    Buffer.from([POST, isSecure === true ? HTTPS : HTTP] as number[]),
    ...shown,
    Buffer.from([PATH] as number[]),
    literal(path),
    Buffer.from([AUTHORITY] as number[]),
    literal(authority),
    Buffer.from([CONTENT_TYPE] as number[]),
    literal("application/grpc"),
    Buffer.from([NEW_NAME]),
    literal("te"),
    literal("trailers"),
  ]);
}

function laterHeaders(path: string, remembered: CallHeaders): Buffer {
  const shown = remembered.authorization === "" ? [] : [AUTHORIZATION_AGAIN];
  const named = path === remembered.path ? Buffer.of(PATH_AGAIN) : Buffer.concat([Buffer.of(PATH_ONCE), literal(path)]);
  return Buffer.concat([
    Buffer.from([POST, remembered.isSecure === true ? HTTPS : HTTP] as number[]),
    named,
    Buffer.from([AUTHORITY_AGAIN, CONTENT_TYPE_AGAIN, TE_AGAIN, ...shown]),
  ]);
}

/** A text that is not compressed. Its length has 7 bits, and from 127 on the rest in groups of 7. Source: RFC 7541, 5.1. */
function literal(text: string): Buffer {
  const head: number[] = [Math.min(text.length, 127)];
  let rest = text.length - 127;
  if (rest >= 0) {
    for (; rest >= 128; rest >>>= 7) head.push((rest & 0x7f) | 0x80);
    head.push(rest);
  }
  return Buffer.concat([Buffer.from(head), Buffer.from(text, "latin1")]);
}
