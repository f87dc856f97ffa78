import { Command, Option } from "commander";
import type { CliContext } from "./cli-context.ts";
import { addExamples } from "./examples.ts";
import { readVersion } from "./version.ts";

/** `prism version`. */
export function versionCommand(context: CliContext): Command {
  const command = new Command("version")
    .description("Print the version of Prism and of what it runs on.")
    .addOption(new Option("-o, --output <form>", "form of the result").choices(["text", "json"]).default("text"))
    .action(async ({ output }: { output: "text" | "json" }) => {
      const version = {
        prism: readVersion(),
        node: process.versions.node,
        platform: process.platform,
        arch: process.arch,
      };
      const text = `prism ${version.prism} (Node.js ${version.node}, ${version.platform} ${version.arch})`;
      await context.stdout.write(`${output === "json" ? JSON.stringify(version, null, 2) : text}\n`);
    });
  addExamples(command, [
    ["for people", "prism version"],
    ["for programs", "prism version -o json"],
  ]);
  return command;
}
