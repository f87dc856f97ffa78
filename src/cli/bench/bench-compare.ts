import { Command, InvalidArgumentError, Option } from "commander";
import { type ComparisonReport, compareResults } from "../../bench/compare/compare-results.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { readResultFiles } from "./read-result-files.ts";
import { renderComparison } from "./render-comparison.ts";

interface CompareFlags {
  readonly smallest: number;
  readonly seed: number;
  readonly output: "text" | "json";
}

/** `prism bench compare`: what changed between two sets of results. Exits 1 when something is worse. */
export function benchCompareCommand(context: CliContext): Command {
  const command = new Command("compare")
    .description(
      "Say what changed between results, by size and not by luck: each ratio with its bootstrap interval over the rounds. Ends with status 1 when something is worse.",
    )
    .argument("<old>", "file that prism bench run --output wrote, or several behind each other")
    .argument("<new>", "the same of what is compared with it")
    .option("--smallest <percent>", "the smallest change that counts", percentShare, SMALLEST)
    .option("--seed <number>", "seed of the bootstrap", seedNumber, 1)
    .addOption(new Option("-o, --output <form>", "form of the result").choices(["text", "json"]).default("text"))
    .action(async (old: string, fresh: string, { smallest, seed, output }: CompareFlags) => {
      const { cwd } = context.environment;
      const report = compareResults(readResultFiles([old], cwd), readResultFiles([fresh], cwd), { smallest, seed });
      await concludeComparison(context, report, { smallest, output });
    });
  return addExamples(command, [
    ["what changed", "prism bench compare old.json new.json"],
    ["only what is worse or better by a tenth", "prism bench compare old.json new.json --smallest 10"],
  ]);
}

/** Prints what changed; the status is 1 when something is worse. */
export async function concludeComparison(
  context: CliContext,
  report: ComparisonReport,
  { smallest, output }: Pick<CompareFlags, "smallest" | "output">,
): Promise<void> {
  await context.stdout.write(output === "json" ? `${JSON.stringify(report)}\n` : renderComparison(report, smallest));
  if (report.comparisons.some(({ verdict }) => verdict === "worse")) context.exitCode = ExitCode.FAILED;
}

function percentShare(text: string): number {
  const value = Number(text);
  if (!(value >= 0.1 && value <= 1_000)) throw new InvalidArgumentError("It must be a number from 0.1 to 1000.");
  return value / 100;
}

function seedNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It must be a whole number from 1.");
  return Number(text);
}

/** Half of the tenth that nobody should miss; less than it differs from one build of the same source to another. */
export const SMALLEST = 0.05;
