import { assert } from "./assert.ts";

/** Every limit has a name, a unit and a reason; the relations between them are asserted by {@link checkLimits}. */

const KIB = 1024;
const MIB = 1024 * KIB;

/** Bytes of a key in UTF-8: long enough for a path or a composite key, short enough to index. */
export const MAX_KEY_BYTES = 1 * KIB;
/** Bytes of a value in one piece; larger ones travel, and are kept, in chunks. */
export const MAX_VALUE_BYTES = 1 * MIB;
/** Bytes of a namespace's name: fits a label, a file name and one cache line. */
export const MAX_NAMESPACE_BYTES = 63;
/** Namespaces at one time: histograms and counters are kept for each of them in every worker. */
export const MAX_NAMESPACES = 10_000;
/** Namespaces that may come and go while a process lives: each place is a few bytes in every thread. */
export const MAX_NAMESPACE_PLACES = 2 ** 18;
/** Bytes of an idempotency key: a UUID is 36. */
export const MAX_IDEMPOTENCY_KEY_BYTES = 128;
/** Ten years: whoever asks for more has a wrong unit or a negative number. */
export const MAX_TTL_MS = 10 * 365 * 24 * 3600 * 1000;
/** Subscriptions of one connection, over frames: each has a fetch that waits, and may have one answer that is not sent yet. */
export const MAX_SUBSCRIPTIONS_PER_CONNECTION = 256;
/** … and of all connections: some kilobyte each. */
export const MAX_SUBSCRIPTIONS = 16_384;
/** Messages that a subscription may be sent on credit: far more than any client processes in a second. */
export const MAX_CREDITS = 1_000_000;
/** Answer bytes that wait to leave on a connection: past it no subscription of it is sent anything, nor reads. */
export const MAX_UNSENT_MESSAGES_BYTES = 256 * KIB;
/** Fetches of doors with calls, and of subscriptions, that wait for messages at one time; at most half of `limits.maxInFlight`. */
export const MAX_WAITING_FETCHES = 16_384;
/** Frame bytes after the length prefix, unless configured otherwise. */
export const DEFAULT_MAX_FRAME_BYTES = 4 * MIB;
/** The most that a configuration may set the frame limit to. */
export const MAX_FRAME_BYTES = 64 * MIB;
/** Bytes of the length prefix of a frame. */
export const FRAME_PREFIX_BYTES = 4;
/** Items in one batch call. */
export const MAX_BATCH_ITEMS = 1_000;
/** Items of one scan page, and what a caller gets who does not say. */
export const MAX_PAGE_ITEMS = 10_000;
export const DEFAULT_PAGE_ITEMS = 100;
/** Bytes of one answer's items (keys and values): a page or batch answer ends there, so that it always fits a frame. */
export const MAX_ANSWER_BYTES = 2 * MIB;
/** Of a scan over gRPC that goes on: bytes of items that are read in one page, whatever the client wants in a message. */
export const SCAN_AHEAD_BYTES = 64 * KIB;
/** Objects and arrays within each other in a JSON text, and messages within each other: ours have four. */
export const MAX_JSON_DEPTH = 32;
/** Bytes of requests in one batch to a networked store; a single request may have more. */
export const MAX_STORE_BATCH_BYTES = 4 * MIB;
/** Bytes of one ring: small enough to stay in the L2 cache, large enough for thousands of small records. */
export const DEFAULT_RING_BYTES = 1 * MIB;
/** Bytes under way beside a ring, of payloads too large for it; one of any size always may. */
export const MAX_OVERSIZED_BYTES = 16 * MIB;
/** Requests between acceptor and workers at one time; past it new ones are shed. */
export const DEFAULT_MAX_IN_FLIGHT = 65_536;
/** Requests of one connection in flight; past it the connection is not read until half are answered. */
export const DEFAULT_MAX_IN_FLIGHT_PER_CONNECTION = 4_096;
/**
 * Of a connection whose answers' size is not known yet: as many of the largest answers as a client may leave unread.
 * From its first answers on, it may have as many in flight as {@link MAX_AWAITED_BYTES} allows.
 */
export const FIRST_IN_FLIGHT = 16;
/** Answer bytes that one connection may wait for, going by the size of those it had before; a quarter of what cuts it off. */
export const MAX_AWAITED_BYTES = 16 * MIB;
/** Connections of the TCP door, and WebSockets. */
export const DEFAULT_MAX_CONNECTIONS = 20_000;
/** Connections of a door in their TLS handshake, or being told that they are too many, beside those that are served: more are closed at once. */
export const MAX_STRANGERS = 1_024;
/** Times that a client may change its keys at once (TLS 1.3): those that do, do after gigabytes. Each costs an answer that it may leave unread … */
export const KEY_UPDATE_BURST = 32;
/** … and as time passes. */
export const KEY_UPDATES_PER_SECOND = 1;
/** Answer bytes that wait for a client that does not read: past the first its requests are not read … */
export const PAUSE_UNREAD_BYTES = 1 * MIB;
/** … and past the second the connection is cut off. */
export const MAX_UNREAD_BYTES = 64 * MIB;
/** … and of all clients of the TCP door and WebSockets, or of the gRPC door: the closer, the sooner each of them waits. */
export const DEFAULT_MAX_UNREAD_TOTAL_BYTES = 256 * MIB;
/** The least that a configuration may set it to: one client that does not read takes so much. */
export const MIN_UNREAD_TOTAL_BYTES = 64 * MIB;
/** A connection with nothing in flight and no byte for so long is closed; 0 turns it off. */
export const DEFAULT_IDLE_TIMEOUT_MS = 10 * 60 * 1000;
/** Principals that the gateway knows at one time: each takes some hundred bytes in every thread. */
export const MAX_PRINCIPALS = 65_536;
/** Connections of the gRPC door: each has its own HTTP/2 state, some tens of kilobytes. */
export const DEFAULT_MAX_GRPC_CONNECTIONS = 4_096;
/** Calls that a gRPC client may have open on one connection. */
export const DEFAULT_MAX_CONCURRENT_CALLS = 256;
/** What principals may do in namespaces, as a worker remembers it: a few hundred bytes for each pair. */
export const MAX_REMEMBERED_RIGHTS = 32_768;
/** Bytes of an authorization value: a token with some hundred groups has 8 KiB. */
export const MAX_CREDENTIAL_BYTES = 16 * KIB;
/** Bytes of a principal's or a team's name after its kind: OpenID Connect allows a subject 255. */
export const MAX_PRINCIPAL_NAME_BYTES = 256;
/** Teams of one principal. */
export const MAX_TEAMS = 256;
/** Credentials that were right and are remembered: some hundred bytes each. */
export const MAX_ACCEPTED_VERDICTS = 16_384;
/** … and those that were not: fewer, and apart, so that wrong ones drive no right ones out. */
export const MAX_REFUSED_VERDICTS = 4_096;
/** How long credentials that were not right are remembered: whoever hammers with them costs little. */
export const REFUSED_VERDICT_MS = 5_000;
/** Tokens whose signatures are being checked at one time; past it the caller is told to come again. */
export const MAX_CHECKS_UNDER_WAY = 1_024;
/** Bytes of a key set, of a discovery document, of a file of keys: providers publish some 10 KiB. */
export const MAX_KEY_SET_BYTES = 512 * KIB;
/** Public keys of one issuer; a token without a key's name is tried with each. */
export const MAX_ISSUER_KEYS = 64;
/** How long a provider may take to answer. */
export const KEY_FETCH_TIMEOUT_MS = 5_000;
/** After a provider has not answered well, how long it is left alone. */
export const KEY_FETCH_RETRY_MS = 1_000;
/** How long keys go on counting when the provider that published them cannot be reached any more. */
export const MAX_STALE_KEYS_MS = 3600 * 1000;
/** Bytes of the file of API keys: each takes some 300. */
export const MAX_API_KEY_FILE_BYTES = 32 * MIB;
/** How often files of keys are looked at for changes. */
export const KEY_FILE_LOOK_MS = 1_000;
/** Principals that a door with calls keeps a port for: each takes some kilobytes. */
export const MAX_DOOR_PORTS = 4_096;
/** Pairs of a principal and a namespace whose use a worker counts at one time: each takes some hundred bytes. */
export const MAX_QUOTAS = 65_536;
/** Of those, how many are looked at for one that is unused when there is no room: some microseconds. */
export const QUOTAS_LOOKED_AT = 64;
/** A request that waits for room in a full ring longer than this is shed. */
export const MAX_RING_WAIT_MS = 1_000;
/** What a shed caller is told to wait. */
export const SHED_RETRY_AFTER_MS = 50;
/** Requests a worker takes in one batch, but for the rest of a run: bounds the latency of the first and the size of a transaction. */
export const MAX_BATCH_REQUESTS = 1_024;
/** Answer bytes of a batch that make the next one smaller: what a worker keeps in memory at once. */
export const LARGE_BATCH_BYTES = 8 * MIB;
/** How long an idempotency key is remembered. */
export const IDEMPOTENCY_RETENTION_MS = 24 * 3600 * 1000;
/** Rows that one sweep step removes, so that no batch waits long behind it. */
export const SWEEP_STEP_ITEMS = 500;
/** Groups of consumers of one stream: each keeps its place, and what its consumers have. */
export const MAX_GROUPS_PER_STREAM = 1_024;
/** Messages that the consumers of one group have and have not acknowledged: some hundred bytes each, in memory. */
export const MAX_PENDING_PER_GROUP = 65_536;
/** Bytes of the name of a group, and of one of its consumers: a service's name and a host's. */
export const MAX_GROUP_NAME_BYTES = 128;
/** Bytes of what a subscriber calls its subscription: a UUID is 36. */
export const MAX_SUBSCRIPTION_BYTES = 64;
/** Bytes of a position, a lease, or a dead letter's id: every store's are far shorter. */
export const MAX_STREAM_TOKEN_BYTES = 512;
/** Headers of a message: CloudEvents has four that are required and some optional ones. */
export const MAX_MESSAGE_HEADERS = 64;
/** Bytes of a header's name. */
export const MAX_HEADER_NAME_BYTES = 256;
/** Bytes of all headers of a message, names and values. */
export const MAX_MESSAGE_HEADER_BYTES = 64 * KIB;
/** Headers that a filter may ask for: each is looked for in each message. */
export const MAX_FILTER_HEADERS = 16;
/** Messages of one fetch. */
export const MAX_FETCH_MESSAGES = 1_000;
/** … and what a caller gets who does not say: messages, and bytes. */
export const DEFAULT_FETCH_MESSAGES = 100;
export const DEFAULT_FETCH_BYTES = 1 * MIB;
/** How long a fetch may wait for messages: less than proxies wait for an answer, mostly. */
export const MAX_FETCH_WAIT_MS = 60_000;
/** How much sooner a fetch ends than its caller's deadline, so that the answer is there in time. */
export const FETCH_MARGIN_MS = 25;
/** How long a message may be leased at a time: whoever takes longer extends the lease. */
export const MAX_ACK_TIMEOUT_MS = 12 * 3600 * 1000;
/** How long a message that was not done may be put off. */
export const MAX_NACK_DELAY_MS = 24 * 3600 * 1000;
/** Bytes of the reason that is kept with a dead letter. */
export const MAX_BURY_REASON_BYTES = 1 * KIB;
/** Bytes of the messages on one page of dead letters. */
export const MAX_DEAD_PAGE_BYTES = 1 * MIB;
/** Fetches of a worker that wait for messages: some hundred bytes each. */
export const MAX_PARKED_FETCHES = 16_384;
/** Subscribers that a worker keeps the place of: some hundred bytes each, and what the store needs for a reader. */
export const MAX_STREAM_SESSIONS = 16_384;
/** How long the place of a subscriber is kept that neither fetches nor waits. */
export const STREAM_SESSION_IDLE_MS = 2 * 60 * 1000;
/** Bytes of messages that wait for a store of streams; past it publishers are told to come again. */
export const MAX_WAITING_PUBLISH_BYTES = 64 * MIB;
/** Bytes of messages that a worker has taken from stores and not yet handed on; one fetch of any size always may. */
export const MAX_FETCHED_BYTES = 32 * MIB;
/** Messages that go to a store of streams at one time: bounds the time of one transaction. */
export const MAX_APPEND_MESSAGES = 4_096;
/** Messages that a fetch passes over, because its filter does not want them, before others have their turn. */
export const MAX_SIFTED_MESSAGES = 4_096;
/** Bytes of all headers of an HTTP request: some tokens are a few KiB, and no proxy lets more than 32 KiB through. */
export const MAX_HTTP_HEADER_BYTES = 32 * KIB;
/** Path and query of an HTTP request: a key of which every byte is percent-encoded, and a namespace, fit twice. */
export const MAX_HTTP_PATH_CHARACTERS = 8 * KIB;
/** Of a frame, beside its call's message: idempotency key, trace context and tags. */
export const MAX_ENVELOPE_BYTES = 16 * KIB;
/** Bytes of frames that are not whole yet, of all connections together that have not shown credentials. */
export const MAX_NAMELESS_BYTES = 64 * MIB;
/** WebSockets that have not shown credentials: each may take a message as large as the largest frame. */
export const MAX_NAMELESS_WEBSOCKETS = 128;
/** Bytes of HTTP bodies that are not whole yet, of all connections together. */
export const MAX_UNFINISHED_BODY_BYTES = 64 * MIB;
/** How long an HTTP body may take to come: its largest in this time is the 36 KiB/s of a bad mobile network. */
export const HTTP_BODY_TIMEOUT_MS = 30_000;
/** Bytes of a body that are still read when the answer is a refusal: what a client on this machine may have under way. */
export const MAX_REFUSED_BODY_BYTES = 8 * MIB;
/** … and how long; then the answer is given all the same. */
export const REFUSED_BODY_TIMEOUT_MS = 2_000;
/** Bytes of a value in chunks. */
export const MAX_LARGE_VALUE_BYTES = 1024 * MIB;
/** Bytes of a chunk before any encoding, where the store takes so much in one item: a worker copies it in 50 µs. */
export const LARGE_CHUNK_BYTES = 512 * KIB;
/** … and at least, where it takes less: the largest value has 65,536 such. */
export const MIN_LARGE_CHUNK_BYTES = 16 * KIB;
/** Frames of zstd in a chunk, or in as much of a body: each takes a decoder 50 µs to begin, though it has one byte. */
export const MAX_ZSTD_FRAMES = 1024;
/** Chunks of one upload or download under way at one time, by a client that keeps to what it is told, and by every door. */
export const LARGE_VALUE_WINDOW = 4;
/** Bytes of chunks that a worker has under way; past it callers are told to come again. */
export const MAX_CHUNKS_UNDER_WAY_BYTES = 64 * MIB;
/** Bytes of chunks that a door has of large values that come to it as streams; those that find no room wait in their sockets. */
export const MAX_STREAMED_IN_BYTES = 64 * MIB;
/** … and of those that it sends: more than clients may leave unread together, so that slow ones never take all of it. */
export const MAX_STREAMED_OUT_BYTES = 96 * MIB;
/** Up to here a chunk is hashed where it is, which takes less time than to have it done. */
export const INLINE_CHUNK_BYTES = 32 * KIB;
/** How long an upload may take: at 300 KiB/s the largest value is there. */
export const UPLOAD_LIFETIME_MS = 3600 * 1000;
/** How long chunks stay after their value was replaced or removed: whoever is reading it comes to its end. */
export const REPLACED_CHUNKS_GRACE_MS = 5 * 60 * 1000;
/** Between two looks for chunks that no value needs any more. */
export const LARGE_VALUE_SWEEP_MS = 30_000;
/** Uploads that a worker remembers, so as not to ask the store with each chunk: some hundred bytes each. */
export const MAX_REMEMBERED_UPLOADS = 4_096;
/** Tasks of one worker that may wait for a thread of its pool, if nothing else is said: as many chunks as it may have under way. */
export const DEFAULT_OFFLOAD_QUEUE = 128;
/** … and that anybody may say: two gigabytes of chunks. */
export const MAX_OFFLOAD_QUEUE = 4_096;
/** Threads of one worker's pool: more than any machine has processors for, with a worker or two. */
export const MAX_OFFLOAD_THREADS = 64;
/** A thread of a pool that had nothing to do for so long ends, if nothing else is said. */
export const OFFLOAD_IDLE_MS = 10_000;
/** Bytes of one recording of traffic, or of those of a namespace: a day of a thousand requests a second has some 10 GiB. */
export const MAX_CAPTURE_BYTES = 64 * 1024 * MIB;
/** How long a recording that was asked for may go on: for more, declare it. */
export const MAX_CAPTURE_SECONDS = 3600;
/** Recordings that go on at one time: each has two blocks of 1 MiB in every worker. */
export const MAX_CAPTURES = 8;
/** Acceptor threads of a process; each has rings with every worker. */
export const MAX_ACCEPTORS = 16;
/** Worker threads of a process, at the start and later. */
export const MAX_WORKERS = 64;
/** How long a shutdown waits for what is in flight. */
export const DRAIN_TIMEOUT_MS = 10_000;

/** Checks how the limits hang together; run once at start-up by every thread. */
export function checkLimits(maxFrameBytes: number, ringBytes: number): void {
  assert(maxFrameBytes <= MAX_FRAME_BYTES, "the frame limit is over its bound");
  assert(MAX_ANSWER_BYTES + MAX_VALUE_BYTES + MAX_KEY_BYTES < DEFAULT_MAX_FRAME_BYTES, "an answer must fit a frame");
  assert(MAX_VALUE_BYTES < maxFrameBytes, "the largest value must fit a frame");
  assert(2 * LARGE_CHUNK_BYTES <= MAX_VALUE_BYTES, "a chunk must be a value with room to spare");
  assert(
    MAX_CHUNKS_UNDER_WAY_BYTES / LARGE_CHUNK_BYTES <= DEFAULT_OFFLOAD_QUEUE,
    "every chunk under way must have a place",
  );
  assert((ringBytes & (ringBytes - 1)) === 0, "the ring size must be a power of two");
  assert(ringBytes >= 64 * KIB && ringBytes <= 256 * MIB, "the ring size must be 64 KiB to 256 MiB");
  assert(FIRST_IN_FLIGHT * (MAX_ANSWER_BYTES + MAX_VALUE_BYTES) < MAX_UNREAD_BYTES, "first answers must not cut off");
  assert(MAX_AWAITED_BYTES < MAX_UNREAD_BYTES, "a client that reads must not be cut off");
  assert(MAX_STREAMED_OUT_BYTES > MAX_UNREAD_BYTES, "whoever leaves large values unread must not keep others waiting");
  assert(MAX_UNREAD_BYTES <= MIN_UNREAD_TOTAL_BYTES, "one client must not be cut off for what it may have");
  assert(PAUSE_UNREAD_BYTES < MAX_UNREAD_BYTES, "pausing must come before cutting off");
  assert(MAX_HTTP_PATH_CHARACTERS >= 2 * 3 * (MAX_KEY_BYTES + MAX_NAMESPACE_BYTES), "any key must fit a path");
  assert(MAX_FETCH_MESSAGES <= MAX_PENDING_PER_GROUP, "one fetch must fit what a group may have in its hands");
  assert(STREAM_SESSION_IDLE_MS > MAX_FETCH_WAIT_MS, "a subscriber that waits must keep its place");
  assert(MAX_PAGE_ITEMS >= DEFAULT_PAGE_ITEMS, "the default page must be allowed");
}
