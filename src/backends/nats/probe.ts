import type { JetStreamAccountStats, StreamConfig, StreamInfo } from "nats";
import type { NatsSettings } from "../../config/backends/nats.ts";
import type { Durability } from "../contract.ts";
import type { Finding } from "../networked-contract.ts";
import { callApi } from "./api.ts";
import { jetStreamDisabled } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { Names } from "./names.ts";
import type { Registry } from "./registry.ts";

/** What a probe found. */
export interface Probed {
  readonly durability: Durability;
  readonly findings: readonly Finding[];
}

/** How the server keeps one stream of the gateway. */
export interface KeptStream {
  readonly isFile: boolean;
  readonly replicas: number;
}

/**
 * Asks the live server what it gives. Where streams of the gateway keep their data counts, not what the settings say: the
 * server does not move what is there. How it keeps those that are open is known from when they were opened.
 */
export async function probe(
  exchange: Exchange,
  parts: {
    names: Names;
    registry: Registry;
    settings: NatsSettings;
    streams: readonly KeptStream[];
    timeoutMs: number;
  },
): Promise<Probed> {
  const { names, registry, settings, timeoutMs } = parts;
  const info = exchange.connection.info;
  if (info?.jetstream !== true && settings.domain === null) throw jetStreamDisabled();
  const account = await callApi<JetStreamAccountStats>(exchange, {
    subject: `${names.api}.INFO`,
    timeoutMs,
    isRead: true,
  });
  await registry.ensure(exchange, timeoutMs);
  const subject = `${names.api}.STREAM.INFO.${names.registry}`;
  const { config } = await callApi<StreamInfo>(exchange, { subject, timeoutMs, isRead: true });
  const there = [...parts.streams, keptAs(config)];
  const inMemory = there.filter((kept) => !kept.isFile).length;
  const replicas = Math.min(...there.map((kept) => kept.replicas));
  const isFile = settings.storage === "file" && inMemory === 0;
  return {
    durability: isFile ? "process-crash" : "none",
    findings: [
      { setting: "version", value: info?.version ?? "unknown", meaning: "" },
      storageFinding(isFile, inMemory),
      {
        setting: "sync_interval",
        value: "not told to clients",
        meaning: isFile
          ? "The server writes before it acknowledges and syncs its files later, every two minutes unless configured otherwise: a loss of power may take acknowledged writes."
          : "",
      },
      {
        setting: "num_replicas",
        value: String(replicas),
        meaning:
          replicas === 1
            ? "One server has the data: while it is away there are none, and with its disk they are lost."
            : `Each write is on a majority of ${replicas} servers when it is acknowledged.`,
      },
      {
        setting: "max_payload",
        value: String(exchange.maxPayload),
        meaning: "Larger items, their headers included, are refused.",
      },
      ...limitFindings(account),
    ],
  };
}

/** Of a stream that was opened after the probe. */
export const inMemoryFinding: Finding = {
  setting: "storage",
  value: "memory",
  meaning: "A stream of the gateway is kept in the server's memory, and gone when that ends.",
};

function storageFinding(isFile: boolean, inMemory: number): Finding {
  if (isFile) return { setting: "storage", value: "file", meaning: "" };
  const meaning =
    inMemory === 0
      ? "What is new is kept in the server's memory, and gone when that ends."
      : `${inMemory} streams of the gateway are kept in the server's memory, and gone when that ends.`;
  return { setting: "storage", value: "memory", meaning };
}

function limitFindings({ limits }: JetStreamAccountStats): Finding[] {
  const bounds: readonly (readonly [string, number])[] = [
    ["max_storage", limits.max_storage],
    ["max_memory", limits.max_memory],
    ["max_streams", limits.max_streams],
    ["max_consumers", limits.max_consumers],
  ];
  return bounds
    .filter(([, value]) => value >= 0)
    .map(([setting, value]) => ({
      setting,
      value: String(value),
      meaning: "What is over the account's limit is refused, STORE_FULL.",
    }));
}

/** How the server keeps a stream of these settings. */
export function keptAs({ storage, num_replicas }: StreamConfig): KeptStream {
  return { isFile: storage === "file", replicas: num_replicas };
}
