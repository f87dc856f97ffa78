import { Command } from "commander";
import { toByteString } from "../../codec/byte-string.ts";
import { readHashSecret } from "../../security/audit/audit-keys.ts";
import { KeyHash } from "../../security/audit/key-hash.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { type AuditOptions, addConfigOption, keyFolderOf } from "./audit-options.ts";

interface HashKeyOptions extends AuditOptions {
  readonly keys?: string;
}

/** `prism audit hash-key`. */
export function auditHashKeyCommand(context: CliContext): Command {
  const command = new Command("hash-key")
    .description("Print what a key looks like in the audit log, which has hashes of keys alone.")
    .argument("<key>", "the key")
    .option("--keys <folder>", "folder of the audit's keys; else audit.keyFolder of the configuration");
  addConfigOption(command).action((key: string, options: HashKeyOptions) => {
    const secret = readHashSecret(keyFolderOf(context, options.keys, options));
    return context.stdout.write(`${new KeyHash(secret).hex(toByteString(key))}\n`);
  });
  addExamples(command, [["all records about a key", "grep -h $(prism audit hash-key user/ada) .prism/audit/*.jsonl"]]);
  return command;
}
