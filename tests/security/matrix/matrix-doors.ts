import type { TestContext } from "node:test";
import type { ServiceError } from "@grpc/grpc-js";
import { type Code, codeName } from "../../../src/common/codes.ts";
import { Door } from "../../../src/security/caller.ts";
import { WebSocketClient } from "../../acceptor/http/websocket-client.ts";
import { frameOf, message } from "../../codec/messages.ts";
import type { Answer } from "../../support/answer.ts";
import { detailsOf, GrpcClient } from "../../support/grpc-client.ts";
import type { StartedGateway } from "../../support/started-gateway.ts";
import { fieldsOf, type Operation } from "./matrix-operations.ts";

/** A call as any door takes it. */
export interface MatrixCall {
  readonly operation: Operation;
  readonly namespace: string;
  readonly key: string;
  /** Null for none. */
  readonly authorization: string | null;
}

/** What came back: `OK`, or a code and a reason; and all of the error that a caller can read. */
export interface MatrixAnswer {
  readonly code: string;
  readonly reason: string;
  readonly text: string;
}

/** A way in, with a client that shares nothing with the gateway but the protocol. */
export interface MatrixDoor {
  readonly name: string;
  readonly door: Door;
  /** Whether it carries the operation at all. */
  readonly carries: (operation: Operation) => boolean;
  /** Each call on a connection of its own where the connection remembers who came. */
  readonly call: (t: TestContext, gateway: StartedGateway, call: MatrixCall) => Promise<MatrixAnswer>;
}

const tcp: MatrixDoor = {
  name: "TCP",
  door: Door.TCP,
  carries: ({ frameField }) => frameField !== null,
  async call(_, gateway, call) {
    const client = await gateway.connect();
    const answer = await client.call(frameOf(requestOf(call)));
    client.socket.destroy();
    return answerOf(answer);
  },
};

const grpc: MatrixDoor = {
  name: "gRPC",
  door: Door.GRPC,
  carries: () => true,
  call(t, gateway, call) {
    return throughGrpc(GrpcClient.to(t, gateway.grpcPort), call);
  },
};

const httpByName: MatrixDoor = {
  name: "HTTP by method",
  door: Door.HTTP,
  carries: ({ method }) => !method.streams && !method.takesStream,
  call: (_, gateway, { operation, namespace, key, authorization }) => {
    const { service, name } = operation.method;
    return fetched(gateway, authorization, "POST", `/v1/${service}/${name}`, fieldsOf(operation, namespace, key));
  },
};

/** Where HTTP has a path of its own for a method; a new method needs a line here. */
const PATHS: Readonly<Record<string, ((ns: string, key: string) => [string, string, object?]) | null>> = {
  Get: (ns, key) => ["GET", `/v1/namespaces/${ns}/keyvalue/${encodeURIComponent(key)}`],
  Put: (ns, key) => ["PUT", `/v1/namespaces/${ns}/keyvalue/${encodeURIComponent(key)}`],
  Delete: (ns, key) => ["DELETE", `/v1/namespaces/${ns}/keyvalue/${encodeURIComponent(key)}`],
  Scan: (ns, key) => ["GET", `/v1/namespaces/${ns}/keyvalue?prefix=${encodeURIComponent(key)}`],
  BatchGet: (ns, key) => ["POST", `/v1/namespaces/${ns}/keyvalue:batchGet`, { keys: [key] }],
  BatchPut: (ns, key) => ["POST", `/v1/namespaces/${ns}/keyvalue:batchPut`, { items: [{ key }] }],
  BatchDelete: (ns, key) => ["POST", `/v1/namespaces/${ns}/keyvalue:batchDelete`, { items: [{ key }] }],
  Exists: null,
  ScanStream: null,
  Increment: null,
  Transact: null,
  BeginUpload: null,
  UploadChunk: null,
  CommitUpload: null,
  AbortUpload: null,
  OpenDownload: null,
  DownloadChunk: null,
  PutStream: null,
  GetStream: null,
};

const httpByPath: MatrixDoor = {
  name: "HTTP by path",
  door: Door.HTTP,
  carries: ({ method }) => {
    const path = PATHS[method.name];
    if (path === undefined) throw new Error(`say in PATHS which path ${method.name} has, or that it has none`);
    return path !== null;
  },
  call: (_, gateway, { operation, namespace, key, authorization }) => {
    const [method, path, body] = PATHS[operation.method.name]?.(namespace, key) ?? ["GET", "/"];
    return fetched(gateway, authorization, method, path, body);
  },
};

const webSocket: MatrixDoor = {
  name: "WebSocket, credentials in a frame",
  door: Door.WEBSOCKET,
  carries: ({ frameField }) => frameField !== null,
  async call(t, gateway, call) {
    const client = await WebSocketClient.open(t, gateway.httpPort);
    return framed(client, requestOf(call));
  },
};

const webSocketByHeader: MatrixDoor = {
  name: "WebSocket, credentials in the upgrade",
  door: Door.WEBSOCKET,
  carries: ({ frameField }) => frameField !== null,
  async call(t, gateway, call) {
    const headers = call.authorization === null ? {} : { authorization: call.authorization };
    const client = await WebSocketClient.open(t, gateway.httpPort, headers);
    if (client.status === 101) return framed(client, requestOf({ ...call, authorization: null }));
    await client.until(() => client.body.endsWith("}") || client.isClosed);
    client.socket.destroy();
    return problemOf(client.body);
  },
};

/** Every way in that serves data. */
export const doors: readonly MatrixDoor[] = [tcp, grpc, httpByName, httpByPath, webSocket, webSocketByHeader];

/** Makes the call and closes the client. */
export async function throughGrpc(client: GrpcClient, call: MatrixCall): Promise<MatrixAnswer> {
  const { operation, namespace, key, authorization } = call;
  const options = authorization === null ? {} : { metadata: { authorization } };
  const fields = fieldsOf(operation, namespace, key);
  try {
    if (operation.method.takesStream) {
      const sent = client.send(operation.method.name, options);
      sent.call.write(fields);
      sent.call.end();
      await sent.answer;
    } else if (operation.method.streams) {
      for await (const _ of client.stream(operation.method.name, fields, options));
    } else await client.call(operation.method.name, fields, options);
    return ok;
  } catch (error) {
    const { code, details } = error as ServiceError;
    const { ErrorInfo } = detailsOf(error);
    return {
      code: codeName(code as number as Code),
      reason: String(ErrorInfo?.reason),
      text: JSON.stringify([details, ErrorInfo]),
    };
  } finally {
    client.client.close();
  }
}

async function framed(client: WebSocketClient, request: Buffer): Promise<MatrixAnswer> {
  client.send(frameOf(request));
  const [answer] = await client.answered(1);
  client.socket.destroy();
  if (answer === undefined) throw new Error(`the WebSocket closed: ${client.closeReason}`);
  return answerOf(answer);
}

export function answerOf({ code, reason, message: text, metadata }: Answer): MatrixAnswer {
  return { code: codeName(code as Code), reason, text: JSON.stringify([text, metadata]) };
}

export function problemOf(body: string): MatrixAnswer {
  const { code, reason, detail, metadata } = JSON.parse(body) as Record<string, string>;
  return { code: code ?? "", reason: reason ?? "", text: JSON.stringify([detail, metadata]) };
}

export const ok: MatrixAnswer = { code: "OK", reason: "", text: "" };

export function requestOf({ operation, namespace, key, authorization }: MatrixCall): Buffer {
  const call = { [operation.frameField as string]: fieldsOf(operation, namespace, key) };
  return message("Request").encode({ id: 1, ...(authorization === null ? {} : { authorization }), ...call });
}

async function fetched(
  gateway: StartedGateway,
  authorization: string | null,
  method: string,
  path: string,
  body?: object,
): Promise<MatrixAnswer> {
  const response = await fetch(`http://127.0.0.1:${gateway.httpPort}${path}`, {
    method,
    headers: { ...(authorization === null ? {} : { authorization }), "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return response.ok ? ok : problemOf(text);
}
