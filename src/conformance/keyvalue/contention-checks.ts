import assert from "node:assert/strict";
import { ANY_VERSION, type KeyValueItem, Outcome } from "../../backends/contract.ts";
import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { assert as invariant } from "../../common/assert.ts";
import { createSystemPrng, type Prng } from "../../common/prng.ts";
import { CheckGroup } from "../check.ts";
import { History } from "../history/history.ts";
import type { ItemTold } from "../history/item-model.ts";
import { brokenKeys, describeCalls, type KeyedAsked } from "../history/per-key.ts";
import { textOf } from "./items.ts";
import type { KeyValueClient } from "./keyvalue-client.ts";
import type { KeyValueContext } from "./keyvalue-context.ts";

const CLIENTS = 4;
const CALLS = 60;
const ROUNDS = 5;

export const contentionChecks = new CheckGroup<KeyValueContext, NetworkedKeyValueGuarantees>(
  "contention",
  ({ compareAndSet, consistency }) =>
    !compareAndSet ? "it declares no compareAndSet" : consistency === "strong" ? null : "its reads may be late",
).check("several workers see every item as if one call was done after another", async (on) => {
  const clients = [on.client, ...Array.from({ length: CLIENTS - 1 }, () => on.another())];
  for (let round = 0; round < ROUNDS; round++) {
    const name = on.name();
    const history = new History<KeyedAsked, ItemTold>();
    await Promise.all(clients.map((client, i) => useKeys(client, name, { history, i })));
    const broken = brokenKeys(history.calls);
    const calls = history.calls.filter(({ asked }) => broken.includes(asked.key));
    assert.deepEqual(broken, [], `no order explains what was told:\n${describeCalls(calls)}`);
  }
});

/** One worker's calls, one after another, on three keys; conditions are what it has last seen. */
async function useKeys(
  client: KeyValueClient,
  name: string,
  { history, i }: { history: History<KeyedAsked, ItemTold>; i: number },
): Promise<void> {
  const ns = client.namespace(name);
  const prng = createSystemPrng();
  const seen = new Map<string, number>();
  for (let call = 0; call < CALLS; call++) {
    const key = `k${prng.below(3)}`;
    const asked = ask(prng, key, { seen: seen.get(key) ?? 0, value: `${i}.${call}` });
    const told = await history.record(i, asked, async () => tell(asked, await doIt(client, ns, asked)));
    if (told.is === "item" || told.is === "written" || told.is === "mismatch") seen.set(key, told.version);
    else seen.set(key, 0);
  }
}

function ask(prng: Prng, key: string, { seen, value }: { seen: number; value: string }): KeyedAsked {
  const choice = prng.below(10);
  if (choice < 3) return { do: "get", key };
  if (choice < 4) return { do: "put", key, value };
  if (choice < 8) return { do: "put", key, value, ifVersion: seen };
  return choice < 9 ? { do: "delete", key } : { do: "delete", key, ifVersion: seen };
}

async function doIt(client: KeyValueClient, ns: number, asked: KeyedAsked): Promise<KeyValueItem> {
  if (asked.do === "get") return await client.get(ns, asked.key);
  const ifVersion = asked.ifVersion ?? ANY_VERSION;
  return asked.do === "put"
    ? await client.put(ns, asked.key, { value: asked.value, ifVersion })
    : await client.delete(ns, asked.key, ifVersion);
}

function tell(asked: KeyedAsked, item: KeyValueItem): ItemTold {
  if (item.outcome === Outcome.MISMATCH) return { is: "mismatch", version: item.version };
  if (item.outcome === Outcome.ABSENT) return { is: "absent" };
  invariant(item.outcome === Outcome.DONE, `an outcome of ${item.outcome}`);
  if (asked.do === "get") return { is: "item", value: textOf(item.value), version: item.version };
  return asked.do === "put" ? { is: "written", version: item.version } : { is: "deleted" };
}
