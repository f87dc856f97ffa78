import { findMethod } from "../../codec/json/services.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import type { HttpRequest } from "./http-request.ts";
import { answerJson, readJsonBody } from "./json-body.ts";
import type { Route } from "./router.ts";
import { conditionOfMethod } from "./write-condition.ts";

/** Every method that a worker serves, under its name, in JSON; `maxBodyBytes` bounds the JSON. */
export function methodRoute(maxBodyBytes: number): Route {
  return { method: "POST", path: "/v1/{service}/{method}", maxBodyBytes, handle: callMethod };
}

function callMethod(request: HttpRequest): Failure | null {
  const [service, name] = request.params as [string, string];
  const method = findMethod(service, name);
  if (method instanceof Failure) return method;
  if (method.streams || method.takesStream) return streams(service, name);
  if (method.call === null) return servedElsewhere(service);
  if (request.headers.ifMatch !== null || request.headers.ifNoneMatch !== null) return conditionOfMethod;
  const message = readJsonBody(request, method.request);
  if (message instanceof Failure) return message;
  return request.call(method.call, message, (bytes, start, end) =>
    answerJson(request, method.response, bytes, start, end),
  );
}

/** One answer of HTTP cannot say that it failed half way, nor be stopped and taken up again: pages can. */
function streams(service: string, name: string): Failure {
  return new Failure(
    Code.UNIMPLEMENTED,
    "METHOD_STREAMS",
    `${service}.${name} has a stream of messages, which only gRPC carries; over HTTP take answers in pages, and large values by their items' paths`,
    { metadata: { field: "method" } },
  );
}

function servedElsewhere(service: string): Failure {
  return new Failure(
    Code.UNIMPLEMENTED,
    "SERVED_ELSEWHERE",
    `${service} is served on the admin port and the gRPC port, not here`,
    { metadata: { field: "service" } },
  );
}
