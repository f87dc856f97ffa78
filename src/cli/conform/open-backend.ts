import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { StoreSurroundings } from "../../backends/networked-contract.ts";
import { loadPlugin } from "../../backends/plugin/load-plugin.ts";
import { checkSettings } from "../../backends/plugin/plugin-settings.ts";
import { createPluginKeyValueStore, createPluginStreamStore } from "../../backends/plugin/plugin-stores.ts";
import { steadyMs } from "../../common/clock.ts";
import { createSystemPrng } from "../../common/prng.ts";
import { placeModule } from "../../config/module-place.ts";
import { parseDocument } from "../../config/parse-document.ts";
import { plainData } from "../../config/plain-data.ts";
import type { CliContext } from "../cli-context.ts";
import { UsageError } from "../usage-error.ts";
import type { NamedResult } from "./results.ts";

const RANDOM_STEPS = 2 ** 30;

/** A plugin, ready to be tried. */
export interface BackendUnderTest {
  /** Runs the suites of its patterns; only checks that have this text in their group or name. */
  run(only: string | undefined): AsyncGenerator<NamedResult>;
}

interface Wanted {
  readonly backend: string;
  readonly settings?: string;
  readonly pattern?: "keyvalue" | "stream";
}

/** Loads the plugin with its settings. Throws a UsageError or a PrismError when it cannot be. */
export async function openBackend(wanted: Wanted, context: CliContext): Promise<BackendUnderTest> {
  const { cwd } = context.environment;
  const file = findModule(wanted.backend, cwd);
  const plugin = await loadPlugin(file);
  const settingsFile = wanted.settings === undefined ? null : resolve(cwd, wanted.settings);
  const given = settingsFile === null ? {} : readSettings(settingsFile);
  const folder = settingsFile === null ? cwd : dirname(settingsFile);
  const loaded = { file, backend: plugin, settings: checkSettings(plugin, given, { file, folder }) };
  const around = surroundingsOf(context);
  // fast-check is loaded for this command alone.
  const { keyValueSuite } = await import("../../conformance/keyvalue/keyvalue-suite.ts");
  const { streamSuite } = await import("../../conformance/stream/stream-suite.ts");
  const { runSuite } = await import("../../conformance/suite.ts");
  // To close every store and open others is what a restart is to a plugin.
  const restart = async (): Promise<void> => {};
  return {
    async *run(only) {
      if (wants(wanted, "keyvalue", plugin.createKeyValueStore)) {
        const open = (worker: number) => createPluginKeyValueStore(loaded, around(worker));
        const suite = { ...keyValueSuite, checks: chosen(keyValueSuite.checks, only) };
        for await (const result of runSuite(suite, { open, restart }, steadyMs))
          yield { ...result, pattern: "keyvalue" };
      }
      if (wants(wanted, "stream", plugin.createStreamStore)) {
        const open = (worker: number) => createPluginStreamStore(loaded, around(worker));
        const suite = { ...streamSuite, checks: chosen(streamSuite.checks, only) };
        for await (const result of runSuite(suite, { open, restart }, steadyMs)) yield { ...result, pattern: "stream" };
      }
    },
  };
}

/** A pattern that is asked for is tried, so that it fails where the plugin lacks it. */
function wants({ pattern }: Wanted, name: "keyvalue" | "stream", create: unknown): boolean {
  return pattern === undefined ? create !== undefined : pattern === name;
}

function chosen<T extends { readonly group: string; readonly name: string }>(
  checks: readonly T[],
  only: string | undefined,
): readonly T[] {
  return only === undefined ? checks : checks.filter(({ group, name }) => `${group}: ${name}`.includes(only));
}

function findModule(name: string, cwd: string): string {
  try {
    return placeModule(name, cwd);
  } catch (error) {
    throw new UsageError(`--backend: ${(error as Error).message}`);
  }
}

function readSettings(file: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--settings: ${file} cannot be read: ${(error as Error).message}`);
  }
  const { root, problems } = parseDocument(text, file);
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError(`${file}:${problem.line}:${problem.column}: ${problem.message}`);
  if (root === null) return {};
  if (root.kind !== "map") throw new UsageError(`--settings: ${file} must hold a map of settings`);
  return plainData(root) as Readonly<Record<string, unknown>>;
}

function surroundingsOf({ clock, stderr }: CliContext): (worker: number) => StoreSurroundings {
  const prng = createSystemPrng();
  return (worker) => ({
    worker,
    nowMs: () => clock.wallMs(),
    random: () => prng.below(RANDOM_STEPS) / RANDOM_STEPS,
    onProblem: (error) => stderr.post(`prism: the plugin reports: ${error instanceof Error ? error.message : error}\n`),
  });
}
