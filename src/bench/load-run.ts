import { connect, type Socket, type TcpNetConnectOpts } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Clock } from "../common/clock.ts";
import { checkAnswer, checkConstant, checkEcho } from "./answer-check.ts";
import { FrameScript } from "./frame-script.ts";
import { LoadConnection, type LoadShared } from "./load-connection.ts";
import { faultOfPlan, type LoadPlan } from "./load-plan.ts";
import type { LoadResult } from "./load-result.ts";
import { sourceOf } from "./source-address.ts";
import { Tally } from "./tally.ts";
import { WebSocketCarrier } from "./websocket-carrier.ts";

/** Moments that whoever watches the server wants to know of. */
export type LoadPhase = "measuring" | "measured" | "holding";

/**
 * One run of a plan: connects, warms up, measures, lets what is in flight be answered, closes.
 *
 *   connecting ──▶ warming ──▶ measuring ──▶ draining ──▶ (holding) ──▶ closed
 *        └────────────┴─────────── any fault ──┴──────────────────────────▲
 */
export class LoadRun {
  private readonly plan: LoadPlan;
  private readonly clock: Clock;
  private readonly onPhase: (phase: LoadPhase) => void;
  private readonly tally = new Tally();
  private readonly shared: LoadShared;
  private readonly loads: LoadConnection[] = [];
  private readonly sockets: Socket[] = [];
  private busy = 0;
  private isOver = false;
  private readonly over = createSignal();
  private readonly letGo = createSignal();
  private readonly failed = createSignal();

  constructor(plan: LoadPlan, clock: Clock, onPhase: (phase: LoadPhase) => void = () => undefined) {
    const fault = faultOfPlan(plan);
    if (fault !== null) throw new RangeError(fault);
    this.plan = plan;
    this.clock = clock;
    this.onPhase = onPhase;
    this.shared = {
      script: new FrameScript(plan),
      tally: this.tally,
      clock,
      check: checks[plan.answers],
      budget: requestsOf(plan),
      onFault: () => this.failed.fire(),
      onIdle: () => {
        if (--this.busy === 0) this.over.fire();
      },
    };
  }

  /** Never rejects: what went wrong is in the result, which is then not valid. */
  async run(): Promise<LoadResult> {
    let window: Window = emptyWindow;
    try {
      await this.connectAll();
      window = await this.drive();
      if (this.plan.holds && this.tally.faults.length === 0) {
        this.onPhase("holding");
        await Promise.race([this.letGo.fired, this.failed.fired]);
      }
    } catch (error) {
      this.tally.fault(error instanceof Error ? error.message : String(error));
    }
    this.isOver = true;
    for (const socket of this.sockets) socket.destroy();
    return this.resultOf(window);
  }

  /** Ends the holding, also before it has begun. */
  release(): void {
    this.letGo.fire();
  }

  private async drive(): Promise<Window> {
    const { plan, tally } = this;
    const isTimed = requestsOf(plan) === Number.POSITIVE_INFINITY;
    const ended = Promise.race([this.over.fired, this.failed.fired]);
    if (!isTimed) this.onPhase("measuring");
    let begun = this.mark();
    this.startAll();
    if (isTimed) {
      await waitFor(plan.warmUpMs, ended);
      this.onPhase("measuring");
      begun = this.mark();
      tally.beginMeasuring();
      await waitFor(plan.durationMs, ended);
      this.shared.budget = 0;
    } else {
      await waitFor(MAX_COUNTED_RUN_MS, ended);
    }
    const window = this.windowSince(begun);
    this.onPhase("measured");
    await waitFor(MAX_DRAIN_MS, ended);
    if (this.busy > 0 && tally.faults.length === 0) tally.fault("requests are left unanswered");
    return window;
  }

  private startAll(): void {
    const { plan, shared } = this;
    this.busy = this.loads.length;
    for (const load of this.loads) load.send(plan.depth, this.clock.monotonicUs());
    // Connections that got nothing to send have reported themselves idle already.
    if (shared.budget < 0) throw new Error("more was sent than planned");
  }

  private async connectAll(): Promise<void> {
    for (let first = 0; first < this.plan.connections; first += CONNECTS_AT_ONCE) {
      const count = Math.min(CONNECTS_AT_ONCE, this.plan.connections - first);
      await Promise.all(Array.from({ length: count }, (_, i) => this.connectOne(first + i)));
    }
  }

  private connectOne(number: number): Promise<void> {
    const { plan, shared } = this;
    return new Promise((resolve, reject) => {
      const carrier = plan.carrier === "websocket" ? new WebSocketCarrier(resolve) : null;
      const onread = { buffer: readBuffer, callback: (count: number) => this.onBytes(load, carrier, count) };
      const options = {
        ...plan.target,
        ...sourceOf("host" in plan.target ? plan.target.host : "", plan.connections, number),
        noDelay: true,
        onread,
      } as object as TcpNetConnectOpts;
      const socket =
        plan.tls === null ? connect(options) : connectTls({ ...options, ...plan.tls, servername: "localhost" });
      const start = Math.floor((number * shared.script.length) / plan.connections);
      const load = new LoadConnection(shared, start, plan.depth, (bytes) => {
        if (carrier !== null) socket.write(carrier.wrap(bytes.length));
        socket.write(bytes);
      });
      load.authorization = plan.authorizations[number % plan.authorizations.length] ?? "";
      this.loads.push(load);
      this.sockets.push(socket);
      socket.once(plan.tls === null ? "connect" : "secureConnect", () => {
        if (carrier === null) resolve();
        else socket.write(carrier.upgrade);
      });
      socket.on("error", (error) => {
        reject(error);
        this.lost(error.message);
      });
      socket.on("close", () => {
        reject(new Error("the connection closed before it was open"));
        this.lost("the server closed a connection");
      });
    });
  }

  private onBytes(load: LoadConnection, carrier: WebSocketCarrier | null, count: number): boolean {
    if (this.isOver) return true;
    const bytes = count === readBuffer.length ? readBuffer : readBuffer.subarray(0, count);
    if (carrier === null) load.receive(bytes);
    else if (!carrier.unwrap(bytes, (frames) => load.receive(frames))) this.lost("the server does not speak WebSocket");
    return true;
  }

  private lost(what: string): void {
    if (this.isOver) return;
    this.tally.fault(what);
    this.failed.fire();
  }

  private mark(): Mark {
    return { wallMs: this.clock.wallMs(), cpu: process.cpuUsage() };
  }

  private windowSince(begun: Mark): Window {
    const cpu = process.cpuUsage(begun.cpu);
    return {
      answers: this.tally.answers,
      seconds: (this.clock.wallMs() - begun.wallMs) / 1e3,
      latencyUs: this.tally.latencyUs(),
      cpu: { userSeconds: cpu.user / 1e6, systemSeconds: cpu.system / 1e6 },
    };
  }

  private resultOf(window: Window): LoadResult {
    const { faults, errors, compared, totalAnswers } = this.tally;
    const opsPerSecond = window.seconds > 0 ? window.answers / window.seconds : 0;
    return { valid: faults.length === 0, faults, errors, compared, totalAnswers, opsPerSecond, ...window };
  }
}

type Window = Pick<LoadResult, "answers" | "seconds" | "latencyUs" | "cpu">;

interface Mark {
  readonly wallMs: number;
  readonly cpu: NodeJS.CpuUsage;
}

const emptyWindow: Window = {
  answers: 0,
  seconds: 0,
  latencyUs: { p50: 0, p90: 0, p99: 0, p999: 0, max: 0 },
  cpu: { userSeconds: 0, systemSeconds: 0 },
};

/** Open connections are asked for in groups, so that no listener's backlog overflows. */
const CONNECTS_AT_ONCE = 128;
/** How long the last answers may take. */
const MAX_DRAIN_MS = 10_000;
/** How long a run may take that ends by a count. */
const MAX_COUNTED_RUN_MS = 10 * 60 * 1000;
const checks = { prism: checkAnswer, echo: checkEcho, constant: checkConstant };
/** One buffer for all connections: what is read is used up before the next read. As large as Node's own reads. */
const readBuffer = Buffer.allocUnsafeSlow(64 * 1024);
function requestsOf(plan: LoadPlan): number {
  if (plan.operation === "load") return plan.keys;
  return plan.requests > 0 ? plan.requests : Number.POSITIVE_INFINITY;
}

interface Signal {
  readonly fired: Promise<void>;
  fire(): void;
}

function createSignal(): Signal {
  let fire: () => void = () => undefined;
  const fired = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { fired, fire };
}

/** Resolves after a time, or before it when `ended` does. */
async function waitFor(ms: number, ended: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([elapsed, ended]);
  clearTimeout(timer);
}
