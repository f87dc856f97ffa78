import type { Prng } from "../../../src/common/prng.ts";
import * as h2 from "./frames.ts";
import { badFrame } from "./random-bad-frames.ts";
import { requestFields } from "./request-fields.ts";

/** One or several frames, and what they are. */
export interface Piece {
  readonly what: string;
  readonly bytes: Buffer;
}

/** What a client has opened, as it sees it. */
export interface ClientState {
  nextStream: number;
  /** Requests whose end has not been sent. */
  readonly open: number[];
  /** Those that were sent whole, or were reset. */
  readonly over: number[];
}

/** What a client sends after its greeting. */
export class Client {
  private readonly prng: Prng;
  private readonly state: ClientState = { nextStream: 1, open: [], over: [] };

  constructor(prng: Prng) {
    this.prng = prng;
  }

  /** Something that is sound, or that breaks a rule. */
  next(isBad: boolean): Piece {
    return isBad ? badFrame(this.prng, this.state) : soundFrame(this.prng, this.state);
  }
}

function soundFrame(prng: Prng, state: ClientState): Piece {
  const { open } = state;
  const choice = prng.below(20);
  if (choice < 5 || (choice < 11 && open.length === 0)) return request(prng, state);
  if (choice < 11) return data(prng, state);
  switch (choice) {
    case 11:
      return open.length === 0 ? request(prng, state) : reset(prng, state);
    case 12:
      return open.length === 0 ? request(prng, state) : trailers(prng, state);
    case 13:
      return piece("PING", h2.frame(h2.Type.PING, 0, 0, h2.words(prng.below(1e9), 0)));
    case 14:
      return soundSettings(prng);
    case 15:
      return priority(prng, state);
    case 16:
      return piece(
        "frame of no known type",
        h2.frame(10 + prng.below(240), prng.below(256), prng.below(9), random(prng, 40)),
      );
    default:
      return windowUpdate(prng, state);
  }
}

function request(prng: Prng, state: ClientState): Piece {
  const stream = state.nextStream;
  state.nextStream += 2 * (1 + prng.below(2));
  const isLast = prng.below(3) === 0;
  (isLast ? state.over : state.open).push(stream);
  return piece(isLast ? "request" : "head", headers(prng, stream, isLast, h2.fields(requestFields(prng))));
}

function trailers(prng: Prng, state: ClientState): Piece {
  const stream = taken(prng, state);
  return piece("trailers", headers(prng, stream, true, h2.fields([["x-sum", String(prng.below(1000))]])));
}

/** HEADERS with all that it may have, and CONTINUATION frames as it falls. */
export function headers(prng: Prng, stream: number, isLast: boolean, block: Buffer): Buffer {
  const cuts = prng.below(4) === 0 ? 1 + prng.below(3) : 0;
  const parts: Buffer[] = [];
  let rest = block;
  for (let i = 0; i < cuts; i++) {
    const at = prng.below(rest.length + 1);
    parts.push(rest.subarray(0, at));
    rest = rest.subarray(at);
  }
  parts.push(rest);
  return Buffer.concat(parts.map((part, i) => headersPart(prng, { stream, isLast, part, i, count: parts.length })));
}

function headersPart(
  prng: Prng,
  of: { stream: number; isLast: boolean; part: Buffer; i: number; count: number },
): Buffer {
  const ends = of.i === of.count - 1 ? h2.END_HEADERS : 0;
  if (of.i > 0) return h2.frame(h2.Type.CONTINUATION, ends, of.stream, of.part);
  let flags = ends | (of.isLast ? h2.END_STREAM : 0);
  let payload = of.part;
  if (prng.below(4) === 0) {
    flags |= h2.PRIORITY;
    payload = Buffer.concat([h2.words(of.stream + 2), Buffer.of(prng.below(256)), payload]);
  }
  if (prng.below(4) === 0) {
    flags |= h2.PADDED;
    payload = h2.padded(payload, prng.below(100));
  }
  return h2.frame(h2.Type.HEADERS, flags, of.stream, payload);
}

function data(prng: Prng, state: ClientState): Piece {
  const isLast = prng.below(2) === 0;
  const stream = isLast ? taken(prng, state) : chosen(prng, state.open);
  const payload = Buffer.alloc(prng.below(8) === 0 ? prng.below(4_000) : prng.below(40));
  const isPadded = prng.below(4) === 0;
  const flags = (isLast ? h2.END_STREAM : 0) | (isPadded ? h2.PADDED : 0);
  return piece(
    isLast ? "last DATA" : "DATA",
    h2.frame(h2.Type.DATA, flags, stream, isPadded ? h2.padded(payload, prng.below(256)) : payload),
  );
}

function reset(prng: Prng, state: ClientState): Piece {
  return piece("RST_STREAM", h2.frame(h2.Type.RST_STREAM, 0, taken(prng, state), h2.words(prng.below(14))));
}

function soundSettings(prng: Prng): Piece {
  const all: [number, number][] = [
    [1, prng.below(8_192)],
    [2, prng.below(2)],
    [3, prng.below(200)],
    [4, 100 + prng.below(200_000)],
    [5, 16_384 + prng.below(100_000)],
    [6, 1_000 + prng.below(100_000)],
    [100 + prng.below(1_000), prng.below(1_000)],
  ];
  const pairs = all.filter(() => prng.below(3) === 0);
  return piece("SETTINGS", h2.frame(h2.Type.SETTINGS, 0, 0, h2.settings(...pairs)));
}

function priority(prng: Prng, state: ClientState): Piece {
  const stream = 1 + 2 * prng.below(state.nextStream);
  return piece("PRIORITY", h2.frame(h2.Type.PRIORITY, 0, stream, Buffer.concat([h2.words(stream + 2), Buffer.of(7)])));
}

function windowUpdate(prng: Prng, { open }: ClientState): Piece {
  const stream = open.length === 0 || prng.below(2) === 0 ? 0 : chosen(prng, open);
  return piece("WINDOW_UPDATE", h2.frame(h2.Type.WINDOW_UPDATE, 0, stream, h2.words(1 + prng.below(100_000))));
}

/** An open one, which is over from now on. */
function taken(prng: Prng, { open, over }: ClientState): number {
  const [stream] = open.splice(prng.below(open.length), 1) as [number];
  over.push(stream);
  return stream;
}

export function chosen<T>(prng: Prng, from: readonly T[]): T {
  return from[prng.below(from.length)] as T;
}

export function random(prng: Prng, below: number): Buffer {
  return Buffer.from(Array.from({ length: prng.below(below) }, () => prng.below(256)));
}

function piece(what: string, bytes: Buffer): Piece {
  return { what, bytes };
}
