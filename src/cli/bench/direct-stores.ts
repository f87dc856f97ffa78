import { join } from "node:path";
import type { ReadScenario } from "../../bench/scenario/read-scenario.ts";
import type { DirectStore } from "../../bench/suite/engine/direct-store.ts";
import type { BackendConfig, GatewayConfig } from "../../config/gateway-config.ts";
import { readServerUrl } from "../../config/server-url.ts";
import { UsageError } from "../usage-error.ts";

/** The stores behind a scenario's namespaces, as the gateway's configuration names them, to be asked without a gateway. */
export function directStores(read: ReadScenario, config: GatewayConfig): Record<string, DirectStore> {
  const { flows, name } = read.scenario;
  const refuse = (why: string): never => {
    throw new UsageError(`the scenario ${name} cannot run with --direct: ${why}`);
  };
  for (const { name: flow, mix } of flows) {
    const streaming = mix.find(({ operation }) => operation === "publish" || operation === "consume");
    if (streaming !== undefined)
      refuse(`the flow ${flow} has "${streaming.operation}", and a store alone has no streams`);
  }
  const names = new Set(flows.map(({ namespace }) => namespace));
  return storesOf(names, config, (why) => refuse(why));
}

/** The store of each of these namespaces; `refuse` throws what is told of one that cannot be asked alone. */
export function storesOf(
  namespaces: Iterable<string>,
  config: GatewayConfig,
  refuse: (why: string) => never,
): Record<string, DirectStore> {
  return Object.fromEntries(
    [...namespaces].map((namespace) => {
      const declared = config.namespaces.find((candidate) => candidate.name === namespace);
      const backend = config.backends.find((candidate) => candidate.name === declared?.backend);
      if (backend === undefined) {
        return refuse(`the configuration has no namespace "${namespace}"; name the gateway's file with --config`);
      }
      const store = storeOf(backend);
      return store === null
        ? refuse(
            `the backend "${backend.name}" of "${namespace}" is of type ${backend.type}; redis, postgres and sqlite can be asked alone`,
          )
        : [namespace, store];
    }),
  );
}

function storeOf(backend: BackendConfig): DirectStore | null {
  switch (backend.type) {
    case "redis":
    case "postgres":
      return { type: backend.type, url: urlOf(backend.name, backend.settings.url) };
    case "sqlite":
      return { type: "sqlite", folder: join(backend.settings.path, "bench-direct") };
    default:
      return null;
  }
}

function urlOf(name: string, setting: string): string {
  try {
    return readServerUrl(setting).href;
  } catch (error) {
    throw new UsageError(`the URL of the backend "${name}" ${(error as Error).message}`);
  }
}
