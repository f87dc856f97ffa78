import type { ScenarioFlow } from "../../scenario/scenario-schema.ts";
import type { SuiteDoor } from "../suite-result.ts";
import type { DirectStore } from "./direct-store.ts";
import type { StageReport } from "./flow-report.ts";
import type { Stage } from "./stage.ts";

/** All that a generator process must know of a scenario: plain, so that it can be sent. */
export interface GeneratorPlan {
  readonly scenario: string;
  readonly flows: readonly ScenarioFlow[];
  readonly seed: number;
  /** From 1; each draws other numbers. */
  readonly round: number;
  readonly process: number;
  readonly processes: number;
  readonly target: GeneratorTarget;
}

/** How all doors are spoken to by TLS: texts in PEM, null for what is not given. */
export interface GeneratorTls {
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
  /** The name that the certificate must have; null for the host's. */
  readonly serverName: string | null;
}

export type GeneratorTarget =
  | {
      readonly kind: "gateway";
      readonly host: string;
      readonly ports: Readonly<Record<SuiteDoor, number>>;
      /** What connections show first, for example `Bearer …`; empty for nothing. */
      readonly authorization: string;
      /** Left out for doors without TLS. */
      readonly tls?: GeneratorTls;
    }
  | { readonly kind: "direct"; readonly stores: Readonly<Record<string, DirectStore>> };

/** What is said to the generator's process … */
export type ToGenerator =
  | { readonly plan: GeneratorPlan }
  /** Puts the keys of all flows once. */
  | { readonly preload: true }
  | { readonly stage: Stage; readonly drainMs: number };

/** … and what it says. */
export type FromGenerator =
  | { readonly ready: true }
  | { readonly preloaded: readonly string[] }
  | { readonly finished: StageReport };
