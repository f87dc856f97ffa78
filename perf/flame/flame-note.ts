import type { SelfTime } from "../../src/flame-graph/self-times.ts";
import type { RoundFigure } from "../lab.ts";
import type { Machine } from "../machine.ts";

/** What was seen of one thread. */
export interface ThreadView {
  readonly thread: string;
  /** The picture's name; null for a thread that had nothing to do. */
  readonly file: string | null;
  /** From 0 to 1: of the time that was looked at. */
  readonly busy: number;
  readonly kinds: readonly (readonly [kind: string, share: number])[];
  readonly top: readonly SelfTime[];
  /** What the gateway did meanwhile. */
  readonly figure: RoundFigure;
}

export interface FlameNote {
  readonly scenario: string;
  readonly describes: string;
  readonly date: string;
  readonly seconds: number;
  readonly machine: Machine;
  readonly threads: readonly ThreadView[];
}

/** The page beside the pictures of a scenario: figures alone; what was found is written by whoever looks at them. */
export function renderNote({ scenario, describes, date, seconds, machine, threads }: FlameNote): string {
  return [
    `# ${scenario}: ${describes}`,
    "",
    `\`npm run flame -- ${scenario} --seconds ${seconds}\`, ${date}, commit ${machine.commit ?? "unknown"}; Node ${machine.node},`,
    `${machine.cores} × ${machine.processor}, ${machine.memoryGib} GiB, ${machine.kernel}. Generator and gateway share the machine.`,
    "",
    "| thread | busy | requests a second meanwhile | CPU of the gateway a request |",
    "|---|---|---|---|",
    ...threads.map(({ thread, file, busy, figure }) => {
      const name = file === null ? `${thread}, nothing to do` : `[${thread}](${file})`;
      const rate = Math.round(figure.opsPerSecond).toLocaleString("en");
      const cpu = figure.serverCpuUs === null ? "–" : `${figure.serverCpuUs.toFixed(2)} µs`;
      return `| ${name} | ${percent(busy)} | ${rate} | ${cpu} |`;
    }),
    ...threads.filter(({ file }) => file !== null).flatMap(section),
    "",
  ].join("\n");
}

function section({ thread, kinds, top }: ThreadView): string[] {
  return [
    "",
    `## ${thread}`,
    "",
    `${kinds.map(([kind, share]) => `${kind} ${percent(share)}`).join(", ")}.`,
    "",
    "| of itself | function | place |",
    "|---|---|---|",
    ...top.map(({ name, place, share }) => `| ${percent(share)} | \`${name}\` | ${place === "" ? "–" : place} |`),
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
