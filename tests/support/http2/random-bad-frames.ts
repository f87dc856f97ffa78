import type { Prng } from "../../../src/common/prng.ts";
import * as h2 from "./frames.ts";
import { type ClientState, chosen, headers, type Piece, random } from "./random-frames.ts";
import { fieldsWithLength, malformedFields, requestFields } from "./request-fields.ts";

/** A frame that breaks a rule, at least on some streams. */
export function badFrame(prng: Prng, state: ClientState): Piece {
  const [what, make] = chosen(prng, all);
  return make(prng, state, what);
}

type Make = (prng: Prng, state: ClientState, what: string) => Piece;

const all: readonly (readonly [what: string, make: Make])[] = [
  ["DATA on stream 0", (prng, _, what) => ({ what, bytes: h2.frame(h2.Type.DATA, 0, 0, random(prng, 9)) })],
  ["DATA on an idle stream", (prng, state, what) => ({ what, bytes: h2.frame(h2.Type.DATA, 0, idle(prng, state)) })],
  ["DATA on an even stream", (prng, _, what) => ({ what, bytes: h2.frame(h2.Type.DATA, 0, 2 + 2 * prng.below(9)) })],
  ["DATA on a stream that is over", overWith((stream) => h2.frame(h2.Type.DATA, 0, stream, h2.words(1)))],
  ["last DATA on a stream that is over", overWith((stream) => h2.frame(h2.Type.DATA, h2.END_STREAM, stream))],
  [
    "DATA with more padding than payload",
    openWith((stream) => h2.frame(h2.Type.DATA, h2.PADDED, stream, Buffer.of(9, 1))),
  ],
  ["DATA with padding and no payload", openWith((stream) => h2.frame(h2.Type.DATA, h2.PADDED, stream))],
  ["DATA over the size of a frame", openWith((stream) => h2.frame(h2.Type.DATA, 0, stream, Buffer.alloc(16_385)))],
  ["DATA over the window", openWith((stream) => Buffer.concat(Array(5).fill(h2.frame(h2.Type.DATA, 0, stream, full))))],
  ["HEADERS on stream 0", (prng, _, what) => ({ what, bytes: headers(prng, 0, true, h2.fields(requestFields(prng))) })],
  [
    "HEADERS on an even stream",
    (prng, _, what) => ({ what, bytes: headers(prng, 2, true, h2.fields(requestFields(prng))) }),
  ],
  [
    "HEADERS on a stream that is over",
    overWith((stream, prng) => headers(prng, stream, true, h2.fields(requestFields(prng)))),
  ],
  ["HEADERS on a stream that was passed over", passedOver],
  [
    "HEADERS on an open stream, not the last",
    openWith((stream, prng) => headers(prng, stream, false, h2.fields([["x", "y"]]))),
  ],
  [
    "trailers with a pseudo-field",
    openWith((stream, prng) => headers(prng, stream, true, h2.fields([[":path", "/"]]))),
  ],
  [
    "HEADERS with more padding than payload",
    newWith((stream) => h2.frame(h2.Type.HEADERS, HEADS | h2.PADDED, stream, Buffer.of(200, 1))),
  ],
  [
    "HEADERS too short for its priority",
    newWith((stream) => h2.frame(h2.Type.HEADERS, HEADS | h2.PRIORITY, stream, Buffer.of(1, 2))),
  ],
  [
    "HEADERS that depends on itself",
    newWith((stream, prng) => h2.frame(h2.Type.HEADERS, HEADS | h2.PRIORITY, stream, onItself(stream, prng))),
  ],
  [
    "HEADERS whose block is no HPACK",
    newWith((stream) => h2.frame(h2.Type.HEADERS, HEADS, stream, Buffer.of(0xff, 0xff, 0xff, 0xff, 0xff))),
  ],
  [
    "HEADERS with an index that is not there",
    newWith((stream) => h2.frame(h2.Type.HEADERS, HEADS, stream, Buffer.of(0xfe))),
  ],
  [
    "HEADERS with half a block",
    newWith((stream, prng) => h2.frame(h2.Type.HEADERS, HEADS, stream, h2.fields(requestFields(prng)).subarray(0, 20))),
  ],
  ["HEADERS with an empty block", newWith((stream) => h2.frame(h2.Type.HEADERS, HEADS, stream))],
  ["another frame within a header block", newWith((stream, prng) => withinBlock(stream, prng))],
  [
    "CONTINUATION of another stream",
    newWith((stream, prng) =>
      Buffer.concat([begun(stream, prng), h2.frame(h2.Type.CONTINUATION, h2.END_HEADERS, stream + 2)]),
    ),
  ],
  [
    "CONTINUATION of nothing",
    (_, state, what) => ({ what, bytes: h2.frame(h2.Type.CONTINUATION, h2.END_HEADERS, state.nextStream) }),
  ],
  ["more than was announced", newWith((stream, prng) => withLength(stream, prng, 3, 4))],
  ["less than was announced", newWith((stream, prng) => withLength(stream, prng, 5, 4))],
  ["PRIORITY on stream 0", (_, __, what) => ({ what, bytes: h2.frame(h2.Type.PRIORITY, 0, 0, Buffer.alloc(5)) })],
  ["PRIORITY that is too short", openWith((stream) => h2.frame(h2.Type.PRIORITY, 0, stream, Buffer.alloc(4)))],
  ["RST_STREAM on stream 0", (_, __, what) => ({ what, bytes: h2.frame(h2.Type.RST_STREAM, 0, 0, h2.words(8)) })],
  [
    "RST_STREAM on an idle stream",
    (prng, state, what) => ({ what, bytes: h2.frame(h2.Type.RST_STREAM, 0, idle(prng, state), h2.words(8)) }),
  ],
  ["RST_STREAM on a stream that is over", overWith((stream) => h2.frame(h2.Type.RST_STREAM, 0, stream, h2.words(8)))],
  ["RST_STREAM that is too short", openWith((stream) => h2.frame(h2.Type.RST_STREAM, 0, stream, Buffer.alloc(3)))],
  ["SETTINGS on a stream", (_, __, what) => ({ what, bytes: h2.frame(h2.Type.SETTINGS, 0, 1) })],
  ["SETTINGS of a wrong length", (_, __, what) => ({ what, bytes: h2.frame(h2.Type.SETTINGS, 0, 0, Buffer.alloc(7)) })],
  [
    "SETTINGS acknowledged with a payload",
    (_, __, what) => ({ what, bytes: h2.frame(h2.Type.SETTINGS, h2.ACK, 0, Buffer.alloc(6)) }),
  ],
  ["SETTINGS acknowledged once more", (_, __, what) => ({ what, bytes: h2.frame(h2.Type.SETTINGS, h2.ACK, 0) })],
  ["SETTINGS_ENABLE_PUSH of 2", setting(2, 2)],
  ["SETTINGS_INITIAL_WINDOW_SIZE too large", setting(4, 0x8000_0000)],
  ["SETTINGS_MAX_FRAME_SIZE too small", setting(5, 16_383)],
  ["SETTINGS_MAX_FRAME_SIZE too large", setting(5, 0x100_0000)],
  ["PUSH_PROMISE", openWith((stream) => h2.frame(h2.Type.PUSH_PROMISE, h2.END_HEADERS, stream, h2.words(2)))],
  ["PING on a stream", (_, __, what) => ({ what, bytes: h2.frame(h2.Type.PING, 0, 1, Buffer.alloc(8)) })],
  ["PING that is too short", (_, __, what) => ({ what, bytes: h2.frame(h2.Type.PING, 0, 0, Buffer.alloc(7)) })],
  ["PING that answers none", (_, __, what) => ({ what, bytes: h2.frame(h2.Type.PING, h2.ACK, 0, Buffer.alloc(8)) })],
  ["GOAWAY on a stream", (_, __, what) => ({ what, bytes: h2.frame(h2.Type.GOAWAY, 0, 1, h2.words(0, 0)) })],
  ["GOAWAY that is too short", (_, __, what) => ({ what, bytes: h2.frame(h2.Type.GOAWAY, 0, 0, h2.words(0)) })],
  ["GOAWAY", (_, __, what) => ({ what, bytes: h2.frame(h2.Type.GOAWAY, 0, 0, h2.words(0, 0)) })],
  [
    "WINDOW_UPDATE of 0 on the connection",
    (_, __, what) => ({ what, bytes: h2.frame(h2.Type.WINDOW_UPDATE, 0, 0, h2.words(0)) }),
  ],
  ["WINDOW_UPDATE of 0 on a stream", openWith((stream) => h2.frame(h2.Type.WINDOW_UPDATE, 0, stream, h2.words(0)))],
  [
    "WINDOW_UPDATE that is too short",
    openWith((stream) => h2.frame(h2.Type.WINDOW_UPDATE, 0, stream, Buffer.alloc(3))),
  ],
  [
    "WINDOW_UPDATE on an idle stream",
    (prng, state, what) => ({ what, bytes: h2.frame(h2.Type.WINDOW_UPDATE, 0, idle(prng, state), h2.words(1)) }),
  ],
  [
    "WINDOW_UPDATE on a stream that is over",
    overWith((stream) => h2.frame(h2.Type.WINDOW_UPDATE, 0, stream, h2.words(1))),
  ],
  [
    "too large a window of the connection",
    (_, __, what) => ({ what, bytes: h2.frame(h2.Type.WINDOW_UPDATE, 0, 0, h2.words(0x7fff_ffff)) }),
  ],
  [
    "too large a window of a stream",
    openWith((stream) => h2.frame(h2.Type.WINDOW_UPDATE, 0, stream, h2.words(0x7fff_ffff))),
  ],
  ...Object.entries(malformedFields).map(([what, fields]): [string, Make] => [
    what,
    newWith((stream, prng) => headers(prng, stream, prng.below(2) === 0, h2.fields(fields))),
  ]),
];

/** On an open stream; one is opened when there is none. */
function openWith(make: (stream: number, prng: Prng) => Buffer): Make {
  return (prng, state, what) => {
    if (state.open.length > 0) return { what, bytes: make(chosen(prng, state.open), prng) };
    const stream = fresh(state);
    state.open.push(stream);
    const head = headers(prng, stream, false, h2.fields(requestFields(prng)));
    return { what, bytes: Buffer.concat([head, make(stream, prng)]) };
  };
}

function overWith(make: (stream: number, prng: Prng) => Buffer): Make {
  return (prng, state, what) => {
    if (state.over.length > 0) return { what, bytes: make(chosen(prng, state.over), prng) };
    const stream = fresh(state);
    state.over.push(stream);
    const head = headers(prng, stream, true, h2.fields(requestFields(prng)));
    return { what, bytes: Buffer.concat([head, make(stream, prng)]) };
  };
}

function newWith(make: (stream: number, prng: Prng) => Buffer): Make {
  return (prng, state, what) => ({ what, bytes: make(fresh(state), prng) });
}

function setting(id: number, value: number): Make {
  return (_, __, what) => ({ what, bytes: h2.frame(h2.Type.SETTINGS, 0, 0, h2.settings([id, value])) });
}

/** A stream that was not opened, and cannot be any more. */
function passedOver(prng: Prng, state: ClientState, what: string): Piece {
  const stream = fresh(state);
  const later = fresh(state);
  state.over.push(later);
  const both = [later, stream].map((each) => headers(prng, each, true, h2.fields(requestFields(prng))));
  return { what, bytes: Buffer.concat(both) };
}

function withinBlock(stream: number, prng: Prng): Buffer {
  const others = [h2.frame(h2.Type.PING, 0, 0, Buffer.alloc(8)), h2.frame(h2.Type.DATA, 0, stream), h2.frame(99, 0, 0)];
  return Buffer.concat([begun(stream, prng), chosen(prng, others)]);
}

/** A header block that is not whole. */
function begun(stream: number, prng: Prng): Buffer {
  return h2.frame(h2.Type.HEADERS, h2.END_STREAM, stream, h2.fields(requestFields(prng)));
}

function withLength(stream: number, prng: Prng, announced: number, sent: number): Buffer {
  const head = headers(prng, stream, false, h2.fields(fieldsWithLength(announced)));
  return Buffer.concat([head, h2.frame(h2.Type.DATA, h2.END_STREAM, stream, Buffer.alloc(sent))]);
}

function onItself(stream: number, prng: Prng): Buffer {
  return Buffer.concat([h2.words(stream), Buffer.of(1), h2.fields(requestFields(prng))]);
}

function fresh(state: ClientState): number {
  state.nextStream += 2;
  return state.nextStream - 2;
}

function idle(prng: Prng, { nextStream }: ClientState): number {
  return nextStream + 2 * prng.below(9);
}

const HEADS = h2.END_HEADERS | h2.END_STREAM;
const full = Buffer.alloc(16_384);
