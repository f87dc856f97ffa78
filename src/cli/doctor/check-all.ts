import { freemem, totalmem } from "node:os";
import { systemClock } from "../../common/clock.ts";
import { secureDoors } from "../../config/check-tls.ts";
import { ConfigError } from "../../config/config-error.ts";
import type { Environment } from "../../config/environment.ts";
import type { GatewayConfig } from "../../config/gateway-config.ts";
import { loadConfig } from "../../config/load-config.ts";
import { answersGrpc } from "./answers-grpc.ts";
import { checkAuth } from "./check-auth.ts";
import { checkCertificates } from "./check-certificates.ts";
import { checkDataFolder } from "./check-data-folder.ts";
import { checkDurableWrite } from "./check-durable-write.ts";
import { checkMemory } from "./check-memory.ts";
import { checkNode } from "./check-node.ts";
import { checkOpenFiles } from "./check-open-files.ts";
import { answersAdmin, answersFrames, answersHttp, checkPort } from "./check-port.ts";
import { type CheckResult, fail, ok, warn } from "./check-result.ts";
import { showsCertificate } from "./shows-certificate.ts";

/** Checks everything that a gateway with this configuration needs of this machine. Changes nothing. */
export async function checkAll(environment: Environment, configFile: string | undefined): Promise<CheckResult[]> {
  const results: CheckResult[] = [checkNode(process.versions.node)];
  const config = readConfig(environment, configFile, results);
  // Without a valid configuration there is no telling what the rest should be.
  if (config !== null) await checkMachine(config, results);
  return results;
}

async function checkMachine(config: GatewayConfig, results: CheckResult[]): Promise<void> {
  const isSecure = secureDoors(config.listeners).length > 0;
  const certificates = isSecure ? checkCertificates(config.tls, systemClock.wallMs()) : null;
  results.push(...(certificates?.results ?? []));
  results.push(...(await checkAuth(config.auth, systemClock.wallMs())));
  for (const [door, probe] of Object.entries(PROBES)) {
    const { host, port, tls } = config.listeners[door as keyof typeof PROBES];
    // What cannot be served is shown by nobody.
    const secureProbe = showsCertificate(certificates?.material?.fingerprint ?? "");
    results.push(await checkPort(door, host, port, tls ? secureProbe : probe));
  }
  for (const backend of config.backends) {
    if (backend.type !== "sqlite") continue;
    results.push(await checkDataFolder(backend.name, backend.settings.path));
    results.push(await checkDurableWrite(backend.name, backend.settings.path));
  }
  results.push(checkMemory({ freeBytes: freemem(), totalBytes: totalmem(), limitBytes: memoryLimitBytes() }));
  results.push(checkOpenFiles(openFilesLimit(), config.limits.maxConnections));
}

const PROBES = { tcp: answersFrames, grpc: answersGrpc, http: answersHttp, admin: answersAdmin } as const;

function readConfig(environment: Environment, file: string | undefined, results: CheckResult[]): GatewayConfig | null {
  try {
    const config = loadConfig({ ...environment, ...(file === undefined ? {} : { file }) });
    const { workers, namespaces } = config;
    results.push(
      ok(
        "configuration",
        `${config.file ?? "the defaults"}: workers ${workers}, namespaces ${namespaces.map((n) => n.name).join(", ")}`,
      ),
    );
    for (const warning of config.warnings)
      results.push(
        warn("configuration", warning, "docs-cms/reference/configuration.md has every setting and variable"),
      );
    return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const line of error.message.split("\n"))
      results.push(fail("configuration", line, "correct it; docs-cms/reference/configuration.md has every setting"));
    return null;
  }
}

function memoryLimitBytes(): number {
  // Without a limit, some systems tell a number beyond all memory, and others nothing.
  const limit = process.constrainedMemory() ?? 0;
  return Number.isSafeInteger(limit) ? limit : 0;
}

function openFilesLimit(): number | null {
  const report = process.report?.getReport() as { userLimits?: { open_files?: { soft?: unknown } } } | undefined;
  const soft = report?.userLimits?.open_files?.soft;
  return typeof soft === "number" ? soft : null;
}
