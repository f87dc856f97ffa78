import { services } from "../codec/json/services.ts";

/** The method of a call under its full name, as gRPC has it; `_OTHER`, which the conventions have for it, when there is none. */
export function methodName(call: number): string {
  return names.get(call) ?? "_OTHER";
}

const names = new Map<number, string>();
for (const [service, methods] of services) {
  for (const { name, call } of methods.values()) if (call !== null) names.set(call, `prism.v1.${service}/${name}`);
}
