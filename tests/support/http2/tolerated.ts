import type { Outcome } from "./outcome.ts";

/** Where ours and Node's make something else of a frame, with the section of RFC 9113 that leaves the choice or that Node departs from. */
interface Tolerated {
  readonly what: string;
  readonly section: string;
  readonly ours: readonly End[];
  readonly nodes: readonly End[];
  /** How many streams may have ended otherwise, when both connections are open; else one. */
  readonly streams?: number;
}

/** An error code of GOAWAY, null for a connection that ended without; else the connection has not ended. */
type End = number | null | Exclude<Outcome["connection"], object>;

const PROTOCOL_ERROR = 1;
const INTERNAL_ERROR = 2;
const STREAM_CLOSED = 5;
const FRAME_SIZE_ERROR = 6;

const tolerated: readonly Tolerated[] = [
  // 5.4.2: what is wrong with one stream may end it alone, or the connection.
  { what: "WINDOW_UPDATE of 0 on a stream", section: "6.9", ours: ["open"], nodes: [INTERNAL_ERROR] },
  { what: "too large a window of a stream", section: "6.9.1", ours: ["open"], nodes: [INTERNAL_ERROR] },
  { what: "PRIORITY that is too short", section: "6.3", ours: ["open"], nodes: [FRAME_SIZE_ERROR] },
  { what: "DATA on a stream that is over", section: "5.1", ours: ["open"], nodes: [STREAM_CLOSED, "open"] },
  { what: "last DATA on a stream that is over", section: "5.1", ours: ["open"], nodes: [STREAM_CLOSED, "open"] },
  { what: "HEADERS on a stream that is over", section: "5.1", ours: ["open"], nodes: [INTERNAL_ERROR, "open"] },
  // 5.3.2: dependencies are no more, yet h2spec has it that this one is an error.
  { what: "HEADERS that depends on itself", section: "5.3.2", ours: ["open"], nodes: [INTERNAL_ERROR] },
  // 4.2: too small for what it must have; 6.1 speaks of too much padding.
  { what: "DATA with padding and no payload", section: "4.2", ours: [FRAME_SIZE_ERROR], nodes: [PROTOCOL_ERROR] },
  // 5.1.1: a stream that was passed over is closed; Node takes it for one whose end it has forgotten.
  { what: "HEADERS on a stream that was passed over", section: "5.1.1", ours: [PROTOCOL_ERROR], nodes: ["open"] },
  // 6.7 says nothing of it. Node cuts the client off.
  { what: "PING that answers none", section: "6.7", ours: ["open"], nodes: [INTERNAL_ERROR] },
  // 6.8: a client that bids farewell may still open streams. Ours serves those that come with it, Node ends the connection.
  { what: "GOAWAY", section: "6.8", ours: ["open"], nodes: [null, "open"], streams: Infinity },
  // Ours has answered before it reads on, Node has not.
  { what: "RST_STREAM on a stream that is over", section: "5.1", ours: ["open"], nodes: ["open"] },
  // 8.2.1: malformed. Node leaves out the field, or says nothing at all.
  { what: "a name that is empty", section: "8.2.1", ours: ["open"], nodes: ["open"] },
  { what: "a name with a space", section: "8.2.1", ours: ["open"], nodes: ["open"] },
  { what: "a name with a colon within", section: "8.2.1", ours: ["open"], nodes: ["open"] },
  { what: "a value with a line break", section: "8.2.1", ours: ["open"], nodes: ["open"] },
  { what: "a value with a zero", section: "8.2.1", ours: ["open"], nodes: ["open"] },
  { what: "a value with a space before it", section: "8.2.1", ours: ["open"], nodes: ["open"] },
];

/** Whether two servers may differ so when all that is wrong is `what`. */
export function isTolerated(what: string | undefined, ours: Outcome, nodes: Outcome): boolean {
  if (ours.connection !== "open" && nodes.connection !== "open" && codeOf(nodes) === INTERNAL_ERROR) return true;
  const entry = tolerated.find((each) => each.what === what);
  if (entry === undefined || !entry.ours.includes(codeOf(ours)) || !entry.nodes.includes(codeOf(nodes))) return false;
  return codeOf(ours) !== "open" || codeOf(nodes) !== "open" || countDifferences(ours, nodes) <= (entry.streams ?? 1);
}

function codeOf({ connection }: Outcome): End {
  return typeof connection === "string" ? connection : connection.ended;
}

function countDifferences(a: Outcome, b: Outcome): number {
  const streams = new Set([...Object.keys(a.streams), ...Object.keys(b.streams)].map(Number));
  return [...streams].filter((stream) => a.streams[stream] !== b.streams[stream]).length;
}
