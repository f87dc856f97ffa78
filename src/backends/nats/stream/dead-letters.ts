import { headers, type Msg, type MsgHdrs } from "nats";
import { fromByteString, toByteString } from "../../../codec/byte-string.ts";
import {
  deadLetterNumber,
  numberedDeadLetterId,
  readDeadLetterIds,
  readDeadLetterPlace,
} from "../../dead-letter-ids.ts";
import { type DeadLetter, REPLAY_GROUP_HEADER, type TakeBounds } from "../../stream-contract.ts";
import { callApi } from "../api.ts";
import { placeOf } from "../delivery-place.ts";
import type { Exchange } from "../exchange.ts";
import { tokenOfKey } from "../subject-token.ts";
import { takeMessages } from "../take-messages.ts";
import type { Lease } from "./lease-table.ts";
import {
  deliveryOf,
  headersOf,
  keyOf,
  MESSAGE_ID,
  ownHeader,
  putHeaders,
  setKey,
  setOwnHeader,
  sizeOf,
} from "./message-codec.ts";
import { readStored, type StoredMessage } from "./stored-message.ts";
import type { StreamPlace } from "./stream-places.ts";

/** What a dead letter has beside the message as it was. */
const GROUP = "Prism-Group";
const REASON = "Prism-Reason";
const ATTEMPTS = "Prism-Attempts";
const POSITION = "Prism-Position";
const PUBLISHED = "Prism-Published";

/** A message that a group cannot do. */
export interface Burial {
  readonly group: string;
  readonly lease: Pick<Lease, "token" | "sequence" | "attempt">;
  readonly reason: string;
}

export interface DeadLettersAt {
  readonly exchange: Exchange;
  readonly api: string;
  readonly place: StreamPlace;
  readonly timeoutMs: number;
}

/** Copies messages to the dead letters; one that retention has removed meanwhile is not kept. Done twice, it is done once. */
export async function bury(at: DeadLettersAt, burials: readonly Burial[]): Promise<void> {
  for (const burial of burials) {
    const { exchange, api, place, timeoutMs } = at;
    const stored = await readStored(exchange, {
      api,
      stream: place.stream,
      sequence: burial.lease.sequence,
      timeoutMs,
    });
    if (stored === null) continue;
    const all = copyOf(stored);
    setOwnHeader(all, GROUP, burial.group);
    setOwnHeader(all, REASON, toByteString(burial.reason));
    all.append(ATTEMPTS, String(burial.lease.attempt));
    all.append(POSITION, String(stored.sequence));
    all.append(PUBLISHED, String(stored.storedMs));
    const group = tokenOfKey(burial.group);
    // Of the delivery, not of the message: after a seek it may be buried anew.
    all.append(MESSAGE_ID, `${group}.${burial.lease.token}`);
    await publish(at, place.dead + group, stored.value, all);
  }
}

/** Dead letters after `afterId`, of one group or of all. */
export async function listDead(
  { exchange, api, place, timeoutMs }: DeadLettersAt,
  which: { readonly group: string; readonly afterId: string; readonly bounds: TakeBounds },
): Promise<readonly DeadLetter[]> {
  const { group, afterId, bounds } = which;
  const { messages } = await takeMessages(exchange, {
    api,
    stream: place.deadStream,
    filter: place.dead + (group === "" ? ">" : tokenOfKey(group)),
    from: readDeadLetterPlace(afterId, 0, deadLetterNumber) + 1,
    batch: bounds.maxItems,
    maxBytes: bounds.maxBytes,
    headersOnly: false,
    timeoutMs,
  });
  const letters: DeadLetter[] = [];
  let bytes = 0;
  for (const msg of messages) {
    const letter = letterOf(msg);
    bytes += sizeOf(letter.message);
    if (letters.length > 0 && bytes > bounds.maxBytes) break;
    letters.push(letter);
  }
  return letters;
}

/** Appends the messages again, for their groups alone, and removes the dead letters. Returns how many there were. */
export async function replayDead(at: DeadLettersAt, ids: readonly string[]): Promise<number> {
  const { exchange, api, place, timeoutMs } = at;
  let found = 0;
  for (const sequence of readDeadLetterIds(ids, deadLetterNumber)) {
    const stored = await readStored(exchange, { api, stream: place.deadStream, sequence, timeoutMs });
    if (stored === null) continue;
    const all = copyOf(stored, [[REPLAY_GROUP_HEADER, ownHeader(stored.headers, GROUP)]]);
    // Should this end before the dead letter is removed, it is replayed once all the same.
    all.append(MESSAGE_ID, `replay.${sequence}.${stored.storedMs}`);
    await publish(at, place.messages, stored.value, all);
    if (await removeOne(at, sequence)) found++;
  }
  return found;
}

export async function removeDead(at: DeadLettersAt, ids: readonly string[]): Promise<number> {
  const { exchange, api, place, timeoutMs } = at;
  let found = 0;
  for (const sequence of readDeadLetterIds(ids, deadLetterNumber)) {
    const stored = await readStored(exchange, { api, stream: place.deadStream, sequence, timeoutMs });
    if (stored !== null && (await removeOne(at, sequence))) found++;
  }
  return found;
}

async function removeOne({ exchange, api, place, timeoutMs }: DeadLettersAt, sequence: number): Promise<boolean> {
  const { success } = await callApi<{ success: boolean }>(exchange, {
    subject: `${api}.STREAM.MSG.DELETE.${place.deadStream}`,
    body: { seq: sequence },
    timeoutMs,
    isRead: false,
  });
  return success;
}

/** Key and headers of the message as it was. */
function copyOf({ headers: stored }: StoredMessage, more: readonly (readonly [string, string])[] = []): MsgHdrs {
  const all = headers();
  setKey(all, keyOf(stored));
  const own = headersOf(stored).filter(([name]) => name !== REPLAY_GROUP_HEADER);
  if (own.length + more.length > 0) putHeaders(all, [...own, ...more]);
  return all;
}

async function publish(
  { exchange, timeoutMs }: DeadLettersAt,
  subject: string,
  value: Uint8Array,
  all: MsgHdrs,
): Promise<void> {
  await callApi(exchange, { subject, payload: value, headers: all, timeoutMs, isRead: false });
}

function letterOf(msg: Msg): DeadLetter {
  const { streamSequence, storedMs } = placeOf(msg);
  const attempts = Number(msg.headers?.get(ATTEMPTS));
  return {
    id: numberedDeadLetterId(streamSequence),
    group: ownHeader(msg.headers, GROUP),
    reason: fromByteString(ownHeader(msg.headers, REASON)),
    attempts,
    diedMs: storedMs,
    message: {
      ...deliveryOf(msg),
      position: msg.headers?.get(POSITION) ?? "",
      publishedMs: Number(msg.headers?.get(PUBLISHED)),
      attempt: attempts,
    },
  };
}
