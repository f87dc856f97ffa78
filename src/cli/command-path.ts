import type { Command } from "commander";

/** What to type for a command: `prism kv get`. */
export function commandPath(command: Command): string {
  return command.parent === null ? command.name() : `${commandPath(command.parent)} ${command.name()}`;
}
