import { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { addServers, localStack, namedServers, type StackOptions, withEach } from "./stack-servers.ts";

/** `prism stack status`. */
export function stackStatusCommand(context: CliContext): Command {
  const command = new Command("status").description(
    "Say of each server whether it runs: running, stopped, silent (it runs and does not answer), died (it ended by " +
      "itself) or taken (someone else has its port). Ends with status 1 unless all of them run.",
  );
  addServers(command).action(async (servers: string[], { output }: StackOptions) => {
    const stack = localStack(context);
    await withEach(context, { names: namedServers(servers), output }, async (name) => {
      const status = await stack.status(name);
      if (status.state !== "running") context.exitCode = ExitCode.FAILED;
      return { ...status };
    });
  });
  addExamples(command, [
    ["which of them run", "prism stack status"],
    ["for programs", "prism stack status -o json"],
  ]);
  return command;
}
