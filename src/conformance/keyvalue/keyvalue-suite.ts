import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import type { Suite } from "../suite.ts";
import { conditionChecks } from "./condition-checks.ts";
import { contentionChecks } from "./contention-checks.ts";
import { counterChecks } from "./counter-checks.ts";
import { expiryChecks } from "./expiry-checks.ts";
import { idempotencyChecks } from "./idempotency-checks.ts";
import { itemChecks } from "./item-checks.ts";
import { KeyValueContext } from "./keyvalue-context.ts";
import type { KeyValueSubject } from "./keyvalue-subject.ts";
import { lifetimeChecks } from "./lifetime-checks.ts";
import { modelChecks } from "./model-checks.ts";
import { namespaceChecks } from "./namespace-checks.ts";
import { scanChecks } from "./scan-checks.ts";
import { transactionChecks } from "./transaction-checks.ts";

const PROBE_TIMEOUT_MS = 10_000;

/** What every KeyValue store must do, as far as it declares that it can. */
export const keyValueSuite: Suite<KeyValueSubject, KeyValueContext, NetworkedKeyValueGuarantees> = {
  pattern: "KeyValue",
  checks: [
    itemChecks,
    conditionChecks,
    expiryChecks,
    scanChecks,
    counterChecks,
    transactionChecks,
    idempotencyChecks,
    namespaceChecks,
    contentionChecks,
    modelChecks,
    lifetimeChecks,
  ].flatMap(({ checks }) => checks),

  async guaranteesOf(subject) {
    const store = subject.open(0);
    try {
      await store.probe(subject.callTimeoutMs ?? PROBE_TIMEOUT_MS);
      return store.guarantees;
    } finally {
      await store.close();
    }
  },

  prepare: async (subject, guarantees) => new KeyValueContext(subject, guarantees),
  cleanUp: (context) => context.close(),
};
