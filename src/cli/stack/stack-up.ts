import { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addPortOffset, addServers, localStack, namedServers, type PortOptions, withEach } from "./stack-servers.ts";

/** `prism stack up`. */
export function stackUpCommand(context: CliContext): Command {
  const command = new Command("up").description(
    "Start servers that do not run yet, and wait until they answer. What they need is fetched: Debian packages where " +
      "root asks for it, Kafka and Gremlin Server from Maven Central.",
  );
  addPortOffset(command);
  addServers(command).action(async (servers: string[], { output, portOffset }: PortOptions) => {
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
