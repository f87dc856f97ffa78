import type { Place } from "../config-node.ts";
import type { ConfigReader } from "../config-reader.ts";
import type { NamespaceConfig } from "../gateway-config.ts";
import { checkPrincipal } from "./check-access.ts";
import { endsOf, meanOneName, rivalGroup } from "./principal-pattern.ts";

type LimitConfig = Partial<NamespaceConfig["limits"][number]>;

const FIELDS = ["requestsPerSecond", "bytesPerSecond", "maxInFlight"] as const;
/** A burst belongs to its rate, and comes from the same rule. */
const BURSTS = [
  ["requestBurst", "requestsPerSecond"],
  ["byteBurst", "bytesPerSecond"],
] as const;

/** What is wrong with the limits of one namespace, which stand at `path`: with each by itself, and between them. */
export function checkNamespaceLimits(reader: ConfigReader, path: string, rules: readonly LimitConfig[]): void {
  const placeOf = (place: string): Place => reader.places.get(place) ?? reader.places.get(path) ?? nowhere;
  const groups = new Map<string, number[]>();
  for (const [i, rule] of rules.entries()) {
    const at = `${path}[${i}]`;
    if (!checkPrincipal(reader, at, rule.principal)) continue;
    for (const [burst, rate] of BURSTS) {
      if (!isSet(rule[burst]) || isSet(rule[rate]) || reader.isFlawed(`${at}.${rate}`)) continue;
      reader.report(
        `${at}.${burst}`,
        placeOf(`${at}.${burst}`),
        `needs ${rate} beside it`,
        `for example ${rate}: ${rule[burst]}`,
      );
    }
    if (!FIELDS.some((field) => isSet(rule[field]) || reader.isFlawed(`${at}.${field}`))) {
      reader.report(at, placeOf(at), "limits nothing", "for example requestsPerSecond: 1000");
      continue;
    }
    const key = rivalGroup(rule.principal);
    let rivals = groups.get(key);
    if (rivals === undefined) {
      rivals = [];
      groups.set(key, rivals);
    }
    const rival = rivals.find((place) => disagree(rules[place] as LimitConfig, rule));
    if (rival === undefined) rivals.push(i);
    else {
      const message = `sets another limit for "${rule.principal}" than ${path}[${rival}] on line ${placeOf(`${path}[${rival}]`).line}: neither is more specific`;
      reader.report(at, placeOf(at), message, "remove one, or give it a narrower principal");
    }
  }
}

const nowhere: Place = { file: "defaults", line: 0, column: 0 };

function isSet(value: number | null | undefined): value is number {
  return typeof value === "number";
}

/** Whether both may bound one principal, and say different things about it. */
function disagree(a: LimitConfig, b: LimitConfig): boolean {
  const differs = FIELDS.some((field) => isSet(a[field]) && isSet(b[field]) && a[field] !== b[field]);
  const differsInBurst = BURSTS.some(([burst, rate]) => isSet(a[rate]) && isSet(b[rate]) && a[burst] !== b[burst]);
  return (differs || differsInBurst) && meanOneName(endsOf(a.principal ?? ""), endsOf(b.principal ?? ""));
}
