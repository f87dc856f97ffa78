import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "../common/clock.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import type { NamespaceApi } from "../namespaces/namespace-api.ts";
import { ConfigReload, type ConfigSource, type ReloadReport } from "./config/config-reload.ts";
import type { GatewayOptions } from "./gateway.ts";
import { NamespaceBook } from "./namespaces/namespace-book.ts";
import { NamespaceChanger } from "./namespaces/namespace-changer.ts";
import { NamespaceService } from "./namespaces/namespace-service.ts";
import type { Rollout } from "./rollout.ts";
import type { StoreStates } from "./store-states.ts";
import type { WorkerSettings } from "./worker-handle.ts";

export interface GatewayNamespacesParts {
  readonly config: GatewayConfig;
  readonly rollout: Rollout;
  readonly stores: StoreStates;
  readonly log: GatewayOptions["log"];
  /** Null where the configuration is not read again. */
  readonly source: ConfigSource | null;
  /** Readiness is to be told otherwise than before. */
  readonly onChange: () => void;
}

/** The namespaces of a gateway while it runs: what the file and the API declare, and who may change what. */
export class GatewayNamespaces {
  readonly api: NamespaceApi;
  private readonly parts: GatewayNamespacesParts;
  private readonly book: NamespaceBook;
  private readonly changer: NamespaceChanger;
  private readonly reloading: ConfigReload | null;

  constructor(parts: GatewayNamespacesParts) {
    const { config, rollout, stores, log, source, onChange } = parts;
    this.parts = parts;
    this.book = new NamespaceBook(config, () => rollout.seed.backends);
    this.changer = new NamespaceChanger(rollout, this.book);
    this.api = new NamespaceService({ config, book: this.book, changer: this.changer, stores, clock: systemClock });
    const apply = (next: GatewayConfig): Promise<void> =>
      this.changer.inTurn(() => this.changer.declareFile(next)).then(() => this.tellOfShadowed());
    this.reloading =
      source === null ? null : new ConfigReload({ source, config, clock: systemClock, log, apply, onChange });
  }

  /** Takes what was declared through the API before; to be called before there are workers. Throws a PrismError. */
  open(): void {
    this.book.open();
    this.parts.rollout.begin(this.book.declarations.served());
    this.tellOfShadowed();
    for (const { name, problem } of this.book.declarations.unserved()) {
      this.parts.log("error", "a namespace that was declared through the API is not served", {
        namespace: name,
        problem,
      });
    }
  }

  /** What is to be done once the workers are there. */
  async start(): Promise<void> {
    await this.changer.inTurn(() => this.changer.retryDrops());
    await this.reloading?.open();
  }

  /** Runs another change of what threads know, when those before it are done. */
  inTurn<T>(change: () => Promise<T>): Promise<T> {
    return this.changer.inTurn(change);
  }

  /** Reads the configuration file again; see {@link ConfigReload}. */
  async reload(why: string): Promise<void> {
    await this.reloading?.reload(why);
  }

  get reloads(): ReloadReport | null {
    return this.reloading?.report ?? null;
  }

  /** What a worker begins with that starts now. */
  seed(worker: number): Pick<WorkerSettings, "snapshot" | "drops"> {
    return { snapshot: this.parts.rollout.seed, drops: this.book.drops.forWorker(worker) };
  }

  /** No change is begun any more; those under way are waited for, `timeoutMs` at most. */
  async close(timeoutMs: number): Promise<void> {
    this.reloading?.close();
    const given = new AbortController();
    const late = pause(timeoutMs, undefined, { signal: given.signal }).catch(() => undefined);
    await Promise.race([this.changer.close(), late]);
    given.abort();
    this.book.close();
  }

  private tellOfShadowed(): void {
    const names = this.book.declarations.shadowed();
    if (names.length === 0) return;
    this.parts.log("warning", "declared in the file and through the API: what the file says counts", {
      namespaces: names.slice(0, MOST_NAMES),
      count: names.length,
    });
  }
}

/** A line of the log is for reading. */
const MOST_NAMES = 20;
