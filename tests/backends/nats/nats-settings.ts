import type { StoreSurroundings } from "../../../src/backends/networked-contract.ts";
import type { NatsSettings } from "../../../src/config/backends/nats.ts";
import { natsBackend } from "../../../src/config/backends/nats.ts";
import { fieldName, isSetting, type Section } from "../../../src/config/setting.ts";

/** The defaults of a `nats` backend, for a server on this port. */
export function natsSettings(port: number, changes: Partial<NatsSettings> = {}): NatsSettings {
  return { ...(defaultsOf(natsBackend) as unknown as NatsSettings), url: `nats://127.0.0.1:${port}`, ...changes };
}

function defaultsOf(section: Section): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(section.entries)) {
    if (isSetting(entry)) fields[fieldName(name, entry)] = entry.default ?? null;
    else if (entry.kind === "section") fields[name] = defaultsOf(entry);
  }
  return fields;
}

/** Surroundings of a store whose problems are collected. */
export function natsSurroundings(problems: unknown[] = []): StoreSurroundings {
  return { worker: 0, nowMs: Date.now, random: () => 0.5, onProblem: (error) => problems.push(error) };
}
