import type { JetStreamAccountStats, StreamInfo } from "nats";
import type { NatsSettings } from "../../config/backends/nats.ts";
import type { Durability } from "../contract.ts";
import type { Finding } from "../networked-contract.ts";
import { callApi, isApiError, tryApi } from "./api.ts";
import { apiPrismError, jetStreamDisabled } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { Names } from "./names.ts";
import type { Registry } from "./registry.ts";

/** What a probe found. */
export interface Probed {
  readonly durability: Durability;
  readonly findings: readonly Finding[];
}

/**
 * Asks the live server what it gives. Where streams of the gateway keep their data counts, not what the settings say: the
 * server does not move what is there.
 */
export async function probe(
  exchange: Exchange,
  parts: { names: Names; registry: Registry; settings: NatsSettings; streams: readonly string[]; timeoutMs: number },
): Promise<Probed> {
  const { names, registry, settings, streams, timeoutMs } = parts;
  const info = exchange.connection.info;
  if (info?.jetstream !== true && settings.domain === null) throw jetStreamDisabled();
  const account = await callApi<JetStreamAccountStats>(exchange, {
    subject: `${names.api}.INFO`,
    timeoutMs,
    isRead: true,
  });
  await registry.ensure(exchange, timeoutMs);
  const seen = await Promise.all(
    [names.registry, ...streams].map((stream) => configOf(exchange, `${names.api}.STREAM.INFO.${stream}`, timeoutMs)),
  );
  const there = seen.filter((found) => found !== null);
  const inMemory = there.filter((found) => found.config.storage === "memory").length;
  const replicas = Math.min(...there.map((found) => found.config.num_replicas));
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

async function configOf(exchange: Exchange, subject: string, timeoutMs: number): Promise<StreamInfo | null> {
  const answer = await tryApi<StreamInfo>(exchange, { subject, timeoutMs, isRead: true });
  if (!isApiError(answer)) return answer;
  if (answer.error.code === 404) return null;
  throw apiPrismError(answer.error);
}
