import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { loadSync, type MethodDefinition, type ServiceDefinition } from "@grpc/proto-loader";
import { type OpenCall, type OpenHandler, OpenStatus } from "../../../src/acceptor/grpc/open-call.ts";
import { Code } from "../../../src/common/codes.ts";
import { WireView } from "./wire-view.ts";

const definitions = loadSync("test.proto", { includeDirs: [join(process.cwd(), "tests", "support", "interop")] });

/**
 * gRPC's `grpc.testing.TestService`, whose clients every implementation has. Source of what each call does:
 * grpc/grpc, doc/interop-test-descriptions.md, "Server".
 */
export const testService: ReadonlyMap<string, OpenHandler> = new Map(
  Object.entries({
    EmptyCall: emptyCall,
    UnaryCall: unaryCall,
    StreamingOutputCall: fullDuplexCall,
    StreamingInputCall: streamingInputCall,
    FullDuplexCall: fullDuplexCall,
    HalfDuplexCall: halfDuplexCall,
  }).map(([name, handle]) => [method(name).path, (call: OpenCall) => handle(call, method(name))]),
);

type Method = MethodDefinition<object, object>;
type Pairs = [name: string, value: string][];

interface Payload {
  readonly body?: Buffer;
}

/** What has its default is not there. */
interface BoolValue {
  readonly value?: boolean;
}

interface EchoStatus {
  readonly code: number;
  readonly message: string;
}

interface SimpleRequest {
  readonly responseSize?: number;
  readonly responseStatus?: EchoStatus;
  readonly responseCompressed?: BoolValue;
  readonly expectCompressed?: BoolValue;
}

interface ResponseParameters {
  readonly size: number;
  readonly intervalUs: number;
  readonly compressed?: BoolValue;
}

interface OutputRequest {
  readonly responseParameters?: readonly ResponseParameters[];
  readonly responseStatus?: EchoStatus;
}

interface InputRequest {
  readonly payload?: Payload;
  readonly expectCompressed?: BoolValue;
}

async function emptyCall(call: OpenCall, method: Method): Promise<undefined> {
  for await (const _ of call.messages) await call.write(method.responseSerialize({}));
}

async function unaryCall(call: OpenCall, method: Method): Promise<Pairs> {
  const trailers = echoMetadata(call);
  const view = new WireView(call);
  for await (const message of call.messages) {
    const request = method.requestDeserialize(message) as SimpleRequest;
    expectCompressed(view, request.expectCompressed);
    echoStatus(request.responseStatus, trailers);
    await write(view, method, { size: request.responseSize ?? 0, compressed: request.responseCompressed });
  }
  return trailers;
}

async function streamingInputCall(call: OpenCall, method: Method): Promise<undefined> {
  let aggregatedPayloadSize = 0;
  const view = new WireView(call);
  for await (const message of call.messages) {
    const request = method.requestDeserialize(message) as InputRequest;
    expectCompressed(view, request.expectCompressed);
    aggregatedPayloadSize += request.payload?.body?.length ?? 0;
  }
  await call.write(method.responseSerialize({ aggregatedPayloadSize }));
}

async function fullDuplexCall(call: OpenCall, method: Method): Promise<Pairs> {
  const trailers = echoMetadata(call);
  const view = new WireView(call);
  for await (const message of call.messages) {
    const request = method.requestDeserialize(message) as OutputRequest;
    echoStatus(request.responseStatus, trailers);
    await respond({ call, view }, method, request);
  }
  return trailers;
}

async function halfDuplexCall(call: OpenCall, method: Method): Promise<undefined> {
  const requests: OutputRequest[] = [];
  const view = new WireView(call);
  for await (const message of call.messages) requests.push(method.requestDeserialize(message));
  for (const request of requests) await respond({ call, view }, method, request);
}

async function respond(
  { call, view }: { call: OpenCall; view: WireView },
  method: Method,
  { responseParameters = [] }: OutputRequest,
): Promise<void> {
  for (const { size, intervalUs, compressed } of responseParameters) {
    if (intervalUs > 0) await pause(intervalUs / 1000);
    if (call.isOver) return;
    await write(view, method, { size, compressed });
  }
}

/** A response is compressed where that is asked for, by a door that compresses. */
function write(
  view: WireView,
  method: Method,
  { size, compressed }: { size: number; compressed: BoolValue | undefined },
): Promise<void> {
  return view.write(method.responseSerialize({ payload: { body: Buffer.alloc(size) } }), compressed?.value === true);
}

/** Sends back what the client has sent for that, in the head; what belongs at the end is returned. */
function echoMetadata(call: OpenCall): Pairs {
  const [initial, trailing] = [call.head.field(INITIAL), call.head.field(TRAILING)];
  if (initial !== null) call.sendHead([[INITIAL, initial]]);
  return trailing === null ? [] : [[TRAILING, trailing]];
}

function echoStatus(status: EchoStatus | undefined, metadata: Pairs): void {
  if (status !== undefined && status.code !== 0) {
    throw new OpenStatus(status.code, status.message, metadata);
  }
}

function expectCompressed(view: WireView, expected: BoolValue | undefined): void {
  const was = view.wasCompressed();
  if (expected !== undefined && (expected.value ?? false) !== was)
    throw new OpenStatus(Code.INVALID_ARGUMENT, "it is not compressed as it says");
}

function method(name: string): Method {
  return (definitions["grpc.testing.TestService"] as ServiceDefinition)[name] as Method;
}

const INITIAL = "x-grpc-test-echo-initial";
const TRAILING = "x-grpc-test-echo-trailing-bin";
