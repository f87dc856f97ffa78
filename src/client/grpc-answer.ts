import { type ClientHttp2Stream, constants, type IncomingHttpHeaders } from "node:http2";
import { MISSED_LEVELS_HEADER } from "../codec/missed-levels.ts";
import type { Failure } from "../common/failure.ts";
import { failureOfHttpStatus, OK, readStatus } from "./grpc-status.ts";
import { MessageAssembly } from "./message-assembly.ts";

/** How one attempt of a call ended. */
export type GrpcOutcome =
  | { readonly kind: "answer"; readonly message: Buffer }
  /** Null when what came makes no sense. */
  | { readonly kind: "refused"; readonly failure: Failure | null }
  /** No answer will come; `wasRefused` = and the gateway has not looked at the call. */
  | { readonly kind: "lost"; readonly cause: Error; readonly wasRefused: boolean };

export interface GrpcAnswerHandlers {
  /** Something came. */
  readonly onHeard: () => void;
  /** The namespace misses levels of service, as this header says. */
  readonly onMissedLevels: (text: string) => void;
  /** Once. */
  readonly onOutcome: (outcome: GrpcOutcome) => void;
}

const MISSED_LEVELS = MISSED_LEVELS_HEADER.toLowerCase();

/** Reads the answer of one call from its stream. */
export class GrpcAnswer {
  private readonly stream: ClientHttp2Stream;
  private readonly handlers: GrpcAnswerHandlers;
  private readonly message: MessageAssembly;
  private httpStatus = 0;
  private isGrpc = false;
  private status: ReturnType<typeof readStatus> = null;
  private cause: Error | null = null;
  private isOver = false;

  constructor(stream: ClientHttp2Stream, maxBytes: number, handlers: GrpcAnswerHandlers) {
    this.stream = stream;
    this.handlers = handlers;
    this.message = new MessageAssembly(maxBytes);
    stream.on("response", (headers) => this.onHead(headers));
    stream.on("trailers", (headers) => {
      this.status = readStatus(headers);
      this.noteMissed(headers);
    });
    stream.on("data", (chunk: Buffer) => this.onData(chunk));
    stream.on("error", (error: Error) => (this.cause ??= error));
    stream.on("end", () => this.onEnd());
    stream.on("close", () => this.onClose());
  }

  private onHead(headers: IncomingHttpHeaders): void {
    this.handlers.onHeard();
    this.httpStatus = Number(headers[":status"]);
    this.isGrpc = /^application\/grpc(?:$|[+;])/.test(headers["content-type"] ?? "");
    // A failure may come as trailers alone, and then they are all the headers there are.
    this.status = readStatus(headers);
    this.noteMissed(headers);
  }

  private noteMissed(headers: IncomingHttpHeaders): void {
    const text = headers[MISSED_LEVELS];
    if (typeof text === "string") this.handlers.onMissedLevels(text);
  }

  private onData(chunk: Buffer): void {
    this.handlers.onHeard();
    if (!this.isGrpc || this.message.push(chunk)) return;
    this.finish({ kind: "refused", failure: null });
    this.stream.close(constants.NGHTTP2_CANCEL);
  }

  /** Trailers come before the end. */
  private onEnd(): void {
    if (this.httpStatus !== 200 && this.httpStatus !== 0 && this.status === null) {
      this.finish({ kind: "refused", failure: failureOfHttpStatus(this.httpStatus) });
    } else if (this.status === OK) {
      const message = this.isGrpc ? this.message.take() : null;
      this.finish(message === null ? { kind: "refused", failure: null } : { kind: "answer", message });
    } else if (this.status !== null) this.finish({ kind: "refused", failure: this.status });
  }

  private onClose(): void {
    const { rstCode } = this.stream;
    const wasRefused = rstCode === constants.NGHTTP2_REFUSED_STREAM;
    const isWhole = this.httpStatus !== 0 && rstCode === constants.NGHTTP2_NO_ERROR && this.cause === null;
    // The stream ended as it should, and its status never came.
    if (isWhole) this.finish({ kind: "refused", failure: null });
    else {
      const cause = this.cause ?? new Error(`the stream was reset (code ${rstCode})`);
      this.finish({ kind: "lost", cause, wasRefused });
    }
  }

  private finish(outcome: GrpcOutcome): void {
    if (this.isOver) return;
    this.isOver = true;
    this.handlers.onOutcome(outcome);
  }
}
