import { Command, Option } from "commander";
import { stringify } from "yaml";
import { readApiKeyFile } from "../../security/tokens/api-key-file.ts";
import type { ApiKeyRecord } from "../../security/tokens/api-key-record.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { plainText } from "../plain-text.ts";
import { Table } from "../table.ts";
import { addKeyFileOptions, type KeyFileOptions, keyFileOf, withKeyFile } from "./key-file.ts";

interface ListOptions extends KeyFileOptions {
  readonly output: "table" | "json" | "yaml";
}

/** `prism apikey list`. */
export function apikeyListCommand(context: CliContext): Command {
  const command = new Command("list")
    .description("List the keys. No secret is among them: nobody can make a key out of the list.")
    .addOption(
      new Option("-o, --output <form>", "form of the result").choices(["table", "json", "yaml"]).default("table"),
    );
  addKeyFileOptions(command).action((options: ListOptions) => list(context, options));
  addExamples(command, [
    ["all keys, the ended ones too", "prism apikey list --file keys.jsonl"],
    ["for programs", "prism apikey list --file keys.jsonl -o json"],
  ]);
  return command;
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  const records = withKeyFile(keyFileOf(context, options), (path) => readApiKeyFile(path));
  const nowMs = context.clock.wallMs();
  const rows = records.map((record) => describe(record, nowMs));
  if (options.output === "json") return context.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  if (options.output === "yaml") return context.stdout.write(stringify(rows));
  return context.stdout.write(
    new Table().render(
      rows.map(({ teams, expires, comment, ...row }) => ({
        ...row,
        expires: expires ?? "never",
        teams: teams.join(" "),
        // What others wrote must not move the cursor of who reads it.
        comment: plainText(comment, MAX_COMMENT),
      })),
    ),
  );
}

const MAX_COMMENT = 60;

function describe(record: ApiKeyRecord, nowMs: number) {
  const { id, principal, teams, createdMs, expiresAtMs, comment } = record;
  const hasEnded = expiresAtMs !== 0 && expiresAtMs <= nowMs;
  return {
    id,
    principal,
    state: hasEnded ? "ended" : "valid",
    created: new Date(createdMs).toISOString(),
    expires: expiresAtMs === 0 ? null : new Date(expiresAtMs).toISOString(),
    teams,
    comment,
  };
}
