import type { LimitRule } from "../../../src/config/access/limit-rule.ts";

/** A limit as the snapshot has it, made as configuration is compiled. */
export function limit(principal: string, set: Partial<LimitRule>): LimitRule {
  const { requestsPerSecond = 0, bytesPerSecond = 0, maxInFlight = 0 } = set;
  return {
    principal,
    requestsPerSecond,
    requestBurst: set.requestBurst ?? requestsPerSecond,
    bytesPerSecond,
    byteBurst: set.byteBurst ?? bytesPerSecond,
    maxInFlight,
  };
}
