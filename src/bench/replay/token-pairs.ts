import { CallNumber } from "../../codec/calls.ts";
import { fieldsOf, lensOf } from "./message-fields.ts";

/** Hears of a token, or a name, of the recording and of what the target has in its place. */
export type OnPair = (recorded: Buffer, replayed: Buffer) => void;

/**
 * What a target has answered in the place of the tokens of a recorded answer: of pages, positions, leases, dead letters.
 * @param placeOf what stands for a recorded position at the target; undefined where nothing does.
 */
export function pairTokens(
  call: number,
  { recorded, replayed }: { readonly recorded: Buffer; readonly replayed: Buffer },
  { onPair, placeOf }: { readonly onPair: OnPair; readonly placeOf: (position: Buffer) => Buffer | undefined },
): void {
  switch (call) {
    case CallNumber.KV_SCAN:
      pairFields(recorded, replayed, [2], onPair);
      return;
    case CallNumber.STREAM_PUBLISH:
      pairFields(recorded, replayed, [1], onPair);
      return;
    case CallNumber.STREAM_BATCH_PUBLISH:
      pairLists(recorded, replayed, (then, now) => pairFields(then, now, [1], onPair));
      return;
    case CallNumber.STREAM_FETCH:
      pairFields(recorded, replayed, [2, 3], onPair);
      pairDeliveries(lensOf(recorded, 1), lensOf(replayed, 1), { onPair, placeOf });
      return;
    case CallNumber.STREAM_LIST_DEAD:
      pairFields(recorded, replayed, [2], onPair);
      pairLists(recorded, replayed, (then, now) => pairFields(then, now, [1], onPair));
  }
}

/** Deliveries of the same message, and where none is known the others in their order. */
function pairDeliveries(
  recorded: readonly Buffer[],
  replayed: readonly Buffer[],
  { onPair, placeOf }: { readonly onPair: OnPair; readonly placeOf: (position: Buffer) => Buffer | undefined },
): void {
  const left = new Map(replayed.map((delivery) => [positionIn(delivery), delivery]));
  const others: Buffer[] = [];
  for (const then of recorded) {
    const place = placeOf(fieldsOf(then).texts.get(1) ?? none)?.toString("latin1") ?? "";
    const now = left.get(place);
    if (now === undefined) others.push(then);
    else {
      left.delete(place);
      pairFields(then, now, DELIVERED, onPair);
    }
  }
  const rest = [...left.values()];
  for (const [i, then] of others.entries()) {
    const now = rest[i];
    if (now !== undefined) pairFields(then, now, DELIVERED, onPair);
  }
}

function positionIn(delivery: Buffer): string {
  return fieldsOf(delivery).texts.get(1)?.toString("latin1") ?? "";
}

function pairLists(recorded: Buffer, replayed: Buffer, pair: OnPair): void {
  const now = lensOf(replayed, 1);
  for (const [i, then] of lensOf(recorded, 1).entries()) {
    const other = now[i];
    if (other !== undefined) pair(then, other);
  }
}

function pairFields(recorded: Buffer, replayed: Buffer, fields: readonly number[], onPair: OnPair): void {
  const [then, now] = [fieldsOf(recorded).texts, fieldsOf(replayed).texts];
  for (const field of fields) {
    const [token, other] = [then.get(field), now.get(field)];
    if (token !== undefined && other !== undefined) onPair(token, Buffer.from(other));
  }
}

/** Position and lease. */
const DELIVERED = [1, 7];
const none = Buffer.alloc(0);
