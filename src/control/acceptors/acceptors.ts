import type { Acceptor } from "../../acceptor/acceptor.ts";
import { AcceptorCounters, type CounterFigures } from "../../acceptor/counters.ts";
import type { EventLoopReport } from "../../metrics/worker-report.ts";
import type { Snapshot } from "../../namespaces/snapshot.ts";
import type { Door } from "../../security/caller.ts";
import { HandshakeCounters, type HandshakeFigures } from "../../security/tls/handshake-counters.ts";
import { CredentialChecks } from "../../security/tokens/credential-checks.ts";
import type { AcceptorFigures } from "../metrics-page.ts";
import type { TlsFigures } from "../metrics-tls.ts";
import type { RoutingAcceptors } from "../rollout.ts";
import type { WorkersUsers } from "../supervisor.ts";
import type { ThreadProbe } from "../thread-probe.ts";
import type { WorkerHandle } from "../worker-handle.ts";
import type { AcceptorQuestion, AcceptorReport, SharedPorts } from "./acceptor-messages.ts";
import type { FurtherAcceptor } from "./further-acceptor.ts";

/**
 * All acceptors of the gateway, as control speaks to them: what they are told holds in all of them when its promise
 * resolves. The first stands on control's own thread; what it is told it has done before this returns.
 */
export class Acceptors implements RoutingAcceptors, WorkersUsers, AcceptorFigures {
  private readonly first: Acceptor;
  private readonly further: readonly FurtherAcceptor[];

  constructor(first: Acceptor, further: readonly FurtherAcceptor[]) {
    this.first = first;
    this.further = further;
  }

  // ---- start and end ----------------------------------------------------------------------------------------------

  /** Starts the further ones, before there is any worker. Rejects when one cannot serve. */
  async start(snapshot: Snapshot): Promise<void> {
    await Promise.all(this.further.map((each) => each.start(snapshot)));
  }

  /** Has the further ones listen where the first does. Rejects with the system's error. */
  async join(ports: SharedPorts): Promise<void> {
    await this.askAll({ kind: "open", ports });
  }

  /** Refuses new requests; resolves when nothing is in flight in the further ones. */
  async drain(): Promise<void> {
    this.first.drain();
    await this.askAll({ kind: "drain" });
  }

  /** Closes every connection once its answers have left; resolves when the last client of the further ones is gone. */
  async endAll(): Promise<void> {
    this.first.endAll();
    await this.askAll({ kind: "end" });
  }

  async destroyAll(): Promise<void> {
    this.first.destroyAll();
    await this.askAll({ kind: "destroy" });
  }

  /** Ends the threads of the further ones. */
  async close(timeoutMs: number): Promise<void> {
    await Promise.all(this.further.map((each) => each.close(timeoutMs)));
  }

  // ---- namespaces and workers -------------------------------------------------------------------------------------

  async adopt(snapshot: Snapshot): Promise<void> {
    this.first.adopt(snapshot);
    await this.askAll({ kind: "adopt", snapshot });
  }

  async shut(namespace: number): Promise<void> {
    this.first.shut(namespace);
    await this.askAll({ kind: "shut", namespace });
  }

  async reopen(namespace: number): Promise<void> {
    this.first.reopen(namespace);
    await this.askAll({ kind: "reopen", namespace });
  }

  async handOver(namespaces: readonly number[], leaving: readonly number[]): Promise<void> {
    this.first.handOver(namespaces, leaving);
    await this.askAll({ kind: "handOver", namespaces, leaving });
  }

  attach(worker: number, { link, furtherLinks }: Pick<WorkerHandle, "link" | "furtherLinks">): void {
    this.first.attach(worker, link);
    for (const [i, further] of furtherLinks.entries()) this.further[i]?.attach(worker, further);
  }

  detach(worker: number): void {
    this.first.detach(worker);
    for (const each of this.further) each.detach(worker);
  }

  async takeLast(worker: number): Promise<boolean> {
    const isSettled = this.first.takeLast(worker);
    const answers = await this.askAll<boolean>({ kind: "takeLast", worker });
    return isSettled && !answers.includes(false);
  }

  // ---- figures ----------------------------------------------------------------------------------------------------

  /** Of each by itself, in their order; those after the first as of their last reports. */
  get all(): readonly AcceptorFigures[] {
    return [this.first, ...this.reports];
  }

  /** By thread, of those that can be profiled now. */
  get probes(): readonly (readonly [string, ThreadProbe])[] {
    return this.further.flatMap(({ name, probe }) => (probe === null ? [] : [[name, probe] as const]));
  }

  /** Has the further ones report; what follows is of then. */
  async report(): Promise<void> {
    await Promise.all(this.further.map((each) => each.report()));
  }

  get counters(): CounterFigures {
    if (this.further.length === 0) return this.first.counters;
    const sum = new AcceptorCounters();
    sum.add(this.first.counters);
    for (const { counters } of this.reports) sum.add(counters);
    return sum;
  }

  get inFlight(): number {
    return this.reports.reduce((sum, each) => sum + each.inFlight, this.first.inFlight);
  }

  get outboxTotals(): { writes: number; bytesOut: number } {
    let { writes, bytesOut } = this.first.outboxTotals;
    for (const { outboxTotals } of this.reports) {
      writes += outboxTotals.writes;
      bytesOut += outboxTotals.bytesOut;
    }
    return { writes, bytesOut };
  }

  /** How the threads of the further ones are. */
  get eventLoops(): readonly (readonly [string, EventLoopReport])[] {
    return this.further.flatMap(({ name, eventLoop }) => (eventLoop === null ? [] : [[name, eventLoop] as const]));
  }

  /** What came of checks of credentials in all of them. */
  allChecks(own: CredentialChecks): CredentialChecks {
    if (this.further.length === 0) return own;
    const sum = new CredentialChecks();
    for (const count of own.all()) sum.add(count);
    for (const { checks } of this.reports) for (const count of checks) sum.add(count);
    return sum;
  }

  /** What is known of TLS in all of them. */
  allTls(own: TlsFigures & { readonly handshakes: ReadonlyMap<Door, HandshakeFigures> }): TlsFigures {
    if (this.further.length === 0) return own;
    const { keeper } = own;
    const all = (): ReadonlyMap<Door, HandshakeFigures> =>
      sumOf([own.handshakes, ...this.reports.map(({ handshakes }) => handshakes)]);
    return {
      keeper,
      get handshakes() {
        return all();
      },
    };
  }

  private get reports(): readonly AcceptorReport[] {
    return this.further.flatMap(({ latest }) => latest ?? []);
  }

  private askAll<Answer>(question: AcceptorQuestion): Promise<(Answer | null)[]> {
    return Promise.all(this.further.map((each) => each.ask<Answer>(question)));
  }
}

function sumOf(all: readonly ReadonlyMap<Door, HandshakeFigures>[]): Map<Door, HandshakeCounters> {
  const sums = new Map<Door, HandshakeCounters>();
  for (const [door, figures] of all.flatMap((each) => [...each])) {
    const sum = sums.get(door) ?? new HandshakeCounters();
    sum.add(figures);
    sums.set(door, sum);
  }
  return sums;
}
