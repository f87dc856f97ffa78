import type { KeyValueItem, Outcome } from "../../backends/contract.ts";

type Told = readonly [outcome: Outcome, version: number, sum: string];

/** What became of items, for a replay. */
export function writeAnswer(items: readonly KeyValueItem[]): Uint8Array {
  const told: Told[] = items.map(({ outcome, version, delta }) => [outcome, version, delta.toString()]);
  return Buffer.from(JSON.stringify(told));
}

export function readAnswer(answer: Uint8Array, items: readonly KeyValueItem[]): void {
  const told = JSON.parse(Buffer.from(answer).toString()) as Told[];
  for (const [i, [outcome, version, sum]] of told.entries()) {
    const item = items[i] as KeyValueItem;
    item.outcome = outcome;
    item.version = version;
    item.delta = BigInt(sum);
  }
}
