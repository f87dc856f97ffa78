import { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addServers, localStack, namedServers, type StackOptions, withEach } from "./stack-servers.ts";

/** `prism stack down`. */
export function stackDownCommand(context: CliContext): Command {
  const command = new Command("down").description(
    "End the servers that `prism stack up` has started in this folder, and no others. Their data stays.",
  );
  addServers(command).action(async (servers: string[], { output }: StackOptions) => {
    const stack = localStack(context);
    await withEach(context, { names: namedServers(servers), output }, async (name) => ({
      server: name,
      state: (await stack.down(name)) ? "ended" : "did not run",
    }));
  });
  addExamples(command, [
    ["end them all", "prism stack down"],
    ["begin anew, without data", "prism stack down && rm -r .prism/stack"],
  ]);
  return command;
}
