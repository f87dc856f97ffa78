import { DecodedMessage } from "./protobuf.ts";

/** One answer of the gateway. */
export class Answer {
  readonly id: number;
  /** gRPC code; 0 when the call succeeded. */
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly retryAfterMs: number;
  /** The whole answer, as it came. */
  readonly payload: Buffer;
  readonly metadata: Readonly<Record<string, string>>;
  private readonly response: DecodedMessage;

  constructor(payload: Buffer) {
    this.payload = payload;
    this.response = new DecodedMessage(payload);
    this.id = this.response.number(1);
    const error = this.response.messages(3)[0];
    this.code = error?.number(1) ?? 0;
    this.reason = error?.text(2) ?? "";
    this.message = error?.text(3) ?? "";
    this.retryAfterMs = error?.number(4) ?? 0;
    this.metadata = Object.fromEntries((error?.messages(5) ?? []).map((entry) => [entry.text(1), entry.text(2)]));
  }

  /** The answer message of a call, by the call's number. */
  result(call: number): DecodedMessage {
    const message = this.response.messages(call)[0];
    if (message === undefined)
      throw new Error(`no answer to call ${call}, but ${this.reason || "another"}: ${this.message}`);
    return message;
  }

  /** Of a get: the value; null when there is none. */
  get value(): string | null {
    const message = this.result(16);
    return message.number(1) === 1 ? message.text(2) : null;
  }

  /** Of a get or a put. */
  get version(): number {
    return this.response.has(16) ? this.result(16).number(3) : this.result(17).number(1);
  }
}
