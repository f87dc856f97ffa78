/**
 * The frames of HTTP/2, numbers big-endian. Source: RFC 9113, sections 4.1 and 6.
 *
 *   0        3      4       5             9
 *   │ length │ type │ flags │ 0, stream   │ payload, length bytes
 *
 *   DATA          [pad length] data [padding]
 *   HEADERS       [pad length] [priority, 5 bytes] fields [padding]
 *   PRIORITY      stream it depends on (4 bytes), weight
 *   RST_STREAM    error code (4)
 *   SETTINGS      { identifier (2) value (4) } …
 *   PUSH_PROMISE  from servers alone
 *   PING          opaque (8)
 *   GOAWAY        last stream (4) error code (4) text
 *   WINDOW_UPDATE increment (4)
 *   CONTINUATION  fields
 */
export const FRAME_HEAD_BYTES = 9;

export const FrameType = {
  DATA: 0,
  HEADERS: 1,
  PRIORITY: 2,
  RST_STREAM: 3,
  SETTINGS: 4,
  PUSH_PROMISE: 5,
  PING: 6,
  GOAWAY: 7,
  WINDOW_UPDATE: 8,
  CONTINUATION: 9,
} as const;

export const Flag = { END_STREAM: 0x1, ACK: 0x1, END_HEADERS: 0x4, PADDED: 0x8, PRIORITY: 0x20 } as const;

export const Setting = {
  HEADER_TABLE_SIZE: 1,
  ENABLE_PUSH: 2,
  MAX_CONCURRENT_STREAMS: 3,
  INITIAL_WINDOW_SIZE: 4,
  MAX_FRAME_SIZE: 5,
  MAX_HEADER_LIST_SIZE: 6,
} as const;

/** Source: RFC 9113, section 7. */
export const ErrorCode = {
  NO_ERROR: 0,
  PROTOCOL_ERROR: 1,
  INTERNAL_ERROR: 2,
  FLOW_CONTROL_ERROR: 3,
  STREAM_CLOSED: 5,
  FRAME_SIZE_ERROR: 6,
  REFUSED_STREAM: 7,
  CANCEL: 8,
  COMPRESSION_ERROR: 9,
  ENHANCE_YOUR_CALM: 11,
} as const;

export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** What a client says before its first frame. */
export const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

/** Until the other side says otherwise, and what none may go below. */
export const DEFAULT_WINDOW_BYTES = 65_535;
export const DEFAULT_FRAME_BYTES = 16_384;
export const LARGEST_FRAME_BYTES = 0xff_ffff;
export const LARGEST_WINDOW_BYTES = 0x7fff_ffff;
export const LAST_STREAM = 0x7fff_ffff;

export const PRIORITY_BYTES = 5;
export const PING_BYTES = 8;
export const SETTING_BYTES = 6;

/** The head of a frame at `at`; returns where its payload begins. */
export function writeFrameHead(
  bytes: Buffer,
  at: number,
  head: { length: number; type: number; flags: number; stream: number },
): number {
  const { length, stream } = head;
  bytes[at] = length >>> 16;
  bytes[at + 1] = length >>> 8;
  bytes[at + 2] = length;
  bytes[at + 3] = head.type;
  bytes[at + 4] = head.flags;
  return writeU32(bytes, at + 5, stream);
}

/** Returns where it ends. */
export function writeU32(bytes: Buffer, at: number, value: number): number {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
  return at + 4;
}

/** Unsigned. */
export function readU32(bytes: Buffer, at: number): number {
  return (
    (bytes[at] as number) * 0x100_0000 +
    (((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number))
  );
}
