import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  Agent as PlainAgent,
  request as requestPlain,
} from "node:http";
import { request as requestSecure, Agent as SecureAgent } from "node:https";
import { steadyMs } from "../../../common/clock.ts";
import { type DoorAddress, DoorSocket } from "../../suite/engine/door-socket.ts";
import { httpExchange, httpRefusal } from "./http-exchange.ts";
import { type Answered, CLOSED, type ReplayCall, type ReplayLane } from "./replay-lane.ts";

/**
 * A client of HTTP. HTTP/1.1 has one request at a time on a connection, so what is due meanwhile takes another one, as a pool of
 * a client does; what is due when all are taken waits, and its time counts from when it was due.
 */
export class HttpReplayLane implements ReplayLane {
  readonly opened: Promise<boolean>;
  readonly keepsOrder = false;
  problem = "";
  private readonly address: DoorAddress;
  private readonly authorization: string;
  private readonly agent: Agent;
  private readonly waiting = new Set<(answer: Answered | null) => void>();

  /** @param authorization shown with each request; empty for nothing. */
  constructor(address: DoorAddress, number: number, authorization: string) {
    this.address = address;
    this.authorization = authorization;
    const pool = { keepAlive: true, maxSockets: MAX_SOCKETS, noDelay: true };
    this.agent = address.tls === null ? new PlainAgent(pool) : new SecureAgent({ ...pool, ...address.tls });
    this.opened = new Promise((resolve) => {
      const tried = new DoorSocket(address, number, {
        onOpen: () => {
          tried.close();
          resolve(true);
        },
        onBytes: () => undefined,
        onLost: (reason) => {
          this.problem = reason;
          resolve(false);
        },
      });
    });
  }

  refusal(call: number, message: Buffer): string {
    return httpRefusal(call, message);
  }

  send(call: ReplayCall, onAnswer: (answer: Answered | null) => void): void {
    if (this.problem === CLOSED) {
      onAnswer(null);
      return;
    }
    this.waiting.add(onAnswer);
    const settle = (answer: Answered | null): void => {
      if (this.waiting.delete(onAnswer)) onAnswer(answer);
    };
    const lost = (error: NodeJS.ErrnoException): void => {
      this.problem ||= error.code ?? error.message;
      settle(null);
    };
    const { method, path, headers, body, read } = httpExchange(call);
    const outgoing = this.request(method, path, { ...this.headersFor(call), ...headers });
    outgoing.on("error", lost);
    outgoing.on("response", (incoming: IncomingMessage) => {
      const parts: Buffer[] = [];
      incoming.on("data", (part: Buffer) => parts.push(part));
      incoming.on("error", lost);
      incoming.on("end", () => {
        const atMs = steadyMs();
        settle({ ...read(incoming.statusCode ?? 0, incoming.headers, Buffer.concat(parts)), atMs });
      });
    });
    outgoing.end(body);
  }

  close(): void {
    this.problem ||= CLOSED;
    this.agent.destroy();
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const onAnswer of waiting) onAnswer(null);
  }

  private request(method: string, path: string, headers: Record<string, string>): ClientRequest {
    const { host, port, tls } = this.address;
    const options = { host, port, method, path, headers, agent: this.agent };
    return tls === null ? requestPlain(options) : requestSecure({ ...options, ...tls });
  }

  private headersFor({ timeoutMs, idempotencyKey }: ReplayCall): Record<string, string> {
    return {
      ...(timeoutMs === 0 ? {} : { "prism-timeout-ms": String(timeoutMs) }),
      ...(idempotencyKey === "" ? {} : { "idempotency-key": idempotencyKey }),
      ...(this.authorization === "" ? {} : { authorization: this.authorization }),
    };
  }
}

/** Of one recorded connection; those of HTTP and gRPC are the gateway's own, and stand for many. */
const MAX_SOCKETS = 64;
