import { resolve } from "node:path";
import type { Command } from "commander";
import type { GatewayConfig } from "../../config/gateway-config.ts";
import { loadConfig } from "../../config/load-config.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";

export interface AuditOptions {
  readonly config?: string;
}

export function addConfigOption(command: Command): Command {
  return command.option("-c, --config <file>", "configuration file; else prism.yaml in this folder, if there is one");
}

/** The folder that was named, else the one of the configuration. */
export function auditFolderOf(context: CliContext, named: string | undefined, options: AuditOptions): string {
  const { environment } = context;
  return named === undefined ? auditOf(context, options).folder : resolve(environment.cwd, named);
}

/** The folder of keys that was named, else the one of the configuration. */
export function keyFolderOf(context: CliContext, named: string | undefined, options: AuditOptions): string {
  const { environment } = context;
  return named === undefined ? auditOf(context, options).keyFolder : resolve(environment.cwd, named);
}

function auditOf({ environment }: CliContext, { config }: AuditOptions): GatewayConfig["audit"] {
  return loadConfig({ ...environment, withoutSecrets: true, ...(config === undefined ? {} : { file: config }) }).audit;
}

/** What cannot be read is told as a command's error. */
export function reading<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new CommandError("AUDIT_UNREADABLE", `${folder} cannot be read: ${message}`, FOLDER_HINT);
  }
}

const FOLDER_HINT =
  "name the folder, or the gateway's configuration with --config: its audit.folder says where the log is";
