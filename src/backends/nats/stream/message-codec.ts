import { headers, type Msg, type MsgHdrs } from "nats";
import { toByteString } from "../../../codec/byte-string.ts";
import type { Delivery, Header, NewMessage } from "../../stream-contract.ts";
import { placeOf } from "../delivery-place.ts";

/**
 * A Prism message as a NATS message. The value is the payload; headers go as headers of NATS, so that other subscribers
 * see them, if NATS can carry all of them: else all go, escaped and in order, in one of our own. The key is a header of our own too.
 */
const KEY = "Prism-Key";
const ALL_HEADERS = "Prism-Headers";
export const FINGERPRINT = "Prism-Fingerprint";
/** The server forgets a message that comes with the id of another one within the duplicate window. */
export const MESSAGE_ID = "Nats-Msg-Id";

/** What HTTP calls a token; a name of the server's or of our own would mean something else. */
const PLAIN_NAME = /^(?!nats-|prism-)[A-Za-z0-9!#$%&'*+.^_`|~-]+$/i;
/** Nothing that a reader would trim, and nothing but ASCII. */
const PLAIN_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Headers of a message to be published; undefined when it needs none. */
export function encodeHeaders({ key, headers: own, idempotencyKey, fingerprint }: NewMessage): MsgHdrs | undefined {
  if (key === "" && own.length === 0 && idempotencyKey === "") return undefined;
  const all = headers();
  if (key !== "") all.append(KEY, escaped(key));
  putHeaders(all, own);
  if (idempotencyKey !== "") {
    all.append(MESSAGE_ID, escaped(idempotencyKey));
    all.append(FINGERPRINT, Buffer.from(fingerprint).toString("hex"));
  }
  return all;
}

/** As they would be on the wire, or more: what `max_payload` is held against. */
export function headerBytesOf({ key, headers: own, idempotencyKey }: NewMessage): number {
  let bytes = 64 + 3 * (key.length + idempotencyKey.length);
  for (const [name, value] of own) bytes += 3 * (name.length + value.length) + 4;
  return bytes + (idempotencyKey === "" ? 0 : 128);
}

export function putHeaders(all: MsgHdrs, own: readonly Header[]): void {
  if (own.every(([name, value]) => PLAIN_NAME.test(name) && PLAIN_VALUE.test(value)) && isGrouped(own)) {
    for (const [name, value] of own) all.append(name, value);
  } else all.append(ALL_HEADERS, own.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join("&"));
}

/** A header of a message that is ours; empty when it has none. */
export function ownHeader(all: MsgHdrs | undefined, name: string): string {
  return all === undefined ? "" : unescaped(all.get(name));
}

export function setOwnHeader(all: MsgHdrs, name: string, value: string): void {
  all.append(name, escaped(value));
}

export function keyOf(all: MsgHdrs | undefined): string {
  return ownHeader(all, KEY);
}

export function setKey(all: MsgHdrs, key: string): void {
  if (key !== "") all.append(KEY, escaped(key));
}

export function headersOf(all: MsgHdrs | undefined): readonly Header[] {
  if (all === undefined) return none;
  const packed = all.get(ALL_HEADERS);
  if (packed !== "")
    return packed.split("&").map((pair) => {
      const at = pair.indexOf("=");
      return [unescaped(pair.slice(0, at)), unescaped(pair.slice(at + 1))];
    });
  const found: Header[] = [];
  for (const [name, values] of all) {
    if (!PLAIN_NAME.test(name)) continue;
    for (const value of values) found.push([toByteString(name), toByteString(value)]);
  }
  return found;
}

const none: readonly Header[] = [];

/** A message that a consumer was given, as one that nobody has leased. */
export function deliveryOf(msg: Msg): Delivery {
  const { streamSequence, storedMs } = placeOf(msg);
  const all = msg.headers;
  return {
    position: String(streamSequence),
    key: keyOf(all),
    value: msg.data,
    headers: headersOf(all),
    publishedMs: storedMs,
    attempt: 0,
    lease: "",
  };
}

/** Bytes of key, value and headers. */
export function sizeOf(delivery: Delivery): number {
  let bytes = delivery.key.length + delivery.value.length;
  for (const [name, value] of delivery.headers) bytes += name.length + value.length;
  return bytes;
}

/** Whether headers of one name stand together: NATS does not keep the order of others. */
function isGrouped(own: readonly Header[]): boolean {
  const seen = new Set<string>();
  for (let i = 0; i < own.length; i++) {
    const name = (own[i] as Header)[0];
    if (i > 0 && (own[i - 1] as Header)[0] === name) continue;
    if (seen.has(name)) return false;
    seen.add(name);
  }
  return true;
}

/** A byte string as ASCII that a header can carry: percent-encoded. */
function escaped(bytes: string): string {
  return bytes.replace(/[^A-Za-z0-9_.:/-]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

function unescaped(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
