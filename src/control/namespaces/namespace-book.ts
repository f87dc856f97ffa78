import { ControlStore, type RecordedChange, type RecordedDrop } from "../../backends/sqlite/control-store.ts";
import type { GatewayConfig } from "../../config/gateway-config.ts";
import type { Snapshot } from "../../namespaces/snapshot.ts";
import { type ApiNamespace, Declarations } from "./declarations.ts";
import { PendingDrops } from "./pending-drops.ts";

/**
 * What is declared, in memory, and the control store behind it. The store is made with the first change through the API:
 * a gateway that has none needs no disk for it.
 */
export class NamespaceBook {
  declarations: Declarations;
  /** The file that declares namespaces; null where the defaults do. */
  file: string | null;
  readonly drops: PendingDrops;
  private readonly config: GatewayConfig;
  private store: ControlStore | null = null;

  /** @param backends of the snapshot in force. */
  constructor(config: GatewayConfig, backends: () => Snapshot["backends"]) {
    this.config = config;
    this.file = config.file;
    this.declarations = Declarations.of(config, []);
    this.drops = new PendingDrops(backends);
  }

  /** Reads what was declared through the API before. Throws a PrismError when the store is there and cannot be used. */
  open(): void {
    if (!ControlStore.isIn(this.config.control.path)) return;
    this.store = ControlStore.open(this.config.control.path);
    this.declarations = Declarations.of(this.config, this.store.namespaces());
    for (const drop of this.store.drops()) this.drops.add(drop);
  }

  close(): void {
    this.store?.close();
    this.store = null;
  }

  /** Opens the store if there is none yet, so that what cannot be kept is refused before anything is done. */
  prepare(): void {
    this.store ??= ControlStore.open(this.config.control.path);
  }

  put(namespace: ApiNamespace, change: RecordedChange): void {
    this.opened().put(namespace, change);
    this.declarations.put(namespace);
  }

  remove(change: RecordedChange, drop: RecordedDrop | null): void {
    this.opened().remove(change, drop);
    this.declarations.remove(change.name);
    if (drop !== null) this.drops.add(drop);
  }

  settle(drop: RecordedDrop): void {
    this.opened().settleDrop(drop);
    this.drops.settle(drop);
  }

  declareFile({ file, namespaces }: Pick<GatewayConfig, "file" | "namespaces">): void {
    this.file = file;
    this.declarations.setFile(namespaces);
  }

  /** The last changes of a namespace through the API, the newest first. */
  changes(name: string, count: number): RecordedChange[] {
    return this.store?.changes(name, count) ?? [];
  }

  private opened(): ControlStore {
    this.prepare();
    return this.store as ControlStore;
  }
}
