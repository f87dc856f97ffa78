import { Command } from "commander";
import { listSettings } from "../config/list-settings.ts";
import { addExamples, type Example } from "./examples.ts";

/** `prism serve`: a gateway in this process, until a signal ends it. */
export function serveCommand(): Command {
  const command = new Command("serve")
    .description("start a gateway")
    .option("-c, --config <file>", "configuration file; else prism.yaml in this folder, if there is one")
    .option("-p, --port <port>", "port of the TCP door; short for --listeners-tcp-port")
    .option("--admin-port <port>", "port of the admin door; short for --listeners-admin-port")
    .option("--data <folder>", "where the default backend keeps its data");
  for (const { flag, setting } of listSettings()) command.option(`${flag} <value>`, setting.summary);
  // With the gateway comes most of the code there is, which no other command needs: it would make each of them twice as slow.
  command.action(async (flags: ServeFlags) => (await import("./serve.ts")).serve(flags));
  return addExamples(command, serveExamples);
}

export interface ServeFlags {
  readonly config?: string;
  readonly port?: string;
  readonly adminPort?: string;
  readonly data?: string;
  /** The settings' own flags, in camel case. */
  readonly [flag: string]: string | undefined;
}

const serveExamples: readonly Example[] = [
  ["a gateway with its data under ./.prism", "prism serve"],
  ["on other ports, with its data elsewhere", "prism serve --port 7500 --admin-port 7503 --data /var/lib/prism"],
  ["with a configuration file", "prism serve --config prism.yaml"],
];
