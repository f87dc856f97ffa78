import { join } from "node:path";
import {
  loadPackageDefinition,
  Metadata,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type StatusObject,
  type sendUnaryData,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";

type Fields = Record<string, unknown>;

/** A call as @grpc/grpc-js hands it over. */
export interface SeenCall {
  readonly method: string;
  readonly request: Fields;
  readonly metadata: Metadata;
  readonly remainingMs: number;
  /** Whether the client has ended it. */
  readonly isCancelled: () => boolean;
  answer(fields: Fields): void;
  fail(code: number, message: string, metadata?: Metadata): void;
}

const protos = loadSync("prism/v1/keyvalue.proto", {
  includeDirs: [join(process.cwd(), "proto")],
  longs: Number,
  defaults: true,
});

/** A gRPC server that is not ours, and does with each call of KeyValueService whatever the test says. */
export class GrpcPeer {
  readonly calls: SeenCall[] = [];
  onCall: (call: SeenCall) => void;
  readonly server: Server;
  port = 0;

  private constructor(onCall: (call: SeenCall) => void) {
    this.onCall = onCall;
    this.server = new Server();
    const root = loadPackageDefinition(protos) as unknown as {
      prism: { v1: { KeyValueService: { service: ServiceDefinition } } };
    };
    const { service } = root.prism.v1.KeyValueService;
    const handlers = Object.keys(service).map((name) => [name, this.handlerOf(name)]);
    this.server.addService(service, Object.fromEntries(handlers));
  }

  static async start(
    onCall: (call: SeenCall) => void,
    credentials = ServerCredentials.createInsecure(),
  ): Promise<GrpcPeer> {
    const peer = new GrpcPeer(onCall);
    peer.port = await new Promise<number>((resolve, reject) => {
      peer.server.bindAsync("127.0.0.1:0", credentials, (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    return peer;
  }

  get address(): string {
    return `grpc://127.0.0.1:${this.port}`;
  }

  stop(): void {
    this.server.forceShutdown();
  }

  private handlerOf(method: string) {
    return (call: ServerUnaryCall<Fields, Fields>, done: sendUnaryData<Fields>): void => {
      const deadline = call.getDeadline();
      const seen: SeenCall = {
        method,
        request: call.request,
        metadata: call.metadata,
        remainingMs: Number(deadline) - Date.now(),
        isCancelled: () => call.cancelled,
        answer: (fields) => done(null, fields),
        fail: (code, details, metadata = new Metadata()) => done({ code, details, metadata } as StatusObject, null),
      };
      this.calls.push(seen);
      this.onCall(seen);
    };
  }
}
