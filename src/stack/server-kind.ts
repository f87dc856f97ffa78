import type { ProgramUser } from "./program-user.ts";

export const serverNames = ["postgres", "redis", "nats", "kafka", "gremlin"] as const;

export type ServerName = (typeof serverNames)[number];

/** One instance of a server: where it has its files and ports, and what it is told beyond our defaults. */
export interface Place {
  /** Absolute, and its own: configuration, data and log stand in it. */
  readonly folder: string;
  /** Loopback ports: first the one for clients, then those that the kind needs besides. */
  readonly ports: readonly number[];
  /** Settings in the server's own names, over ours. */
  readonly settings: Readonly<Record<string, string>>;
}

/** How a server process is started. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly user: ProgramUser | null;
}

/** What there is to know about one kind of server. */
export interface ServerKind {
  readonly name: ServerName;
  /** As its makers write it. */
  readonly title: string;
  /** Ports of the local stack, as docs-cms/stack.md has them: how many there are is how many it needs. */
  readonly ports: readonly number[];
  /** Debian packages that hold its programs. */
  readonly packages: readonly string[];
  /** Ends it without waiting for its clients. */
  readonly stopSignal: NodeJS.Signals;
  /** Ends it at once, its data being of no more use; it takes its shared memory with it. */
  readonly discardSignal: NodeJS.Signals;
  /** Looks for the programs, without fetching any: fails with PROGRAM_MISSING. */
  check(): void;
  /** Fetches what no Debian package holds, into the project's cache. */
  fetch?(): Promise<void>;
  /** Writes the configuration, the first time makes the data too, and says how to start it. */
  prepare(place: Place): Promise<Launch>;
  /** Whether it answers in its own protocol. */
  isReady(place: Place): Promise<boolean>;
}
