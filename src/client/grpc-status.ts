import type { IncomingHttpHeaders } from "node:http2";
import { readRpcStatus } from "../codec/read-rpc-status.ts";
import { Code, codeName, isFailureCode } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";

/** All is well. */
export const OK = Symbol("ok");

/**
 * How a gRPC call ended, by its trailers: {@link OK} or the failure; null when they do not say.
 * Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses
 */
export function readStatus(trailers: IncomingHttpHeaders): typeof OK | Failure | null {
  const status = trailers["grpc-status"];
  if (typeof status !== "string" || !/^\d{1,2}$/.test(status)) return null;
  if (status === "0") return OK;
  const code = isFailureCode(Number(status)) ? (Number(status) as Code) : Code.UNKNOWN;
  const details = trailers["grpc-status-details-bin"];
  const failure = typeof details === "string" ? readRpcStatus(Buffer.from(details, "base64")) : null;
  // What stands between, a proxy say, knows the code and not the details.
  if (failure !== null && failure.code === code) return failure;
  return new Failure(code, codeName(code), percentDecode(trailers["grpc-message"]));
}

/**
 * What an HTTP status stands for that came instead of gRPC's own.
 * Source: https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
 */
export function failureOfHttpStatus(status: number): Failure {
  const code = codeOfHttpStatus[status] ?? Code.UNKNOWN;
  const message = `the answer is HTTP ${status} and not gRPC; is a Prism gateway's gRPC door at this address?`;
  return new Failure(code, codeName(code), message);
}

const codeOfHttpStatus: Readonly<Record<number, Code>> = {
  400: Code.INTERNAL,
  401: Code.UNAUTHENTICATED,
  403: Code.PERMISSION_DENIED,
  404: Code.UNIMPLEMENTED,
  429: Code.UNAVAILABLE,
  502: Code.UNAVAILABLE,
  503: Code.UNAVAILABLE,
  504: Code.UNAVAILABLE,
};

/** What is not encoded as it should be is shown as it came. */
function percentDecode(text: string | string[] | undefined): string {
  if (typeof text !== "string") return "";
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
