import { DEFAULT_FRAME_BYTES } from "./frame-layout.ts";

/** What one client may make the server keep or do. Each is a bound with a test that attacks it. */
export interface Http2Limits {
  /** Streams at one time: SETTINGS_MAX_CONCURRENT_STREAMS. */
  readonly maxStreams: number;
}

/** Payload of a frame that is taken: SETTINGS_MAX_FRAME_SIZE, as small as it may be. */
export const MAX_FRAME_BYTES = DEFAULT_FRAME_BYTES;
/** Fields of a request with 32 bytes each, decoded: SETTINGS_MAX_HEADER_LIST_SIZE. gRPC's own clients have 8 KiB to 16 KiB. */
export const MAX_HEADER_LIST_BYTES = 16 * 1024;
/** Fields of a request. */
export const MAX_HEADER_FIELDS = 200;
/** A header block over all its frames, coded: twice what may come out of it, for a coder that makes it longer. */
export const MAX_HEADER_BLOCK_BYTES = 2 * MAX_HEADER_LIST_BYTES;
/** Frames that one header block may be cut into. */
export const MAX_CONTINUATIONS = 16;
/** What both sides remember of earlier header blocks: SETTINGS_HEADER_TABLE_SIZE, as it is from the start. */
export const MAX_TABLE_BYTES = 4_096;
/**
 * Bytes that may come on a connection before more are asked for. They are asked for as they come, whoever they are for: one
 * stream that is not read does not hold up the others, and each has a window of its own.
 */
export const CONNECTION_WINDOW_BYTES = 1024 * 1024;
/**
 * Data that is held for streams which are not read, of one connection: while there is more, the connection's window is not
 * opened. A whole window for each of 256 streams: as long as no more are configured, one that is not read holds up no other.
 */
export const MAX_HELD_BYTES = 16 * 1024 * 1024;
/** Bytes of control frames, above all answers to PING and SETTINGS, that wait for a client which does not read. More end it. */
export const MAX_UNSENT_CONTROL_BYTES = 64 * 1024;
/** Streams that are remembered after their end, so that what was under way is told from what is wrong. */
export const MAX_REMEMBERED_STREAMS = 256;
/** Bytes that have been written and not left: while there are more, streams with several messages wait. */
export const HIGH_WATER_BYTES = 256 * 1024;
/** … and while there are more than these, of answers that take no room of a window, nothing is read from their client. */
export const MAX_UNSENT_BYTES = 2 * HIGH_WATER_BYTES;

/** A client measures its way with a PING for each round trip in which data came: on one machine, thousands in a second. */
export const FRAME_BURST = 5_000;
export const FRAMES_PER_SECOND = 100;
/** What a call allows besides its own frames: PINGs as it comes and goes, and a WINDOW_UPDATE or two. */
export const FRAMES_PER_CALL = 4;
/** So many bytes without use to a call, such as padding, count as one more frame. */
export const BYTES_OF_FRAME = 1_024;
/** How long a request that is none of gRPC's may hold a stream until it has said its last, and then until it takes its answer. */
export const WRONG_DOOR_MS = 5_000;
/** Calls that a client gives up before they are answered. */
export const RESET_BURST = 900;
export const RESETS_PER_SECOND = 30;
