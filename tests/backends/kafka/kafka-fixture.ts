import type { TestContext } from "node:test";
import type { KafkaSettings } from "../../../src/backends/kafka/kafka-settings.ts";
import { createKafkaStreamStore } from "../../../src/backends/kafka/kafka-stream-store.ts";
import type { StoreSurroundings } from "../../../src/backends/networked-contract.ts";
import {
  type Delivery,
  type NetworkedStreamStore,
  NewMessage,
  SettleAction,
  Settlement,
  type StreamSpec,
  type TakeBounds,
} from "../../../src/backends/stream-contract.ts";
import { kafkaBackend } from "../../../src/config/backends/kafka.ts";
import { fieldName, type Section } from "../../../src/config/setting.ts";
import { afterwards } from "../../support/afterwards.ts";
import { fileServer } from "../../support/servers/private-servers.ts";

/** The settings of a backend as the configuration gives them: defaults, and what differs. */
export function kafkaSettings(port: number, others: Partial<KafkaSettings> = {}): KafkaSettings {
  const defaults = defaultsOf(kafkaBackend) as unknown as KafkaSettings;
  return { ...defaults, brokers: [`127.0.0.1:${port}`], ...others };
}

export function surroundings(problems: unknown[] = []): StoreSurroundings {
  return { worker: 0, nowMs: () => Date.now(), random: Math.random, onProblem: (error) => void problems.push(error) };
}

let prefixes = 0;

/** Topics of one test, on this file's server. */
export function ownPrefix(): string {
  return `test${process.pid}-${prefixes++}.`;
}

/** A store on this file's server, with topics that no other has, unless it is told a prefix. */
export async function openStore(t: TestContext, others: Partial<KafkaSettings> = {}): Promise<NetworkedStreamStore> {
  const { port } = await fileServer("kafka");
  const store = createKafkaStreamStore(kafkaSettings(port, { topicPrefix: ownPrefix(), ...others }), surroundings());
  afterwards(t, () => store.close());
  return store;
}

export function spec(others: Partial<StreamSpec> = {}): StreamSpec {
  return { name: "events", retentionMs: 0, maxBytes: 0, partitions: 1, replicas: 1, keep: "stored", ...others };
}

export function message(namespaceId: number, key: string, value: string, others: Partial<NewMessage> = {}): NewMessage {
  return Object.assign(new NewMessage(), { namespaceId, key, value: Buffer.from(value), ...others });
}

export const bounds: TakeBounds = { maxItems: 1_000, maxBytes: 16 * 1024 * 1024 };

/** Something to take from, with the means to wait for it. */
export class Taker {
  readonly #take: () => Promise<readonly Delivery[]>;
  #wake: () => void = () => {};
  readyCount = 0;

  constructor(take: () => Promise<readonly Delivery[]>) {
    this.#take = take;
  }

  readonly onReady = (): void => {
    this.readyCount++;
    this.#wake();
  };

  /** Takes until there are so many. */
  async until(count: number): Promise<Delivery[]> {
    const found: Delivery[] = [];
    while (found.length < count) {
      const ready = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const some = await this.#take();
      found.push(...some);
      if (some.length === 0) await ready;
    }
    return found;
  }
}

export function settlement(
  { lease }: Delivery,
  action: SettleAction = SettleAction.ACK,
  others: Partial<Settlement> = {},
): Settlement {
  return Object.assign(new Settlement(), { lease, action, ...others });
}

export const textOf = ({ value }: Delivery): string => Buffer.from(value as Uint8Array).toString("utf8");

function defaultsOf(section: Section): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(section.entries)) {
    const isSection = entry.kind === "section";
    values[fieldName(name, entry)] = isSection ? defaultsOf(entry) : "default" in entry ? entry.default : null;
  }
  return values;
}
