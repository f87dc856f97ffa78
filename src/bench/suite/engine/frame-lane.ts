import { writeByteString } from "../../../codec/byte-string.ts";
import { FrameSplitter, Split } from "../../../codec/frame-splitter.ts";
import { readError } from "../../../codec/read-error.ts";
import { systemClock } from "../../../common/clock.ts";
import { codeName } from "../../../common/codes.ts";
import { DEFAULT_MAX_FRAME_BYTES } from "../../../common/limits.ts";
import { introduceFrame } from "../../introduce-frame.ts";
import { KeyRule } from "../../scenario/operation-script.ts";
import { type DoorAddress, DoorSocket } from "./door-socket.ts";
import { errorRange, faultOfAnswer, idOf, resultOf } from "./frame-answer.ts";
import { digits, FIRST_SLOT_ID, type FrameRequests } from "./frame-requests.ts";
import { type Lane, type LaneContext, LaneSlots } from "./lane.ts";
import { LaneRest } from "./lane-rest.ts";

export interface FrameLaneSetup {
  readonly address: DoorAddress;
  /** Of all lanes of the flow in all processes. */
  readonly number: number;
  /** The place in the script that it begins at. */
  readonly start: number;
  readonly depth: number;
  /** After so many requests the connection is opened anew; 0 = never. */
  readonly requestsPerConnection: number;
  /** What the first request of a connection shows; empty for nothing. */
  readonly authorization: string;
  /** Whether a get must find its key, with the value that was put. */
  readonly mustFind: boolean;
}

/**
 * One connection that speaks frames, on TCP or a WebSocket. It connects when it first has something to send.
 *
 *   closed ──flush──▶ opening ──▶ open ──all asked and answered──▶ closed
 *     ▲                  └──lost────┴──▶ resting ──a while──┘
 */
export class FrameLane implements Lane {
  private readonly setup: FrameLaneSetup;
  private readonly requests: FrameRequests;
  private readonly context: LaneContext;
  private readonly slots: LaneSlots;
  private splitter = new FrameSplitter(DEFAULT_MAX_FRAME_BYTES);
  private socket: DoorSocket | null = null;
  private isOpen = false;
  private readonly rest = new LaneRest();
  private openedUs = 0;
  private step: number;
  /** Slots that are taken and not sent, and how many requests the connection has had. */
  private readonly batch: number[] = [];
  private asked = 0;
  private isIntroduced = false;
  private nowUs = 0;
  private taken = 0;
  private untilCompared = 1;
  /** Answers at hand of one operation, to requests of one moment. */
  private readonly group = { operation: 0, intendedUs: 0, sentUs: 0, count: 0 };

  constructor(requests: FrameRequests, setup: FrameLaneSetup, context: LaneContext) {
    this.requests = requests;
    this.setup = setup;
    this.context = context;
    this.slots = new LaneSlots(setup.depth);
    this.step = setup.start;
  }

  get room(): number {
    if (this.rest.isOn) return 0;
    const { requestsPerConnection } = this.setup;
    return requestsPerConnection === 0
      ? this.slots.room
      : Math.min(this.slots.room, requestsPerConnection - this.asked);
  }

  get inFlight(): number {
    return this.slots.inFlight;
  }

  take(intendedUs: number): void {
    this.batch.push(this.slots.take(this.step, intendedUs));
    this.asked++;
    if (++this.step === this.requests.script.length) this.step = 0;
  }

  flush(nowUs: number): void {
    if (this.batch.length === 0) return;
    if (this.socket === null) this.connect(nowUs);
    // A request is on its way from here on, also while the connection opens: so its caller sees it.
    for (const slot of this.batch) this.slots.sentUs[slot] = nowUs;
    if (this.isOpen) this.sendBatch();
  }

  close(): void {
    this.slots.releaseAll(() => undefined);
    this.forget();
  }

  private connect(nowUs: number): void {
    this.openedUs = nowUs;
    this.socket = new DoorSocket(this.setup.address, this.setup.number, {
      onOpen: () => {
        this.isOpen = true;
        const openUs = this.context.nowUs();
        this.context.tally.connected(openUs - this.openedUs, openUs);
        this.sendBatch();
      },
      onBytes: (bytes) => this.receive(bytes),
      onLost: (reason) => this.lost("CONNECTION", reason),
    });
  }

  /** The batch's steps follow one another, so they are slices of the script: one, or two where it begins again. */
  private sendBatch(): void {
    const { batch, slots, requests } = this;
    for (let from = 0; from < batch.length; ) {
      const first = slots.steps[batch[from] as number] as number;
      const count = Math.min(batch.length - from, requests.script.length - first);
      this.sendSlice(first, from, count);
      from += count;
    }
    batch.length = 0;
  }

  private sendSlice(first: number, from: number, count: number): void {
    const { offsets, bytes } = this.requests;
    const begin = offsets[first] as number;
    const copy = Buffer.allocUnsafe((offsets[first + count] as number) - begin);
    bytes.copy(copy, 0, begin, begin + copy.length);
    for (let i = 0; i < count; i++) {
      this.complete(copy, (offsets[first + i] as number) - begin, this.batch[from + i] as number, first + i, first + i);
    }
    this.socket?.write(this.isIntroduced ? copy : this.introduce(copy));
  }

  /** Writes into a copied frame what was not known when it was encoded. */
  private complete(copy: Buffer, at: number, slot: number, frame: number, step: number): void {
    const id = FIRST_SLOT_ID + slot;
    copy[at + 5] = (id & 0x7f) | 0x80;
    copy[at + 6] = ((id >>> 7) & 0x7f) | 0x80;
    copy[at + 7] = id >>> 14;
    const digitsAt = this.requests.digitsAt[frame] as number;
    if (digitsAt > 0) writeByteString(copy, digits(this.requests.script.takeNumber(step)), at + digitsAt);
    if (!this.requests.isStamped) return;
    // When it was meant to be sent, on the clock that all processes of a machine share.
    const lateUs = this.context.nowUs() - (this.slots.intendedUs[slot] as number);
    copy.writeInt32LE((systemClock.monotonicUs() - Math.round(lateUs)) | 0, at + this.requests.stampAt(step));
  }

  private introduce(copy: Buffer): Buffer {
    this.isIntroduced = true;
    if (this.setup.authorization === "") return copy;
    const end = 4 + copy.readUInt32BE(0);
    const introduced = introduceFrame(copy.subarray(0, end), this.setup.authorization);
    return Buffer.concat([introduced, copy.subarray(end)]);
  }

  private receive(chunk: Buffer): void {
    this.nowUs = this.context.nowUs();
    this.taken = 0;
    const split = this.splitter.push(chunk, this.onFrame);
    this.closeGroup();
    if (split !== Split.MORE && split !== Split.STOPPED) {
      this.context.tally.fault("the stream of answers cannot be split into frames");
      this.lost("CONNECTION", "NO_FRAMES");
      return;
    }
    const { requestsPerConnection } = this.setup;
    if (requestsPerConnection > 0 && this.asked >= requestsPerConnection && this.slots.inFlight === 0) this.forget();
    if (this.taken > 0) this.context.onRoom(this);
  }

  private readonly onFrame = (bytes: Uint8Array, start: number, end: number): boolean => {
    const slot = idOf(bytes, start, end) - FIRST_SLOT_ID;
    if (slot < 0 || slot >= this.setup.depth || !this.slots.isTaken(slot)) {
      return this.unexpected(bytes as Buffer, start, end);
    }
    const { requests, slots } = this;
    const step = slots.steps[slot] as number;
    // A negative step: of a read-modify-write, the put is at hand.
    const isSecond = step < 0;
    const frame = isSecond ? (requests.seconds[~step] as number) : step;
    const call = requests.calls[frame] as number;
    const result = resultOf(bytes, start, end, call);
    if (result !== call) {
      this.failed(slot, isSecond ? ~step : step, bytes as Buffer, start, end);
      return true;
    }
    if (--this.untilCompared <= 0) this.compare(call, isSecond ? ~step : step, bytes as Buffer, start, end);
    if (!isSecond && requests.seconds[step] !== 0) this.sendSecond(slot, step);
    else this.succeeded(slot, isSecond ? ~step : step);
    return true;
  };

  private succeeded(slot: number, step: number): void {
    const { group, slots } = this;
    const operation = this.requests.script.operations[step] as number;
    const intendedUs = slots.intendedUs[slot] as number;
    const sentUs = slots.sentUs[slot] as number;
    if (intendedUs !== group.intendedUs || sentUs !== group.sentUs || operation !== group.operation) {
      this.closeGroup();
      group.operation = operation;
      group.intendedUs = intendedUs;
      group.sentUs = sentUs;
    }
    group.count++;
    slots.release(slot);
    this.taken++;
  }

  private closeGroup(): void {
    const { group } = this;
    if (group.count > 0) {
      this.context.tally.answered(group.operation, group.intendedUs, group.sentUs, this.nowUs, group.count);
    }
    group.count = 0;
  }

  /** One answer in so many, and the first of each lane, is decoded whole. */
  private compare(call: number, step: number, bytes: Buffer, start: number, end: number): void {
    this.untilCompared = COMPARE_EVERY;
    const { script } = this.requests;
    const isKnown = this.setup.mustFind && script.rules[step] === KeyRule.FIXED;
    const fault = faultOfAnswer(call, bytes, start, end, isKnown ? script.valueAt(step) : null);
    if (fault !== null) this.context.tally.fault(fault);
  }

  private sendSecond(slot: number, step: number): void {
    const { requests, slots } = this;
    const frame = requests.seconds[step] as number;
    const copy = Buffer.from(requests.bytes.subarray(requests.offsets[frame], requests.offsets[frame + 1]));
    slots.steps[slot] = ~step;
    this.complete(copy, 0, slot, frame, step);
    this.socket?.write(copy);
  }

  private failed(slot: number, step: number, bytes: Buffer, start: number, end: number): void {
    const { from, to } = errorRange(bytes, start, end);
    const failure = from === to ? null : readError(bytes, from, to);
    if (failure === null) this.context.tally.fault("an answer has another result than its call");
    else this.count(slot, step, codeName(failure.code), failure.reason);
    this.slots.release(slot);
    this.taken++;
  }

  private count(slot: number, step: number, code: string, reason: string): void {
    const operation = this.requests.script.operations[step] as number;
    this.context.tally.failed(operation, code, reason, this.slots.intendedUs[slot] as number, this.nowUs);
  }

  /** An error that belongs to no request ends its connection; anything else that does is wrong. */
  private unexpected(bytes: Buffer, start: number, end: number): boolean {
    const { from, to } = errorRange(bytes, start, end);
    const failure = from === to ? null : readError(bytes, from, to);
    if (failure === null) this.context.tally.fault("an answer has an id that is not in flight");
    else queueMicrotask(() => this.lost(codeName(failure.code), failure.reason));
    return false;
  }

  private lost(code: string, reason: string): void {
    this.nowUs = this.context.nowUs();
    this.slots.releaseAll((slot) => {
      const step = this.slots.steps[slot] as number;
      this.count(slot, step < 0 ? ~step : step, code, reason);
    });
    this.forget();
    this.rest.begin(() => this.context.onRoom(this));
  }

  private forget(): void {
    this.socket?.close();
    this.socket = null;
    this.isOpen = false;
    this.isIntroduced = false;
    this.asked = 0;
    this.batch.length = 0;
    this.splitter = new FrameSplitter(DEFAULT_MAX_FRAME_BYTES);
  }
}

const COMPARE_EVERY = 64;
