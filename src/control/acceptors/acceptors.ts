import type { Acceptor } from "../../acceptor/acceptor.ts";
import type { Snapshot } from "../../namespaces/snapshot.ts";
import type { RoutingAcceptors } from "../rollout.ts";
import type { WorkersUsers } from "../supervisor.ts";
import type { WorkerHandle } from "../worker-handle.ts";

/** All acceptors of the gateway, as control speaks to them: what they are told holds in all of them when its promise resolves. */
export class Acceptors implements RoutingAcceptors, WorkersUsers {
  /** The one on this thread. */
  private readonly first: Acceptor;

  constructor(first: Acceptor) {
    this.first = first;
  }

  async adopt(snapshot: Snapshot): Promise<void> {
    this.first.adopt(snapshot);
  }

  async shut(namespace: number): Promise<void> {
    this.first.shut(namespace);
  }

  async reopen(namespace: number): Promise<void> {
    this.first.reopen(namespace);
  }

  async handOver(namespaces: readonly number[], leaving: readonly number[]): Promise<void> {
    this.first.handOver(namespaces, leaving);
  }

  attach(worker: number, { link }: Pick<WorkerHandle, "link">): void {
    this.first.attach(worker, link);
  }

  detach(worker: number): void {
    this.first.detach(worker);
  }

  async takeLast(worker: number): Promise<boolean> {
    return this.first.takeLast(worker);
  }
}
