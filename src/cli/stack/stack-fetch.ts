import { Command } from "commander";
import { fetchServer } from "../../stack/fetch-server.ts";
import { serverKinds } from "../../stack/server-kinds.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addServers, namedServers, type StackOptions, withEach } from "./stack-servers.ts";

/** `prism stack fetch`. */
export function stackFetchCommand(context: CliContext): Command {
  const command = new Command("fetch").description(
    "Fetch and install what servers need, without starting them: `up` does it too.",
  );
  addServers(command).action((servers: string[], { output }: StackOptions) =>
    withEach(context, { names: namedServers(servers), output }, async (name) => ({
      server: name,
      programs: await fetchServer(serverKinds[name]),
    })),
  );
  addExamples(command, [["so that `up` needs no network later", "prism stack fetch"]]);
  return command;
}
