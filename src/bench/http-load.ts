import { connect, type Socket } from "node:net";
import { type Clock, elapsedUs } from "../common/clock.ts";
import type { LoadResult } from "./load-result.ts";
import { Tally } from "./tally.ts";

/** One run of gets over HTTP: complete and plain, so that it can be sent to another process. */
export interface HttpLoadPlan {
  readonly port: number;
  /** What is asked for, one path after the other. */
  readonly paths: readonly string[];
  /** What every answer's body must be. */
  readonly body: string;
  readonly connections: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

/** Keep-alive connections, each with one request at a time, until the time is over. */
export class HttpLoad {
  private readonly plan: HttpLoadPlan;
  private readonly clock: Clock;
  private readonly requests: readonly Buffer[];
  private readonly tally = new Tally();
  private readonly sockets: Socket[] = [];
  private isOver = false;

  constructor(plan: HttpLoadPlan, clock: Clock) {
    this.plan = plan;
    this.clock = clock;
    this.requests = plan.paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`));
  }

  /** Never rejects: what went wrong is in the result, which is then not valid. */
  async run(onMeasuring: () => void, onMeasured: () => void): Promise<LoadResult> {
    const { plan, tally, clock } = this;
    for (let i = 0; i < plan.connections; i++) this.open(i);
    await pause(plan.warmUpMs);
    onMeasuring();
    const cpuBefore = process.cpuUsage();
    const beganMs = clock.wallMs();
    tally.beginMeasuring();
    await pause(plan.durationMs);
    const seconds = (clock.wallMs() - beganMs) / 1e3;
    const { answers } = tally;
    const cpu = process.cpuUsage(cpuBefore);
    onMeasured();
    this.isOver = true;
    for (const socket of this.sockets) socket.destroy();
    return {
      valid: tally.faults.length === 0 && answers > 0,
      faults: tally.faults,
      errors: tally.errors,
      compared: tally.compared,
      answers,
      seconds,
      opsPerSecond: answers / seconds,
      totalAnswers: tally.totalAnswers,
      latencyUs: tally.latencyUs(),
      cpu: { userSeconds: cpu.user / 1e6, systemSeconds: cpu.system / 1e6 },
    };
  }

  private open(number: number): void {
    const { requests, clock } = this;
    let next = Math.floor((number * requests.length) / this.plan.connections);
    let sentUs = 0;
    const send = (): void => {
      sentUs = clock.monotonicUs();
      socket.write(requests[next] as Buffer);
      next = (next + 1) % requests.length;
    };
    const socket = connect({ host: "127.0.0.1", port: this.plan.port, noDelay: true });
    this.sockets.push(socket);
    let part: Buffer | null = null;
    socket.on("connect", send);
    socket.on("data", (chunk: Buffer) => {
      const bytes: Buffer = part === null ? chunk : Buffer.concat([part, chunk]);
      const isWhole = this.take(bytes);
      part = isWhole ? null : bytes;
      if (!isWhole || this.isOver) return;
      this.tally.record(elapsedUs(sentUs, clock.monotonicUs()), 1);
      send();
    });
    socket.on("error", (error) => this.fault(error.message));
    socket.on("close", () => this.fault("the server closed a connection"));
  }

  /** Whether `bytes` are a whole answer; one that is wrong makes the run void. */
  private take(bytes: Buffer): boolean {
    const head = bytes.indexOf(END_OF_HEAD);
    if (head === -1) return false;
    const length = bytes.length - head - END_OF_HEAD.length;
    if (length < this.plan.body.length) return false;
    this.tally.compared++;
    if (bytes[STATUS_AT] !== OK || bytes.toString("latin1", bytes.length - length) !== this.plan.body) {
      this.fault(`a wrong answer: ${bytes.toString("latin1", 0, 200)}`);
    }
    return true;
  }

  private fault(what: string): void {
    if (!this.isOver) this.tally.fault(what);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const END_OF_HEAD = Buffer.from("\r\n\r\n");
/** `HTTP/1.1 2…`: the first digit of the status. */
const STATUS_AT = 9;
const OK = 0x32;
