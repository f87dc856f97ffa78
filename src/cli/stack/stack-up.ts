import { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addServers, localStack, namedServers, type StackOptions, withEach } from "./stack-servers.ts";

/** `prism stack up`. */
export function stackUpCommand(context: CliContext): Command {
  const command = new Command("up").description(
    "Start servers that do not run yet, and wait until they answer. What they need is fetched: Debian packages where " +
      "root asks for it, Kafka and Gremlin Server from Maven Central.",
  );
  addServers(command).action(async (servers: string[], { output }: StackOptions) => {
    const stack = localStack(context);
    await withEach(context, { names: namedServers(servers), output }, async (name) => {
      const { server, address, pid, isNew, seconds, log } = await stack.up(name);
      return { server, state: isNew ? `started in ${seconds.toFixed(1)} s` : "ran already", address, pid, log };
    });
  });
  addExamples(command, [
    ["all servers", "prism stack up"],
    ["two of them", "prism stack up postgres redis"],
  ]);
  return command;
}
