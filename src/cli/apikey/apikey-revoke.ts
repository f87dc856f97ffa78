import { Command } from "commander";
import { parseApiKey } from "../../security/tokens/api-key.ts";
import { removeApiKeys } from "../../security/tokens/api-key-file.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { UsageError } from "../usage-error.ts";
import { addKeyFileOptions, type KeyFileOptions, keyFileOf, withKeyFile } from "./key-file.ts";

interface RevokeOptions extends KeyFileOptions {
  readonly principal?: string;
}

/** `prism apikey revoke`. */
export function apikeyRevokeCommand(context: CliContext): Command {
  const command = new Command("revoke")
    .description("Revoke keys. A running gateway turns them away within a second or two, on open connections too.")
    .argument("[id...]", "ids of keys, as `prism apikey list` shows them; or the keys themselves")
    .option("--principal <name>", "all keys of this principal");
  addKeyFileOptions(command).action((ids: string[], options: RevokeOptions) => revoke(context, ids, options));
  addExamples(command, [
    ["all keys of a service", "prism apikey revoke --principal service:billing --file keys.jsonl"],
  ]);
  return command;
}

async function revoke(context: CliContext, given: readonly string[], options: RevokeOptions): Promise<void> {
  const { principal } = options;
  if (given.length === 0 && principal === undefined) throw new UsageError("name the ids of keys, or --principal");
  const ids = new Set(given.map((text) => parseApiKey(text)?.id ?? text));
  const path = keyFileOf(context, options);
  const removed = withKeyFile(path, () =>
    removeApiKeys(path, (record) => ids.has(record.id) || record.principal === principal),
  );
  for (const record of removed) await context.stdout.write(`revoked ${record.id} of ${record.principal}\n`);
  const missing = [...ids].filter((id) => removed.every((record) => record.id !== id));
  if (missing.length > 0 || removed.length === 0) {
    // What was given may be a secret that was pasted wrongly, so it is not shown.
    const what = missing.length === 0 ? `of ${principal}` : `with ${missing.length} of the ids given`;
    throw new CommandError(
      "API_KEY_UNKNOWN",
      `there is no key ${what} in ${path}`,
      "`prism apikey list` shows the ids",
    );
  }
}
