import type { ConfigReader } from "./config-reader.ts";
import type { GatewayConfig } from "./gateway-config.ts";

/** What the program runs on. */
export interface Runtime {
  /** For example `24.21.0`. */
  readonly nodeVersion: string;
  /** As `process.platform` has it. */
  readonly platform: string;
}

/** Of this process. */
export function currentRuntime(): Runtime {
  return { nodeVersion: process.versions.node, platform: process.platform };
}

/** Several acceptors are refused where their threads cannot share the ports, or would have nothing to take on. */
export function checkAcceptors(
  reader: ConfigReader,
  acceptors: unknown,
  limits: GatewayConfig["limits"],
  runtime = currentRuntime(),
): void {
  if (typeof acceptors !== "number" || acceptors === 1) return;
  const at = reader.places.get("acceptors") ?? { file: "defaults", line: 0, column: 0 };
  const objection = objectionTo(runtime);
  if (objection !== null) {
    const [problem, remedy] = objection;
    reader.report("acceptors", at, `is ${acceptors}, but ${problem}`, `${remedy}, or set acceptors: 1`);
  }
  for (const limit of ["maxConnections", "maxInFlight"] as const) {
    if (limits[limit] >= acceptors) continue;
    reader.report(
      "acceptors",
      at,
      `is ${acceptors}, and each needs a part of limits.${limit}, which is ${limits[limit]}`,
      `raise limits.${limit} to ${acceptors} at least`,
    );
  }
}

/** Whether threads can share the port of a server of `node:net`. */
export function canShareTcpPort(runtime: Runtime): boolean {
  return objectionTo(runtime) === null;
}

function objectionTo({ nodeVersion, platform }: Runtime): [problem: string, remedy: string] | null {
  if (!SHARING_PLATFORMS.includes(platform)) {
    return [`threads cannot share the port of listeners.tcp on ${platform}`, "run on Linux"];
  }
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const isNewEnough = major > FIRST_MAJOR || (major === FIRST_MAJOR && minor >= FIRST_MINOR);
  if (isNewEnough) return null;
  return [`Node.js ${nodeVersion} cannot share the port of listeners.tcp between threads`, "use Node.js 24"];
}

/** `reusePort` of node:net came with 23.1.0. */
const FIRST_MAJOR = 23;
const FIRST_MINOR = 1;
/** Where the system gives each connection to one of those that listen, as the documentation of `reusePort` has it. */
const SHARING_PLATFORMS = ["linux", "freebsd", "dragonfly", "sunos", "aix"];
