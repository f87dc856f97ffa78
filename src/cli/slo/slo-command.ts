import { setTimeout as pause } from "node:timers/promises";
import { Command, Option } from "commander";
import { stringify } from "yaml";
import type { AdminClient } from "../../client/admin-client.ts";
import { type AdminOptions, addAdminOptions, adminClient } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { duration } from "../kv-options.ts";
import { type LevelReport, readLevelReport, renderLevels } from "./level-report.ts";

interface SloOptions extends AdminOptions {
  readonly namespace?: string;
  readonly watch?: true;
  /** Milliseconds. */
  readonly interval: number;
  readonly output: "table" | "json" | "yaml";
}

/** `prism slo`. */
export function sloCommand(context: CliContext): Command {
  const command = new Command("slo")
    .description(
      "Show whether namespaces keep the levels of service that they declare. Ends with status 1 when one is missed.",
    )
    .option("-n, --namespace <name>", "of this namespace alone")
    .option("-w, --watch", "again and again, until Ctrl-C; the status is that of the last look")
    .addOption(
      new Option("--interval <duration>", "time between two looks with --watch")
        .argParser(duration)
        .default(2_000, "2s"),
    )
    .addOption(
      new Option("-o, --output <form>", "form of the result").choices(["table", "json", "yaml"]).default("table"),
    );
  addAdminOptions(command).action((options: SloOptions) => showLevels(context, options));
  return addExamples(command, [
    ["every level that is declared", "prism slo"],
    ["of one namespace, for programs", "prism slo --namespace memory -o json"],
  ]);
}

async function showLevels(context: CliContext, options: SloOptions): Promise<void> {
  const client = await adminClient(context, options);
  do {
    const report = await ask(context, client, options);
    if (report === null) return;
    context.exitCode = report.state === "missed" ? ExitCode.FAILED : ExitCode.DONE;
    await context.stdout.write(render(report, options.output, options.watch === true));
    if (options.watch !== true) return;
    await pause(options.interval, undefined, { signal: context.interruption }).catch(() => undefined);
  } while (!context.isInterrupted);
}

/** null when Ctrl-C came meanwhile. */
async function ask(context: CliContext, client: AdminClient, options: SloOptions): Promise<LevelReport | null> {
  const query = options.namespace === undefined ? {} : { namespace: options.namespace };
  try {
    const { body } = await client.call("GET", "/slo", { query });
    return readLevelReport(body);
  } catch (error) {
    if (options.watch === true && context.isInterrupted) return null;
    throw error;
  }
}

/** One look; of several, each is a line of JSON or a document of YAML. */
function render(report: LevelReport, form: SloOptions["output"], isOneOfMany: boolean): string {
  if (form === "json") return `${isOneOfMany ? JSON.stringify(report) : JSON.stringify(report, null, 2)}\n`;
  if (form === "yaml") return isOneOfMany ? `---\n${stringify(report)}` : stringify(report);
  return isOneOfMany ? `${report.time}\n${renderLevels(report)}\n` : renderLevels(report);
}
