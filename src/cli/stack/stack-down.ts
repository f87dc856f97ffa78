import { Command } from "commander";
import type { Ending } from "../../stack/local-stack.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import {
  addServers,
  localStack,
  namedServers,
  portOffsetOption,
  type StackOptions,
  withEach,
} from "./stack-servers.ts";

interface DownOptions extends StackOptions {
  readonly portOffset?: number;
}

const STATES: Readonly<Record<Ending, string>> = {
  ended: "ended",
  absent: "did not run",
  elsewhere: "left alone: it runs on other ports",
};

/** `prism stack down`. */
export function stackDownCommand(context: CliContext): Command {
  const command = new Command("down").description(
    "End the servers that `prism stack up` has started in this folder, and no others. Their data stays.",
  );
  command.addOption(portOffsetOption("end only those on the ports of this stack; without it, whatever their ports"));
  addServers(command).action(async (servers: string[], { output, portOffset }: DownOptions) => {
    const stack = localStack(context, portOffset);
    const onAnyPort = portOffset === undefined;
    await withEach(context, { names: namedServers(servers), output }, async (name) => ({
      server: name,
      state: STATES[await stack.down(name, { onAnyPort })],
    }));
  });
  addExamples(command, [
    ["end them all", "prism stack down"],
    ["those that `up --port-offset 10000` has started", "prism stack down --port-offset 10000"],
    ["begin anew, without data", "prism stack down && rm -r .prism/stack"],
  ]);
  return command;
}
