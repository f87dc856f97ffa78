import assert from "node:assert/strict";
import { PrismError } from "../../src/common/prism-error.ts";
import type { NamespaceConfig } from "../../src/config/gateway-config.ts";
import { namespacesOf } from "../../src/namespaces/snapshot.ts";
import { declare, MOST_WORKERS, type SimGateway } from "./sim-gateway.ts";
import type { SimWorld } from "./sim-world.ts";

export interface SimChangesParts {
  readonly world: SimWorld;
  readonly gateway: SimGateway;
  /** Names that come and go. */
  readonly names: readonly string[];
  readonly count: number;
  /** What the namespace had is gone. */
  readonly onDropped: (namespace: string) => void;
}

/** Creates, changes and deletes namespaces while requests for them and for others are under way, as control does. */
export class SimChanges {
  made = 0;
  refused = 0;
  /** How often other workers served afterwards. */
  reshaped = 0;
  isDone: boolean;
  private readonly parts: SimChangesParts;
  private left: number;

  constructor(parts: SimChangesParts) {
    this.parts = parts;
    this.left = parts.count;
    this.isDone = this.left === 0;
    if (!this.isDone) this.next();
  }

  private next(): void {
    const { world } = this.parts;
    world.after(world.between(1, world.pick([300, 5_000, 40_000])), () => {
      void this.change().then((how) => {
        world.note(how);
        this.left--;
        if (this.left > 0) this.next();
        else this.isDone = true;
      });
    });
  }

  private async change(): Promise<string> {
    const { world, gateway } = this.parts;
    if (world.chance(3)) return this.reshape();
    const name = world.pick(this.parts.names);
    const spec = namespacesOf(gateway.rollout.snapshot).find((each) => each.name === name);
    try {
      if (spec === undefined) await this.apply((all) => [...all, declare(name)]);
      else if (world.chance(3)) await this.redeclare(name);
      // As an edit of the file: what it has stays, and is there again when the name comes back.
      else if (world.chance(2)) await this.apply((all) => all.filter((config) => config.name !== name));
      else if (!(await this.remove(name, spec.index, world.chance(3)))) return `${name} is not empty`;
      this.made++;
      return `changed ${name}`;
    } catch (error) {
      // The worker is on its way back.
      if (!(error instanceof PrismError) || error.failure.reason !== "WORKER_RESTARTING") throw error;
      this.refused++;
      return `refused to change ${name}`;
    }
  }

  /** Some worker goes, or comes, or both. */
  private async reshape(): Promise<string> {
    const { world, gateway } = this.parts;
    const { rollout, steps } = gateway;
    const { workers } = rollout.snapshot;
    const next = new Set(workers);
    if (next.size > 1 && world.chance(2)) next.delete(world.pick(workers));
    else next.add(world.below(MOST_WORKERS));
    if (next.size > 1 && world.chance(4)) next.delete(world.pick(workers));
    try {
      await rollout.reshape([...next], steps);
      this.reshaped++;
      return `workers are ${rollout.snapshot.workers}`;
    } catch (error) {
      if (!(error instanceof PrismError)) throw error;
      assert.match(error.failure.reason, /^(WORKER_HOLDS_MEMORY|WORKER_RESTARTING)$/);
      this.refused++;
      return `refused to have ${[...next]}: ${error.failure.reason}`;
    }
  }

  private redeclare(name: string): Promise<void> {
    const note = this.parts.world.below(1e6);
    const again = (config: NamespaceConfig): NamespaceConfig => ({ ...config, ...({ note } as object) });
    return this.apply((all) => all.map((config) => (config.name === name ? again(config) : config)));
  }

  private async remove(name: string, index: number, isCareful: boolean): Promise<boolean> {
    const { rollout, drops } = this.parts.gateway;
    const spec = rollout.snapshot.namespaces[index];
    const halted = await rollout.halt(index);
    if (isCareful && !halted.isEmpty) {
      rollout.resume(index);
      return false;
    }
    const isDurable = spec?.config.backend === "disk";
    const drop = { backend: spec?.backend ?? -1, pattern: "keyvalue" as const, storeId: halted.storeId, name };
    await this.apply(
      (all) => all.filter((config) => config.name !== name),
      () => {
        if (isDurable) drops.push(drop);
        this.parts.onDropped(name);
      },
    );
    const isDropped = isDurable ? await rollout.drop(spec.owner, drop) : await halted.drop();
    if (isDropped && isDurable) drops.splice(drops.indexOf(drop), 1);
    return true;
  }

  private apply(edit: (all: NamespaceConfig[]) => NamespaceConfig[], commit: () => void = nothing): Promise<void> {
    const { rollout } = this.parts.gateway;
    return rollout.apply(edit(namespacesOf(rollout.snapshot).map((spec) => spec.config)), commit);
  }
}

const nothing = (): void => undefined;
