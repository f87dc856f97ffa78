import { Command, Option } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { wholeNumber } from "../kv-options.ts";
import { addServers, localStack, namedServers, type StackOptions, withEach } from "./stack-servers.ts";

interface UpOptions extends StackOptions {
  readonly portOffset: number;
}

/** `prism stack up`. */
export function stackUpCommand(context: CliContext): Command {
  const command = new Command("up").description(
    "Start servers that do not run yet, and wait until they answer. What they need is fetched: Debian packages where " +
      "root asks for it, Kafka and Gremlin Server from Maven Central.",
  );
  command.addOption(
    new Option("--port-offset <number>", "added to every port, for a second stack on this machine")
      .argParser(wholeNumber)
      .default(0),
  );
  addServers(command).action(async (servers: string[], { output, portOffset }: UpOptions) => {
    const stack = localStack(context, portOffset);
    await withEach(context, { names: namedServers(servers), output }, async (name) => {
      const { server, address, pid, isNew, seconds, log } = await stack.up(name);
      return { server, state: isNew ? `started in ${seconds.toFixed(1)} s` : "ran already", address, pid, log };
    });
  });
  addExamples(command, [
    ["all servers", "prism stack up"],
    ["two of them, on 17432 and 17379", "prism stack up postgres redis --port-offset 10000"],
  ]);
  return command;
}
