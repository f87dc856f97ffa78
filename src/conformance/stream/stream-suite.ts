import type { NetworkedStore } from "../../backends/networked-contract.ts";
import type { StreamGuarantees, StreamStore } from "../../backends/stream-contract.ts";
import type { Suite } from "../suite.ts";
import { appendChecks } from "./append-checks.ts";
import { deadLetterChecks } from "./dead-letter-checks.ts";
import { groupChecks } from "./group-checks.ts";
import { placeChecks } from "./place-checks.ts";
import { readerChecks } from "./reader-checks.ts";
import { StreamContext } from "./stream-context.ts";
import { streamLifetimeChecks } from "./stream-lifetime-checks.ts";
import { streamModelChecks } from "./stream-model-checks.ts";
import type { StreamSubject } from "./stream-subject.ts";

const PROBE_TIMEOUT_MS = 10_000;

/** What every stream store must do, as far as it declares that it can. */
export const streamSuite: Suite<StreamSubject, StreamContext, StreamGuarantees> = {
  pattern: "stream",
  checks: [
    appendChecks,
    readerChecks,
    groupChecks,
    placeChecks,
    deadLetterChecks,
    streamLifetimeChecks,
    streamModelChecks,
  ].flatMap(({ checks }) => checks),

  async guaranteesOf(subject) {
    const store = subject.open(0);
    try {
      if (isNetworked(store)) await store.probe(subject.patienceMs ?? PROBE_TIMEOUT_MS);
      return store.guarantees;
    } finally {
      await store.close();
    }
  },

  prepare: async (subject, guarantees) => new StreamContext(subject, guarantees),
  cleanUp: (context) => context.close(),
};

function isNetworked(store: StreamStore): store is StreamStore & Pick<NetworkedStore, "probe"> {
  return "probe" in store;
}
