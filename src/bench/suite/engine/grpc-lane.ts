import { OK, readStatus } from "../../../client/grpc-status.ts";
import { writeByteString } from "../../../codec/byte-string.ts";
import { codeName } from "../../../common/codes.ts";
import { H2Calls } from "../../grpc/h2-calls.ts";
import { type CallTemplate, MESSAGE_PREFIX_BYTES } from "../../grpc/h2-frames.ts";
import { KeyRule } from "../../scenario/operation-script.ts";
import { DoorSocket } from "./door-socket.ts";
import { faultOfResult } from "./frame-answer.ts";
import type { FrameLaneSetup } from "./frame-lane.ts";
import { digits } from "./frame-requests.ts";
import type { GrpcRequests } from "./grpc-requests.ts";
import type { Lane, LaneContext } from "./lane.ts";
import { LaneRest } from "./lane-rest.ts";

interface Call {
  readonly step: number;
  readonly intendedUs: number;
  sentUs: number;
  /** Of a read-modify-write: the put is at hand. */
  isSecond: boolean;
}

/** One HTTP/2 connection with unary calls. It connects when it first has something to send. */
export class GrpcLane implements Lane {
  private readonly requests: GrpcRequests;
  private readonly setup: FrameLaneSetup;
  private readonly context: LaneContext;
  private socket: DoorSocket | null = null;
  private calls: H2Calls | null = null;
  private isOpen = false;
  private readonly rest = new LaneRest();
  private openedUs = 0;
  private step: number;
  private asked = 0;
  private templates: readonly CallTemplate[] = [];
  /** Taken, and not sent: the connection is not open, or the server has no room. */
  private readonly owed: Call[] = [];
  private readonly open = new Map<number, Call>();
  private nowUs = 0;
  private untilCompared = 1;

  constructor(requests: GrpcRequests, setup: FrameLaneSetup, context: LaneContext) {
    this.requests = requests;
    this.setup = setup;
    this.context = context;
    this.step = setup.start;
  }

  get room(): number {
    if (this.rest.isOn) return 0;
    const { depth, requestsPerConnection } = this.setup;
    const room = depth - this.inFlight;
    return requestsPerConnection === 0 ? room : Math.min(room, requestsPerConnection - this.asked);
  }

  get inFlight(): number {
    return this.open.size + this.owed.length;
  }

  take(intendedUs: number): void {
    this.owed.push({ step: this.step, intendedUs, sentUs: 0, isSecond: false });
    this.asked++;
    if (++this.step === this.requests.frames.script.length) this.step = 0;
  }

  flush(nowUs: number): void {
    if (this.owed.length === 0) return;
    if (this.socket === null) this.connect(nowUs);
    for (const call of this.owed) if (call.sentUs === 0) call.sentUs = nowUs;
    if (this.isOpen) this.sendOwed();
  }

  close(): void {
    this.forget();
  }

  private connect(nowUs: number): void {
    this.openedUs = nowUs;
    const socket = new DoorSocket(this.setup.address, this.setup.number, {
      onOpen: () => {
        this.isOpen = true;
        const openUs = this.context.nowUs();
        this.context.tally.connected(openUs - this.openedUs, openUs);
        this.calls?.greet();
        this.sendOwed();
      },
      onBytes: (bytes) => this.receive(bytes),
      onLost: (reason) => this.lost(reason),
    });
    this.socket = socket;
    this.calls = new H2Calls((bytes) => socket.write(bytes), {
      onEnd: (stream, message, fields) => this.onEnd(stream, message, fields),
      onFault: (what) => this.context.tally.fault(what),
    });
  }

  private sendOwed(): void {
    const { calls, owed } = this;
    if (calls === null) return;
    let sent = 0;
    for (; sent < owed.length; sent++) {
      const call = owed[sent] as Call;
      const { frames } = this.requests;
      const request = call.isSecond ? (frames.seconds[call.step] as number) : call.step;
      const { isFirst } = calls;
      const template = isFirst ? this.requests.first(request) : (this.templates[request] as CallTemplate);
      if (isFirst) this.templates = this.requests.behind(request);
      const stream = calls.tryCall(template, (copy) => this.complete(copy, template, request, call.step));
      if (stream === 0) break;
      this.open.set(stream, call);
    }
    owed.splice(0, sent);
    calls.flush();
  }

  private complete(copy: Buffer, template: CallTemplate, request: number, step: number): void {
    const digitsAt = this.requests.digitsAt[request] as number;
    if (digitsAt < 0) return;
    writeByteString(copy, digits(this.requests.frames.script.takeNumber(step)), template.messageAt + digitsAt);
  }

  private receive(chunk: Buffer): void {
    this.nowUs = this.context.nowUs();
    const before = this.inFlight;
    this.calls?.receive(chunk);
    if (this.owed.length > 0) this.sendOwed();
    const { requestsPerConnection } = this.setup;
    if (requestsPerConnection > 0 && this.asked >= requestsPerConnection && this.inFlight === 0) this.forget();
    if (this.inFlight < before) this.context.onRoom(this);
  }

  private onEnd(stream: number, message: Buffer | null, fields: ReadonlyMap<string, string> | null): void {
    const call = this.open.get(stream);
    if (call === undefined) return;
    this.open.delete(stream);
    const { frames } = this.requests;
    const operation = frames.script.operations[call.step] as number;
    const { tally } = this.context;
    if (message === null) {
      const status = readStatus(Object.fromEntries(fields ?? []));
      const { code, reason } =
        status === null || status === OK
          ? { code: "GRPC", reason: "NO_MESSAGE" }
          : { code: codeName(status.code), reason: status.reason };
      tally.failed(operation, code, reason, call.intendedUs, this.nowUs);
      return;
    }
    const request = call.isSecond ? (frames.seconds[call.step] as number) : call.step;
    if (--this.untilCompared <= 0) this.compare(frames.calls[request] as number, call.step, message);
    if (!call.isSecond && frames.seconds[call.step] !== 0) {
      call.isSecond = true;
      this.owed.push(call);
    } else tally.answered(operation, call.intendedUs, call.sentUs, this.nowUs, 1);
  }

  private compare(call: number, step: number, message: Buffer): void {
    this.untilCompared = COMPARE_EVERY;
    const { script } = this.requests.frames;
    const isKnown = this.setup.mustFind && script.rules[step] === KeyRule.FIXED;
    const value = isKnown ? script.valueAt(step) : null;
    const fault = faultOfResult(call, message, MESSAGE_PREFIX_BYTES, message.length, value);
    if (fault !== null) this.context.tally.fault(fault);
  }

  private lost(reason: string): void {
    const nowUs = this.context.nowUs();
    for (const call of [...this.open.values(), ...this.owed]) {
      const operation = this.requests.frames.script.operations[call.step] as number;
      this.context.tally.failed(operation, "CONNECTION", reason, call.intendedUs, nowUs);
    }
    this.forget();
    this.rest.begin(() => this.context.onRoom(this));
  }

  private forget(): void {
    this.socket?.close();
    this.socket = null;
    this.calls = null;
    this.isOpen = false;
    this.asked = 0;
    this.owed.length = 0;
    this.open.clear();
  }
}

const COMPARE_EVERY = 64;
