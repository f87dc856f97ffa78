import { operationName } from "../../codec/calls.ts";
import { Code, codeName } from "../../common/codes.ts";
import { DOOR_NAMES } from "../caller.ts";
import { type AdminChange, adminOperationName } from "./admin-operation.ts";
import { asciiJson } from "./ascii-json.ts";
import type { AuditEntry } from "./audit-entry.ts";
import type { KeyHash } from "./key-hash.ts";

/**
 * Lines that wait to be written, in one buffer. A record is put together from parts that are made once and copied:
 *
 *   {"time":"…"  ,"principal":"…","door":"tcp"  ,"namespace":"…","operation":"put"  ,"key":"…"  ,"code":"OK"  ,"request":"…"}
 *   └ per step   └ per caller                   └ per namespace and operation       └ each record's own and its outcome
 */
export class RecordLines {
  bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  length = 0;
  /** Records among them. */
  count = 0;
  private readonly hash: KeyHash;
  private timeMs = Number.NaN;
  private timePart: Uint8Array = none;
  /** By door, then by principal. */
  private readonly callers = DOOR_NAMES.map(() => new PartCache());
  /** By operation, then by namespace. */
  private readonly targets: PartCache[] = [];
  private readonly outcomes = new PartCache();
  // What the record before had: most have the same.
  private principal: string | null = null;
  private door = -1;
  private peer: string | null = null;
  private callerPart: Uint8Array = none;
  private namespace: string | null = null;
  private operation = -1;
  private targetPart: Uint8Array = none;
  /** Where the beginning of the record before stands, with these three parts; no bytes when another must be made. */
  private beginningAt = 0;
  private beginningBytes = 0;

  constructor(hash: KeyHash) {
    this.hash = hash;
  }

  /** The time of the records that follow. */
  setTime(nowMs: number): void {
    if (nowMs === this.timeMs) return;
    this.timeMs = nowMs;
    this.beginningBytes = 0;
    this.timePart = ascii(`{"time":"${new Date(nowMs).toISOString()}"`);
  }

  append(entry: AuditEntry): void {
    if (this.bytes.length - this.length < MAX_LINE_BYTES) this.grow();
    if (entry.principal !== this.principal || entry.door !== this.door || entry.peer !== this.peer) this.meet(entry);
    if (entry.namespace !== this.namespace || entry.operation !== this.operation) this.aim(entry);
    this.putBeginning();
    if (isPlain(entry)) {
      this.put(KEY);
      this.putHash(entry.key as string);
      this.put(PLAIN_OUTCOME);
    } else this.putOutcome(entry);
    this.putRequest(entry);
    this.count++;
  }

  /** One line that is no record. */
  appendText(line: string): void {
    if (this.bytes.length - this.length < MAX_LINE_BYTES) this.grow();
    this.length += this.bytes.write(line, this.length, "latin1");
  }

  clear(): void {
    this.length = 0;
    this.beginningBytes = 0;
    this.count = 0;
  }

  /** Of the same caller to the same target as the record before it: its beginning stands there already. */
  private putBeginning(): void {
    const { length } = this;
    if (this.beginningBytes > 0) {
      this.bytes.copyWithin(length, this.beginningAt, this.beginningAt + this.beginningBytes);
      this.length = length + this.beginningBytes;
      return;
    }
    this.put(this.timePart);
    this.put(this.callerPart);
    this.put(this.targetPart);
    this.beginningAt = length;
    this.beginningBytes = this.length - length;
  }

  private putOutcome(entry: AuditEntry): void {
    if (entry.key !== null) {
      this.put(KEY);
      this.putHash(entry.key);
      this.bytes[this.length++] = QUOTE;
    }
    if (entry.item >= 0) this.putNumber(ITEM, entry.item);
    if (entry.items >= 0) this.putItems(entry);
    if (entry.change !== null) this.put(ascii(changeText(entry.change)));
    if (entry.code === Code.OK) this.put(OK);
    else this.putFailure(entry);
    if (entry.isReplay) this.put(REPLAYED);
    if (entry.count > 1) this.putNumber(COUNT, entry.count);
    this.put(REQUEST);
  }

  private put(part: Uint8Array): void {
    this.bytes.set(part, this.length);
    this.length += part.length;
  }

  private putHash(key: string): void {
    this.hash.hash(key);
    this.putHex(this.hash.low);
    this.putHex(this.hash.high);
  }

  /** Four bytes, the lowest first. */
  private putHex(value: number): void {
    const { bytes, length } = this;
    for (let i = 0; i < 4; i++) {
      const pair = HEX_PAIRS[(value >>> (8 * i)) & 0xff] as number;
      bytes[length + 2 * i] = pair & 0xff;
      bytes[length + 2 * i + 1] = pair >> 8;
    }
    this.length = length + 8;
  }

  private putNumber(name: Uint8Array, value: number): void {
    this.put(name);
    this.putDigits(value);
  }

  private putDigits(value: number): void {
    const { bytes } = this;
    let digits = 1;
    for (let bound = 10; value >= bound; bound *= 10) digits++;
    let rest = value;
    for (let at = this.length + digits - 1; at >= this.length; at--) {
      const quotient = Math.floor(rest / 10);
      bytes[at] = DIGIT_ZERO + (rest - quotient * 10);
      rest = quotient;
    }
    this.length += digits;
  }

  private putItems(entry: AuditEntry): void {
    this.putNumber(ITEMS, entry.items);
    if (entry.keys.length === 0) return;
    this.put(KEYS);
    for (const [i, key] of entry.keys.entries()) {
      if (i > 0) this.bytes[this.length++] = COMMA;
      this.bytes[this.length++] = QUOTE;
      this.putHash(key);
      this.bytes[this.length++] = QUOTE;
    }
    this.bytes[this.length++] = BRACKET_END;
  }

  private putFailure({ code, reason }: AuditEntry): void {
    const key = `${code} ${reason}`;
    const known = this.outcomes.get(key);
    this.put(known ?? this.outcomes.set(key, `,"code":"${codeName(code)}","reason":${asciiJson(reason)}`));
  }

  /** The trace id of a well-formed traceparent, else the frame's number. */
  private putRequest(entry: AuditEntry): void {
    const { bytes, length } = this;
    if (!isTraceparent(entry.bytes, entry.traceFrom, entry.traceTo)) this.putDigits(entry.requestId);
    else {
      const from = entry.traceFrom + TRACE_ID_AT;
      for (let i = 0; i < TRACE_ID_DIGITS; i++) bytes[length + i] = entry.bytes[from + i] as number;
      this.length += TRACE_ID_DIGITS;
    }
    bytes[this.length++] = QUOTE;
    bytes[this.length++] = BRACE_END;
    bytes[this.length++] = LINE_END;
  }

  private meet({ principal, door, peer }: AuditEntry): void {
    this.beginningBytes = 0;
    this.principal = principal;
    this.door = door;
    this.peer = peer;
    const callers = this.callers[door] as PartCache;
    const known = peer === null && principal !== null ? callers.get(principal) : undefined;
    if (known !== undefined) {
      this.callerPart = known;
      return;
    }
    const who = principal === null ? "null" : asciiJson(principal);
    const from = peer === null ? "" : `,"peer":${asciiJson(peer)}`;
    const text = `,"principal":${who},"door":"${DOOR_NAMES[door]}"${from}`;
    this.callerPart = peer === null && principal !== null ? callers.set(principal, text) : ascii(text);
  }

  private aim({ namespace, operation }: AuditEntry): void {
    this.beginningBytes = 0;
    this.namespace = namespace;
    this.operation = operation;
    let targets = this.targets[operation];
    if (targets === undefined) {
      targets = new PartCache();
      this.targets[operation] = targets;
    }
    const key = namespace ?? "";
    this.targetPart = targets.get(key) ?? targets.set(key, targetText(namespace, operation));
  }

  private grow(): void {
    const larger = Buffer.allocUnsafeSlow(this.bytes.length * 2);
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** Whether the record is about one key alone, and all went well. */
function isPlain({ key, item, items, code, isReplay, count }: AuditEntry): boolean {
  return key !== null && code === Code.OK && item < 0 && items < 0 && !isReplay && count === 1;
}

/** Parts of lines that come again, a bounded number of them. */
class PartCache {
  private readonly parts = new Map<string, Uint8Array>();

  get(key: string): Uint8Array | undefined {
    return this.parts.get(key);
  }

  set(key: string, text: string): Uint8Array {
    if (this.parts.size >= MAX_CACHED_PARTS) this.parts.clear();
    const part = ascii(text);
    this.parts.set(key, part);
    return part;
  }
}

function targetText(namespace: string | null, operation: number): string {
  const where = namespace === null ? "" : `,"namespace":${asciiJson(namespace)}`;
  return where + (operation === 0 ? "" : `,"operation":"${adminOperationName(operation) ?? operationName(operation)}"`);
}

function changeText({ backend, from, to }: AdminChange): string {
  const whose = backend === null ? "" : `,"backend":${asciiJson(backend)}`;
  return `${whose},"from":${from},"to":${to}`;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "latin1"));
}

/** `00-<32 digits>-<16 digits>-<2 digits>`, lower case, as W3C Trace Context writes it; later versions may go on. */
function isTraceparent(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < TRACEPARENT_BYTES || bytes[from + TRACE_ID_AT - 1] !== DASH) return false;
  if (bytes[from + TRACE_ID_AT + TRACE_ID_DIGITS] !== DASH) return false;
  let isZero = true;
  for (let at = from + TRACE_ID_AT; at < from + TRACE_ID_AT + TRACE_ID_DIGITS; at++) {
    const digit = bytes[at] as number;
    const isHex = (digit >= DIGIT_ZERO && digit <= DIGIT_ZERO + 9) || (digit >= LETTER_A && digit <= LETTER_A + 5);
    if (!isHex) return false;
    if (digit !== DIGIT_ZERO) isZero = false;
  }
  return !isZero;
}

const none = new Uint8Array(0);
const KEY = ascii(',"key":"');
const ITEM = ascii(',"item":');
const ITEMS = ascii(',"items":');
const KEYS = ascii(',"keys":[');
const OK = ascii(',"code":"OK"');
const REPLAYED = ascii(',"replayed":true');
const COUNT = ascii(',"count":');
const REQUEST = ascii(',"request":"');
/** As most records have it: closes the key's hash. */
const PLAIN_OUTCOME = ascii('","code":"OK","request":"');
/** The two digits of a byte, the first in the lower half. */
const HEX_PAIRS = Uint16Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte.toString(16).padStart(2, "0")).readUInt16LE(),
);
const QUOTE = 0x22;
const COMMA = 0x2c;
const DASH = 0x2d;
const DIGIT_ZERO = 0x30;
const LETTER_A = 0x61;
const BRACKET_END = 0x5d;
const BRACE_END = 0x7d;
const LINE_END = 0x0a;
const TRACE_ID_AT = 3;
const TRACE_ID_DIGITS = 32;
const TRACEPARENT_BYTES = 55;

const FIRST_BYTES = 64 * 1024;
/** The longest line: four texts of 256 characters, each of six bytes at most, seventeen hashes, and the rest. */
export const MAX_LINE_BYTES = 8 * 1024;
/** Of callers, or of namespaces with an operation: more make the parts anew now and then. */
const MAX_CACHED_PARTS = 4_096;
