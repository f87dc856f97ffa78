import { writeSync } from "node:fs";
import { test } from "node:test";
import { startServer } from "../support/servers/private-servers.ts";

// Run by servers.test.ts: a test that ends like a crash, with a server running.
test("ends", async (t) => {
  const { pid, place } = await startServer(t, "redis");
  writeSync(1, JSON.stringify({ pid, folder: place.folder }));
  process.kill(process.pid, "SIGKILL");
});
