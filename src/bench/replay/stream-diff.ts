import type { ReadRecord } from "../../capture/read-capture.ts";
import { CallNumber } from "../../codec/calls.ts";
import type { DifferenceKind } from "./answer-diff.ts";
import { sizeIn } from "./exchange.ts";
import { fieldsOf, lensOf } from "./message-fields.ts";

/** What differs: how, and what it was and is. */
export type Finding = readonly [kind: DifferenceKind, was: string, is: string];

/**
 * Compares answers of streams. How many messages one fetch finds is chance, so it is compared what each group, and each
 * connection that reads alone, was delivered in all: messages that were delivered for the first time, and their bytes.
 */
export class StreamComparison {
  private readonly delivered = new Map<string, Delivered>();

  /** Of answers that both succeeded. Null when nothing differs; undefined when that cannot be told. */
  compare(record: ReadRecord, replayed: Buffer): Finding | null | undefined {
    const { call, answer } = record;
    switch (call) {
      case CallNumber.STREAM_FETCH:
        this.noteDelivered(record, replayed);
        return null;
      case CallNumber.STREAM_BATCH_PUBLISH:
        return compareItems(lensOf(answer, 1), lensOf(replayed, 1), 3);
      case CallNumber.STREAM_ACK:
      case CallNumber.STREAM_NACK:
      case CallNumber.STREAM_EXTEND:
        return compareItems(lensOf(answer, 1), lensOf(replayed, 1), 1);
      case CallNumber.STREAM_REPLAY_DEAD:
      case CallNumber.STREAM_REMOVE_DEAD:
        return compareNumbers(answer, replayed, (count) => `${count} dead letters`, "count");
      case CallNumber.STREAM_DROP_GROUP:
        return compareNumbers(answer, replayed, (dropped) => (dropped === 1 ? "found" : "absent"), "found");
      case CallNumber.STREAM_LAG:
      case CallNumber.STREAM_LIST_DEAD:
      case CallNumber.STREAM_LIST_GROUPS:
        return undefined;
      default:
        return null;
    }
  }

  /** Of each group, or reader, whether it was delivered as much. */
  get totals(): { readonly reader: string; readonly found: Finding | null }[] {
    return [...this.delivered].map(([reader, { was, is }]) => {
      if (was.count !== is.count) return { reader, found: ["count", messagesText(was), messagesText(is)] };
      const isAlike = was.bytes === is.bytes;
      return { reader, found: isAlike ? null : ["size", `${was.bytes} bytes`, `${is.bytes} bytes`] };
    });
  }

  private noteDelivered({ header, connection, request, answer }: ReadRecord, replayed: Buffer): void {
    const group = fieldsOf(request).texts.get(2);
    const reader =
      group === undefined
        ? `connection ${connection} of ${header.recording}`
        : `group ${group.toString("hex")} of ${header.namespace}`;
    const known = this.delivered.get(reader) ?? { was: { count: 0, bytes: 0 }, is: { count: 0, bytes: 0 } };
    this.delivered.set(reader, known);
    addTo(known.was, answer);
    addTo(known.is, replayed);
  }
}

interface Total {
  count: number;
  bytes: number;
}

interface Delivered {
  readonly was: Total;
  readonly is: Total;
}

/** When a message is delivered again is a matter of time. */
function addTo(total: Total, answer: Buffer): void {
  for (const delivery of lensOf(answer, 1)) {
    const { texts, numbers } = fieldsOf(delivery);
    if ((numbers.get(6) ?? 0) > 1) continue;
    total.count++;
    total.bytes += sizeIn(texts.get(3) ?? null);
  }
}

/** Results in their order; `field` has the error of one. */
function compareItems(then: readonly Buffer[], now: readonly Buffer[], field: number): Finding | null {
  if (then.length !== now.length) return ["count", `${then.length} items`, `${now.length} items`];
  for (const [i, result] of then.entries()) {
    const [was, is] = [errorIn(result, field), errorIn(now[i] as Buffer, field)];
    if (was !== is) return ["outcome", was, is];
  }
  return null;
}

function errorIn(result: Buffer, field: number): string {
  const error = fieldsOf(result).texts.get(field);
  return error === undefined ? "OK" : (fieldsOf(error).texts.get(2)?.toString("latin1") ?? "UNKNOWN");
}

function compareNumbers(
  then: Buffer,
  now: Buffer,
  text: (number: number) => string,
  kind: DifferenceKind,
): Finding | null {
  const [was, is] = [fieldsOf(then).numbers.get(1) ?? 0, fieldsOf(now).numbers.get(1) ?? 0];
  return was === is ? null : [kind, text(was), text(is)];
}

function messagesText({ count }: Total): string {
  return `${count} messages`;
}
