import { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { apikeyCreateCommand } from "./apikey-create.ts";
import { apikeyListCommand } from "./apikey-list.ts";
import { apikeyRevokeCommand } from "./apikey-revoke.ts";

/** `prism apikey`: the API keys of a gateway, in its file of them. */
export function apikeyCommand(context: CliContext): Command {
  const command = new Command("apikey").description(
    "Make, list and revoke API keys. They stand in the file that auth.apiKeys.file of the gateway's configuration names.",
  );
  for (const create of [apikeyCreateCommand, apikeyListCommand, apikeyRevokeCommand]) {
    command.addCommand(create(context));
  }
  addExamples(command, [
    [
      "a key for a service, kept in a variable",
      "KEY=$(prism apikey create --principal service:billing --file keys.jsonl)",
    ],
    ["the keys there are", "prism apikey list --file keys.jsonl"],
  ]);
  return command;
}
