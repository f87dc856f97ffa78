import { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { addPortOffset, addServers, localStack, namedServers, type PortOptions, withEach } from "./stack-servers.ts";

/** `prism stack status`. */
export function stackStatusCommand(context: CliContext): Command {
  const command = new Command("status").description(
    "Say of each server whether it runs: running, stopped, silent (it runs and does not answer), died (it ended by " +
      "itself) or taken (someone else has its port). Ends with status 1 unless all of them run.",
  );
  addPortOffset(command);
  addServers(command).action(async (servers: string[], { output, portOffset }: PortOptions) => {
    const stack = localStack(context, portOffset);
    await withEach(context, { names: namedServers(servers), output }, async (name) => {
      const { server, state, address, pid, log } = await stack.status(name);
      if (state !== "running") context.exitCode = ExitCode.FAILED;
      return { server, state, address, pid, log };
    });
  });
  addExamples(command, [
    ["which of them run", "prism stack status"],
    ["for programs", "prism stack status -o json"],
  ]);
  return command;
}
