import { fromByteString } from "../../../codec/byte-string.ts";
import { readDeadLetterIds, readDeadLetterPlace } from "../../dead-letter-ids.ts";
import { type DeadLetter, replayHeaders, type TakeBounds } from "../../stream-contract.ts";
import { listDeadScript, removeDeadScript, replayDeadScript } from "./dead-scripts.ts";
import { packHeaders, unpackHeaders } from "./headers.ts";
import { FIRST, msOf, predecessor, readId } from "./position.ts";
import type { StreamLink } from "./stream-link.ts";

/** After `afterId` (empty = from the first), of one group (empty = of all). */
export async function listDead(
  link: StreamLink,
  group: string,
  afterId: string,
  { maxItems, maxBytes }: TakeBounds,
): Promise<readonly DeadLetter[]> {
  const { version, dead } = link.keyspace;
  let after = readDeadLetterPlace(afterId, FIRST, readId);
  for (;;) {
    const reply = await link.ask(listDeadScript, [version, dead], [group, after, maxItems, maxBytes]);
    const [state, ...found] = reply as readonly string[];
    const letters: DeadLetter[] = [];
    for (let i = 0; i + 7 < found.length; i += 8) letters.push(letterOf(found.slice(i, i + 8)));
    if (letters.length > 0 || state === "end") return letters;
    after = state as string;
  }
}

export async function replayDead(link: StreamLink, ids: readonly string[]): Promise<number> {
  const { version, stream, meta, dead, news } = link.keyspace;
  const values: string[] = [];
  for (const id of readDeadLetterIds(ids, readId)) {
    const [letter] = await listDead(link, "", predecessor(id), { maxItems: 1, maxBytes: 1 });
    if (letter?.id !== id) continue;
    values.push(id, packHeaders(replayHeaders(letter.message.headers, letter.group)));
  }
  if (values.length === 0) return 0;
  return (await link.ask(replayDeadScript, [version, stream, meta, dead], [news, ...values])) as number;
}

export async function removeDead(link: StreamLink, ids: readonly string[]): Promise<number> {
  const { version, meta, dead } = link.keyspace;
  const known = readDeadLetterIds(ids, readId);
  return known.length === 0 ? 0 : ((await link.ask(removeDeadScript, [version, meta, dead], known)) as number);
}

function letterOf(parts: readonly string[]): DeadLetter {
  const [id, group, reason, attempts, position, key, value, headers] = parts as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const publishedMs = msOf(position);
  const attempt = Number(attempts);
  const message = { position, key, value, headers: unpackHeaders(headers), publishedMs, attempt, lease: "" };
  return {
    id,
    group,
    reason: fromByteString(reason),
    attempts: attempt,
    diedMs: msOf(id),
    message,
  };
}
