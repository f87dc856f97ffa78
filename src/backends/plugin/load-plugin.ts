import { pathToFileURL } from "node:url";
import type { PrismError } from "../../common/prism-error.ts";
import type { Setting } from "../../config/setting.ts";
import { type BackendPlugin, CONTRACT_VERSION } from "./backend-plugin.ts";
import { cannotLoad, invalid, wrongContract } from "./errors.ts";

/** Loads the module in this file, and looks whether it is a backend. Rejects with a {@link PrismError} that says what is wrong. */
export async function loadPlugin(file: string): Promise<BackendPlugin> {
  let module: Record<string, unknown>;
  try {
    module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    throw cannotLoad(file, error);
  }
  const problem = problemOf(file, exportedBackend(module));
  if (problem instanceof Error) throw problem;
  return problem;
}

/** What a plugin can declare: what needs no more of the configuration than itself. */
const SETTING_KINDS: ReadonlySet<string> = new Set<Setting["kind"]>([
  "int",
  "bytes",
  "duration",
  "boolean",
  "enum",
  "string",
  "path",
  "secret",
  "server-url",
  "strings",
  "free",
]);

/** `export const backend`, or the default export; a CommonJS module has its exports there. */
function exportedBackend(module: Record<string, unknown>): unknown {
  const byDefault = module.default as { backend?: unknown } | undefined;
  return module.backend ?? byDefault?.backend ?? byDefault;
}

/** The backend, or what is wrong with it. */
function problemOf(file: string, exported: unknown): BackendPlugin | PrismError {
  if (typeof exported !== "object" || exported === null) {
    return invalid(file, "it exports no object `backend`");
  }
  const backend = exported as Partial<BackendPlugin>;
  if (typeof backend.contract !== "number") return invalid(file, "`backend.contract` is no number");
  if (backend.contract !== CONTRACT_VERSION) return wrongContract(file, backend.contract, CONTRACT_VERSION);
  if (typeof backend.name !== "string" || backend.name === "") return invalid(file, "`backend.name` is no text");
  if (!isObject(backend.offers)) return invalid(file, "`backend.offers` is no object");
  for (const name of ["createKeyValueStore", "createStreamStore", "validate"] as const) {
    if (backend[name] !== undefined && typeof backend[name] !== "function") {
      return invalid(file, `\`backend.${name}\` is no function`);
    }
  }
  if (backend.createKeyValueStore === undefined && backend.createStreamStore === undefined) {
    return invalid(file, "`backend` has neither createKeyValueStore nor createStreamStore");
  }
  for (const [pattern, create] of [
    ["keyvalue", backend.createKeyValueStore],
    ["stream", backend.createStreamStore],
  ] as const) {
    const offer = backend.offers?.[pattern];
    if ((offer === undefined) !== (create === undefined)) {
      return invalid(file, `\`backend.offers.${pattern}\` and the function that makes its stores are not both there`);
    }
    if (offer !== undefined && !(isObject(offer) && Array.isArray(offer.abilities))) {
      return invalid(file, `\`backend.offers.${pattern}\` is no offer with \`abilities\``);
    }
  }
  if (backend.settings !== undefined && !isObject(backend.settings)) {
    return invalid(file, "`backend.settings` is no object");
  }
  for (const [name, setting] of Object.entries(backend.settings ?? {})) {
    const kind = (setting as { kind?: unknown } | null)?.kind;
    if (!SETTING_KINDS.has(String(kind))) {
      return invalid(file, `\`backend.settings.${name}.kind\` is none of ${[...SETTING_KINDS].join(", ")}`);
    }
  }
  if (backend.settings !== undefined && backend.validate !== undefined) {
    return invalid(file, "`backend` has both settings and validate: one says what is right");
  }
  return backend as BackendPlugin;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
