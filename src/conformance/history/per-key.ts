import { grouped } from "../grouped.ts";
import type { Call } from "./history.ts";
import { type ItemAsked, type ItemTold, itemModel } from "./item-model.ts";
import { isLinearizable } from "./linearizability.ts";

/** What is asked, and of which key. */
export type KeyedAsked = ItemAsked & { readonly key: string };

/**
 * The keys whose calls could not have been done one after another; none when the history is linearizable. Keys have nothing
 * to do with each other, so each is looked at by itself.
 */
export function brokenKeys(calls: readonly Call<KeyedAsked, ItemTold>[]): string[] {
  const byKey = grouped(calls, ({ asked }) => asked.key);
  return [...byKey].filter(([, ofKey]) => !isLinearizable(ofKey, itemModel)).map(([key]) => key);
}

/** Calls in words, one a line, in the order in which they began. */
export function describeCalls(calls: readonly Call<unknown, unknown>[]): string {
  const line = ({ client, beganAt, endedAt, asked, told }: Call<unknown, unknown>): string =>
    `client ${client} [${beganAt}, ${endedAt}] ${JSON.stringify(asked)} → ${told === null ? "?" : JSON.stringify(told)}`;
  return calls
    .toSorted((a, b) => a.beganAt - b.beganAt)
    .map(line)
    .join("\n");
}
