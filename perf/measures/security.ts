import type { Finding } from "../finding.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { compareCpu, compareRates } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

/**
 * What it costs to know who asks and what they may do: gets in memory, 50 connections of 50 principals, 16 deep. The
 * gateways compared differ in nothing else.
 */
export const securityMeasure: Measure = {
  name: "security",
  run: (lab) =>
    withAccess(lab, null, (open) =>
      withAccess(lab, [everybody], (one) =>
        withAccess(lab, manyRules(), (many) =>
          withAccess(lab, manyPrefixes(), (prefixes) => compare(lab, { open, one, many, prefixes })),
        ),
      ),
    ),
};

const RULES = 10_000;
const callers = Array.from({ length: 50 }, (_, i) => `service:caller-${i}`);
const everybody = { principal: "*", allow: ["all"] };

/** Rules of all kinds for others, and one with a name for each caller. */
function manyRules(): object[] {
  const own = callers.map((principal) => ({ principal, allow: ["all"] }));
  const others = Array.from({ length: RULES - own.length }, (_, i) => {
    const kinds = [`service:other-${i}`, `user:other-${i}`, `team:other-${i}`, `service:other-${i}-*`];
    return { principal: kinds[i % kinds.length], allow: ["read", "write"] };
  });
  return [...others, ...own];
}

/** Rules for everybody, each for the keys with another prefix: the key of every call is looked up. */
function manyPrefixes(): object[] {
  const others = Array.from({ length: RULES - 1 }, (_, i) => ({
    principal: "*",
    deny: ["all"],
    keyPrefix: `denied/${"x".repeat(i % 4)}${i}/`,
  }));
  return [everybody, ...others];
}

function withAccess<T>(
  lab: Lab,
  rules: readonly object[] | null,
  work: (gateway: RunningGateway) => Promise<T>,
): Promise<T> {
  const access = rules === null ? {} : { access: { callers, rules } };
  return withGateway(lab.children, { workers: "auto", memory: ["memory"], sqlite: [], ...access }, work);
}

async function compare(
  lab: Lab,
  gateways: Readonly<Record<"open" | "one" | "many" | "prefixes", RunningGateway>>,
): Promise<Finding[]> {
  for (const { port, authorizations } of Object.values(gateways)) await preload(lab, port, { authorizations });
  lab.progress("50 connections × 16");
  const load =
    ({ port, pid, authorizations }: RunningGateway) =>
    (): Promise<RoundFigure> =>
      lab.load(planFor(lab, port, { depth: 16, authorizations }), pid);
  const { open, one, many, prefixes } = await lab.compare({
    open: load(gateways.open),
    one: load(gateways.one),
    many: load(gateways.many),
    prefixes: load(gateways.prefixes),
  });
  const atMost = (bound: number) => ({ kind: "at most", bound, unit: "× one rule" }) as const;
  return [
    compareRates("get with an API key, 50 × 16, to without", one, open, {
      kind: "at least",
      bound: 0.6,
      unit: "× without",
    }),
    compareCpu("CPU of a get with 10,000 rules, 50 × 16, to one", many, one, atMost(1.05)),
    compareCpu("CPU of a get with 10,000 prefixes, 50 × 16, to one", prefixes, one, atMost(1.1)),
  ];
}
