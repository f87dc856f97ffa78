import type { Span } from "./span.ts";

/**
 * The flags of a span and of a link: those of W3C in the lowest byte, then whether it is known that the context before
 * came from another process, and whether it did. Source: opentelemetry/proto/trace/v1/trace.proto, SpanFlags.
 */
export function flagsOf({ shape, parentId }: Span): number {
  return shape.kind === SERVER && parentId !== "" ? FROM_ELSEWHERE : FROM_HERE;
}

const SERVER = 2;
const SAMPLED = 0x01;
const KNOWN = 0x100;
const REMOTE = 0x200;
const FROM_HERE = SAMPLED | KNOWN;
/** Also of every link: the publisher is a client. */
export const FROM_ELSEWHERE = SAMPLED | KNOWN | REMOTE;
