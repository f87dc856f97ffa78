import { type Finding, leftOut, type Target } from "../finding.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { withGateway } from "../servers/gateway.ts";
import { kafkaMissing, withKafka } from "../servers/kafka.ts";
import { KafkaJsPublisher } from "../streams/kafkajs-publish-load.ts";
import { runPublishes } from "../streams/publish-load.ts";
import { compareRates } from "./comparison.ts";
import type { Measure } from "./measure.ts";

/** Keyed publishes of 1 KiB to Kafka through Prism, each acknowledged, against kafkajs straight with its own batches. */
export const kafkaMeasure: Measure = {
  name: "kafka",
  async run(lab) {
    const missing = kafkaMissing();
    if (missing !== null) return [leftOut(PUBLISH, TARGET, missing)];
    return withKafka(lab.children, (kafka) => {
      const backend = { type: "kafka", brokers: [`127.0.0.1:${kafka}`] };
      const stream = { partitions: 4, maxBytes: "512MiB" };
      const elsewhere = [{ namespace: NAMESPACE, pattern: "stream", stream, backend }] as const;
      const setup = { workers: "auto", memory: [], sqlite: [], elsewhere } as const;
      return withGateway(lab.children, setup, async ({ port }) => [await publishes(lab, kafka, port)]);
    });
  },
};

const NAMESPACE = "events";
const PUBLISH = "keyed publishes of 1 KiB to Kafka, 16 × 16, to kafkajs straight";
const TARGET: Target = { kind: "at least", bound: 1, unit: "× kafkajs" };
const KEYS = 1_000;

async function publishes(lab: Lab, kafka: number, port: number): Promise<Finding> {
  const { warmUpMs, durationMs } = lab.pace;
  const times = { warmUpMs, durationMs, valueBytes: 1_024, keys: KEYS };
  const load = { port, namespace: NAMESPACE, connections: 16, depth: 16, ...times };
  // The first makes the topic.
  await runPublishes({ ...load, warmUpMs: 0, durationMs: 100 });
  const straight = await KafkaJsPublisher.open({ port: kafka, topic: `prism.${NAMESPACE}`, inFlight: 256, ...times });
  const rounds = await lab.compare({
    straight: async () => rate(await straight.run()),
    prism: async () => rate(await runPublishes(load)),
  });
  await straight.close();
  return compareRates(PUBLISH, rounds.prism, rounds.straight, TARGET);
}

function rate(opsPerSecond: number): RoundFigure {
  return { opsPerSecond, latencyUs: null, serverCpuUs: null };
}
