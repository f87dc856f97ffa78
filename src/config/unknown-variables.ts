import { printable } from "../common/printable.ts";
import { nearNames } from "../common/suggest.ts";
import { listSettings } from "./list-settings.ts";

/** Names the configuration file. */
export const CONFIG_VARIABLE = "PRISM_CONFIG";

const PREFIX = "PRISM_";

/** Variables that are not settings: those of commands that are clients, and PRISM_REQUIRE, which the tests read. */
const OTHER_VARIABLES = [
  CONFIG_VARIABLE,
  "PRISM_ADDRESS",
  "PRISM_ADMIN_URL",
  "PRISM_ADMIN_ADDRESS",
  "PRISM_REQUIRE",
  "PRISM_TLS_CA",
  "PRISM_TLS_CERT",
  "PRISM_TLS_KEY",
  "PRISM_TLS_SERVER_NAME",
  "PRISM_TOKEN",
];

/**
 * Warns of variables that look like a misspelt setting. No error: what else begins with PRISM_ belongs to someone else,
 * such as the service links of a Kubernetes cluster.
 */
export function warnOfUnknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = [...listSettings().map((listed) => listed.variable), ...OTHER_VARIABLES];
  const endings = known.map((name) => name.slice(PREFIX.length));
  const unknown = Object.keys(env).filter((name) => name.startsWith(PREFIX) && !known.includes(name));
  return unknown.sort().flatMap((name) => {
    const near = nearNames(name.slice(PREFIX.length), endings, 1)[0];
    return near === undefined
      ? []
      : [`environment: ${printable(name)}: unknown variable; did you mean "${PREFIX}${near}"?`];
  });
}
