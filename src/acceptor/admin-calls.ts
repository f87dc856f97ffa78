import type { Method } from "../codec/json/services.ts";
import type { Failure } from "../common/failure.ts";
import type { Door } from "../security/caller.ts";
import type { Principal } from "../security/principal.ts";

/** The methods that control answers itself, and no worker. */
export interface AdminCalls {
  /** Whether this is one of them. */
  has(method: Method): boolean;
  /** Resolves with the answer message, or with what to tell the principal; never rejects. `message` may be kept. */
  call(method: Method, message: Buffer, principal: Principal, door: Door): Promise<Buffer | Failure>;
}
