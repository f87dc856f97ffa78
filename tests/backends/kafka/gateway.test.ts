import assert from "node:assert/strict";
import { test } from "node:test";
import { PrismClient, type ReceivedMessage } from "../../../src/client/index.ts";
import { fileServer, serverMissing } from "../../support/servers/private-servers.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { ownPrefix } from "./kafka-fixture.ts";

const options = { skip: serverMissing("kafka") };

test(
  "serves a stream of several partitions from Kafka, to groups and to readers that come again",
  options,
  async (t) => {
    const { port } = await fileServer("kafka");
    const yaml = `workers: 2
backends: { log: { type: kafka, brokers: ["127.0.0.1:${port}"], topicPrefix: "${ownPrefix()}" } }
namespaces:
  - { name: events, pattern: stream, backend: log, stream: { partitions: 3, maxAttempts: 2 }, needs: { ordering: key } }
`;
    const gateway = await StartedGateway.open(t, { yaml });
    const client = await PrismClient.connect(`127.0.0.1:${gateway.port}`);
    t.after(() => client.close());
    const events = client.stream("events");
    const sent = Array.from({ length: 90 }, (_, index) => ({ key: `key ${index % 9}`, value: `${index}` }));
    const results = await events.publishMany(sent);
    assert.ok(results.every((result) => "position" in result));
    const twice = { key: "k", value: "once", idempotencyKey: "one" };
    const [first, second] = [await events.publish(twice), await events.publish(twice)];
    assert.deepEqual([second.position, second.replayed], [first.position, true]);

    // A reader that stops in the middle, and goes on elsewhere from where it was, in each partition.
    const texts: string[] = [];
    let after = "";
    while (texts.length < 91) {
      const start = after === "" ? ("earliest" as const) : { after };
      const { messages, nextPosition } = await events.fetch({
        start,
        maxMessages: 20,
        waitMs: 5_000,
        subscription: `another ${texts.length}`,
      });
      texts.push(...messages.map(({ text }) => text));
      after = nextPosition;
    }
    assert.deepEqual([...texts].sort(), [...sent.map(({ value }) => value), "once"].sort());
    for (let key = 0; key < 9; key++) {
      const own = texts.filter((text) => text !== "once" && Number(text) % 9 === key).map(Number);
      assert.deepEqual(
        own,
        [...own].sort((a, b) => a - b),
      );
    }

    const done = new Set<string>();
    const poisoned: ReceivedMessage[] = [];
    const subscription = events.subscribe({ group: "workers", start: "earliest" });
    for await (const message of subscription) {
      if (message.text === "once") {
        poisoned.push(message);
        await message.nack();
      } else {
        done.add(message.text);
        await message.ack();
      }
      if (done.size === 90 && poisoned.length === 2) break;
    }
    assert.deepEqual(
      poisoned.map(({ attempt }) => attempt),
      [1, 2],
    );
    const { deadLetters } = await events.deadLetters();
    assert.deepEqual(
      deadLetters.map(({ group, attempts, message }) => [group, attempts, message.text]),
      [["workers", 2, "once"]],
    );
    const { waiting, pending, partitions } = await events.lag("workers");
    assert.deepEqual([waiting, pending, partitions.length], [0, 0, 3]);
  },
);
