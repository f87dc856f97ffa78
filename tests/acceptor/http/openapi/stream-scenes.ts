import assert from "node:assert/strict";

/** A call that is made before the example: a method of StreamService and its message. */
type Step = readonly [method: string, message: object];

const events = { namespace: "events" };
const ofBilling = { ...events, group: "billing" };
const paid = { key: "order-7", value: "cGFpZA==", headers: [{ name: "ce-type", value: "b3JkZXIucGFpZA==" }] };

const publish: Step = ["Publish", { ...events, message: paid }];
/** What the examples do not tell of: with these before it, the message that they tell of is the 42nd. */
const earlier: Step = ["BatchPublish", { ...events, messages: Array.from({ length: 41 }, () => ({ value: "MQ==" })) }];
const group: Step = ["Fetch", { ...ofBilling, consumer: "billing-1", start: { latest: true } }];
const other: Step = ["Fetch", { ...ofBilling, consumer: "billing-2" }];
const leave: Step = ["Leave", { ...ofBilling, consumer: "billing-1" }];
const published: readonly Step[] = [earlier, group, publish];
/** Its lease is `1~1.0.42.1`. */
const leased: readonly Step[] = [...published, group];
const bury: Step = ["Nack", { ...ofBilling, leases: ["1~1.0.42.1"], bury: true, reason: "no such order" }];
const buried: readonly Step[] = [...leased, bury];

/** What happens in `events` before an example is true: by method, or what a path does like it, and the example's name. */
const scenes: Readonly<Record<string, readonly Step[]>> = {
  "BatchPublish two": [["Publish", { ...events, message: { value: "MQ==", idempotencyKey: "a1" } }]],
  "Fetch group": published,
  "Fetch read": [publish],
  "FetchMessages nothing": [earlier],
  "Ack two": leased,
  "Nack later": leased,
  "Extend minute": leased,
  "Leave consumer": leased,
  "Lag group": [...leased, publish, publish, publish],
  "GetLag lag": [earlier, group, leave, publish, publish, publish],
  "Seek earliest": leased,
  "ListDeadLetters group": buried,
  "ReplayDeadLetters one": buried,
  "ListGroups one": [group, other],
  "ListGroups idle": [group, leave],
  "DropGroup one": [group],
};

/** Makes the gateway's stream what an example supposes. */
export async function prepareStream(base: string, operation: string, example: string): Promise<void> {
  const name = operation.replace("StreamService_", "");
  const scene = scenes[`${name.charAt(0).toUpperCase()}${name.slice(1)} ${example}`] ?? [];
  for (const [method, message] of scene) {
    const url = `${base}/v1/StreamService/${method}`;
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(message) });
    assert.equal(response.status, 200, `${method}: ${await response.text()}`);
  }
}
