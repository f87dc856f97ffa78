import { listSettings } from "../../src/config/list-settings.ts";

/** The ports of all listeners. */
const portSettings = listSettings().filter(({ path }) => /^listeners\.\w+\.port$/.test(path));

/** Settings by path that give every listener a free port. */
export const freePorts: Readonly<Record<string, number>> = Object.fromEntries(
  portSettings.map(({ path }) => [path, 0]),
);

/** The same as variables of the environment. */
export const freePortVariables: Readonly<Record<string, string>> = Object.fromEntries(
  portSettings.map(({ variable }) => [variable, "0"]),
);
