import { BodyWriter } from "../../codec/body-writer.ts";
import { LEN } from "../../codec/wire.ts";
import { WireReader } from "../../codec/wire-reader.ts";
import { Code } from "../../common/codes.ts";
import { PrismError } from "../../common/prism-error.ts";
import { malformedCall } from "../subscriptions/refusals.ts";
import { type OpenCall, type OpenHandler, OpenStatus, onlyMessage } from "./open-call.ts";

/** HealthCheckResponse.ServingStatus. */
const Status = { SERVING: 1, NOT_SERVING: 2, SERVICE_UNKNOWN: 3 } as const;
type Status = (typeof Status)[keyof typeof Status];

/**
 * `grpc.health.v1.Health`: whether the gateway as a whole, the empty name, and each of its services should get traffic.
 * They all change together. Whoever watches is told at once, and let go when the door closes.
 *
 *   HealthCheckRequest   string service = 1
 *   HealthCheckResponse  ServingStatus status = 1
 *   HealthListResponse   map<string, HealthCheckResponse> statuses = 1
 *
 * Source: https://github.com/grpc/grpc-proto/blob/master/grpc/health/v1/health.proto
 */
export class HealthService {
  /** By path. */
  readonly handlers: ReadonlyMap<string, OpenHandler> = new Map<string, OpenHandler>([
    ["/grpc.health.v1.Health/Check", (call) => this.check(call)],
    ["/grpc.health.v1.Health/Watch", (call) => this.watch(call)],
    ["/grpc.health.v1.Health/List", (call) => this.list(call)],
  ]);
  private readonly services: readonly string[];
  private isServing = false;
  private isEnding = false;
  /** Of the watches that have told all there is to tell. */
  private readonly waiting = new Set<() => void>();

  /** @param services full names, for example `prism.v1.KeyValueService`. */
  constructor(services: readonly string[]) {
    this.services = ["", ...services];
  }

  setServing(isServing: boolean): void {
    this.isServing = isServing;
    this.wake();
  }

  /** Ends every watch: a connection with one would never be idle. */
  endWatches(): void {
    this.isEnding = true;
    this.wake();
  }

  private async check(call: OpenCall): Promise<undefined> {
    const service = readService(await onlyMessage(call));
    const status = this.statusOf(service);
    if (status === Status.SERVICE_UNKNOWN)
      throw new OpenStatus(Code.NOT_FOUND, `Health status unknown for service ${service}`);
    await call.write(encodeStatus(status));
  }

  private async watch(call: OpenCall): Promise<undefined> {
    const service = readService(await onlyMessage(call));
    let told: Status | null = null;
    while (!call.isOver) {
      const status = this.statusOf(service);
      if (status !== told) {
        told = status;
        await call.write(encodeStatus(status));
      } else if (this.isEnding) throw new OpenStatus(Code.UNAVAILABLE, "this gateway is shutting down");
      else await this.change(call);
    }
  }

  private async list(call: OpenCall): Promise<undefined> {
    await onlyMessage(call);
    const answer = new BodyWriter();
    for (const service of this.services) {
      const status = encodeStatus(this.statusOf(service));
      answer.element(1, new BodyWriter().bytes(1, Buffer.from(service)).element(2, status).take());
    }
    await call.write(answer.take());
  }

  private statusOf(service: string): Status {
    if (!this.services.includes(service)) return Status.SERVICE_UNKNOWN;
    return this.isServing ? Status.SERVING : Status.NOT_SERVING;
  }

  /** Resolves when there may be something to tell, or nobody to tell it to. */
  private change(call: OpenCall): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.add(resolve);
      call.onOver = () => {
        this.waiting.delete(resolve);
        resolve();
      };
    });
  }

  private wake(): void {
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }
}

function readService(bytes: Buffer): string {
  let service = "";
  const reader = new WireReader();
  reader.reset(bytes, 0, bytes.length);
  while (reader.next()) {
    if (reader.field === 1 && reader.wireType === LEN) service = bytes.toString("utf8", reader.from, reader.to);
  }
  if (reader.failed) throw new PrismError(malformedCall, { source: "client" });
  return service;
}

function encodeStatus(status: Status): Buffer {
  return new BodyWriter().uint(1, status).take();
}
