import { CallNumber } from "../../../codec/calls.ts";
import { ClientRequest } from "../../../codec/client-request.ts";
import { FrameSplitter, Split } from "../../../codec/frame-splitter.ts";
import { readError } from "../../../codec/read-error.ts";
import { RESPONSE_ERROR } from "../../../codec/response.ts";
import { ResponseView } from "../../../codec/response-view.ts";
import { fetchBody, settleBody, subscriptionBody } from "../../../codec/stream-bodies.ts";
import { readDelivery } from "../../../codec/stream-messages.ts";
import { LEN } from "../../../codec/wire.ts";
import { WireReader } from "../../../codec/wire-reader.ts";
import { WireWriter } from "../../../codec/wire-writer.ts";
import { elapsedUs, systemClock } from "../../../common/clock.ts";
import { codeName } from "../../../common/codes.ts";
import { DEFAULT_MAX_FRAME_BYTES } from "../../../common/limits.ts";
import { type DoorAddress, DoorSocket } from "./door-socket.ts";
import type { FlowTally } from "./flow-tally.ts";
import type { FlowDriver } from "./lane-flow.ts";
import type { Stage } from "./stage.ts";

export interface ConsumeSetup {
  readonly address: DoorAddress;
  readonly namespace: string;
  /** One for each consumer of this process. */
  readonly consumers: readonly { readonly number: number; readonly group: string }[];
  readonly authorization: string;
  readonly nowUs: () => number;
}

/**
 * Subscribers of a stream. They ask nothing: each message that is pushed counts as an answer, and its latency is the time
 * since it was meant to be published, which it says itself on the clock that the processes of a machine share.
 */
export class ConsumeFlow implements FlowDriver {
  readonly tally: FlowTally;
  private readonly setup: ConsumeSetup;
  private consumers: Consumer[] = [];
  private isAsking = false;

  constructor(tally: FlowTally, setup: ConsumeSetup) {
    this.tally = tally;
    this.setup = setup;
  }

  begin(stage: Stage, nowUs: number): void {
    this.tally.beginStage(stage, nowUs);
    this.isAsking = true;
    if (this.consumers.length > 0) return;
    this.consumers = this.setup.consumers.map(({ number, group }) => new Consumer(this.setup, number, group, this));
  }

  /** Waits for what is on its way: the messages of a flow that has ended before it. */
  async end(drainMs: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Math.min(drainMs, LAST_MESSAGES_MS)));
    this.isAsking = false;
  }

  close(): void {
    for (const consumer of this.consumers) consumer.close();
  }

  delivered(value: { bytes: Buffer; from: number; to: number }): void {
    if (!this.isAsking || value.to - value.from < 4) return;
    const nowUs = this.setup.nowUs();
    const tookUs = elapsedUs(value.bytes.readInt32LE(value.from), systemClock.monotonicUs());
    // What another round, or somebody else, has left in the stream says nothing.
    if (tookUs < 0 || tookUs > MAX_DELIVERY_US) return;
    this.tally.answered(0, nowUs - tookUs, nowUs - tookUs, nowUs, 1);
  }

  failed(code: string, reason: string): void {
    if (!this.isAsking) return;
    const nowUs = this.setup.nowUs();
    this.tally.failed(0, code, reason, nowUs, nowUs);
  }
}

/** Ten minutes: over any backlog that a scenario makes. */
const MAX_DELIVERY_US = 600_000_000;
const LAST_MESSAGES_MS = 200;

/** One subscription on a connection of its own; acknowledges what it gets and gives the credit back. */
class Consumer {
  private readonly setup: ConsumeSetup;
  private readonly group: string;
  private readonly flow: ConsumeFlow;
  private readonly socket: DoorSocket;
  private readonly splitter = new FrameSplitter(DEFAULT_MAX_FRAME_BYTES);
  private readonly view = new ResponseView();
  private nextId = 1;
  private subscription = 0;

  constructor(setup: ConsumeSetup, number: number, group: string, flow: ConsumeFlow) {
    this.setup = setup;
    this.group = group;
    this.flow = flow;
    this.socket = new DoorSocket(setup.address, number, {
      onOpen: () => this.subscribe(number),
      onBytes: (bytes) => this.receive(bytes),
      onLost: (reason) => flow.failed("CONNECTION", reason),
    });
  }

  close(): void {
    this.socket.close();
  }

  private subscribe(number: number): void {
    const { group } = this;
    const body = fetchBody({ ...anything, group, consumer: `bench-${number}` });
    this.subscription = this.send(CallNumber.STREAM_SUBSCRIBE, body, this.setup.authorization);
  }

  private send(call: CallNumber, body: Uint8Array, authorization = ""): number {
    const id = this.nextId++;
    const request = new ClientRequest(call, this.setup.namespace);
    request.body = body;
    const writer = new WireWriter();
    writer.reset(Buffer.allocUnsafe(request.frameBytes(id, 0, authorization)), 0);
    request.writeFrame(writer, id, 0, authorization);
    this.socket.write(writer.bytes);
    return id;
  }

  private receive(chunk: Buffer): void {
    const leases: string[] = [];
    const split = this.splitter.push(chunk, (bytes, start, end) => {
      const { view } = this;
      if (!view.read(bytes, start, end)) return false;
      if (view.result === RESPONSE_ERROR) this.refused(bytes as Buffer, view.from, view.to);
      else if (view.id === this.subscription) this.take(bytes as Buffer, view.from, view.to, leases);
      return true;
    });
    if (split !== Split.MORE) this.flow.failed("CONNECTION", "NO_FRAMES");
    if (leases.length === 0) return;
    this.send(CallNumber.STREAM_ACK, settleBody({ ...nothing, group: this.group, leases }));
    this.send(CallNumber.STREAM_CREDIT, subscriptionBody(CallNumber.STREAM_CREDIT, this.subscription, leases.length));
  }

  private refused(bytes: Buffer, from: number, to: number): void {
    const failure = readError(bytes, from, to);
    this.flow.failed(failure === null ? "UNKNOWN" : codeName(failure.code), failure?.reason ?? "NO_ERROR");
  }

  private take(bytes: Buffer, from: number, to: number, leases: string[]): void {
    const reader = new WireReader();
    reader.reset(bytes, from, to);
    while (reader.next()) {
      if (reader.field !== 1 || reader.wireType !== LEN) continue;
      const delivery = readDelivery(bytes, reader.from, reader.to);
      if (delivery === null) continue;
      this.flow.delivered({ bytes, from: delivery.valueFrom, to: delivery.valueTo });
      leases.push(delivery.lease);
    }
  }
}

const nothing = { forMs: 0, bury: false, reason: "" };
const anything = {
  subscription: "",
  start: { at: "latest" },
  maxMessages: 0,
  maxBytes: 0,
  waitMs: 0,
  filter: null,
  ackTimeoutMs: 0,
  /** Messages on their way: enough that a round trip does not bound the rate. */
  credits: 1_000,
} as const;
