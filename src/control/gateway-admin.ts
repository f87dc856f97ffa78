import { steadyMs, systemClock } from "../common/clock.ts";
import { EventLoopGauge } from "../metrics/event-loop-gauge.ts";
import type { LevelStatus } from "../metrics/levels/level-status.ts";
import { AdminApi } from "./admin-api/admin-api.ts";
import { ADMIN_TIMEOUTS } from "./admin-limits.ts";
import type { AdminParts } from "./admin-routes.ts";
import { type AdminServer, createAdminServer } from "./admin-server.ts";
import type { Gateway, GatewayOptions } from "./gateway.ts";
import { describeTls } from "./gateway-tls.ts";
import { histogramPage } from "./histograms/histogram-page.ts";
import { HistogramReaders } from "./histograms/histogram-readers.ts";
import { levelPage } from "./levels/level-page.ts";
import { noticesOf } from "./levels/missed-notices.ts";
import { ServiceLevels } from "./levels/service-levels.ts";
import { MetricsCollector } from "./metrics-collector.ts";
import { createProcessProbe } from "./metrics-process.ts";
import { ThreadProfiles } from "./thread-profiles.ts";
import { topPage } from "./top/top-page.ts";
import { TopWatch } from "./top/top-watch.ts";

/** The admin door of a gateway in this process: liveness, readiness and metrics. */
export class GatewayAdmin {
  private readonly server: AdminServer;
  private readonly loop = new EventLoopGauge();
  private readonly levels: ServiceLevels;

  constructor(gateway: Gateway, options: GatewayOptions & { readonly version: string }) {
    const collector = new MetricsCollector({
      version: options.version,
      clock: systemClock,
      acceptors: gateway.acceptors,
      acceptorLoop: this.loop,
      credentials: () => gateway.credentialChecks,
      tls: gateway.tlsFigures,
      audit: () => gateway.audit?.report() ?? null,
      snapshot: () => gateway.snapshot,
      workers: () => gateway.supervisor.workers(),
      reloads: () => gateway.namespaces.reloads,
      levels: () => this.levels.statuses,
      captures: () => gateway.captures.figures(),
      tracing: () => gateway.tracing?.figures ?? null,
    });
    const readers = new HistogramReaders(() => systemClock.wallMs());
    collector.seriesListeners.push(readers.onSeries);
    this.levels = createLevels(gateway, options, collector);
    const top = createTop(gateway, options.version, collector, () => this.levels.statuses);
    const parts: AdminParts = {
      ready: () => {
        const reasons = gateway.reasonsNotReady();
        return { ready: reasons.length === 0, reasons, notes: notesOf(gateway) };
      },
      metrics: (format) => collector.collect(format),
      pages: {
        "/histograms": (query) => histogramPage(readers, () => collector.gather(), query),
        "/slo": (query) =>
          levelPage(
            {
              intervalMs: gateway.levels.intervalMs,
              wallMs: () => systemClock.wallMs(),
              look: () => this.levels.look(),
              snapshot: () => gateway.snapshot,
            },
            query,
          ),
        "/top": (query) => topPage(() => top.look(), query),
      },
      describe: () => ({
        version: options.version,
        workers: gateway.supervisor.states(),
        stores: gateway.stores.all(),
        configuration: gateway.namespaces.reloads,
        ...(gateway.tls === null ? {} : { tls: describeTls(gateway.tls) }),
      }),
      api: new AdminApi({
        auth: gateway.adminAuth,
        namespaces: gateway.namespaces.api,
        workers: {
          list: async () => gateway.workers.describe(await collector.gather()),
          set: async (count, principal) => {
            await gateway.workers.set(count, principal);
            return gateway.workers.describe(await collector.gather());
          },
        },
        pools: {
          list: async () => gateway.pools.describe(await collector.gather()),
          set: async (backend, connections, principal) => {
            await gateway.pools.set(backend, connections, principal);
            return gateway.pools.describe(await collector.gather());
          },
        },
        calls: gateway.calls,
        threads: {
          profiles: new ThreadProfiles({ threads: () => gateway.probes() }),
          log: (message, fields) => options.log("info", message, fields),
        },
        captures: {
          captures: gateway.captures,
          record: (principal, operation, namespace) => gateway.audit?.record(principal, operation, namespace),
        },
        denials: gateway.audit?.denials ?? null,
        onError: (error) => options.log("error", "the admin API failed", { problem: describe(error) }),
      }),
      onError: (error) => options.log("error", "the admin door failed to answer", { problem: String(error) }),
    };
    this.server = createAdminServer(parts, ADMIN_TIMEOUTS, gateway.listeners.admin.tls ? gateway.tls : null);
  }

  /** Resolves with the port. Open it before the gateway, so that it can be seen starting, and close it after. */
  open(host: string, port: number): Promise<number> {
    this.levels.start();
    return this.server.open(host, port);
  }

  async close(): Promise<void> {
    this.levels.stop();
    await this.server.close();
    this.loop.close();
  }
}

function createLevels(gateway: Gateway, { log }: GatewayOptions, collector: MetricsCollector): ServiceLevels {
  const levels = new ServiceLevels({
    nowMs: steadyMs,
    intervalMs: gateway.levels.intervalMs,
    snapshot: () => gateway.snapshot,
    gather: () => collector.gather(),
    onLook: (missed) => gateway.supervisor.tellLevels(noticesOf(missed, gateway.snapshot)),
    onError: (error) => log("error", "the levels of service could not be looked at", { problem: describe(error) }),
  });
  collector.listeners.push(levels.onReport);
  return levels;
}

function createTop(
  gateway: Gateway,
  version: string,
  collector: MetricsCollector,
  levels: () => readonly LevelStatus[],
): TopWatch {
  const readProcess = createProcessProbe(systemClock);
  const top = new TopWatch({
    version,
    nowMs: steadyMs,
    wallMs: () => systemClock.wallMs(),
    gather: () => collector.gather(),
    totals: () => ({ process: readProcess(), acceptor: gateway.acceptors }),
    levels,
  });
  collector.listeners.push(top.onReport);
  return top;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What an operator should know of a gateway that is ready all the same. */
function notesOf(gateway: Gateway): string[] {
  const problems = gateway.namespaces.reloads?.problems ?? [];
  const away = gateway.stores.all().filter(({ state }) => state !== "up");
  const notes = away.map(({ backend, pattern, up, workers, problem }) => {
    return `backend ${backend} (${pattern}) serves ${up} of ${workers} workers: ${problem}`;
  });
  if (problems.length === 0) return notes;
  return [
    ...notes,
    "the configuration file was edited and cannot be used: the one before is in force; /readyz?verbose says why",
  ];
}
