import type { SourceFile } from "./source-file.ts";

/** Something that may stand in some places of src/ only. */
export interface OnePlaceRule {
  readonly name: string;
  readonly pattern: RegExp;
  /** Whether what stands in strings counts, as the name in an import does. */
  readonly inStrings?: true;
  /** Paths, or beginnings of paths that end in a slash, where it may stand. */
  readonly places: readonly string[];
  readonly reason: string;
}

/** Packages that speak to a store, and the one folder that may know of each. */
const drivers: Readonly<Record<string, string>> = {
  "better-sqlite3": "sqlite",
  pg: "postgres",
  "pg-native": "postgres",
  libpq: "postgres",
  ioredis: "redis",
  nats: "nats",
  kafkajs: "kafka",
  gremlin: "gremlin",
};

export const onePlaceRules: readonly OnePlaceRule[] = [
  {
    name: "process.env",
    pattern: /\bprocess\s*\.\s*env\b|\bprocess\s*\[|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/,
    places: ["src/config/"],
    reason: "settings have one precedence and one reference page",
  },
  {
    name: "the clock",
    pattern:
      /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|;)|\bDate\(\s*\)|\bperformance\s*\.\s*(?:now|timeOrigin|mark|measure|timerify)\b|\bhrtime\b/,
    places: ["src/common/clock.ts"],
    reason: "a test owns the time",
  },
  {
    name: "randomness",
    pattern: /\bMath\s*\.\s*random\b|\brandom(?:Bytes|UUID|Int|Fill|FillSync)\b|\bgetRandomValues\b/,
    places: ["src/common/prng.ts"],
    reason: "a seed repeats a whole run",
  },
  {
    name: "making or touching shared memory",
    // As a type it may travel anywhere: a thread's seed carries the memory of its rings.
    pattern: /\bAtomics\b|\bnew\s+SharedArrayBuffer\b/,
    places: ["src/ring/", "src/metrics/"],
    reason: "the proof that no wake-up is lost covers one folder",
  },
  {
    name: "new Worker",
    pattern: /\bnew\s+Worker\b/,
    places: ["src/control/"],
    reason: "whoever starts a thread also supervises it",
  },
  {
    name: "console",
    pattern: /\bconsole\s*(?:\.|\[)/,
    places: ["src/cli/"],
    reason: "logs are JSON lines",
  },
  {
    name: "the package jose",
    pattern: /["'`]jose(?:\/[^"'`]*)?["'`]/,
    inStrings: true,
    places: ["src/security/tokens/"],
    reason: "what is believed of a token is decided in one folder",
  },
  {
    name: "the module node:http2",
    pattern: /["'`](?:node:)?http2["'`]/,
    inStrings: true,
    // Clients may use it as they like.
    places: ["src/acceptor/grpc/node-transport/", "src/client/", "src/bench/", "src/cli/doctor/"],
    reason: "the gRPC door knows transports, and either can be replaced by the other",
  },
  {
    name: "a package of grpc-js",
    pattern: /["'`]@grpc\/[^"'`]*["'`]/,
    inStrings: true,
    places: ["src/acceptor/grpc/node-transport/", "src/control/tracing/"],
    reason: "the gRPC door knows transports, and either can be replaced by the other",
  },
  ...Object.entries(drivers).map(([driver, folder]) => ({
    name: `the driver ${driver}`,
    // As an import names it: backends and servers have the same words for names.
    pattern: new RegExp(`(?:\\bfrom|\\bimport|\\()\\s*["'\`]${driver}(?:/[^"'\`]*)?["'\`]`),
    inStrings: true as const,
    // The bench asks stores without a gateway, for what the gateway adds.
    places: [`src/backends/${folder}/`, "src/bench/direct/"],
    reason: "another client can replace it behind the contract",
  })),
];

/** Folders that every request passes through. */
const hotFolders = ["acceptor", "codec", "ring", "pipeline", "patterns", "workers"];

/** What stands where it may not: one sentence each. */
export function onePlaceFaults(files: readonly SourceFile[]): string[] {
  const faults: string[] = [];
  for (const file of files) {
    for (const rule of onePlaceRules) {
      if (rule.places.some((place) => file.path === place || (place.endsWith("/") && file.path.startsWith(place))))
        continue;
      const line = lineOf(rule.inStrings ? file.codeAndStrings : file.code, rule.pattern);
      if (line > 0)
        faults.push(
          `${file.path}:${line} has ${rule.name}; its place is ${rule.places.join(", ")}, for ${rule.reason}`,
        );
    }
    const joined = hotFolders.some((folder) => file.path.startsWith(`src/${folder}/`))
      ? lineOf(file.code, /\bBuffer\.concat\b/)
      : 0;
    if (joined > 0) faults.push(`${file.path}:${joined} joins buffers on the hot path`);
  }
  return faults;
}

/** The number of the first line with a match; 0 = none. */
function lineOf(text: string, pattern: RegExp): number {
  const match = pattern.exec(text);
  return match === null ? 0 : text.slice(0, match.index).split("\n").length;
}
