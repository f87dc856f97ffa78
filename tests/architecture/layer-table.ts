/** One row of the table in docs-cms/intro.md: a unit of src/ and what it may import. */
export interface Layer {
  /** Path below src/; a `*` stands for any one folder, and each such folder is a unit of its own. */
  readonly unit: string;
  /** Higher rows import lower ones, never the other way round and never each other. */
  readonly row: number;
  /** Units it may import besides `common`; "below" = all of lower rows but the client; "all" = all of lower rows. */
  readonly mayImport: readonly string[] | "below" | "all";
  /** Whether it does no input or output itself, and so imports no built-in module that does. */
  readonly pure?: true;
  /** Whether it may import no package at all. */
  readonly noPackages?: true;
}

/** What a store must be: embedded, on the network, for streams. */
const contract = "backends/contract.ts";
const networked = "backends/networked-contract.ts";
const streams = "backends/stream-contract.ts";
const contracts = [contract, networked, streams];
/** What the texts are by which callers name dead letters: refused alike by every store. */
const deadLetterIds = "backends/dead-letter-ids.ts";
/** What streams mean in the stores that are part of the process: the same for each of them. */
const embedded = "backends/embedded-stream";

export const layers: readonly Layer[] = [
  { unit: "main.ts", row: 8, mayImport: "all" },
  { unit: "cli", row: 7, mayImport: "all" },
  // Acceptor and workers: to spawn them.
  { unit: "control", row: 6, mayImport: "below" },
  // The load generator is a client of the gateway, and shares no more with it than a client does.
  // Of the configuration it has the reader: scenarios are declared and read as settings are.
  { unit: "bench", row: 6, mayImport: ["client", "codec", "config", "capture"] },
  {
    unit: "acceptor",
    row: 5,
    mayImport: ["codec", "ring", "security", "namespaces", "metrics", "tracing", "profiling", "config"],
  },
  {
    unit: "workers",
    row: 5,
    mayImport: [
      "pipeline",
      "patterns/*",
      "backends/*",
      ...contracts,
      "resilience",
      "namespaces",
      "security",
      "tracing",
      "ring",
      "codec",
      "offload",
      "capture",
      "metrics",
      "profiling",
      "config",
    ],
  },
  {
    unit: "pipeline",
    row: 4,
    mayImport: [
      "patterns/*",
      "resilience",
      "namespaces",
      "security",
      "tracing",
      "capture",
      "codec",
      "metrics",
      ...contracts,
    ],
    pure: true,
  },
  // What a store must do, asked of it: for our tests, `prism conform`, and the authors of other backends.
  { unit: "conformance", row: 4, mayImport: ["patterns/*", "codec", ...contracts] },
  // Files of rows, for the command line: a client of the gateway, which shares no more with it than a client does.
  { unit: "bulk", row: 3, mayImport: ["client", "offload"] },
  // A pattern knows the contract and never a driver.
  { unit: "patterns/*", row: 3, mayImport: [...contracts, "resilience", "codec", "metrics"], pure: true },
  { unit: embedded, row: 1.5, mayImport: [...contracts, deadLetterIds], pure: true, noPackages: true },
  { unit: "backends/*", row: 2, mayImport: [...contracts, deadLetterIds, embedded, "codec", "metrics", "config"] },
  // The one layer that waits for a networked store, retries, and breaks off.
  { unit: "resilience", row: 2, mayImport: [...contracts, "metrics"], pure: true },
  { unit: "namespaces", row: 2, mayImport: ["codec", "metrics", "config"] },
  { unit: "security", row: 2, mayImport: ["codec", "metrics", "config"] },
  { unit: "tracing", row: 2, mayImport: ["codec"], pure: true, noPackages: true },
  // The client is published by itself.
  { unit: "client", row: 2, mayImport: ["codec"], noPackages: true },
  { unit: streams, row: 1.2, mayImport: [contract, networked], pure: true, noPackages: true },
  { unit: deadLetterIds, row: 1, mayImport: [], pure: true, noPackages: true },
  { unit: networked, row: 1.1, mayImport: [contract], pure: true, noPackages: true },
  { unit: contract, row: 1, mayImport: [], pure: true, noPackages: true },
  { unit: "codec", row: 1, mayImport: [], pure: true, noPackages: true },
  { unit: "ring", row: 1, mayImport: [], pure: true, noPackages: true },
  // The servers of the local stack, for the command line and for tests: no part of a gateway.
  { unit: "stack", row: 2, mayImport: ["config"], noPackages: true },
  // Recordings of traffic, scrubbed: workers make them, and the bench plays them again.
  { unit: "capture", row: 2, mayImport: ["codec", "offload"], noPackages: true },
  // Work that takes the processor for long, on threads of its own.
  { unit: "offload", row: 1, mayImport: [] },
  { unit: "metrics", row: 1, mayImport: [] },
  // V8's profilers, asked inside each thread.
  { unit: "profiling", row: 1, mayImport: [], noPackages: true },
  // Profiles as pictures, for the command line and for perf/: no part of a gateway.
  { unit: "flame-graph", row: 1, mayImport: [], pure: true, noPackages: true },
  { unit: "config", row: 1, mayImport: [] },
  { unit: "common", row: 0, mayImport: [], pure: true, noPackages: true },
];

/** Built-in modules that reach outside of the process. */
export const inputOutputModules: readonly string[] = [
  "child_process",
  "cluster",
  "dgram",
  "dns",
  "fs",
  "http",
  "http2",
  "https",
  "inspector",
  "net",
  "process",
  "readline",
  "repl",
  "tls",
];

/** Imports that the table forbids and that are right all the same, each with its reason. */
export const exceptions: readonly { readonly from: string; readonly to: string; readonly reason: string }[] = [];
