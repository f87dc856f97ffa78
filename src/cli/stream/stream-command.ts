import { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { deadLetterCommand } from "./dead-letter-command.ts";
import { streamExportCommand } from "./stream-export.ts";
import { streamImportCommand } from "./stream-import.ts";
import { streamLagCommand } from "./stream-lag.ts";
import { streamPublishCommand } from "./stream-publish.ts";
import { streamSeekCommand } from "./stream-seek.ts";
import { streamSubscribeCommand } from "./stream-subscribe.ts";

/** `prism stream`: messages, in a running gateway. */
export function streamCommand(context: CliContext): Command {
  const command = new Command("stream").description("Publish and read messages of a running gateway.");
  for (const create of [
    streamPublishCommand,
    streamSubscribeCommand,
    streamLagCommand,
    streamSeekCommand,
    deadLetterCommand,
    streamExportCommand,
    streamImportCommand,
  ]) {
    command.addCommand(create(context));
  }
  addExamples(command, [
    [
      "publish a message and read it",
      "prism stream publish hello && prism stream subscribe --start earliest --limit 1",
    ],
    ["work off a message as a group", "prism stream subscribe --group billing --limit 1 -o json"],
  ]);
  return command;
}
