import { MessageChannel, Worker } from "node:worker_threads";
import type { ConnectionCounters, ConnectionFigures } from "../acceptor/connection-counters.ts";
import type { CompressionCounters } from "../acceptor/grpc/compression/compression-counters.ts";
import type { DoorCommand, DoorEvent, DoorSeed } from "../acceptor/grpc/door-messages.ts";
import type { Reception } from "../acceptor/reception.ts";
import { ReceptionHost } from "../acceptor/remote/reception-host.ts";
import { methods } from "../acceptor/remote/remote-reception.ts";
import type { SubscriptionCounters } from "../acceptor/subscriptions/subscription-counters.ts";
import type { PrincipalRegistry } from "../security/principal-registry.ts";
import type { HandshakeFigures } from "../security/tls/handshake-counters.ts";
import type { GatewayOptions } from "./gateway.ts";
import type { GrpcPlace } from "./grpc-place.ts";
import { logFault } from "./log-fault.ts";
import { RemoteProbe } from "./thread-probe.ts";

export interface GrpcThreadParts {
  readonly seed: Omit<DoorSeed, "maxMessageBytes" | "served" | "profilePort">;
  readonly reception: Reception;
  readonly principals: PrincipalRegistry;
  /** A client was turned away or cut off for this reason. */
  readonly onRefused: (reason: string) => void;
  /** Of this door, for metrics. */
  readonly connections: ConnectionCounters;
  readonly subscriptions: SubscriptionCounters;
  readonly compression: CompressionCounters;
  readonly onHandshakes: (counters: HandshakeFigures) => void;
  /** It began or ceased to serve. */
  readonly onChange: () => void;
  readonly log: GatewayOptions["log"];
}

/** The gRPC door on a thread of its own, seen from control. A thread that dies is replaced, on the same port. */
export class GrpcThread implements GrpcPlace {
  private readonly parts: GrpcThreadParts;
  private thread: Worker | null = null;
  private where = { host: "", port: 0 };
  private isServing = false;
  private isEnding = false;
  private failures = 0;
  private respawn: NodeJS.Timeout | null = null;
  /** What the thread that is there now has told of its connections. */
  private connections: ConnectionFigures = NO_CONNECTIONS;
  private onOpened: ((port: number) => void) | null = null;
  private onFailed: ((error: Error) => void) | null = null;
  private onDrained: (() => void) | null = null;
  /** Why nobody can come in now; empty when they can. */
  problem = "the gRPC door is not open yet";
  /** null while there is no thread. */
  probe: RemoteProbe | null = null;

  constructor(parts: GrpcThreadParts) {
    this.parts = parts;
  }

  /** Its code is in its own thread alone. */
  async load(): Promise<void> {}

  /** Resolves with the port; rejects with the system's error, for example EADDRINUSE. */
  open(host: string, port: number): Promise<number> {
    this.where = { host, port };
    return new Promise((resolve, reject) => {
      this.onOpened = resolve;
      this.onFailed = reject;
      this.spawn();
    });
  }

  /** What the health service says from now on. */
  setServing(isServing: boolean): void {
    this.isServing = isServing;
    this.tell({ kind: "serving", isServing });
  }

  /** Takes no new connections and no new calls; resolves when the last call is answered and its connection is gone. */
  drain(): Promise<void> {
    this.isEnding = true;
    if (this.respawn !== null) clearTimeout(this.respawn);
    return new Promise((resolve) => {
      this.onDrained = resolve;
      if (this.thread === null) resolve();
      else this.tell({ kind: "drain" });
    });
  }

  /** Cuts off whoever is left, and ends the thread. */
  async destroy(): Promise<void> {
    this.isEnding = true;
    await this.thread?.terminate();
  }

  /** Ends the thread as a crash would: for fault tests. */
  async kill(): Promise<void> {
    await this.thread?.terminate();
  }

  private spawn(): void {
    const { seed, reception } = this.parts;
    const { maxMessageBytes } = reception;
    const served = methods.map((method) => reception.serves(method));
    const profiles = new MessageChannel();
    const workerData: DoorSeed = { ...seed, maxMessageBytes, served, profilePort: profiles.port2 };
    const thread = new Worker(new URL("../acceptor/grpc/grpc-door-thread.js", import.meta.url), {
      name: "grpc-door",
      workerData,
      transferList: [profiles.port2],
    });
    this.probe = new RemoteProbe(profiles.port1);
    const host = new ReceptionHost({
      reception,
      principals: this.parts.principals,
      post: (batch) => thread.postMessage({ kind: "batch", batch } satisfies DoorCommand, [batch.buffer]),
    });
    this.thread = thread;
    let problem = "";
    thread.on("message", (event: DoorEvent) => this.hear(event, host));
    thread.on("error", (error) => {
      problem ||= error.message;
    });
    thread.on("exit", (code) => this.onExit(host, problem || `exit code ${code}`));
    this.tell({ kind: "serving", isServing: this.isServing });
    this.tell({ kind: "open", ...this.where });
  }

  private hear(event: DoorEvent, host: ReceptionHost): void {
    const { log, onRefused, onHandshakes } = this.parts;
    if (event.kind === "batch") host.receive(event.batch);
    else if (event.kind === "refused") onRefused(event.reason);
    else if (event.kind === "fault") logFault(log, event.fault);
    else if (event.kind === "log") log("warning", event.message, event.fields);
    else if (event.kind === "handshakes") onHandshakes(event.counters);
    else if (event.kind === "connections") this.countConnections(event.figures);
    else if (event.kind === "compression") this.parts.compression.add(event.figures);
    else if (event.kind === "subscriptions") this.countSubscriptions(event.active, event.pauses);
    else if (event.kind === "drained") this.onDrained?.();
    else if (event.kind === "opened") this.onOpen(event.port);
    else if (event.kind === "failed") this.fail(event);
    else log("error", "a connection could not be accepted", { door: "grpc", problem: event.message });
  }

  private countConnections(now: ConnectionFigures): void {
    const { opened, closed, open } = this.connections;
    this.parts.connections.add({ opened: now.opened - opened, closed: now.closed - closed, open: now.open - open });
    this.connections = now;
  }

  private countSubscriptions(active: number, pauses: number): void {
    this.parts.subscriptions.active = active;
    this.parts.subscriptions.pauses += pauses;
  }

  private onOpen(port: number): void {
    // Should another thread take its place, it is to be found where it was.
    this.where.port = port;
    this.problem = "";
    this.onOpened?.(port);
    this.onOpened = null;
    this.onFailed = null;
    this.parts.onChange();
  }

  private fail({ message, code, port }: DoorEvent & { kind: "failed" }): void {
    const error = Object.assign(new Error(message), code === null ? {} : { code }, port === null ? {} : { port });
    if (this.onFailed !== null) this.onFailed(error);
    else this.parts.log("error", "the gRPC door could not be opened again", { problem: message });
    void this.thread?.terminate();
  }

  private onExit(host: ReceptionHost, problem: string): void {
    host.close();
    this.thread = null;
    const { opened, closed, open } = this.connections;
    this.countConnections({ opened, closed: closed + open, open: 0 });
    this.connections = NO_CONNECTIONS;
    this.countSubscriptions(0, 0);
    this.probe?.close();
    this.probe = null;
    this.onDrained?.();
    if (this.isEnding) return;
    this.problem = `the gRPC door is down: ${problem}`;
    if (this.onFailed !== null) {
      this.onFailed(new Error(problem));
      return;
    }
    this.parts.log("error", "the gRPC door died", { problem });
    this.parts.onChange();
    const delayMs = Math.min(MAX_RESPAWN_DELAY_MS, MIN_RESPAWN_DELAY_MS * 2 ** this.failures++);
    this.respawn = setTimeout(() => this.spawn(), delayMs);
  }

  private tell(command: DoorCommand): void {
    this.thread?.postMessage(command);
  }
}

const NO_CONNECTIONS: ConnectionFigures = { opened: 0, closed: 0, open: 0 };
const MIN_RESPAWN_DELAY_MS = 100;
const MAX_RESPAWN_DELAY_MS = 5_000;
