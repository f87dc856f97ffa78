import { Code } from "../../src/common/codes.ts";
import type { DoorCaller } from "./door-caller.ts";

/** HTTP with JSON, by the name of the method. */
export function httpCaller(port: number): DoorCaller {
  return {
    name: "http",
    call: async ({ method, message, authorization, idempotencyKey, timeoutMs }) => {
      const response = await fetch(`http://127.0.0.1:${port}/v1/KeyValueService/${method}`, {
        method: "POST",
        body: JSON.stringify(message),
        headers: {
          "Content-Type": "application/json",
          ...(authorization !== undefined && { Authorization: authorization }),
          ...(idempotencyKey !== undefined && { "Idempotency-Key": idempotencyKey }),
          ...(timeoutMs !== undefined && { "Prism-Timeout-Ms": String(timeoutMs) }),
        },
      });
      const body = (await response.json()) as Record<string, unknown>;
      if (response.ok) return { ok: true, message: body };
      const retryAfterMs = Number(body.retryAfterMs ?? 0);
      const retryAfter = response.headers.get("Retry-After");
      if (retryAfter !== (retryAfterMs === 0 ? null : String(Math.ceil(retryAfterMs / 1000))))
        throw new Error(`Retry-After is ${retryAfter}, and retryAfterMs ${retryAfterMs}`);
      return {
        ok: false,
        error: {
          code: Code[body.code as keyof typeof Code],
          reason: String(body.reason),
          message: String(body.detail),
          retryAfterMs,
          metadata: (body.metadata ?? {}) as Record<string, string>,
        },
      };
    },
  };
}
