import { readFileSync } from "node:fs";

/** The version of this build of Prism. */
export function readVersion(): string {
  // From dist/src/cli/ to the root of the package.
  const file = new URL("../../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
