import type { Exchange } from "./method-examples.ts";

const events = { namespace: "events" };
const ofBilling = { ...events, group: "billing" };
const paid = { key: "order-7", value: "cGFpZA==", headers: [{ name: "ce-type", value: "b3JkZXIucGFpZA==" }] };
const delivered = { position: "42", ...paid, publishedMs: "1764061200000" };
const start = { start: { earliest: true } };
const ended = {
  code: 5,
  reason: "LEASE_ENDED",
  message:
    "the lease has ended: the message is done, or is delivered again; extend leases in time, or raise ack_timeout_ms",
};

/** Of the methods of StreamService: messages and what they are answered with. */
export const streamExamples: Readonly<Record<string, readonly Exchange[]>> = {
  Publish: [["event", "A message with a key and a header.", { ...events, message: paid }, { position: "42" }]],
  BatchPublish: [
    [
      "two",
      "Two messages, the second one published before under its idempotency key.",
      { ...events, messages: [paid, { value: "MQ==", idempotencyKey: "a1" }] },
      { results: [{ position: "43" }, { position: "17", replayed: true }] },
    ],
  ],
  Fetch: [
    [
      "group",
      "What the group has not done yet; waits for it half a minute.",
      { ...ofBilling, consumer: "billing-1", maxMessages: 10, waitMs: 30_000 },
      { deliveries: [{ ...delivered, attempt: 1, lease: "1~1.0.42.1" }], consumer: "billing-1" },
    ],
    [
      "read",
      "From the first message on, without a group.",
      { ...events, ...start, maxMessages: 1 },
      { deliveries: [delivered], nextPosition: "42" },
    ],
  ],
  Ack: [
    [
      "two",
      "One that is done now, and one whose lease has ended.",
      { ...ofBilling, leases: ["1~1.0.42.1", "1~1.0.7.1"] },
      { results: [{}, { error: ended }] },
    ],
  ],
  Nack: [
    ["later", "Again in a minute.", { ...ofBilling, leases: ["1~1.0.42.1"], delayMs: "60000" }, { results: [{}] }],
  ],
  Extend: [
    ["minute", "Another minute.", { ...ofBilling, leases: ["1~1.0.42.1"], ackTimeoutMs: "60000" }, { results: [{}] }],
  ],
  Leave: [["consumer", "What it has leased goes to others.", { ...ofBilling, consumer: "billing-1" }, {}]],
  Lag: [
    [
      "group",
      "Three messages that nobody has been given, one that is being worked on.",
      ofBilling,
      { waiting: "3", pending: "1", partitions: [{ position: "42", end: "45", waiting: "3" }] },
    ],
  ],
  Seek: [["earliest", "Everything again.", { ...ofBilling, to: start.start }, {}]],
  ListDeadLetters: [
    [
      "group",
      "One that its consumer has buried.",
      ofBilling,
      {
        deadLetters: [
          {
            id: "0000000000000001",
            group: "billing",
            reason: "no such order",
            attempts: 1,
            diedMs: "1764061260000",
            message: { ...delivered, attempt: 1 },
          },
        ],
        nextPageToken: "AQyVx-zhzhqXMDAwMDAwMDAwMDAwMDAwMQ",
      },
    ],
  ],
  ReplayDeadLetters: [["one", "Delivered to its group again.", { ...events, ids: ["0000000000000001"] }, { count: 1 }]],
  RemoveDeadLetters: [["gone", "It had been removed before.", { ...events, ids: ["0000000000000001"] }, {}]],
  ListGroups: [["one", "A group with two subscribers.", events, { groups: [{ name: "billing", consumers: 2 }] }]],
  DropGroup: [["one", "A group that nobody needs any more.", ofBilling, { dropped: true }]],
};
