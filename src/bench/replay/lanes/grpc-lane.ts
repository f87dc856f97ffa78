import { type ClientHttp2Session, connect, constants, type IncomingHttpHeaders } from "node:http2";
import type { ConnectionOptions } from "node:tls";
import { formatAddress } from "../../../client/address.ts";
import { GrpcAnswer, type GrpcOutcome } from "../../../client/grpc-answer.ts";
import { METHOD_PATHS } from "../../../client/grpc-methods.ts";
import type { CallNumber } from "../../../codec/calls.ts";
import { steadyMs } from "../../../common/clock.ts";
import { Code } from "../../../common/codes.ts";
import { MAX_FRAME_BYTES } from "../../../common/limits.ts";
import { MESSAGE_PREFIX_BYTES } from "../../grpc/h2-frames.ts";
import { type Answered, CLOSED, type ReplayCall, type ReplayLane } from "./replay-lane.ts";
import { wholeMessage } from "./request-frame.ts";

export interface GrpcLaneAddress {
  readonly host: string;
  readonly port: number;
  /** Null for a door without TLS. */
  readonly tls: ConnectionOptions | null;
}

/**
 * A connection that speaks gRPC, each call a stream of its own. By Node's HTTP/2 and not by the generator of load suites: a
 * recording has values that do not fit the window of a stream, which that one does not keep.
 */
export class GrpcReplayLane implements ReplayLane {
  readonly opened: Promise<boolean>;
  readonly keepsOrder = false;
  problem = "";
  private readonly session: ClientHttp2Session;
  private readonly authorization: string;
  private readonly waiting = new Set<(answer: Answered | null) => void>();

  /** @param authorization shown with each call; empty for nothing. */
  constructor({ host, port, tls }: GrpcLaneAddress, authorization: string) {
    this.authorization = authorization;
    const url = `http${tls === null ? "" : "s"}://${formatAddress({ host, port })}`;
    this.session = connect(url, {
      ...tls,
      maxSessionMemory: MAX_SESSION_MIB,
      settings: { enablePush: false, initialWindowSize: WINDOW_BYTES },
    });
    this.opened = new Promise((resolve) => {
      this.session.once("connect", () => {
        this.session.setLocalWindowSize(WINDOW_BYTES);
        resolve(true);
      });
      const lost = (problem: string): void => {
        this.lose(problem);
        resolve(false);
      };
      this.session.on("error", (error: NodeJS.ErrnoException) => lost(error.code ?? error.message));
      this.session.on("goaway", (code) => {
        if (code !== constants.NGHTTP2_NO_ERROR) lost(`the gateway ended the connection (HTTP/2 error ${code})`);
      });
      this.session.on("close", () => lost("CLOSED"));
    });
  }

  refusal(call: number): string {
    return (METHOD_PATHS[call as CallNumber] ?? "") === "" ? "gRPC has no method for it" : "";
  }

  send(call: ReplayCall, onAnswer: (answer: Answered | null) => void): void {
    if (this.problem === "" && (this.session.closed || this.session.destroyed)) this.lose("CLOSED");
    if (this.problem !== "") {
      onAnswer(null);
      return;
    }
    this.waiting.add(onAnswer);
    const stream = this.session.request(this.headersOf(call));
    new GrpcAnswer(stream, MAX_FRAME_BYTES, {
      onHeard: ignore,
      onMissedLevels: ignore,
      onOutcome: (outcome) => {
        // A connection that is lost has told already that no answer will come.
        if (this.waiting.delete(onAnswer)) onAnswer(answerOf(outcome));
      },
    });
    const message = wholeMessage(call);
    const prefix = Buffer.alloc(MESSAGE_PREFIX_BYTES);
    prefix.writeUInt32BE(message.length, 1);
    stream.end(Buffer.concat([prefix, message]));
  }

  close(): void {
    this.lose(CLOSED);
    this.session.destroy();
  }

  private headersOf({ call, timeoutMs, idempotencyKey }: ReplayCall): IncomingHttpHeaders {
    return {
      ":method": "POST",
      ":path": METHOD_PATHS[call as CallNumber],
      "content-type": "application/grpc",
      te: "trailers",
      ...(timeoutMs === 0 ? {} : { "grpc-timeout": `${Math.min(timeoutMs, MOST_TIMEOUT_MS)}m` }),
      ...(idempotencyKey === "" ? {} : { "idempotency-key": idempotencyKey }),
      ...(this.authorization === "" ? {} : { authorization: this.authorization }),
    };
  }

  private lose(problem: string): void {
    this.problem ||= problem;
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const onAnswer of waiting) onAnswer(null);
  }
}

function answerOf(outcome: GrpcOutcome): Answered | null {
  const atMs = steadyMs();
  if (outcome.kind === "answer") return { code: Code.OK, reason: "", message: outcome.message, atMs };
  if (outcome.kind === "lost") return null;
  const { code, reason } = outcome.failure ?? { code: Code.UNKNOWN, reason: "UNREADABLE_ANSWER" };
  return { code, reason, message: none, atMs };
}

const ignore = (): void => undefined;
const none = Buffer.alloc(0);
/** Answers come without waiting for us to say that we have read. */
const WINDOW_BYTES = 16 * 1024 * 1024;
/** Past it Node refuses streams. */
const MAX_SESSION_MIB = 1_024;
/** Eight digits are all that a time-out may have. Source: gRPC over HTTP/2, "Timeout". */
const MOST_TIMEOUT_MS = 99_999_999;
