import type { ReadScenario } from "../../bench/scenario/read-scenario.ts";
import { LiveTuning } from "../../bench/tune/live-tuning.ts";
import { PrivateTuning } from "../../bench/tune/private-tuning.ts";
import { backendsOf, type TunableSettings, tunableSettings } from "../../bench/tune/tunable-settings.ts";
import type { TunedGateway } from "../../bench/tune/tuned-gateway.ts";
import { parseAddress } from "../../client/address.ts";
import type { GatewayConfig } from "../../config/gateway-config.ts";
import { loadConfig } from "../../config/load-config.ts";
import { adminClient } from "../admin-session.ts";
import { gatewayTarget, type TargetFlags } from "../bench/gateway-target.ts";
import type { CliContext } from "../cli-context.ts";
import { UsageError } from "../usage-error.ts";
import type { TuneFlags } from "./tune-flags.ts";

export interface OpenTuning {
  readonly gateway: TunedGateway;
  readonly settings: TunableSettings;
  /** What differs from the gateway that is tuned, a sentence each. */
  readonly notes: readonly string[];
}

interface TuningPlace {
  readonly dataFolder: string;
  readonly scale: number;
  readonly signal: AbortSignal;
}

/** What is to be tuned: a gateway that is made for it, or with `--url` one that runs. */
export async function openTuning(
  context: CliContext,
  flags: TuneFlags,
  read: ReadScenario,
  place: TuningPlace,
): Promise<OpenTuning> {
  return flags.url === undefined
    ? openPrivate(context, flags, read, place)
    : await openLive(context, flags, read, place);
}

function openPrivate(context: CliContext, flags: TuneFlags, read: ReadScenario, place: TuningPlace): OpenTuning {
  const { env, cores } = context.environment;
  const config = loadConfig({ ...context.environment, ...(flags.config === undefined ? {} : { file: flags.config }) });
  checkNamespaces(config, read);
  const token = flags.token ?? env.PRISM_TOKEN ?? "";
  const authorization = token === "" ? "" : `Bearer ${token}`;
  return {
    gateway: new PrivateTuning({ read, config, env, authorization, ...place }),
    settings: tunableSettings(config, read.scenario, cores),
    notes: differencesOf(config, read),
  };
}

/** Throws a UsageError where a gateway that is made for it could not serve the scenario, or would touch what is in use. */
function checkNamespaces(config: GatewayConfig, { scenario }: ReadScenario): void {
  for (const { namespace } of scenario.flows) {
    if (config.namespaces.some(({ name }) => name === namespace)) continue;
    throw new UsageError(`the configuration has no namespace "${namespace}"; name the gateway's file with --config`);
  }
  const plugin = backendsOf(config, scenario).find(({ type }) => type === "plugin");
  if (plugin === undefined) return;
  throw new UsageError(
    `the backend "${plugin.name}" is a plugin, which nobody knows to be safe beside the gateway that uses it: tune with a configuration whose namespaces are elsewhere`,
  );
}

function differencesOf(config: GatewayConfig, { scenario }: ReadScenario): string[] {
  const { listeners, tracing } = config;
  const secure = Object.entries(listeners).filter(([, door]) => "tls" in door && door.tls === true);
  const shared = backendsOf(config, scenario).filter(({ type }) => type !== "memory" && type !== "sqlite");
  return [
    ...(secure.length > 0 ? ["the gateways that were tried speak no TLS, which the configuration asks for"] : []),
    ...(tracing.mode === "off"
      ? []
      : ["the gateways that were tried send no traces, which the configuration asks for"]),
    ...shared.map(
      ({ name, type }) =>
        `the gateways that were tried use the ${type} of the backend "${name}", and leave keys in it that begin with bench:`,
    ),
  ];
}

async function openLive(
  context: CliContext,
  flags: TuneFlags,
  read: ReadScenario,
  { scale, signal }: TuningPlace,
): Promise<OpenTuning> {
  if (flags.config !== undefined || flags.data !== undefined) {
    throw new UsageError("--config and --data are for a gateway that is started: leave them out with --url");
  }
  const { target, serverPid } = gatewayTarget(context, targetFlags(flags.url as string, flags));
  // Not ended by Ctrl-C: the number of workers must be put back behind it.
  const admin = await adminClient(context, flags, new AbortController().signal);
  const gateway = await LiveTuning.open({ read, admin, target, serverPid, scale, signal });
  return {
    gateway,
    settings: gateway.settings(context.environment.cores),
    notes: ["the gateway serves others as well, and their load is in every figure"],
  };
}

/** Options of TLS may be for the admin door alone. */
function targetFlags(url: string, flags: TuneFlags): TargetFlags {
  if (parseAddress(url).isSecure) return { ...flags, url };
  return { url, ...(flags.token === undefined ? {} : { token: flags.token }) };
}
