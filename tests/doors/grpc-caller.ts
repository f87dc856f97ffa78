import type { TestContext } from "node:test";
import type { ServiceError } from "@grpc/grpc-js";
import { detailsOf, GrpcClient } from "../support/grpc-client.ts";
import type { DoorAnswer, DoorCaller, DoorError } from "./door-caller.ts";

/** gRPC, with a client of the reference implementation. */
export function grpcCaller(t: TestContext, port: number): DoorCaller {
  return {
    name: "grpc",
    call: async ({ method, message, authorization, idempotencyKey, timeoutMs }): Promise<DoorAnswer> => {
      const client = GrpcClient.to(t, port);
      const metadata = {
        ...(authorization !== undefined && { authorization }),
        ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
      };
      try {
        const answer = await client.call(method, message, {
          metadata,
          ...(timeoutMs !== undefined && { timeoutMs }),
        });
        return { ok: true, message: answer };
      } catch (error) {
        return { ok: false, error: readError(error as ServiceError) };
      } finally {
        client.client.close();
      }
    },
  };
}

/** Puts together what the status and its details say. */
function readError(error: ServiceError): DoorError {
  const { status, ErrorInfo, RetryInfo } = detailsOf(error);
  const delay = RetryInfo?.retryDelay as { seconds?: string; nanos?: number } | undefined;
  const found = {
    code: status?.code as number,
    reason: String(ErrorInfo?.reason),
    message: String(status?.message),
    retryAfterMs: Number(delay?.seconds ?? 0) * 1000 + (delay?.nanos ?? 0) / 1e6,
    metadata: (ErrorInfo?.metadata ?? {}) as Record<string, string>,
  };
  if (error.code !== found.code || error.details !== found.message)
    throw new Error(`the status ${error.code} "${error.details}" is not that of its details: ${JSON.stringify(found)}`);
  return found;
}
