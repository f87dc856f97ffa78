import { join } from "node:path";
import type { TestContext } from "node:test";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { afterwards } from "./afterwards.ts";
import { decodeRpcStatus } from "./rpc-status.ts";

type Answer = Record<string, unknown>;

/** A client of the gRPC door that shares nothing with the gateway but the proto files. */
export class GrpcClient {
  readonly client: grpc.Client;

  private constructor(
    t: TestContext,
    address: string,
    options: grpc.ClientOptions,
    credentials = grpc.credentials.createInsecure(),
  ) {
    // Not shared with another client of the same options.
    this.client = new grpc.Client(address, credentials, {
      "grpc.use_local_subchannel_pool": 1,
      ...options,
    });
    afterwards(t, () => this.client.close());
  }

  static to(
    t: TestContext,
    port: number,
    options: grpc.ClientOptions = {},
    credentials = grpc.credentials.createInsecure(),
  ): GrpcClient {
    return new GrpcClient(t, `127.0.0.1:${port}`, options, credentials);
  }

  /** Over TLS, with certificates in PEM. */
  static secure(t: TestContext, port: number, tls: { ca: string; cert?: string; key?: string }): GrpcClient {
    const [ca, key = null, cert = null] = [tls.ca, tls.key, tls.cert].map((pem) =>
      pem === undefined ? null : Buffer.from(pem),
    );
    return new GrpcClient(t, `localhost:${port}`, {}, grpc.credentials.createSsl(ca, key, cert));
  }

  /** Calls a unary method of KeyValueService; rejects with grpc-js's `ServiceError`. */
  call(method: string, request: Answer, options: CallChoices = {}): Promise<Answer> {
    return this.start(method, request, options).answer;
  }

  /** As {@link call}, with what cancels it. */
  start(method: string, request: Answer, options: CallChoices = {}): { answer: Promise<Answer>; cancel: () => void } {
    const definition = definitionOf(method);
    let cancel = (): void => undefined;
    const answer = new Promise<Answer>((resolve, reject) => {
      const call = this.client.makeUnaryRequest(
        definition.path,
        definition.requestSerialize,
        definition.responseDeserialize,
        request,
        metadataOf(options.metadata),
        callOptionsOf(options),
        (error, value) => (error === null ? resolve(value as Answer) : reject(error)),
      );
      cancel = () => call.cancel();
    });
    return { answer, cancel };
  }

  /** Calls a unary method, and resolves with the metadata behind its answer. */
  trailers(method: string, request: Answer): Promise<grpc.Metadata> {
    const { path, requestSerialize, responseDeserialize } = definitionOf(method);
    return new Promise((resolve) => {
      const call = this.client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, () => undefined);
      call.on("status", ({ metadata }) => resolve(metadata));
    });
  }

  /** Calls a method that takes a stream of messages, which the caller writes. */
  send(
    method: string,
    options: CallChoices = {},
  ): { call: grpc.ClientWritableStream<Answer>; answer: Promise<Answer> } {
    const { path, requestSerialize, responseDeserialize } = definitionOf(method);
    let call: grpc.ClientWritableStream<Answer> | null = null;
    const answer = new Promise<Answer>((resolve, reject) => {
      call = this.client.makeClientStreamRequest(
        path,
        requestSerialize as (value: Answer) => Buffer,
        responseDeserialize as (bytes: Buffer) => Answer,
        metadataOf(options.metadata),
        callOptionsOf(options),
        (error, value) => (error === null ? resolve(value as Answer) : reject(error)),
      );
    });
    answer.catch(() => undefined);
    return { call: call as unknown as grpc.ClientWritableStream<Answer>, answer };
  }

  /** Calls a method that streams. */
  stream(method: string, request: Answer, options: CallChoices = {}): grpc.ClientReadableStream<Answer> {
    const definition = definitionOf(method);
    return this.client.makeServerStreamRequest(
      definition.path,
      definition.requestSerialize,
      definition.responseDeserialize as (bytes: Buffer) => Answer,
      request,
      metadataOf(options.metadata),
      callOptionsOf(options),
    );
  }
}

export interface CallChoices {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** What `grpc-status-details-bin` says, by the type of each detail. */
export function detailsOf(error: unknown): ReturnType<typeof decodeRpcStatus> {
  const [bytes] = (error as grpc.ServiceError).metadata.get("grpc-status-details-bin");
  if (bytes === undefined) throw new Error(`no details came with ${error}`);
  return decodeRpcStatus(bytes as Buffer);
}

const loaded = loadSync(["prism/v1/frame.proto", "prism/v1/namespace.proto"], {
  includeDirs: [join(process.cwd(), "proto")],
  longs: Number,
  enums: String,
  keepCase: false,
  defaults: true,
});

/** `Get` is a method of KeyValueService, `NamespaceService/Get` one of that. */
function definitionOf(method: string): grpc.MethodDefinition<object, object> {
  const [service = "", name = ""] = method.includes("/") ? method.split("/") : [undefined, method];
  for (const each of service === "" ? ["KeyValueService", "StreamService", "NamespaceService"] : [service]) {
    const definition = (loaded[`prism.v1.${each}`] as grpc.ServiceDefinition)[name];
    if (definition !== undefined) return definition;
  }
  throw new Error(`no service has a method ${method}`);
}

function metadataOf(entries: Readonly<Record<string, string>> = {}): grpc.Metadata {
  const metadata = new grpc.Metadata();
  for (const [key, value] of Object.entries(entries)) metadata.set(key, value);
  return metadata;
}

function callOptionsOf({ timeoutMs }: CallChoices): grpc.CallOptions {
  return timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs };
}
