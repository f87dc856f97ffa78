import { shuttingDown } from "../../acceptor/refusals.ts";
import type { RecordedChange, RecordedDrop } from "../../backends/sqlite/control-store.ts";
import { MAX_NAMESPACES } from "../../common/limits.ts";
import { PrismError } from "../../common/prism-error.ts";
import { backendTypes } from "../../config/backend-types.ts";
import type { GatewayConfig } from "../../config/gateway-config.ts";
import { editTo, type NamespaceEdit } from "../../namespaces/compile.ts";
import { type BackendSpec, type NamespaceSpec, namespacesOf } from "../../namespaces/snapshot.ts";
import type { Halted, Rollout } from "../rollout.ts";
import type { ApiNamespace } from "./declarations.ts";
import type { NamespaceBook } from "./namespace-book.ts";
import * as failures from "./namespace-failures.ts";
import { Serial } from "./serial.ts";

export interface Deletion {
  readonly force: boolean;
  readonly validateOnly: boolean;
}

/** Makes changes, one after the other: in the workers, in the control store, in the acceptor. */
export class NamespaceChanger {
  private readonly rollout: Rollout;
  private readonly book: NamespaceBook;
  private readonly turns = new Serial();
  private deleting: string | null = null;
  private isClosing = false;

  constructor(rollout: Rollout, book: NamespaceBook) {
    this.rollout = rollout;
    this.book = book;
  }

  /** Runs `change` when all changes before it are done; the methods below are to be called within one. */
  inTurn<T>(change: () => Promise<T>): Promise<T> {
    return this.turns.run(async () => {
      if (this.isClosing) throw new PrismError(shuttingDown, { retry: "safe" });
      return change();
    });
  }

  /** Begins no more changes; resolves when the one under way is done. */
  async close(): Promise<void> {
    this.isClosing = true;
    await this.turns.run(async () => undefined);
  }

  isDeleting(name: string): boolean {
    return name === this.deleting;
  }

  async put(namespace: ApiNamespace, change: RecordedChange): Promise<void> {
    this.book.prepare();
    const set = namespace.config === null ? [] : [namespace.config];
    await this.edit({ set, remove: [] }, () => this.book.put(namespace, change));
  }

  /** Takes away what a namespace is, and what it has when it is empty or `force` says so. */
  async remove(namespace: ApiNamespace, change: RecordedChange, { force, validateOnly }: Deletion): Promise<void> {
    const { name, problem } = namespace;
    const spec = this.specOf(name);
    if (spec === null) {
      if (!force) throw failures.notServed(name, problem);
      if (!validateOnly) this.book.remove(change, null);
      return;
    }
    if (validateOnly) {
      if (!force && !(await this.rollout.inspect(spec.index)).isEmpty) throw failures.notEmpty(name);
      return;
    }
    this.book.prepare();
    this.deleting = name;
    try {
      await this.halt(spec, change, force);
    } finally {
      this.deleting = null;
    }
  }

  /** Serves what the file says from now on, beside what the API has declared. */
  async declareFile(config: Pick<GatewayConfig, "file" | "namespaces">): Promise<void> {
    const served = this.book.declarations.served(config.namespaces);
    if (served.length > MAX_NAMESPACES) throw failures.tooManyNamespaces();
    const there = new Map(namespacesOf(this.rollout.snapshot).map((spec) => [spec.name, spec.config]));
    for (const { name, backend, pattern } of served) {
      const now = there.get(name);
      if (now === undefined) continue;
      if (now.backend !== backend) throw failures.cannotChange(name, "backend", now.backend, backend);
      if (now.pattern !== pattern) throw failures.cannotChange(name, "pattern", now.pattern, pattern);
    }
    await this.edit(editTo(this.rollout.snapshot, served), () => this.book.declareFile(config));
  }

  /** Tries again what stores could not forget when they were told. */
  async retryDrops(): Promise<void> {
    for (const drop of this.book.drops.all()) await this.drop(drop);
  }

  private async halt(spec: NamespaceSpec, change: RecordedChange, force: boolean): Promise<void> {
    const halted = await this.rollout.halt(spec.index);
    try {
      if (!force && !halted.isEmpty) throw failures.notEmpty(spec.name);
      const { type, name } = this.rollout.snapshot.backends[spec.backend] as BackendSpec;
      const isLasting = backendTypes[type].isLasting;
      const drop = isLasting
        ? { backend: name, pattern: spec.pattern, storeId: halted.storeId, name: spec.name }
        : null;
      await this.rollout.edit({ set: [], remove: [spec.name] }, () => this.book.remove(change, drop));
      await this.forget(halted, drop);
    } catch (error) {
      await this.rollout.resume(spec.index);
      throw error;
    }
  }

  private async forget(halted: Halted, drop: RecordedDrop | null): Promise<void> {
    if (drop === null) await halted.drop();
    else await this.drop(drop);
  }

  /** Whether the store has forgotten it; when not, that stays on record, and the next start tells it again. */
  private async drop(drop: RecordedDrop): Promise<boolean> {
    const placed = this.book.drops.place(drop);
    if (placed === null || !(await this.rollout.drop(placed.worker, placed.drop))) return false;
    try {
      this.book.settle(drop);
    } catch (error) {
      // It is done, and being told again does no harm.
      if (!(error instanceof PrismError)) throw error;
    }
    return true;
  }

  /** What an earlier namespace of a new one's name left behind goes first. */
  private async edit(edit: NamespaceEdit, commit: () => void): Promise<void> {
    for (const { name, backend } of edit.set) {
      for (const drop of this.book.drops.of(backend, name)) {
        if (!(await this.drop(drop))) throw failures.dropPending(name);
      }
    }
    await this.rollout.edit(edit, commit);
  }

  private specOf(name: string): NamespaceSpec | null {
    return this.rollout.snapshot.namespaces.find((spec) => spec?.name === name) ?? null;
  }
}
