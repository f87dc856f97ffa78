import { printable } from "../common/printable.ts";
import { I64, LEN } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";
import { lenBytes, WireWriter } from "./wire-writer.ts";

/** A level of service that the namespace of a call misses now. */
export interface MissedLevel {
  /** As in the namespace's `needs`, for example readP99Ms. */
  readonly level: string;
  /** In the level's unit: milliseconds, calls a second, or a ratio. */
  readonly target: number;
  readonly current: number;
}

/** Field number of `prism.v1.MissedLevels` in `prism.v1.Response`. */
export const RESPONSE_MISSED_LEVELS = 6;

/** The HTTP header, and gRPC's trailing metadata, that says the same. */
export const MISSED_LEVELS_HEADER = "Prism-Missed-Levels";

/** The field of a `prism.v1.Response`, whole: its bytes stand behind the result of each answer. */
export function encodeMissedLevels(levels: readonly MissedLevel[]): Buffer {
  const names = levels.map(({ level }) => Buffer.from(level));
  const inner = names.map((name) => lenBytes(1, name.length) + 2 * DOUBLE_BYTES);
  const length = inner.reduce((sum, bytes) => sum + lenBytes(1, bytes), 0);
  const writer = new WireWriter();
  writer.reset(Buffer.alloc(lenBytes(RESPONSE_MISSED_LEVELS, length)), 0);
  writer.open(RESPONSE_MISSED_LEVELS, length);
  for (const [i, { target, current }] of levels.entries()) {
    writer.open(1, inner[i] as number);
    writer.blob(1, names[i] as Buffer);
    writeDouble(writer, 2, target);
    writeDouble(writer, 3, current);
  }
  return writer.bytes;
}

/** The same field, of levels that are told as {@link formatMissedLevels} has them; of no bytes when none is. */
export function encodeMissedText(text: string): Uint8Array {
  return text === "" ? none : encodeMissedLevels(parseMissedLevels(text));
}

/** What the message `bytes[from, to)` says; what cannot be read of it is left out. */
export function readMissedLevels(bytes: Buffer, from: number, to: number): MissedLevel[] {
  const reader = new WireReader();
  reader.reset(bytes, from, to);
  const levels: MissedLevel[] = [];
  while (reader.next() && levels.length < MAX_LEVELS_READ) {
    if (reader.field === 1 && reader.wireType === LEN) levels.push(readLevel(bytes, reader.from, reader.to));
  }
  return levels;
}

function readLevel(bytes: Buffer, from: number, to: number): MissedLevel {
  const reader = new WireReader();
  reader.reset(bytes, from, to);
  let level = "";
  let target = 0;
  let current = 0;
  while (reader.next()) {
    if (reader.field === 1 && reader.wireType === LEN) level = bytes.toString("utf8", reader.from, reader.to);
    else if (reader.field === 2 && reader.wireType === I64) target = bytes.readDoubleLE(reader.pos - 8);
    else if (reader.field === 3 && reader.wireType === I64) current = bytes.readDoubleLE(reader.pos - 8);
  }
  return { level: printable(level, MAX_NAME_CHARACTERS), target, current };
}

/**
 * As one header: `readP99Ms;target=5;current=9.2, errorRatio;target=0.001;current=0.02`.
 * Source of the format: lists with parameters of Structured Field Values, https://www.rfc-editor.org/rfc/rfc9651
 */
export function formatMissedLevels(levels: readonly MissedLevel[]): string {
  return levels.map(({ level, target, current }) => `${level};target=${target};current=${current}`).join(", ");
}

/** What such a header says; what cannot be read of it is left out. */
export function parseMissedLevels(text: string): MissedLevel[] {
  return text
    .slice(0, MAX_HEADER_CHARACTERS)
    .split(",")
    .slice(0, MAX_LEVELS_READ)
    .flatMap((item) => {
      const match = /^\s*([A-Za-z][A-Za-z0-9]{0,63});target=([0-9.e+-]{1,32});current=([0-9.e+-]{1,32})\s*$/.exec(item);
      const [target, current] = [Number(match?.[2]), Number(match?.[3])];
      if (match === null || Number.isNaN(target) || Number.isNaN(current)) return [];
      return [{ level: match[1] as string, target, current }];
    });
}

function writeDouble(writer: WireWriter, field: number, value: number): void {
  writer.varint(field * 8 + I64);
  writer.pos = writer.bytes.writeDoubleLE(value, writer.pos);
}

const none = new Uint8Array(0);
/** A tag and eight bytes. */
const DOUBLE_BYTES = 9;
/** A gateway tells fewer; more come from something else. */
const MAX_LEVELS_READ = 16;
const MAX_NAME_CHARACTERS = 64;
const MAX_HEADER_CHARACTERS = 2048;
