import { resolve } from "node:path";
import type { Command } from "commander";
import { loadConfig } from "../../config/load-config.ts";
import { ApiKeyFileBusy } from "../../security/tokens/api-key-file.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { UsageError } from "../usage-error.ts";

export interface KeyFileOptions {
  readonly file?: string;
  readonly config?: string;
}

export function addKeyFileOptions(command: Command): Command {
  return command
    .option("--file <file>", "file of keys; else auth.apiKeys.file of the configuration")
    .option("-c, --config <file>", "configuration file; else prism.yaml in this folder, if there is one");
}

/** The file that the options or the configuration name. */
export function keyFileOf({ environment }: CliContext, { file, config }: KeyFileOptions): string {
  if (file !== undefined) return resolve(environment.cwd, file);
  const { auth } = loadConfig({
    ...environment,
    withoutSecrets: true,
    ...(config === undefined ? {} : { file: config }),
  });
  if (auth.apiKeys.file !== null) return auth.apiKeys.file;
  throw new UsageError("no file of keys: name one with --file, or set auth.apiKeys.file in the configuration");
}

/** Does something with the file; what goes wrong is told as a command's error. */
export function withKeyFile<T>(path: string, action: (path: string) => T): T {
  try {
    return action(path);
  } catch (error) {
    if (error instanceof ApiKeyFileBusy) {
      throw new CommandError("API_KEY_FILE_BUSY", error.message, `when no such command runs, remove ${error.lockPath}`);
    }
    throw new CommandError("API_KEY_FILE_UNUSABLE", (error as Error).message);
  }
}
