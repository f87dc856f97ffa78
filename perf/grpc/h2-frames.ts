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
} as const;

export const END_STREAM = 1;
export const ACK = 1;
const END_HEADERS = 4;

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

/** A whole call, to be copied and given its stream's number at both places. */
export interface CallTemplate {
  readonly bytes: Buffer;
  /** Where the streams' numbers stand. */
  readonly streamAt: readonly [number, number];
  /** Of the DATA frame's payload, which flow control counts. */
  readonly dataBytes: number;
}

/**
 * The call's HEADERS and DATA. The first one of a connection has its headers remembered by the other side, as clients do;
 * all after it refer to them.
 */
export function callTemplate(path: string, authority: string, message: Uint8Array, isFirst: boolean): CallTemplate {
  const headers = frame(FrameType.HEADERS, END_HEADERS, 0, isFirst ? newHeaders(path, authority) : REMEMBERED);
  const payload = Buffer.alloc(5 + message.length);
  payload.writeUInt32BE(message.length, 1);
  payload.set(message, 5);
  const data = frame(FrameType.DATA, END_STREAM, 0, payload);
  return {
    bytes: Buffer.concat([headers, data]),
    streamAt: [5, headers.length + 5],
    dataBytes: payload.length,
  };
}

const INITIAL_WINDOW_SIZE = 4;
/** More than a run brings. */
export const LARGE_WINDOW_BYTES = 2 ** 30;

/** Of the static table: `:method: POST`, `:scheme: http`; names of `:path`, `:authority`, `content-type`. */
const [POST, HTTP, PATH, AUTHORITY, CONTENT_TYPE] = [0x83, 0x86, 0x44, 0x41, 0x5f];
/** The same, and what {@link newHeaders} has put into the dynamic table: the last one has the lowest number. */
const REMEMBERED = Buffer.from([POST, HTTP, 0x80 | 65, 0x80 | 64, 0x80 | 63, 0x80 | 62] as number[]);
const NEW_NAME = 0x40;

function newHeaders(path: string, authority: string): Buffer {
  return Buffer.concat([
    Buffer.from([POST, HTTP, PATH] as number[]),
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

/** Of up to 126 characters, not compressed. */
function literal(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text, "latin1")]);
}
