import { setTimeout as pause } from "node:timers/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { MAX_TOP_OPERATIONS } from "../../control/top/top-page.ts";
import { TOP_ORDERS, type TopOrder, type TopReport } from "../../control/top/top-report.ts";
import { type AdminOptions, addAdminOptions, adminClient } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { duration } from "../kv-options.ts";
import { LiveTop } from "./live-top.ts";
import { renderTop } from "./render-top.ts";
import { MAX_FILTER, type TopView } from "./top-view.ts";

interface TopOptions extends AdminOptions {
  readonly once?: true;
  /** Milliseconds. */
  readonly interval: number;
  readonly sort: TopOrder;
  readonly filter: string;
  readonly limit: number;
  readonly output: "text" | "json";
}

/** `prism top`. */
export function topCommand(context: CliContext): Command {
  const command = new Command("top")
    .description(
      "Show live what a running gateway does: rates, percentiles, queues, batches, workers, stores with their pools and breakers, work off the hot path, and the slowest operations by namespace. Keys: q quit, s sort, / filter, p pause.",
    )
    .option("--once", "one look of a second, then end")
    .addOption(
      new Option("--interval <duration>", "time between two looks, 500ms to 10s")
        .argParser(interval)
        .default(1_000, "1s"),
    )
    .addOption(
      new Option("--sort <figure>", "put operations in order by it, the largest first")
        .choices(TOP_ORDERS)
        .default("p99"),
    )
    .addOption(
      new Option("--filter <text>", "operations whose namespace or name has it").argParser(filter).default("", "all"),
    )
    .addOption(
      new Option("--limit <count>", `operations to ask for, up to ${MAX_TOP_OPERATIONS}`).argParser(limit).default(50),
    )
    .addOption(
      new Option("-o, --output <form>", "form of the result; json is a line for each look")
        .choices(["text", "json"])
        .default("text"),
    );
  addAdminOptions(command).action((options: TopOptions) => showTop(context, options));
  return addExamples(command, [
    ["watch the gateway on this machine", "prism top"],
    ["the slowest operations of the last second", "prism top --once --limit 10"],
    ["for programs: what fails in one namespace", "prism top --once -o json --sort failed --filter orders"],
  ]);
}

async function showTop(context: CliContext, options: TopOptions): Promise<void> {
  const view: TopView = {
    order: options.sort,
    filter: options.filter,
    typed: null,
    isPaused: false,
    isEnded: false,
  };
  const ask = async ({ order, filter }: TopView, signal: AbortSignal): Promise<TopReport> => {
    const client = await adminClient(context, options, signal);
    const query = { sort: order, limit: String(options.limit), ...(filter === "" ? {} : { filter }) };
    return readTopReport((await client.call("GET", "/top", { query })).body);
  };
  const first = await ask(view, context.interruption);
  const isLive = options.once !== true && options.output === "text" && context.stdout.isTerminal;
  if (isLive) return new LiveTop({ context, intervalMs: options.interval, ask }, view, first).run();
  await context.stdout.write(render(first, view, options));
  while (options.once !== true && !context.isInterrupted) {
    await pause(options.interval, undefined, { signal: context.interruption }).catch(() => undefined);
    if (context.isInterrupted) return;
    try {
      const report = await ask(view, context.interruption);
      await context.stdout.write(`${options.output === "json" ? "" : "\n"}${render(report, view, options)}`);
    } catch (error) {
      if (!context.isInterrupted) throw error;
    }
  }
}

/** One look for a pipe or a file: nothing that moves the cursor, and no line is cut. */
function render(report: TopReport, view: TopView, { output }: TopOptions): string {
  if (output === "json") return `${JSON.stringify(report)}\n`;
  const size = { columns: Number.POSITIVE_INFINITY, rows: Number.POSITIVE_INFINITY };
  return `${renderTop(report, view, size)
    .map(({ text }) => text)
    .join("\n")}\n`;
}

/** Refuses what no gateway answers. */
function readTopReport(body: Readonly<Record<string, unknown>>): TopReport {
  const offload = body.offload as { kinds?: unknown } | undefined;
  const lists = [body.workers, body.stores, body.operations, offload?.kinds];
  if (typeof body.intervalMs !== "number" || !lists.every(Array.isArray)) {
    throw new CommandError(
      "MALFORMED_ANSWER",
      "what answers at this address does not tell what it does",
      "name the admin door of a gateway of this version with --admin-address",
    );
  }
  return body as unknown as TopReport;
}

function interval(text: string): number {
  const ms = duration(text);
  if (ms >= 500 && ms <= 10_000) return ms;
  throw new InvalidArgumentError("Give 500ms to 10s: the gateway forgets who looks less often.");
}

function filter(text: string): string {
  if (text.length <= MAX_FILTER) return text;
  throw new InvalidArgumentError(`Give ${MAX_FILTER} characters at most.`);
}

function limit(text: string): number {
  const count = Number(text);
  if (/^\d{1,3}$/.test(text) && count >= 1 && count <= MAX_TOP_OPERATIONS) return count;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${MAX_TOP_OPERATIONS}.`);
}
