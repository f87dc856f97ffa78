import type { TokenSource } from "../client/access-token.ts";
import type { CliContext } from "./cli-context.ts";

/** What the command shows to gateways that ask who comes; null when there is nothing. A flag goes before the environment. */
export function findToken({ environment }: CliContext, flag: string | undefined): TokenSource | null {
  return flag ?? (environment.env.PRISM_TOKEN || null);
}
