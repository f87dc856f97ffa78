import type { RoundFigure } from "../lab.ts";
import { withGateway } from "../servers/gateway.ts";
import { compareRates } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

const MEMORY = { plain: "memory", audited: "audited-memory" };
const SQLITE = { plain: "default", audited: "audited" };

/** Puts whose records are written, against puts of the same gateway that have none. */
export const auditMeasure: Measure = {
  name: "audit",
  run: (lab) => {
    const setup = {
      workers: "auto" as const,
      memory: Object.values(MEMORY),
      sqlite: Object.values(SQLITE),
      audited: [MEMORY.audited, SQLITE.audited],
    };
    return withGateway(lab.children, setup, async (gateway) => {
      const put = (namespace: string, connections: number, depth: number) => (): Promise<RoundFigure> =>
        lab.load(
          planFor(lab, gateway.port, { operation: "put", namespaces: [namespace], connections, depth }),
          gateway.pid,
        );
      for (const namespace of [...setup.memory, ...setup.sqlite])
        await preload(lab, gateway.port, { namespaces: [namespace] });
      const rounds = await lab.compare({
        "memory put 50 × 16": put(MEMORY.plain, 50, 16),
        "the same, audited": put(MEMORY.audited, 50, 16),
        "sqlite put 16 × 16": put(SQLITE.plain, 16, 16),
        "the same on sqlite, audited": put(SQLITE.audited, 16, 16),
      });
      const target = { kind: "at least", bound: 0.85, unit: "× without" } as const;
      return [
        compareRates(
          "audited memory put, 50 × 16, to put",
          rounds["the same, audited"],
          rounds["memory put 50 × 16"],
          target,
        ),
        compareRates(
          "audited sqlite durable put, 16 × 16, to put",
          rounds["the same on sqlite, audited"],
          rounds["sqlite put 16 × 16"],
          target,
        ),
      ];
    });
  },
};
