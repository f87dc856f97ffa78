import { readByteString } from "./byte-string.ts";
import { LEN } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/** Field number of the tracestate in `prism.v1.Request`. */
export const REQUEST_TRACE_STATE = 6;

/**
 * The tracestate of the request `bytes[start, end)`, for whom a trace is made of it; empty when there is none. Few requests are
 * traced, so that the envelope is read once more rather than kept for all.
 */
export function readTraceState(bytes: Buffer, start: number, end: number): string {
  const reader = new WireReader();
  reader.reset(bytes, start, end);
  let text = "";
  while (reader.next()) {
    if (reader.field !== REQUEST_TRACE_STATE || reader.wireType !== LEN) continue;
    text = reader.to - reader.from > MAX_TRACE_STATE_BYTES ? "" : readByteString(bytes, reader.from, reader.to);
  }
  return soundTraceState(text);
}

/** The tracestate as it came, if it is one by the specification; else empty, for what is wrong in part is to be thrown away as a whole. */
export function soundTraceState(text: string): string {
  if (text === "" || text.length > MAX_TRACE_STATE_BYTES) return "";
  const members = text.split(",").map((member) => member.trim());
  const given = members.filter((member) => member !== "");
  return given.length <= MAX_MEMBERS && given.every((member) => MEMBER.test(member)) ? given.join(",") : "";
}

/** `ours` and then what `theirs` has under other keys: who changes an entry puts it first. */
export function joinTraceState(ours: string, theirs: string): string {
  if (ours === "" || theirs === "") return ours || theirs;
  const key = ours.slice(0, ours.indexOf("=") + 1);
  const others = theirs.split(",").filter((member) => !member.startsWith(key));
  return [ours, ...others.slice(0, MAX_MEMBERS - 1)].join(",");
}

/** Source: https://www.w3.org/TR/trace-context/#tracestate-header-field-values */
const MEMBER = /^[a-z0-9][a-z0-9_\-*/@]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;
const MAX_MEMBERS = 32;
/** As much as everybody passes on. */
export const MAX_TRACE_STATE_BYTES = 512;
