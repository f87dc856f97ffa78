import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { PrismError } from "../common/prism-error.ts";

/**
 * What the ids of a call stand for, each once. `read` gives null for a text that this store never gives as an id. Throws a
 * PrismError that names the first such id; whether there is a dead letter of an id is for the caller to find out.
 */
export function readDeadLetterIds<T>(ids: readonly string[], read: (id: string) => T | null): T[] {
  const found = new Map<string, T>();
  for (const [i, id] of ids.entries()) found.set(id, meaningOf(id, `ids[${i}]`, read));
  return [...found.values()];
}

/** What the id stands for after which a page of the list begins; `first` when that is empty. Throws as {@link readDeadLetterIds}. */
export function readDeadLetterPlace<T>(afterId: string, first: T, read: (id: string) => T | null): T {
  return afterId === "" ? first : meaningOf(afterId, "page_token", read);
}

/** Digits of a dead letter's number as a text: as texts, they are in the order of the numbers. */
const DIGITS = 16;

export function numberedDeadLetterId(number: number): string {
  return String(number).padStart(DIGITS, "0");
}

/** The number that {@link numberedDeadLetterId} has made a text of; null when it was something else. */
export function deadLetterNumber(id: string): number | null {
  const number = /^[0-9]{16}$/.test(id) ? Number(id) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

function meaningOf<T>(id: string, field: string, read: (id: string) => T | null): T {
  const value = read(id);
  if (value !== null) return value;
  const message = `${field} is no id of a dead letter of this stream; use those that the list of dead letters gives`;
  throw new PrismError(new Failure(Code.INVALID_ARGUMENT, "DEAD_LETTER_ID_INVALID", message, { metadata: { field } }), {
    source: "client",
  });
}
