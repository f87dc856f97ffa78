import { FrameSplitter, Split } from "../../../codec/frame-splitter.ts";
import { RESPONSE_ERROR } from "../../../codec/response.ts";
import { ResponseView } from "../../../codec/response-view.ts";
import { LEN, VARINT } from "../../../codec/wire.ts";
import { WireReader } from "../../../codec/wire-reader.ts";
import { steadyMs } from "../../../common/clock.ts";
import { MAX_FRAME_BYTES } from "../../../common/limits.ts";
import { type DoorAddress, DoorSocket } from "../../suite/engine/door-socket.ts";
import { type Answered, CLOSED, type ReplayCall, type ReplayLane } from "./replay-lane.ts";
import { requestFrame } from "./request-frame.ts";

/** A connection that speaks frames, on TCP or a WebSocket. */
export class FrameReplayLane implements ReplayLane {
  readonly opened: Promise<boolean>;
  readonly keepsOrder = true;
  problem = "";
  private readonly socket: DoorSocket;
  private readonly authorization: string;
  private readonly splitter = new FrameSplitter(MAX_FRAME_BYTES);
  private readonly waiting = new Map<number, (answer: Answered | null) => void>();
  private lastId = 0;

  /** @param authorization shown with the first request; empty for nothing. */
  constructor(address: DoorAddress, number: number, authorization: string) {
    this.authorization = authorization;
    let settle: (isOpen: boolean) => void = () => undefined;
    this.opened = new Promise((resolve) => {
      settle = resolve;
    });
    this.socket = new DoorSocket(address, number, {
      onOpen: () => settle(true),
      onBytes: (bytes) => this.take(bytes),
      onLost: (reason) => {
        this.lose(reason);
        settle(false);
      },
    });
  }

  refusal(): string {
    return "";
  }

  send(call: ReplayCall, onAnswer: (answer: Answered | null) => void): void {
    if (this.problem !== "") {
      onAnswer(null);
      return;
    }
    const id = ++this.lastId;
    this.waiting.set(id, onAnswer);
    this.socket.write(requestFrame(id, id === 1 ? this.authorization : "", call));
  }

  close(): void {
    this.socket.close();
    this.lose(CLOSED);
  }

  private take(bytes: Buffer): void {
    const split = this.splitter.push(bytes, (chunk, start, end) => this.settle(chunk as Buffer, start, end));
    if (split !== Split.MORE) this.lose("answers cannot be split into frames");
  }

  private settle(bytes: Buffer, start: number, end: number): boolean {
    if (!view.read(bytes, start, end)) return false;
    const onAnswer = this.waiting.get(view.id);
    this.waiting.delete(view.id);
    const message = bytes.subarray(view.from, view.to);
    const failure = view.result === RESPONSE_ERROR ? readFailure(message) : OK;
    onAnswer?.({ ...failure, message: view.result === RESPONSE_ERROR ? none : message, atMs: steadyMs() });
    return true;
  }

  private lose(problem: string): void {
    this.problem ||= problem;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const onAnswer of waiting) onAnswer(null);
  }
}

function readFailure(message: Buffer): { code: number; reason: string } {
  let code = 0;
  let reason = "";
  const reader = new WireReader();
  reader.reset(message, 0, message.length);
  while (reader.next()) {
    if (reader.field === 1 && reader.wireType === VARINT) code = reader.value;
    else if (reader.field === 2 && reader.wireType === LEN) reason = message.toString("latin1", reader.from, reader.to);
  }
  return { code, reason };
}

const view = new ResponseView();
const OK = { code: 0, reason: "" };
const none = Buffer.alloc(0);
