import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { gunzipSync } from "node:zlib";
import * as grpc from "@grpc/grpc-js";
import { afterwards } from "../support/afterwards.ts";
import { eventually } from "../support/eventually.ts";
import { type ReceivedSpan, readExportJson, readExportProtobuf } from "./otlp.ts";

/** A collector of OpenTelemetry that shares nothing with the gateway but the official proto files. */
export class Collector {
  readonly spans: ReceivedSpan[] = [];
  readonly headers: IncomingHttpHeaders[] = [];
  exports = 0;
  /** What exports are answered with; 200 takes them. */
  status = 200;
  port = 0;

  /** Over HTTP, in protobuf or JSON. */
  static async http(t: TestContext, port = 0): Promise<Collector> {
    const collector = new Collector();
    const server = createServer((request, response) => void collector.take(request, response));
    afterwards(t, () => {
      server.closeAllConnections();
      server.close();
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    collector.port = (server.address() as AddressInfo).port;
    return collector;
  }

  static async grpc(t: TestContext): Promise<Collector> {
    const collector = new Collector();
    const server = new grpc.Server();
    const Export = {
      path: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
      requestStream: false,
      responseStream: false,
      requestDeserialize: (bytes: Buffer) => bytes,
      requestSerialize: (bytes: Buffer) => bytes,
      responseDeserialize: (bytes: Buffer) => bytes,
      responseSerialize: (bytes: Buffer) => bytes,
    };
    server.addService(
      { Export },
      {
        Export: (call: grpc.ServerUnaryCall<Buffer, Buffer>, answer: grpc.sendUnaryData<Buffer>) => {
          collector.headers.push(call.metadata.getMap() as IncomingHttpHeaders);
          collector.accept(readExportProtobuf(call.request));
          answer(null, Buffer.alloc(0));
        },
      },
    );
    afterwards(t, () => server.forceShutdown());
    collector.port = await new Promise<number>((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    return collector;
  }

  /** Resolves with the spans of a trace once there are so many. */
  async trace(traceId: string, count: number): Promise<ReceivedSpan[]> {
    const find = (): ReceivedSpan[] => this.spans.filter((span) => span.traceId === traceId);
    await eventually(`there are ${count} spans of ${traceId}`, () => find().length >= count);
    return find();
  }

  private accept(spans: readonly ReceivedSpan[]): void {
    this.exports++;
    this.spans.push(...spans);
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const sent = Buffer.concat(parts);
    const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
    if (request.url !== "/v1/traces" || request.method !== "POST") response.writeHead(404).end();
    else if (this.status !== 200) response.writeHead(this.status).end();
    else {
      this.headers.push(request.headers);
      const isJson = request.headers["content-type"] === "application/json";
      this.accept(isJson ? readExportJson(body.toString()) : readExportProtobuf(body));
      response.writeHead(200, { "Content-Type": request.headers["content-type"] ?? "" }).end(isJson ? "{}" : "");
    }
  }
}
