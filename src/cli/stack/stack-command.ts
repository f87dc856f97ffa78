import { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { stackDownCommand } from "./stack-down.ts";
import { stackFetchCommand } from "./stack-fetch.ts";
import { stackLogsCommand } from "./stack-logs.ts";
import { stackStatusCommand } from "./stack-status.ts";
import { stackUpCommand } from "./stack-up.ts";

/** `prism stack`: real servers on this machine, to develop against. */
export function stackCommand(context: CliContext): Command {
  const command = new Command("stack").description(
    "PostgreSQL, Redis, NATS, Kafka and Gremlin Server on this machine, for development: with their data under " +
      "./.prism/stack, on ports of their own, on the loopback interface alone.",
  );
  const commands = [stackUpCommand, stackDownCommand, stackStatusCommand, stackLogsCommand, stackFetchCommand];
  for (const create of commands) command.addCommand(create(context));
  addExamples(command, [
    ["start them all", "prism stack up"],
    ["one of them, and what it says", "prism stack up kafka && prism stack logs kafka"],
    ["end them", "prism stack down"],
  ]);
  return command;
}
