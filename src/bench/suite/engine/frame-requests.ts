import { toByteString } from "../../../codec/byte-string.ts";
import { CallNumber } from "../../../codec/calls.ts";
import { ClientRequest } from "../../../codec/client-request.ts";
import { publishBody } from "../../../codec/stream-bodies.ts";
import { WireWriter } from "../../../codec/wire-writer.ts";
import { KEY_DIGITS } from "../../load-plan.ts";
import { KeyRule, type Operation, type OperationScript } from "../../scenario/operation-script.ts";
import type { ScenarioFlow } from "../../scenario/scenario-schema.ts";

/**
 * The requests of a script as frames, encoded before the load begins. Sending some is copying a slice and writing into the
 * copy what is known only then:
 *
 *   frame    │ length │ 08 id id id │ call … namespace … key …12345678… │
 *                       └ the slot    └ 3 bytes always     └ digits, where the key is not in the script
 *
 * A step of read-modify-write has a second frame, its put, behind those of the script.
 */
export class FrameRequests {
  readonly script: OperationScript;
  readonly bytes: Buffer;
  /** Where frame i begins; one more than there are frames. */
  readonly offsets: Uint32Array;
  /** By frame: the number of its call, which is that of its result as well. */
  readonly calls: Uint8Array;
  /** By frame: where the digits of its key stand, from its beginning; 0 where they are right as they are. */
  readonly digitsAt: Uint32Array;
  /** By step: the frame of its put; 0 for none. */
  readonly seconds: Uint32Array;
  /** Whether its messages say when they were sent, in the first four bytes of their values. */
  readonly isStamped: boolean;
  private readonly flow: ScenarioFlow;
  private readonly prefix: string;
  private readonly namespace: string;

  constructor(flow: ScenarioFlow, script: OperationScript, prefix: string) {
    this.flow = flow;
    this.script = script;
    this.prefix = prefix;
    this.namespace = toByteString(flow.namespace);
    const requests: ClientRequest[] = [];
    this.seconds = new Uint32Array(script.length);
    for (let step = 0; step < script.length; step++) requests.push(this.requestOf(step, this.operationAt(step)));
    for (let step = 0; step < script.length; step++) {
      if (this.operationAt(step) !== "read-modify-write") continue;
      this.seconds[step] = requests.length;
      requests.push(this.requestOf(step, "put"));
    }
    this.offsets = new Uint32Array(requests.length + 1);
    this.calls = Uint8Array.from(requests, ({ call }) => call);
    for (const [i, request] of requests.entries())
      this.offsets[i + 1] = (this.offsets[i] as number) + request.frameBytes(FIRST_SLOT_ID, 0);
    this.bytes = Buffer.allocUnsafeSlow(this.offsets[requests.length] as number);
    const writer = new WireWriter();
    writer.reset(this.bytes, 0);
    for (const request of requests) request.writeFrame(writer, FIRST_SLOT_ID, 0);
    this.digitsAt = this.findDigits(requests);
    this.isStamped = script.names[0] === "publish";
  }

  operationAt(step: number): Operation {
    return this.script.names[this.script.operations[step] as number] as Operation;
  }

  /** Where the value of a publish begins in its frame, which ends with it. */
  stampAt(step: number): number {
    const end = (this.offsets[step + 1] as number) - (this.offsets[step] as number);
    return end - this.script.valueAt(step).length;
  }

  private requestOf(step: number, operation: Operation): ClientRequest {
    const { script } = this;
    const request = new ClientRequest(callOf[operation], this.namespace);
    const isFixed = script.rules[step] === KeyRule.FIXED;
    const key = this.prefix + digits(isFixed ? (script.numbers[step] as number) : 0);
    request.key = key.padEnd(this.flow.keys.bytes, "k");
    if (operation === "put" || operation === "insert") request.value = script.valueAt(step);
    if (operation === "scan") {
      const pageSize = script.scanItems[step] as number;
      request.scan = { prefix: this.prefix, start: request.key, end: "", pageSize, pageToken: "", keysOnly: false };
    }
    if (operation === "publish") {
      request.body = publishBody([{ key: "", value: script.valueAt(step), headers: [], idempotencyKey: "" }]);
    }
    return request;
  }

  /** A key's digits follow the prefix, which stands nowhere else as the frames are made; a scan's start is behind its prefix. */
  private findDigits(requests: readonly ClientRequest[]): Uint32Array {
    const found = new Uint32Array(requests.length);
    const prefix = Buffer.from(this.prefix, "latin1");
    let next = this.script.length;
    const note = (frame: number): void => {
      const begin = this.offsets[frame] as number;
      const text = this.bytes.subarray(begin, this.offsets[frame + 1]);
      // The key stands before the value, so the last prefix of a scan and the first of any other.
      const at = this.calls[frame] === CallNumber.KV_SCAN ? text.lastIndexOf(prefix) : text.indexOf(prefix);
      found[frame] = at + prefix.length;
    };
    for (let step = 0; step < this.script.length; step++) {
      const isOpen = this.script.rules[step] !== KeyRule.FIXED && this.operationAt(step) !== "publish";
      if (isOpen) note(step);
      if (this.seconds[step] !== 0) {
        if (isOpen) note(next);
        next++;
      }
    }
    return found;
  }
}

/** Ids are 2^14 to 2^21 − 1: all of them take three bytes, so that what follows stands at a fixed place. */
export const FIRST_SLOT_ID = 1 << 14;

export function digits(number: number): string {
  return String(number).padStart(KEY_DIGITS, "0");
}

const callOf: Readonly<Record<Operation, CallNumber>> = {
  get: CallNumber.KV_GET,
  put: CallNumber.KV_PUT,
  insert: CallNumber.KV_PUT,
  delete: CallNumber.KV_DELETE,
  scan: CallNumber.KV_SCAN,
  "read-modify-write": CallNumber.KV_GET,
  publish: CallNumber.STREAM_PUBLISH,
  consume: CallNumber.STREAM_SUBSCRIBE,
};
