import { spawnSync } from "node:child_process";
import { after, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { freeLoopbackPorts } from "../../../src/stack/loopback.ts";
import type { ServerName } from "../../../src/stack/server-kind.ts";
import { serverKinds } from "../../../src/stack/server-kinds.ts";
import { ServerProcess } from "../../../src/stack/server-process.ts";
import { StackProblem } from "../../../src/stack/stack-problem.ts";
import { afterwards } from "../afterwards.ts";
import { ServersFolder } from "./servers-folder.ts";

/**
 * Real servers for tests, each in a fresh folder, on a free port of the loopback interface, and known to nobody else.
 * They end with their test or with the test file, and when this process is killed too: see {@link ServersFolder}.
 *
 *   const missing = serverMissing("redis");                       // "needs Redis …" or false, for `skip`
 *   const redis = await startServer(t, "redis", { maxmemory: "4mb" });
 *   const url = `redis://127.0.0.1:${redis.port}`;
 */
export type KindName = ServerName;

/** Why a kind of server cannot be had here; false when it can, for which what is missing is fetched and installed. */
export function serverMissing(name: KindName): string | false {
  const { title } = serverKinds[name];
  if (isThere(name)) return false;
  // In a process of its own, since whoever decides what to skip cannot wait.
  const args = [mainFile, "stack", "fetch", name];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status === 0 && isThere(name)) return false;
  return `needs ${title}: ${stderr.trim().split("\n").join("; ")}`;
}

function isThere(name: KindName): boolean {
  try {
    serverKinds[name].check();
    return true;
  } catch (error) {
    if (error instanceof StackProblem) return false;
    throw error;
  }
}

// From dist/tests/support/servers/ to dist/src/.
const mainFile = fileURLToPath(new URL("../../../src/main.js", import.meta.url));

/** A server for one test, with settings in its own names over those of the stack. */
export async function startServer(
  t: TestContext,
  name: KindName,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const server = await start(name, settings);
  afterwards(t, () => end(server));
  return server;
}

/** A server for all tests of this file, started by the first that asks for it. It ends with the file. */
export function fileServer(name: KindName): Promise<ServerProcess> {
  let started = ofFile.get(name);
  if (started === undefined) {
    started = start(name, {});
    ofFile.set(name, started);
  }
  return started;
}

const ofFile = new Map<KindName, Promise<ServerProcess>>();

async function start(name: KindName, settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const kind = serverKinds[name];
  const folder = ServersFolder.get();
  for (let attempt = 1; ; attempt++) {
    const ports = await freeLoopbackPorts(kind.ports.length);
    const place = { folder: folder.next(name), ports, settings };
    try {
      return await ServerProcess.start(kind, place);
    } catch (error) {
      // Another test took the port in between.
      const isTaken = error instanceof StackProblem && /PORT_TAKEN|in use/i.test(`${error.reason} ${error.message}`);
      if (!isTaken || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

const MAX_ATTEMPTS = 3;

async function end(server: ServerProcess): Promise<void> {
  await server.discard();
  ServersFolder.get().remove(server.place.folder);
}

after(async () => {
  const servers = await Promise.allSettled(ofFile.values());
  for (const server of servers) if (server.status === "fulfilled") await end(server.value);
});
