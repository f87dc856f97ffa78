import assert from "node:assert/strict";
import type { StreamGuarantees } from "../../backends/stream-contract.ts";
import { grouped } from "../grouped.ts";

export type Ordering = StreamGuarantees["ordering"];

/** Something that came, or was to come, with the key of its message. */
export interface Keyed {
  readonly key: string;
  readonly is: string;
}

/**
 * That the one came and nothing else, in the order that the store declares: of the whole stream, of each key, or of none. What
 * has no key has no order among its like where the order is that of keys.
 */
export function assertInOrder(came: readonly Keyed[], wanted: readonly Keyed[], ordering: Ordering, what = ""): void {
  const message = what === "" ? undefined : what;
  assert.deepEqual(lanesOf(came, ordering), lanesOf(wanted, ordering), message);
}

/** What must be in order, by key; what has no order is sorted, so that any order of it is the same. */
function lanesOf(all: readonly Keyed[], ordering: Ordering): Record<string, string[]> {
  const lanes = grouped(all, ({ key }) => (ordering === "key" ? key : ""));
  return Object.fromEntries(
    [...lanes].map(([key, lane]) => {
      const texts = lane.map(({ is }) => is);
      return [key, ordering === "stream" || key !== "" ? texts : texts.toSorted()];
    }),
  );
}
