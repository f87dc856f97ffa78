import { Client, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { systemClock } from "../../common/clock.ts";
import { protobufEncoding } from "../../tracing/otlp-protobuf.ts";
import type { SendOutcome, SpanSender } from "./span-sender.ts";

export interface GrpcSenderParts {
  readonly endpoint: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly isCompressed: boolean;
}

/** OTLP over gRPC. Source: https://opentelemetry.io/docs/specs/otlp/#otlpgrpc */
export class GrpcSender implements SpanSender {
  private readonly client: Client;
  private readonly metadata = new Metadata();

  constructor({ endpoint, headers, isCompressed }: GrpcSenderParts) {
    const { protocol, hostname, port } = new URL(endpoint);
    const isEncrypted = protocol === "https:";
    const address = `${hostname}:${port || (isEncrypted ? 443 : 80)}`;
    const channel = isEncrypted ? credentials.createSsl() : credentials.createInsecure();
    // 2 = gzip, by the enumeration of gRPC.
    this.client = new Client(address, channel, isCompressed ? { "grpc.default_compression_algorithm": 2 } : {});
    for (const [name, value] of headers) this.metadata.set(name.toLowerCase(), value);
  }

  send(request: Uint8Array, timeoutMs: number): Promise<SendOutcome> {
    return new Promise((resolve) => {
      this.client.makeUnaryRequest(
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        asBuffer,
        asIs,
        request,
        this.metadata,
        { deadline: systemClock.wallMs() + timeoutMs },
        (error, answer) => {
          if (error === null) resolve({ kind: "taken", rejected: protobufEncoding.readRejected(answer ?? none) });
          else resolve(outcomeOf(error));
        },
      );
    });
  }

  close(): void {
    this.client.close();
  }
}

function outcomeOf({ code, details }: ServiceError): SendOutcome {
  const problem = `the collector answered ${status[code] ?? code}: ${details}`;
  return RETRYABLE.has(code) ? { kind: "again", problem, afterMs: 0 } : { kind: "refused", problem };
}

/** By the table of OTLP. */
const RETRYABLE: ReadonlySet<number> = new Set([
  status.CANCELLED,
  status.DEADLINE_EXCEEDED,
  status.ABORTED,
  status.OUT_OF_RANGE,
  status.UNAVAILABLE,
  status.DATA_LOSS,
]);

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}

const none = Buffer.alloc(0);
