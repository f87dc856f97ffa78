import type { RoundFigure } from "../lab.ts";
import { withEcho } from "../servers/echo.ts";
import { withGateway } from "../servers/gateway.ts";
import { median } from "../statistics.ts";
import type { Measure } from "./measure.ts";
import { echoPlanFor, planFor, preload } from "./plans.ts";

/** What Prism adds to a round trip when there is one request at a time. */
export const latencyMeasure: Measure = {
  name: "latency",
  run: (lab) =>
    withGateway(lab.children, { workers: "auto", memory: ["memory"], sqlite: [] }, async (gateway) => {
      await preload(lab, gateway.port, {});
      const alone = { connections: 1, depth: 1 };
      const rounds = await withEcho(lab.children, (echo) =>
        lab.compare({
          echo: () => lab.load(echoPlanFor(lab, echo.port, alone), echo.pid),
          get: () => lab.load(planFor(lab, gateway.port, alone), gateway.pid),
        }),
      );
      const gets = rounds.get.map(medianUs);
      const echoes = rounds.echo.map(medianUs);
      const added = gets.map((get, round) => get - (echoes[round] as number));
      return [
        {
          name: "one get at a time, median added to echo",
          figure: `${median(gets)} µs`,
          baseline: `${median(echoes)} µs`,
          measured: median(added),
          spread: [Math.min(...added), Math.max(...added)],
          target: { kind: "at most", bound: 40, unit: "µs" },
          note: `p99 ${median(rounds.get.map((figure) => figure.latencyUs?.p99 ?? Number.NaN))} µs`,
        },
      ];
    }),
};

function medianUs(figure: RoundFigure): number {
  return figure.latencyUs?.p50 ?? Number.NaN;
}
