import { toByteString } from "../codec/byte-string.ts";
import { classMask } from "../common/operation-class.ts";
import type { AccessRule } from "../config/access/access-rule.ts";
import type { LimitRule } from "../config/access/limit-rule.ts";
import type { NamespaceConfig } from "../config/gateway-config.ts";

/** Rules of access as the threads hold them: classes as bits, prefixes as the bytes that keys have. */
export function compileAccess(rules: NamespaceConfig["access"]): AccessRule[] {
  return rules.map(({ principal, allow, deny, keyPrefix }) => ({
    principal,
    allow: classMask(allow),
    deny: classMask(deny),
    keyPrefix: toByteString(keyPrefix ?? ""),
  }));
}

/** Limits as the threads hold them: a burst that is not given is what comes in a second. */
export function compileLimits(rules: NamespaceConfig["limits"]): LimitRule[] {
  return rules.map((rule) => ({
    principal: rule.principal,
    requestsPerSecond: rule.requestsPerSecond ?? 0,
    requestBurst: rule.requestBurst ?? rule.requestsPerSecond ?? 0,
    bytesPerSecond: rule.bytesPerSecond ?? 0,
    byteBurst: rule.byteBurst ?? rule.bytesPerSecond ?? 0,
    maxInFlight: rule.maxInFlight ?? 0,
  }));
}
