import { Command, Option } from "commander";
import type { CliContext } from "./cli-context.ts";
import { addExamples } from "./examples.ts";
import { createItemPrinter } from "./item-printer.ts";
import { addKvOptions, type KvOptions, positiveNumber } from "./kv-options.ts";
import { withKeyValue } from "./kv-session.ts";
import { ProgressLine } from "./progress-line.ts";

interface ScanOptions extends KvOptions {
  readonly prefix?: string;
  readonly start?: string;
  readonly end?: string;
  readonly limit?: number;
  readonly keysOnly?: true;
}

/** `prism kv scan`. */
export function kvScanCommand(context: CliContext): Command {
  const command = new Command("scan")
    .description("List items in the byte order of their keys, page by page, as they come.")
    .option("--prefix <text>", "only keys that begin with this")
    .option("--start <key>", "only keys at or after this one")
    .option("--end <key>", "only keys before this one")
    .addOption(new Option("--limit <count>", "at most so many items").argParser(positiveNumber))
    .option("--keys-only", "leave the values out");
  addKvOptions(command, "table").action((options: ScanOptions) => scan(context, options));
  addExamples(command, [
    ["all items whose keys begin with user/", "prism kv scan --prefix user/"],
    ["the first ten keys, one on a line", "prism kv scan --keys-only --limit 10 -o raw"],
    ["save all items as JSON", "prism kv scan -o json > items.json"],
  ]);
  return command;
}

async function scan(context: CliContext, options: ScanOptions): Promise<void> {
  const { prefix, start, end, keysOnly } = options;
  const printer = createItemPrinter(options.output, keysOnly !== true);
  const progress = new ProgressLine(context);
  let left = options.limit ?? Number.POSITIVE_INFINITY;
  let items = 0;
  let bytes = 0;
  await withKeyValue(context, options, async (kv, call) => {
    let pageToken = "";
    try {
      do {
        const pageSize = Math.min(left, PAGE_ITEMS);
        const page = await kv.scan({ ...call, prefix, start, end, keysOnly, pageSize, pageToken });
        left -= page.items.length;
        items += page.items.length;
        for (const item of page.items) bytes += item.value.length;
        await context.stdout.write(printer.page(page.items));
        progress.show(items, bytes);
        pageToken = page.nextPageToken;
      } while (pageToken !== "" && left > 0);
    } finally {
      progress.clear();
    }
    await context.stdout.write(printer.end());
  });
}

/** Large enough to keep the gateway busy, small enough for the first lines to show at once. */
const PAGE_ITEMS = 1_000;
