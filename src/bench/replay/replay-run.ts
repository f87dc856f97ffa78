import { setTimeout as pause } from "node:timers/promises";
import type { ReadRecord } from "../../capture/read-capture.ts";
import { isStreamCall, operationName } from "../../codec/calls.ts";
import { steadyMs } from "../../common/clock.ts";
import { createLatencies, recordLatency } from "../suite/latency-record.ts";
import type { Replayed } from "./answer-diff.ts";
import { KeyOrder } from "./key-order.ts";
import { type Answered, CLOSED, type ReplayLane } from "./lanes/replay-lane.ts";
import type { ReplayMessages } from "./replay-messages.ts";
import { openLane, type ReplayTarget, recordedDoor } from "./replay-target.ts";

export interface ReplayOptions {
  readonly target: ReplayTarget;
  /** How many times as fast as it was; null = as fast as the answers come. */
  readonly speed: number | null;
  readonly loops: number;
  /** The namespace that a recorded one is played to. */
  readonly namespaceOf: (recorded: string) => string;
  /** Ends it before its time. */
  readonly signal: AbortSignal;
}

/** What came of playing a recording. */
export interface ReplayOutcome {
  /** By place in the recording: of the first time that each was sent; undefined where it cannot be. */
  readonly replayed: readonly (Replayed | null | undefined)[];
  readonly notCarried: readonly NotCarried[];
  /** By operation's number: microseconds from when each was due; with no speed, from when it was sent. */
  readonly latencies: ReadonlyMap<number, ReturnType<typeof createLatencies>>;
  readonly sent: number;
  readonly unanswered: number;
  readonly connections: number;
  readonly seconds: number;
  /** How much later than due the latest was sent: a generator that cannot keep up shows here. */
  readonly mostLateMs: number;
  /** Of the connections that were lost, why; each once. */
  readonly problems: readonly string[];
}

/** Calls that cannot be made at the target. */
export interface NotCarried {
  readonly operation: string;
  readonly why: string;
  /** Of all loops. */
  count: number;
}

/**
 * Plays a recording: each connection's requests on a connection of its own, each when it is due, whether or not those before
 * it are answered (an open loop); or, as fast as answers come, some in flight on each connection.
 */
export class ReplayRun {
  private readonly records: readonly ReadRecord[];
  private readonly messages: ReplayMessages;
  private readonly options: ReplayOptions;
  private readonly lanes = new Map<string, ReplayLane>();
  /** Of the lanes that do not keep it themselves. */
  private readonly orders = new Map<string, KeyOrder>();
  private readonly replayed: (Replayed | null | undefined)[];
  private readonly notCarried = new Map<string, NotCarried>();
  private readonly latencies = new Map<number, ReturnType<typeof createLatencies>>();
  private sent = 0;
  private inFlight = 0;
  private answered = 0;
  private mostLateMs = 0;
  /** By connection: what waits for answers that it depends on, and what came after it. */
  private readonly held = new Map<string, Due[]>();
  private isReleasing = false;
  private mustLookAgain = false;
  private onSettled: () => void = () => undefined;

  constructor(records: readonly ReadRecord[], messages: ReplayMessages, options: ReplayOptions) {
    this.records = records;
    this.messages = messages;
    this.options = options;
    this.replayed = records.map(() => null);
  }

  /** Rejects when a connection cannot be opened. */
  async run(): Promise<ReplayOutcome> {
    await this.connect();
    const startedMs = steadyMs();
    try {
      if (this.options.speed === null) await this.playFast();
      else await this.playOnTime(this.options.speed);
      await this.lastAnswers();
    } finally {
      for (const lane of this.lanes.values()) lane.close();
    }
    const problems = [...this.lanes.values()].map(({ problem }) => problem);
    const { replayed, latencies, sent, answered, mostLateMs } = this;
    return {
      ...{ replayed, latencies, sent, mostLateMs },
      notCarried: [...this.notCarried.values()],
      unanswered: sent - answered,
      connections: this.lanes.size,
      seconds: (steadyMs() - startedMs) / 1_000,
      problems: [...new Set(problems.filter((problem) => problem !== CLOSED))],
    };
  }

  private async connect(): Promise<void> {
    const { target, namespaceOf } = this.options;
    const places = new Map(this.records.map((record) => [this.placeOf(record), record]));
    for (const [place, { header, door: recorded }] of places) {
      const door = target.door === "recorded" ? recordedDoor(recorded) : target.door;
      const choice = { door, number: this.lanes.size, connections: places.size };
      this.lanes.set(place, openLane(target, { ...choice, namespace: namespaceOf(header.namespace) }));
    }
    for (const [place, lane] of this.lanes) {
      if (!(await lane.opened)) throw new Error(lane.problem);
      // Streams have no order of calls through any door.
      const isStream = isStreamCall((places.get(place) as ReadRecord).call);
      if (isStream || !lane.keepsOrder) this.orders.set(place, new KeyOrder());
    }
  }

  private async playOnTime(speed: number): Promise<void> {
    const { records, options } = this;
    const first = records[0]?.arrivalUs ?? 0;
    const spanMs = ((records.at(-1)?.arrivalUs ?? 0) - first) / 1_000 / speed;
    const startMs = steadyMs();
    for (let loop = 0; loop < options.loops; loop++) {
      const beginMs = startMs + loop * spanMs;
      for (let i = 0; i < records.length; ) {
        if (options.signal.aborted) return;
        const nowMs = steadyMs();
        for (; i < records.length; i++) {
          const dueMs = beginMs + ((records[i] as ReadRecord).arrivalUs - first) / 1_000 / speed;
          if (dueMs > nowMs) break;
          this.mostLateMs = Math.max(this.mostLateMs, nowMs - dueMs);
          this.send(i, loop, dueMs);
        }
        const next = records[i];
        if (next === undefined) break;
        await until(beginMs + (next.arrivalUs - first) / 1_000 / speed);
      }
    }
  }

  private async playFast(): Promise<void> {
    const queues = new Map<string, number[]>();
    for (const [i, record] of this.records.entries()) {
      const place = this.placeOf(record);
      const queue = queues.get(place) ?? [];
      queues.set(place, queue);
      queue.push(i);
    }
    await Promise.all([...queues.values()].map((queue) => this.drain(queue)));
  }

  /** Sends all of one connection, some at a time. */
  private drain(queue: readonly number[]): Promise<void> {
    const { loops, signal } = this.options;
    const total = queue.length * loops;
    let next = 0;
    let settled = 0;
    return new Promise((resolve) => {
      const more = (): void => {
        while (next < total && next - settled < FAST_WINDOW && !signal.aborted) {
          const loop = Math.floor(next / queue.length);
          const i = queue[next % queue.length] as number;
          next++;
          this.send(i, loop, steadyMs(), () => {
            settled++;
            // Not from within the answer: what is lost is settled at once, and would call itself for each.
            setImmediate(more);
          });
        }
        if (settled === next && (next === total || signal.aborted)) resolve();
      };
      more();
    });
  }

  private send(i: number, loop: number, dueMs: number, onSettled: () => void = () => undefined): void {
    const record = this.records[i] as ReadRecord;
    const place = this.placeOf(record);
    const why = (this.lanes.get(place) as ReplayLane).refusal(record.call, record.request);
    if (why !== "") {
      this.messages.settle(record);
      this.noteNotCarried(i, record.call, why);
      onSettled();
      return;
    }
    const held = this.held.get(place);
    const due = { i, loop, dueMs, onSettled };
    if (held !== undefined) held.push(due);
    else if (this.isReady(due)) this.sendNow(due);
    else this.held.set(place, [due]);
  }

  /** Sends what has waited for an answer that is there now; when none is to come any more, whatever waits. */
  private release(): void {
    // A lane that is lost answers at once, from within the loop below: which then looks at all once more.
    this.mustLookAgain = true;
    if (this.isReleasing) return;
    this.isReleasing = true;
    while (this.mustLookAgain) {
      this.mustLookAgain = false;
      for (const [place, held] of this.held) {
        let next = 0;
        for (; next < held.length; next++) {
          const due = held[next] as Due;
          if (!this.isReady(due)) break;
          this.sendNow(due);
        }
        held.splice(0, next);
        if (held.length === 0) this.held.delete(place);
      }
    }
    this.isReleasing = false;
  }

  /** Whether it waits for no answer; when none is to come any more, nothing does. */
  private isReady({ i, loop }: Due): boolean {
    if (this.inFlight === 0) return true;
    const record = this.records[i] as ReadRecord;
    return this.messages.isReady(record) && this.orders.get(this.placeOf(record))?.isFree(record, loop) !== false;
  }

  private sendNow({ i, loop, dueMs, onSettled }: Due): void {
    const record = this.records[i] as ReadRecord;
    const place = this.placeOf(record);
    const lane = this.lanes.get(place) as ReplayLane;
    const end = this.orders.get(place)?.begin(record, loop);
    this.inFlight++;
    this.messages.begin(record);
    const namespace = this.options.namespaceOf(record.header.namespace);
    this.sent++;
    lane.send(this.messages.call(record, { namespace, loop }), (answer) => {
      this.inFlight--;
      end?.();
      this.messages.settle(record);
      if (answer !== null) this.take(i, loop, dueMs, answer);
      if (this.held.size > 0) this.release();
      onSettled();
      this.onSettled();
    });
  }

  private noteNotCarried(i: number, call: number, why: string): void {
    this.replayed[i] = undefined;
    const operation = operationName(call);
    const known = this.notCarried.get(`${operation} ${why}`);
    if (known === undefined) this.notCarried.set(`${operation} ${why}`, { operation, why, count: 1 });
    else known.count++;
  }

  private take(i: number, loop: number, dueMs: number, { code, reason, message, atMs }: Answered): void {
    const record = this.records[i] as ReadRecord;
    this.answered++;
    const latencies = this.latencies.get(record.call) ?? createLatencies();
    this.latencies.set(record.call, latencies);
    recordLatency(latencies, Math.round((atMs - dueMs) * 1_000));
    const answer = code === 0 ? this.messages.take(record, message) : none;
    if (loop === 0) this.replayed[i] = { code, reason, answer };
  }

  /** Connections of several recordings may have the same number, and those of several doors. */
  private placeOf({ header, connection, door }: ReadRecord): string {
    const place = `${header.recording} ${connection}`;
    return this.options.target.door === "recorded" ? `${place} ${door}` : place;
  }

  /** Waits for what is still in flight, within a bound. */
  private async lastAnswers(): Promise<void> {
    const isDone = (): boolean => this.inFlight === 0 && this.held.size === 0;
    if (isDone()) return;
    const done = new Promise<void>((resolve) => {
      this.onSettled = () => {
        if (isDone()) resolve();
      };
    });
    await Promise.race([done, pause(LAST_ANSWERS_MS, undefined, { ref: false })]);
  }
}

/** A request whose time has come. */
interface Due {
  readonly i: number;
  readonly loop: number;
  readonly dueMs: number;
  readonly onSettled: () => void;
}

/** A timer is a millisecond late, or two: the last of them are waited for turn by turn. */
async function until(dueMs: number): Promise<void> {
  const leftMs = dueMs - steadyMs();
  if (leftMs > TIMER_SLACK_MS) await pause(leftMs - TIMER_SLACK_MS);
  else await new Promise((resolve) => setImmediate(resolve));
}

const TIMER_SLACK_MS = 2;
/** Requests in flight of one connection that is played as fast as answers come. */
const FAST_WINDOW = 16;
/** Longer than any time-out that a recorded request is likely to have had. */
const LAST_ANSWERS_MS = 30_000;
const none = Buffer.alloc(0);
