import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { readByteString } from "../../src/codec/byte-string.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { FrameSplitter } from "../../src/codec/frame-splitter.ts";
import { KeyValueFields } from "../../src/codec/keyvalue-requests.ts";
import { RequestView } from "../../src/codec/request-view.ts";
import { encodeFailureFrame, frameBytes, openFrame } from "../../src/codec/response.ts";
import { blobBytes, uintBytes, WireWriter } from "../../src/codec/wire-writer.ts";
import type { Failure } from "../../src/common/failure.ts";

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly connection: FakeConnection;
  readonly id: number;
  readonly timeoutMs: number;
  readonly idempotencyKey: string;
  readonly authorization: string;
  readonly call: number;
  readonly key: string;
  readonly value: Buffer;
}

/** Speaks Prism's frames and does with each request whatever the test says: for faults that a real gateway does not have. */
export class FakeGateway {
  readonly requests: SeenRequest[] = [];
  readonly connections: FakeConnection[] = [];
  onRequest: (request: SeenRequest) => void = () => {};
  onConnection: (connection: FakeConnection) => void = () => {};
  private readonly server: Server;

  private constructor() {
    this.server = createServer({ noDelay: true }, (socket) => {
      const connection = new FakeConnection(socket, this);
      this.connections.push(connection);
      this.onConnection(connection);
    });
  }

  static async start(onRequest?: (request: SeenRequest) => void, port = 0): Promise<FakeGateway> {
    const gateway = new FakeGateway();
    if (onRequest !== undefined) gateway.onRequest = onRequest;
    await new Promise<void>((resolve, reject) => {
      gateway.server.once("error", reject);
      gateway.server.listen(port, "127.0.0.1", resolve);
    });
    return gateway;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get address(): string {
    return `prism://127.0.0.1:${this.port}`;
  }

  /** Cuts off every client and takes no more. */
  async stop(): Promise<void> {
    for (const connection of this.connections) connection.socket.destroy();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }
}

export class FakeConnection {
  readonly socket: Socket;

  constructor(socket: Socket, gateway: FakeGateway) {
    this.socket = socket;
    const splitter = new FrameSplitter(4 * 1024 * 1024);
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => {
      splitter.push(chunk, (bytes, start, end) => {
        const request = readRequest(this, bytes as Buffer, start, end);
        gateway.requests.push(request);
        gateway.onRequest(request);
        return true;
      });
    });
  }

  answerGet(id: number, value: Uint8Array | string, version = 1): void {
    this.socket.write(getFrame(id, value, version));
  }

  answerPut(id: number, version: number): void {
    const length = uintBytes(1, version);
    const writer = openAnswer(id, CallNumber.KV_PUT, length);
    writer.uint(1, version);
    this.socket.write(writer.bytes);
  }

  fail(id: number, failure: Failure): void {
    this.socket.write(encodeFailureFrame(id, failure));
  }

  reset(): void {
    this.socket.resetAndDestroy();
  }
}

/** A whole frame with a GetResponse; the value is a view or a byte string. */
export function getFrame(id: number, value: Uint8Array | string, version: number): Buffer {
  const writer = openAnswer(id, CallNumber.KV_GET, 2 + blobBytes(2, value.length) + uintBytes(3, version));
  writer.bool(1, true);
  writer.blob(2, value);
  writer.uint(3, version);
  return writer.bytes;
}

function openAnswer(id: number, result: number, length: number): WireWriter {
  const writer = new WireWriter();
  writer.reset(Buffer.alloc(frameBytes(id, result, length)), 0);
  openFrame(writer, id, result, length);
  return writer;
}

function readRequest(connection: FakeConnection, bytes: Buffer, start: number, end: number): SeenRequest {
  const view = new RequestView();
  const fields = new KeyValueFields();
  view.read(bytes, start, end);
  fields.readPut(bytes, view.callFrom, view.callTo);
  return {
    connection,
    id: view.id,
    timeoutMs: view.timeoutMs,
    idempotencyKey: readByteString(bytes, view.idempotencyFrom, view.idempotencyTo),
    authorization: readByteString(bytes, view.authorizationFrom, view.authorizationTo),
    call: view.call,
    key: readByteString(bytes, fields.keyFrom, fields.keyTo),
    value: Buffer.from(bytes.subarray(fields.valueFrom, fields.valueTo)),
  };
}
