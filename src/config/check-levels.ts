import { LEVEL_NAMES, LEVELS, type LevelName } from "../common/service-levels.ts";
import { placeOf } from "./check-declarations.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { NamespaceConfig } from "./gateway-config.ts";

/** Levels of service say something of their namespace, and do not contradict each other. */
export function checkLevels(reader: ConfigReader, namespaces: readonly Partial<NamespaceConfig>[]): void {
  for (const [i, { pattern, needs }] of namespaces.entries()) {
    if (needs === undefined) continue;
    const report = (name: LevelName, message: string, suggestion: string): void => {
      const path = `namespaces[${i}].needs.${name}`;
      reader.report(path, placeOf(reader, path), message, suggestion);
    };
    for (const name of LEVEL_NAMES) {
      if (pattern !== "stream" || LEVELS[name].class !== "read" || (needs[name] ?? null) === null) continue;
      const message = "is of reads, and those of a stream wait for messages as long as their callers like";
      report(name, message, "declare levels of its writes, which are its publishes, or errorRatio");
    }
    for (const [lower, higher] of ORDERED) {
      const [low, high] = [needs[lower] ?? null, needs[higher] ?? null];
      if (low === null || high === null || low <= high) continue;
      report(lower, `is ${low}, and ${higher}, of which it is a part, is ${high}`, `make it ${high} or less`);
    }
  }
}

/** What is true of more requests takes no less time. */
const ORDERED: readonly (readonly [LevelName, LevelName])[] = [
  ["readP50Ms", "readP99Ms"],
  ["readP99Ms", "readP999Ms"],
  ["readP50Ms", "readP999Ms"],
  ["writeP50Ms", "writeP99Ms"],
  ["writeP99Ms", "writeP999Ms"],
  ["writeP50Ms", "writeP999Ms"],
];
