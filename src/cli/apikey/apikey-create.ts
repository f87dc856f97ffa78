import { Command, InvalidArgumentError, Option } from "commander";
import { createApiKey, hashApiKey } from "../../security/tokens/api-key.ts";
import { addApiKey } from "../../security/tokens/api-key-file.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { duration } from "../kv-options.ts";
import { principalOption, teamOption } from "../principal-options.ts";
import { addKeyFileOptions, type KeyFileOptions, keyFileOf, withKeyFile } from "./key-file.ts";

interface CreateOptions extends KeyFileOptions {
  readonly principal: string;
  readonly team: readonly string[];
  /** Milliseconds. */
  readonly expires?: number;
  readonly comment: string;
  readonly output: "text" | "json";
}

/** `prism apikey create`. */
export function apikeyCreateCommand(context: CliContext): Command {
  const command = new Command("create")
    .description("Make a key and print it, this once: the file keeps what proves it, and not the key.")
    .addOption(principalOption("whom it stands for"))
    .addOption(teamOption())
    .addOption(
      new Option("--expires <duration>", "how long it is valid, for example 90d; else for ever").argParser(lifetime),
    )
    .option("--comment <text>", "what it is for, shown in lists", "")
    .addOption(new Option("-o, --output <form>", "form of the result").choices(["text", "json"]).default("text"));
  addKeyFileOptions(command).action((options: CreateOptions) => create(context, options));
  addExamples(command, [
    [
      "a key for ninety days, with a team",
      "prism apikey create --principal service:order-api --team orders --expires 90d --file keys.jsonl",
    ],
    ["put it in a variable", "KEY=$(prism apikey create --principal user:ada --file keys.jsonl)"],
  ]);
  return command;
}

async function create(context: CliContext, options: CreateOptions): Promise<void> {
  const { principal, team: teams, expires, comment, output } = options;
  const path = keyFileOf(context, options);
  const key = createApiKey();
  const createdMs = context.clock.wallMs();
  const expiresAtMs = expires === undefined ? 0 : createdMs + expires;
  const record = { id: key.id, hash: hashApiKey(key), principal, teams, createdMs, expiresAtMs, comment };
  withKeyFile(path, () => addApiKey(path, record));
  const until = expiresAtMs === 0 ? null : new Date(expiresAtMs).toISOString();
  if (output === "json") {
    const result = { id: key.id, key: key.text, principal, teams, expires: until, file: path };
    return context.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  }
  // The key alone on the standard output, so that a shell can take it; what people want to know beside it.
  context.stderr.post(
    `key ${key.id} for ${principal}, valid ${until === null ? "until it is revoked" : `until ${until}`}, in ${path}.\n` +
      `It is shown this once; send it as \`Authorization: Bearer …\`.\n`,
  );
  return context.stdout.write(`${key.text}\n`);
}

function lifetime(text: string): number {
  const ms = duration(text);
  if (ms <= MAX_LIFETIME_MS) return ms;
  throw new InvalidArgumentError("Give ten years at most, or leave it out.");
}

/** Whoever wants more wants one without an end. */
const MAX_LIFETIME_MS = 10 * 365 * 24 * 3600 * 1000;
