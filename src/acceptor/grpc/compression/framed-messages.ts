import { PREFIX_BYTES } from "../message-collector.ts";

/** A message that was picked, or several that were not, with their prefixes: part of what is cut. */
export interface FramedRun {
  readonly framed: Buffer;
  readonly isPicked: boolean;
  readonly isLast: boolean;
}

/** Cuts messages that lie one behind the other, so that those which `isPicked` picks by their length are by themselves. */
export function* framedMessages(framed: Buffer, isPicked: (messageBytes: number) => boolean): Generator<FramedRun> {
  let from = 0;
  for (let at = 0, end = 0; at < framed.length; at = end) {
    const length = framed.readUInt32BE(at + 1);
    end = at + PREFIX_BYTES + length;
    if (!isPicked(length)) continue;
    if (from < at) yield { framed: framed.subarray(from, at), isPicked: false, isLast: false };
    yield { framed: framed.subarray(at, end), isPicked: true, isLast: end === framed.length };
    from = end;
  }
  if (from < framed.length) yield { framed: framed.subarray(from), isPicked: false, isLast: true };
}
