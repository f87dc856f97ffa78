import { setTimeout as pause } from "node:timers/promises";
import { Acceptor } from "../acceptor/acceptor.ts";
import { AcceptorThread } from "../acceptor/acceptor-thread.ts";
import type { AdminCalls } from "../acceptor/admin-calls.ts";
import { systemClock } from "../common/clock.ts";
import { checkLimits, MAX_WORKERS } from "../common/limits.ts";
import { secretBytes } from "../common/prng.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import { compileSnapshot } from "../namespaces/compile.ts";
import type { Snapshot } from "../namespaces/snapshot.ts";
import { ThreadProfiler } from "../profiling/thread-profiler.ts";
import type { WakeUp } from "../ring/doorbell.ts";
import { createBudgetMemory } from "../ring/shared-budget.ts";
import { openHouse } from "../security/authenticator.ts";
import { PrincipalRegistry } from "../security/principal-registry.ts";
import type { TlsGuard } from "../security/tls/tls-guard.ts";
import { createTokenAuthenticator } from "../security/tokens/create-authenticator.ts";
import type { CredentialChecks } from "../security/tokens/credential-checks.ts";
import type { TokenAuthenticator } from "../security/tokens/token-authenticator.ts";
import type { RefusedCalls } from "../tracing/refused-calls.ts";
import { Acceptors } from "./acceptors/acceptors.ts";
import { configOf, createFurtherAcceptors } from "./acceptors/create-acceptors.ts";
import { AdminAuth } from "./admin-auth.ts";
import { Captures } from "./captures/captures.ts";
import type { ConfigSource } from "./config/config-reload.ts";
import { Doors } from "./doors.ts";
import { GatewayAudit } from "./gateway-audit.ts";
import { GatewayNamespaces } from "./gateway-namespaces.ts";
import { createTlsGuard } from "./gateway-tls.ts";
import { createRefusedCalls, createSpanExporter, workerTracing } from "./gateway-tracing.ts";
import { workerHeapMiB } from "./heap.ts";
import type { TlsFigures } from "./metrics-tls.ts";
import { NamespaceCalls } from "./namespaces/namespace-calls.ts";
import { PoolSet, type PoolSetParts } from "./pool-set.ts";
import { Rollout } from "./rollout.ts";
import { StoreStates } from "./store-states.ts";
import { Supervisor } from "./supervisor.ts";
import type { ThreadProbe } from "./thread-probe.ts";
import type { SpanExporter } from "./tracing/span-exporter.ts";
import type { WorkerHandle } from "./worker-handle.ts";
import { WorkerSet } from "./worker-set.ts";

export interface GatewayOptions {
  readonly log: (level: "info" | "warning" | "error", message: string, fields: Record<string, unknown>) => void;
  readonly wakeUp?: WakeUp;
  /** Of Prism. */
  readonly version?: string;
  /** Where the configuration comes from, if edits of it are to be taken while the gateway runs. */
  readonly source?: ConfigSource;
}

/** The whole gateway in this process: an acceptor on this thread, workers on theirs. */
export class Gateway {
  readonly acceptor: Acceptor;
  /** That one, and all others. */
  readonly acceptors: Acceptors;
  readonly supervisor: Supervisor;
  readonly stores = new StoreStates();
  readonly rollout: Rollout;
  readonly namespaces: GatewayNamespaces;
  readonly workers: WorkerSet;
  readonly pools: PoolSet;
  readonly captures: Captures;
  /** What control answers itself. */
  readonly calls: AdminCalls;
  /** Every principal of this process, whatever vouches for it. */
  readonly principals: PrincipalRegistry;
  readonly adminAuth: AdminAuth;
  /** null where nothing is recorded. */
  readonly audit: GatewayAudit | null;
  /** Sends spans; null where nothing is traced. */
  readonly tracing: SpanExporter | null;
  private readonly refused: RefusedCalls | null;
  /** null when nobody is asked for credentials. */
  private readonly tokens: TokenAuthenticator | null;
  /** null when no door speaks TLS. */
  readonly tls: TlsGuard | null;
  private readonly config: GatewayConfig;
  private readonly thread: AcceptorThread;
  private readonly doors: Doors;
  private readonly profiler = new ThreadProfiler();
  private isOpen = false;
  private closing: Promise<void> | null = null;

  constructor(config: GatewayConfig, options: GatewayOptions) {
    const { limits } = config;
    checkLimits(limits.maxFrameBytes, limits.ringBytes);
    const wakeUp = options.wakeUp ?? DEFAULT_WAKE_UP;
    const snapshot = compileSnapshot(config, config.workers);
    const place = { number: 0, of: config.acceptors };
    const own = configOf(config, place);
    this.principals = new PrincipalRegistry(place);
    this.tls = createTlsGuard(config, { clock: systemClock, principals: this.principals, log: options.log });
    this.config = config;
    const { auth } = config;
    this.tokens =
      auth.mode === "off"
        ? null
        : createTokenAuthenticator(auth, { clock: systemClock, registry: this.principals, log: options.log });
    const authenticator = this.tokens ?? openHouse;
    this.adminAuth = new AdminAuth({ clock: systemClock, authenticator, admins: auth.admins });
    this.audit =
      config.audit.mode === "on" ? new GatewayAudit(config.audit, options.log, () => this.showReadiness()) : null;
    this.tracing = config.tracing.mode === "on" ? createSpanExporter(config.tracing, options) : null;
    this.refused = createRefusedCalls(config, this.tracing);
    this.thread = new AcceptorThread(wakeUp);
    this.acceptor = new Acceptor({
      clock: systemClock,
      place,
      snapshot,
      limits: own.limits,
      authenticator,
      denials: this.audit?.denials ?? null,
      refused: this.refused,
      onActivity: this.thread.schedule,
    });
    const further = createFurtherAcceptors(config, {
      ...{ wakeUp, denials: this.audit?.denials ?? null, tracing: this.tracing, log: options.log },
    });
    this.acceptors = new Acceptors(this.acceptor, further);
    this.supervisor = new Supervisor({
      workers: config.workers,
      settings: {
        audit: this.audit === null ? null : config.audit,
        tracing: this.tracing === null ? null : workerTracing(config),
        offload: config.offload,
        budgets: snapshot.backends.map(({ type }) => (type === "memory" ? createBudgetMemory(MAX_WORKERS) : null)),
        maxFrameBytes: limits.maxFrameBytes,
        ringBytes: limits.ringBytes,
        wakeUp,
        acceptorBells: [this.thread.bell, ...further.map(({ bell }) => bell)],
      },
      seed: (worker) => this.namespaces.seed(worker),
      heapMiB: workerHeapMiB(snapshot),
      acceptors: this.acceptors,
      stores: this.stores,
      onChange: () => {
        this.showReadiness();
        this.captures.onWorkers();
      },
      onCaptured: (progress) => this.captures.onProgress(progress),
      onSpans: (batch) => this.tracing?.add(batch),
      onSpawn: (handle) => this.thread.listen(handle.wakePort),
      log: options.log,
    });
    this.rollout = new Rollout({
      threads: this.supervisor,
      acceptors: this.acceptors,
      first: snapshot,
    });
    this.namespaces = new GatewayNamespaces({
      config,
      rollout: this.rollout,
      stores: this.stores,
      log: options.log,
      source: options.source ?? null,
      onChange: () => this.showReadiness(),
    });
    const record: PoolSetParts["record"] = (principal, operation, change) =>
      this.audit?.recordChange(principal, operation, change);
    this.workers = new WorkerSet({
      rollout: this.rollout,
      steps: this.supervisor,
      inTurn: (change) => this.namespaces.inTurn(change),
      wallMs: () => systemClock.wallMs(),
      record,
      log: (message, fields) => options.log("info", message, fields),
    });
    this.pools = new PoolSet({
      rollout: this.rollout,
      inTurn: (change) => this.namespaces.inTurn(change),
      record,
      log: (message, fields) => options.log("info", message, fields),
    });
    this.captures = new Captures({
      folder: config.captures.folder,
      clock: systemClock,
      secretBytes,
      snapshot: () => this.rollout.snapshot,
      workers: () => this.servingThreads(),
      log: options.log,
    });
    this.calls = new NamespaceCalls({
      api: this.namespaces.api,
      objection: (principal) => this.adminAuth.objection(principal),
      denials: this.audit?.denials ?? null,
      onError: (error) => options.log("error", "a change of namespaces failed", { problem: describe(error) }),
    });
    const { acceptor, tls, calls, principals } = this;
    this.doors = new Doors({
      ...{ config: own, acceptor, authenticator, tls, principals, admin: calls, log: options.log },
      onChange: () => this.showReadiness(),
    });
  }

  /** What came of checks of credentials, as of the acceptors' last reports; null when nobody is asked for any. */
  get credentialChecks(): CredentialChecks | null {
    return this.tokens === null ? null : this.acceptors.allChecks(this.tokens.checks);
  }

  /** Of all acceptors; null when no door speaks TLS. */
  get tlsFigures(): TlsFigures | null {
    return this.tls === null ? null : this.acceptors.allTls(this.tls);
  }

  /** What requests are routed by now. */
  get snapshot(): Snapshot {
    return this.rollout.snapshot;
  }

  /** Loads the code that this thread has not loaded yet and needs before it serves; opening does so, too. */
  load(): Promise<void> {
    return this.doors.load();
  }

  /** Resolves with the TCP door's port when the gateway serves; when it cannot, everything is closed again. */
  async open(): Promise<number> {
    try {
      return await this.start();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  private async start(): Promise<number> {
    this.namespaces.open();
    this.audit?.open();
    await this.tokens?.open();
    this.tls?.keeper.open();
    await this.acceptors.start(this.snapshot);
    await this.supervisor.open();
    this.thread.run(this.acceptor);
    await this.doors.open();
    await this.acceptors.join(this.ports);
    await this.namespaces.start();
    this.captures.open();
    this.isOpen = true;
    this.showReadiness();
    return this.ports.tcp;
  }

  /** Where the doors listen, once they do. */
  get ports(): Doors["ports"] {
    return this.doors.ports;
  }

  get levels(): GatewayConfig["levels"] {
    return this.config.levels;
  }

  get listeners(): GatewayConfig["listeners"] {
    return this.config.listeners;
  }

  /** Why the gateway should get no traffic now; empty when it should. */
  reasonsNotReady(): string[] {
    const reasons: string[] = [];
    if (this.closing !== null) reasons.push("shutting down");
    else if (!this.isOpen) reasons.push("starting");
    if (this.isOpen && this.closing === null && this.doors.problem !== "") reasons.push(this.doors.problem);
    if (this.audit !== null && this.audit.chainProblem !== "")
      reasons.push(auditReason("acceptor", this.audit.chainProblem));
    for (const { index, isUp, lastProblem, auditProblem } of this.supervisor.states()) {
      if (auditProblem !== "") reasons.push(auditReason(`worker ${index}`, auditProblem));
      if (!isUp && this.closing === null) reasons.push(`worker ${index} is down${lastProblem && `: ${lastProblem}`}`);
    }
    return reasons;
  }

  /** The threads that can be profiled now, by name. */
  probes(): ReadonlyMap<string, ThreadProbe> {
    const probes = new Map<string, ThreadProbe>([["acceptor", this.profiler], ...this.acceptors.probes]);
    const { grpcProbe } = this.doors;
    if (grpcProbe !== null) probes.set("grpc-door", grpcProbe);
    for (const { index } of this.supervisor.states()) {
      const thread = this.supervisor.thread(index);
      if (thread !== null) probes.set(`worker-${index}`, thread.probe);
    }
    return probes;
  }

  private servingThreads(): { index: number; thread: WorkerHandle }[] {
    return this.supervisor.states().flatMap(({ index, isUp }) => {
      const thread = this.supervisor.thread(index);
      return isUp && thread !== null ? [{ index, thread }] : [];
    });
  }

  private showReadiness(): void {
    this.doors.setServing(this.reasonsNotReady().length === 0);
  }

  /** Refuses new work, finishes what is in flight, closes the stores; within the configured time, whatever happens. */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    const deadlineMs = systemClock.wallMs() + this.config.limits.drainTimeoutMs;
    const leftMs = (): number => Math.max(0, deadlineMs - systemClock.wallMs());
    this.doors.setServing(false);
    const othersIdle = this.acceptors.drain();
    this.supervisor.drain();
    const lastGone = this.doors.drain();
    while (this.acceptor.inFlight > 0 && leftMs() > 0) await pause(DRAIN_LOOK_MS);
    await atMost(leftMs(), othersIdle);
    // A socket is gone when its client has everything and has closed too: ending the process sooner could cut answers off.
    await atMost(leftMs(), Promise.all([this.acceptors.endAll(), lastGone]));
    await atMost(Math.max(MIN_CLOSE_MS, leftMs()), this.acceptors.destroyAll());
    await this.doors.destroyAll();
    await this.namespaces.close(Math.max(MIN_CLOSE_MS, leftMs()));
    await Promise.race([this.captures.close(), pause(Math.max(MIN_CLOSE_MS, leftMs()), undefined, { ref: false })]);
    await this.supervisor.close(Math.max(MIN_CLOSE_MS, leftMs()));
    await this.acceptors.close(Math.max(MIN_CLOSE_MS, leftMs()));
    this.refused?.close();
    await this.tracing?.close(Math.max(MIN_CLOSE_MS, leftMs()));
    this.thread.stop();
    await this.audit?.close();
    this.tokens?.close();
    this.tls?.keeper.close();
  }
}

/** Waits for `work`, but no longer than `timeoutMs`. */
async function atMost(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  const given = new AbortController();
  await Promise.race([work, pause(timeoutMs, undefined, { signal: given.signal }).catch(() => undefined)]);
  given.abort();
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function auditReason(thread: string, problem: string): string {
  return `the audit log of ${thread} cannot be written or kept: ${problem}`;
}

/** Chosen by measurement: see the ADR on wake-ups. */
const DEFAULT_WAKE_UP: WakeUp = "message-port";
/** How often a drain looks whether it is done. */
const DRAIN_LOOK_MS = 5;
/** What the stores get to close, even when the drain has used its time up. */
const MIN_CLOSE_MS = 1_000;
