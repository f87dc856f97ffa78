import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deadLetterNumber } from "../../src/backends/dead-letter-ids.ts";
import { createMemoryStreamStore } from "../../src/backends/memory/memory-stream-store.ts";
import {
  type Delivery,
  type NewMessage,
  SettleAction,
  type StreamGroup,
  type StreamStart,
  type StreamStore,
} from "../../src/backends/stream-contract.ts";
import { streamSuite } from "../../src/conformance/stream/stream-suite.ts";
import { failingOf } from "./failing-checks.ts";

/** What is to be wrong with a store that is right otherwise. */
interface Fault {
  readonly append?: (store: StreamStore, messages: readonly NewMessage[]) => Promise<void>;
  readonly start?: (start: StreamStart) => StreamStart;
  readonly groupName?: string;
  readonly group?: (group: StreamGroup) => Partial<StreamGroup>;
  readonly store?: (store: StreamStore) => Partial<StreamStore>;
  readonly isDeaf?: true;
}

function broken(fault: Fault): StreamStore {
  const right = createMemoryStreamStore({ maxBytes: 64 * 1024 * 1024 });
  const { append, start = (any) => any, groupName, group, store, isDeaf } = fault;
  const wrong: Partial<StreamStore> = {
    appendMany: (messages) => (append === undefined ? right.appendMany(messages) : append(right, messages)),
    openReader: (ns, from, onReady) => right.openReader(ns, start(from), isDeaf === true ? () => {} : onReady),
    openGroup: async (ns, name, from, onReady) => {
      const opened = await right.openGroup(ns, groupName ?? name, start(from), isDeaf === true ? () => {} : onReady);
      return overlay(opened, group?.(opened) ?? {});
    },
    ...store?.(right),
  };
  return overlay(right, wrong);
}

/** The object, with some of its methods and properties in place of its own. */
function overlay<T extends object>(target: T, over: Partial<T>): T {
  return new Proxy(target, {
    get: (own, name) => {
      if (name in over) return over[name as keyof T];
      const value = own[name as keyof T];
      return typeof value === "function" ? value.bind(own) : value;
    },
  });
}

const actingAs = (from: SettleAction, to: SettleAction): Fault => ({
  group: (group) => ({
    async settle(settlements) {
      for (const settlement of settlements) if (settlement.action === from) settlement.action = to;
      await group.settle(settlements);
    },
  }),
});
const givingOut = (change: (deliveries: readonly Delivery[]) => readonly Delivery[]): Fault => ({
  group: (group) => ({ take: async (...how) => change(await group.take(...how)) }),
});

const { ACK, NACK, BURY, EXTEND } = SettleAction;
const model = "beside the model";

const cases: [what: string, fault: Fault, caughtBy: string[]][] = [
  [
    "keeps one of messages that are alike",
    {
      append: async (store, messages) => {
        const first = new Map(messages.map((message) => [Buffer.from(message.value).toString(), message]));
        await store.appendMany([...first.values()]);
        for (const message of messages) {
          const { outcome, position } = first.get(Buffer.from(message.value).toString()) as NewMessage;
          Object.assign(message, { outcome, position });
        }
      },
    },
    ["publishing: keeps messages that are alike"],
  ],
  [
    "knows no idempotency keys",
    {
      append: async (store, messages) => {
        for (const message of messages) message.idempotencyKey = "";
        await store.appendMany(messages);
      },
    },
    ["publishing: appends a message once"],
  ],
  [
    "appends backwards",
    { append: (store, messages) => store.appendMany(messages.toReversed()) },
    ["publishing: keeps the order of each key", "publishing: answers each message", model],
  ],
  [
    "takes `after` for `position`",
    { start: (start) => (start.at === "after" ? { at: "position", position: start.position } : start) },
    ["reading: begins at the earliest, a position", "consumer groups: begin where"],
  ],
  ["calls nobody when something comes", { isDeaf: true }, ["reading: calls onReady", "consumer groups: call onReady"]],
  ["takes a nack for an ack", actingAs(NACK, ACK), ["consumer groups: show a consumer that fails twice", model]],
  ["takes a burial for an ack", actingAs(BURY, ACK), ["dead letters: keep a poison message", model]],
  ["ends leases that are extended", actingAs(EXTEND, NACK), ["consumer groups: leave a message with its consumer"]],
  [
    "forgets how often it has delivered",
    givingOut((deliveries) => deliveries.map((delivery) => ({ ...delivery, attempt: 1 }))),
    ["consumer groups: show a consumer that fails twice", model],
  ],
  [
    "acknowledges what it gives out",
    {
      group: (group) => ({
        async take(...how) {
          const taken = await group.take(...how);
          const settlements = taken.map(({ lease }) => ({
            lease,
            action: ACK,
            delayMs: 0,
            reason: "",
            outcome: 0 as const,
            failure: null,
          }));
          await group.settle(settlements);
          return taken;
        },
      }),
    },
    ["consumer groups: deliver again what was not acknowledged", "consumer groups: deliver again when a lease", model],
  ],
  [
    "delivers again at once",
    {
      group: (group) => ({
        async settle(settlements) {
          for (const settlement of settlements) if (settlement.action === NACK) settlement.delayMs = 0;
          await group.settle(settlements);
        },
      }),
    },
    ["consumer groups: deliver again after the delay"],
  ],
  [
    "never ends a lease",
    { group: (group) => ({ take: (consumer, bounds) => group.take(consumer, bounds, 1e9) }) },
    ["consumer groups: deliver again when a lease"],
  ],
  [
    "keeps the leases of who left",
    { group: () => ({ release: async () => {}, close: async () => {} }) },
    ["consumer groups: deliver again at once what a consumer had", "consumer groups: deliver again what was not"],
  ],
  ["has one group for all", { groupName: "all" }, ["consumer groups: are independent"]],
  ["stays where it is", { group: () => ({ seek: async () => {} }) }, ["lag and seek: go back to the earliest", model]],
  [
    "counts nothing as given out",
    { group: (group) => ({ lag: async () => ({ ...(await group.lag()), pending: 0 }) }) },
    ["lag and seek: count what waits", model],
  ],
  [
    "leaves dead letters where they are when they are replayed",
    { store: () => ({ replayDead: async () => 1 }) },
    ["dead letters: are appended again"],
  ],
  [
    "takes any text for the id of a dead letter",
    {
      store: (right) => ({
        removeDead: (ns, ids) =>
          right.removeDead(
            ns,
            ids.filter((id) => deadLetterNumber(id) !== null),
          ),
      }),
    },
    ["dead letters: are passed over"],
  ],
  ["drops nothing", { store: () => ({ dropStream: async () => {} }) }, ["streams: start with nothing"]],
];

// Most of the time is spent waiting for what does not come.
describe("the stream suite", { concurrency: 6 }, () => {
  for (const [what, fault, caughtBy] of cases) {
    it(`catches a store that ${what}`, async () => {
      const subject = { open: () => broken(fault), patienceMs: 500, modelRuns: 40 };
      assert.deepEqual(await failingOf(streamSuite, subject, caughtBy), caughtBy);
    });
  }
});
