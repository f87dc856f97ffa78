import { BodyWriter } from "../../codec/body-writer.ts";
import { LEN } from "../../codec/wire.ts";
import { WireReader } from "../../codec/wire-reader.ts";
import { Code } from "../../common/codes.ts";
import { PrismError } from "../../common/prism-error.ts";
import { malformedCall } from "../subscriptions/refusals.ts";
import type { OpenCall, OpenHandler } from "./open-call.ts";
import { ReflectedFiles } from "./reflected-files.ts";

/** What is asked, and its text: the fields of ServerReflectionRequest. */
const Ask = { FILE: 3, SYMBOL: 4, EXTENSION: 5, EXTENSIONS: 6, SERVICES: 7 } as const;
/** Fields of ServerReflectionResponse. */
const Answer = { HOST: 1, REQUEST: 2, FILES: 4, EXTENSIONS: 5, SERVICES: 6, ERROR: 7 } as const;

/**
 * Server reflection, v1 and v1alpha, which have the same messages: what `grpcurl` and its like need to call a gateway
 * without any file. Answers go at the client's pace.
 *
 *   ServerReflectionRequest   string host = 1; oneof { string file_by_filename = 3; string file_containing_symbol = 4;
 *                             ExtensionRequest file_containing_extension = 5;
 *                             string all_extension_numbers_of_type = 6; string list_services = 7 }
 *   ServerReflectionResponse  string valid_host = 1; ServerReflectionRequest original_request = 2;
 *                             oneof { FileDescriptorResponse = 4 (repeated bytes file_descriptor_proto = 1);
 *                             ExtensionNumberResponse = 5 (string base_type_name = 1; repeated int32 extension_number = 2);
 *                             ListServiceResponse = 6 (repeated ServiceResponse service = 1 (string name = 1));
 *                             ErrorResponse = 7 (int32 error_code = 1; string error_message = 2) }
 *
 * Source: https://github.com/grpc/grpc-proto/blob/master/grpc/reflection/v1/reflection.proto
 */
export const reflectionHandlers: ReadonlyMap<string, OpenHandler> = new Map([
  ["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", answerAll],
  ["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", answerAll],
]);

async function answerAll(call: OpenCall): Promise<undefined> {
  for await (const request of call.messages) await call.write(answerOf(request));
}

function answerOf(request: Buffer): Buffer {
  const { host, asked, text } = readRequest(request);
  const answer = new BodyWriter(FIRST_BYTES).bytes(Answer.HOST, host).element(Answer.REQUEST, request);
  // Descriptors are made when somebody asks first.
  files ??= new ReflectedFiles();
  if (asked === Ask.SERVICES) return answer.element(Answer.SERVICES, servicesOf(files)).take();
  if (asked === Ask.EXTENSIONS && files.hasMessage(text))
    return answer.element(Answer.EXTENSIONS, new BodyWriter().bytes(1, Buffer.from(text)).take()).take();
  const found = asked === Ask.FILE ? files.named(text) : asked === Ask.SYMBOL ? files.declaring(text) : [];
  return found.length > 0
    ? answer.element(Answer.FILES, all(found)).take()
    : answer.element(Answer.ERROR, notFound(asked, text)).take();
}

function readRequest(bytes: Buffer): { host: Buffer; asked: number; text: string } {
  let host = bytes.subarray(0, 0);
  let asked = 0;
  let text = "";
  const reader = new WireReader();
  reader.reset(bytes, 0, bytes.length);
  while (reader.next()) {
    if (reader.wireType !== LEN) continue;
    if (reader.field === 1) host = bytes.subarray(reader.from, reader.to);
    else if (reader.field >= Ask.FILE && reader.field <= Ask.SERVICES) {
      asked = reader.field;
      text = asked === Ask.EXTENSION ? "" : bytes.toString("utf8", reader.from, reader.to);
    }
  }
  if (reader.failed) throw new PrismError(malformedCall, { source: "client" });
  return { host, asked, text };
}

function servicesOf({ services }: ReflectedFiles): Buffer {
  return all(services.map((name) => new BodyWriter().bytes(1, Buffer.from(name)).take()));
}

function notFound(asked: number, text: string): Buffer {
  const [code, message] =
    asked === 0
      ? [Code.UNIMPLEMENTED, "nothing is asked that this gateway knows"]
      : [Code.NOT_FOUND, `${SOUGHT[asked] ?? ""} not found: ${text}`];
  return new BodyWriter().uint(1, code).bytes(2, Buffer.from(message)).take();
}

/** A message that has all of these as its field 1. */
function all(elements: readonly Buffer[]): Buffer {
  const writer = new BodyWriter(FIRST_BYTES);
  for (const element of elements) writer.element(1, element);
  return writer.take();
}

let files: ReflectedFiles | null = null;
const SOUGHT: Readonly<Record<number, string>> = {
  [Ask.FILE]: "proto file",
  [Ask.SYMBOL]: "symbol",
  [Ask.EXTENSION]: "extension",
  [Ask.EXTENSIONS]: "message",
};
/** Some descriptors. */
const FIRST_BYTES = 4 * 1024;
