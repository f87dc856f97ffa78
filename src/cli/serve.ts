import { elapsedUs, systemClock } from "../common/clock.ts";
import { ConfigError } from "../config/config-error.ts";
import { readEnvironment } from "../config/environment.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import { listSettings } from "../config/list-settings.ts";
import { configPath, type LoadOptions, loadConfig } from "../config/load-config.ts";
import type { ConfigSource } from "../control/config/config-reload.ts";
import { Gateway } from "../control/gateway.ts";
import { GatewayAdmin } from "../control/gateway-admin.ts";
import { compactHeap } from "../profiling/compact-heap.ts";
import { TlsProblem } from "../security/tls/tls-problem.ts";
import { ExitCode } from "./exit-code.ts";
import { inlineMore } from "./inline-more.ts";
import { writeLog } from "./json-log.ts";
import { renderBanner, type ServedPorts } from "./serve-banner.ts";
import type { ServeFlags } from "./serve-command.ts";
import { explainStart } from "./start-problem.ts";
import { readVersion } from "./version.ts";

/** A gateway in this process, until a signal ends it. */
export async function serve(flags: ServeFlags): Promise<void> {
  inlineMore();
  // A reader of the log that goes away must not take the gateway with it.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  process.on("uncaughtException", (error) => {
    writeLog("error", "the gateway failed in a way it does not know; it ends", {
      problem: error.stack ?? String(error),
    });
    process.exit(ExitCode.FAILED);
  });
  const options: LoadOptions = { ...readEnvironment(), ...optionsOf(flags) };
  const config = load(options);
  const version = readVersion();
  const gateway = create(config, { path: configPath(options), load: () => loadConfig(options) });
  const admin = new GatewayAdmin(gateway, { log: writeLog, version });
  endOnSignals(gateway, admin);
  process.on("SIGHUP", () => void gateway.namespaces.reload("SIGHUP"));
  const ports = await start(config, gateway, admin);
  console.log(renderBanner(config, ports, version));
  writeLog("info", "serving", { ...ports, workers: config.workers, pid: process.pid });
}

function create(config: GatewayConfig, source: ConfigSource): Gateway {
  try {
    return new Gateway(config, { log: writeLog, source, version: readVersion() });
  } catch (error) {
    if (!(error instanceof TlsProblem)) throw error;
    console.error(explainStart(error, config.listeners));
    process.exit(ExitCode.FAILED);
  }
}

function load(options: LoadOptions): GatewayConfig {
  try {
    const config = loadConfig(options);
    for (const warning of config.warnings) writeLog("warning", warning);
    return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(ExitCode.USAGE);
  }
}

function optionsOf(flags: ServeFlags): { file?: string; dataFolder?: string; flags: Record<string, unknown> } {
  const settings: Record<string, unknown> = {};
  for (const { path, flag } of listSettings()) settings[path] = flags[camelCase(flag)];
  settings["listeners.tcp.port"] ??= flags.port;
  settings["listeners.admin.port"] ??= flags.adminPort;
  return {
    flags: settings,
    ...(flags.config === undefined ? {} : { file: flags.config }),
    ...(flags.data === undefined ? {} : { dataFolder: flags.data }),
  };
}

/** As commander names the value of a flag. */
function camelCase(flag: string): string {
  return flag.slice(2).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

async function start(config: GatewayConfig, gateway: Gateway, admin: GatewayAdmin): Promise<ServedPorts> {
  const { listeners } = config;
  try {
    // First, so that whoever watches the start sees why the gateway is not ready yet.
    const adminPort = await admin.open(listeners.admin.host, listeners.admin.port);
    // This thread's own, once its code is there and while the others start.
    await Promise.all([gateway.open(), gateway.load().then(compactHeap)]);
    return { admin: adminPort, ...gateway.ports };
  } catch (error) {
    console.error(explainStart(error, listeners));
    await Promise.all([gateway.close(), admin.close()]);
    return exit(gateway, ExitCode.FAILED);
  }
}

/** The first signal lets the gateway finish what it has; a second one ends it at once. */
function endOnSignals(gateway: Gateway, admin: GatewayAdmin): void {
  let firstUs: number | null = null;
  let isSecond = false;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const nowUs = systemClock.monotonicUs();
    if (firstUs !== null) {
      if (elapsedUs(firstUs, nowUs) < SAME_SIGNAL_MS * 1_000) return;
      writeLog("error", "ended at once by a second signal", { signal, inFlight: gateway.acceptor.inFlight });
      isSecond = true;
      await gateway.supervisor.end();
      exit(gateway, signal === "SIGINT" ? ExitCode.INTERRUPTED : ExitCode.FAILED);
    }
    firstUs = nowUs;
    writeLog("info", "shutting down; a second signal ends at once", { signal, inFlight: gateway.acceptor.inFlight });
    await gateway.close();
    await admin.close();
    if (isSecond) return;
    if (gateway.supervisor.isGone) writeLog("info", "shut down");
    exit(gateway, ExitCode.DONE);
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

/** Node waits for its threads, and a call of the system, say to a disk that does not answer, keeps a thread for ever. */
function exit(gateway: Gateway, code: number): never {
  if (gateway.supervisor.isGone) process.exit(code);
  writeLog("error", "a worker is held up in a call of the system and does not end: the process is killed");
  process.kill(process.pid, "SIGKILL");
  throw new Error("unreachable: the process was killed");
}

/** Ctrl-C reaches every process of the terminal, and a wrapper such as `timeout` passes it on once more. */
const SAME_SIGNAL_MS = 250;
