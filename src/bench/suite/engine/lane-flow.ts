import { createPrng } from "../../../common/prng.ts";
import { ArrivalSchedule } from "../../scenario/arrival-schedule.ts";
import type { FlowTally } from "./flow-tally.ts";
import type { Lane, LaneContext } from "./lane.ts";
import { MomentQueue } from "./moment-queue.ts";
import { type Stage, segmentsOf } from "./stage.ts";

/** What a flow does in a process, whatever its lanes are. */
export interface FlowDriver {
  readonly tally: FlowTally;
  /** Begins to ask; the phases are timed from `nowUs` on. */
  begin(stage: Stage, nowUs: number): void;
  /** Asks no more. Resolves when what is in flight has been answered, or after `drainMs`. */
  end(drainMs: number): Promise<void>;
  close(): void;
}

export interface LaneFlowSetup {
  readonly arrival: "closed" | "constant" | "poisson";
  /** Of an open loop: this process's part, a second. */
  readonly rate: number;
  readonly seed: number;
  readonly nowUs: () => number;
}

/**
 * A flow made of lanes. In a closed loop each answer makes room for a request, which is sent at once. In an open loop
 * requests are due at the moments of a schedule; what finds no room waits in order, and its moment stands.
 */
export class LaneFlow implements FlowDriver {
  readonly tally: FlowTally;
  private readonly setup: LaneFlowSetup;
  private lanes: readonly Lane[] = [];
  private turn = 0;
  private schedule: ArrivalSchedule | null = null;
  private nextUs = Number.POSITIVE_INFINITY;
  private beganUs = 0;
  private readonly waiting = new MomentQueue();
  private isAsking = false;
  private stageNumber = 0;
  private timer: NodeJS.Timeout | null = null;
  private immediate: NodeJS.Immediate | null = null;
  private onIdle: (() => void) | null = null;

  constructor(tally: FlowTally, setup: LaneFlowSetup, makeLanes: (context: LaneContext) => readonly Lane[]) {
    this.tally = tally;
    this.setup = setup;
    const { nowUs } = setup;
    this.lanes = makeLanes({ tally, nowUs, onRoom: (lane) => this.onRoom(lane) });
  }

  begin(stage: Stage, nowUs: number): void {
    this.tally.beginStage(stage, nowUs);
    this.beganUs = nowUs;
    this.isAsking = true;
    if (this.setup.arrival === "closed") {
      for (const lane of this.lanes) this.fill(lane, this.setup.nowUs());
      return;
    }
    const prng = this.setup.arrival === "poisson" ? createPrng(this.setup.seed + 7_919 * this.stageNumber++) : null;
    this.schedule = new ArrivalSchedule(segmentsOf(stage, this.setup.rate), prng);
    this.nextUs = nowUs + this.schedule.next();
    this.tick();
  }

  async end(drainMs: number): Promise<void> {
    this.isAsking = false;
    const idle = new Promise<void>((resolve) => {
      this.onIdle = resolve;
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, drainMs);
    });
    this.noteIdle();
    await Promise.race([idle, late]);
    clearTimeout(timer);
    this.onIdle = null;
    this.stopTicking();
    this.giveUp();
  }

  close(): void {
    this.stopTicking();
    for (const lane of this.lanes) lane.close();
  }

  /** What has not been answered counts as an error, and its lane begins anew. */
  private giveUp(): void {
    const nowUs = this.setup.nowUs();
    for (const us of this.waiting.takeAll()) this.tally.failed(0, "CLIENT", "NOT_SENT", us, nowUs);
    for (const lane of this.lanes) {
      if (lane.inFlight === 0) continue;
      for (let i = lane.inFlight; i > 0; i--) this.tally.failed(0, "CLIENT", "NOT_ANSWERED", this.beganUs, nowUs);
      lane.close();
    }
  }

  private onRoom(lane: Lane): void {
    const nowUs = this.setup.nowUs();
    if (this.setup.arrival === "closed") {
      if (this.isAsking) this.fill(lane, nowUs);
    } else if (this.waiting.length > 0) {
      while (lane.room > 0 && this.waiting.length > 0) lane.take(this.waiting.take());
      lane.flush(nowUs);
    }
    this.noteIdle();
  }

  private fill(lane: Lane, nowUs: number): void {
    for (let i = lane.room; i > 0; i--) lane.take(nowUs);
    lane.flush(nowUs);
  }

  private noteIdle(): void {
    if (this.isAsking || this.onIdle === null || this.waiting.length > 0) return;
    if (this.lanes.every(({ inFlight }) => inFlight === 0)) this.onIdle();
  }

  /** Hands out what is due, and comes again when the next is: without sleeping where a timer would be too coarse. */
  private readonly tick = (): void => {
    this.timer = null;
    this.immediate = null;
    if (!this.isAsking) return;
    const nowUs = this.setup.nowUs();
    let handed = 0;
    while (this.nextUs <= nowUs) {
      this.waiting.put(this.nextUs);
      this.nextUs = this.beganUs + (this.schedule as ArrivalSchedule).next();
      handed++;
    }
    if (handed > 0) this.deal(nowUs);
    const waitUs = this.nextUs - this.setup.nowUs();
    if (waitUs === Number.POSITIVE_INFINITY) return;
    if (waitUs > TIMER_SLACK_US) this.timer = setTimeout(this.tick, Math.floor((waitUs - TIMER_SLACK_US) / 1_000));
    else this.immediate = setImmediate(this.tick);
  };

  /** One to each lane in turn, as requests of independent callers fall; then those that the turn has passed send. */
  private deal(nowUs: number): void {
    const { lanes, waiting } = this;
    const first = this.turn;
    let passed = 0;
    let full = 0;
    while (waiting.length > 0 && full < lanes.length) {
      const lane = lanes[this.turn] as Lane;
      this.turn = (this.turn + 1) % lanes.length;
      passed++;
      full = lane.room === 0 ? full + 1 : 0;
      if (full === 0) lane.take(waiting.take());
    }
    for (let i = Math.min(passed, lanes.length) - 1; i >= 0; i--)
      (lanes[(first + i) % lanes.length] as Lane).flush(nowUs);
  }

  private stopTicking(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.immediate !== null) clearImmediate(this.immediate);
    this.timer = null;
    this.immediate = null;
  }
}

/** Timers of Node have whole milliseconds and fire late; what is nearer than this is waited for awake. */
const TIMER_SLACK_US = 2_000;
