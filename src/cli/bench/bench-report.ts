import { Command } from "commander";
import { renderHtmlReport } from "../../bench/report/html-report.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { readResultFiles } from "./read-result-files.ts";
import { writeNamedFile } from "./write-file.ts";

/** `prism bench report`: results of `prism bench run` as one HTML file that needs nothing else. */
export function benchReportCommand(context: CliContext): Command {
  const command = new Command("report")
    .description(
      "Make an HTML report, complete in one file, of results. Results of one scenario are drawn over each other.",
    )
    .argument("<result...>", "files that prism bench run --output wrote")
    .option("-o, --output <file>", "write it to this file (default: the first result's name with .html)")
    .action(async (files: string[], { output }: { output?: string }) => {
      const { cwd } = context.environment;
      const page = renderHtmlReport(readResultFiles(files, cwd));
      const file = output ?? `${(files[0] as string).replace(/\.json$/, "")}.html`;
      writeNamedFile({ file, cwd }, page, { what: "the report", option: "--output" });
      await context.stdout.write(`${file}\n`);
    });
  return addExamples(command, [
    ["a page beside the results", "prism bench report mixed.json"],
    ["two runs over each other", "prism bench report old.json new.json -o both.html"],
  ]);
}
