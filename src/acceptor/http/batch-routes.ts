import { equalsByteString } from "../../codec/byte-string.ts";
import { findMethod, type Method } from "../../codec/json/services.ts";
import { RequestView } from "../../codec/request-view.ts";
import { blobBytes, WireWriter } from "../../codec/wire-writer.ts";
import { assert } from "../../common/assert.ts";
import { Failure } from "../../common/failure.ts";
import { badRequest } from "./http-refusals.ts";
import type { HttpRequest } from "./http-request.ts";
import { answerJson, readJsonBody } from "./json-body.ts";
import type { Route } from "./router.ts";
import { conditionOfBatch } from "./write-condition.ts";

/** The methods that have a path below a namespace, for their message in JSON; by service, with what that path has for it. */
export const NAMESPACE_METHODS = [
  {
    service: "KeyValueService",
    at: "keyvalue",
    names: ["BatchGet", "BatchPut", "BatchDelete", "Increment", "Transact"],
  },
  {
    service: "StreamService",
    at: "stream",
    names: ["BatchPublish", "Ack", "Nack", "Extend", "Leave", "Seek", "ReplayDeadLetters", "RemoveDeadLetters"],
  },
] as const;

/** Methods below the path of their namespace, in JSON; `maxBodyBytes` bounds the JSON. */
export function batchRoutes(maxBodyBytes: number): Route[] {
  return NAMESPACE_METHODS.flatMap(({ service, at, names }) =>
    names.map((name): Route => {
      const method = findMethod(service, name);
      assert(!(method instanceof Failure), `${service} has no ${name}`);
      return {
        method: "POST",
        path: `/v1/namespaces/{namespace}/${at}:${name.charAt(0).toLowerCase()}${name.slice(1)}`,
        maxBodyBytes,
        call: method.call as number,
        handle: (request) => callMethod(request, method),
      };
    }),
  );
}

function callMethod(request: HttpRequest, { request: type, response, call }: Method): Failure | null {
  if (request.headers.ifMatch !== null || request.headers.ifNoneMatch !== null) return conditionOfBatch;
  const body = readJsonBody(request, type);
  if (body instanceof Failure) return body;
  const message = withNamespace(body, request.params[0] as string);
  if (message instanceof Failure) return message;
  return request.call(call as number, message, (bytes, start, end) => answerJson(request, response, bytes, start, end));
}

/** The message with the namespace of the path, which it may name too, but not another one. */
function withNamespace(message: Buffer, namespace: string): Buffer | Failure {
  const named = { from: 0, to: 0 };
  view.callFrom = 0;
  view.callTo = message.length;
  view.peekNamespace(message, named);
  if (named.from !== named.to && !equalsByteString(message, named.from, named.to, namespace)) return otherNamespace;
  const complete = Buffer.allocUnsafe(message.length + blobBytes(1, namespace.length));
  writer.reset(complete, 0);
  writer.raw(message);
  writer.blob(1, namespace);
  return complete;
}

const view = new RequestView();
const writer = new WireWriter();

const otherNamespace = badRequest(
  "NAMESPACE_MISMATCH",
  "namespace",
  "the body names another namespace than the path; leave it out of the body",
);
