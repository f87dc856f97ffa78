import { rmSync } from "node:fs";
import { basename } from "node:path";
import { isMainThread } from "node:worker_threads";

/** What the names of folders begin with that are made for gateways. */
const PRIVATE_FOLDER = "prism-tune-";

/**
 * Loaded into a gateway before it starts: the channel to the process that started it closes however that one ends. Then
 * nobody else is left to remove the folder that was made for the gateway.
 */
if (isMainThread) {
  process.once("disconnect", end);
  // It may have closed before this was loaded.
  if (!process.connected) end();
}

function end(): void {
  const folder = process.cwd();
  if (basename(folder).startsWith(PRIVATE_FOLDER)) rmSync(folder, { recursive: true, force: true });
  process.kill(process.pid, "SIGKILL");
}
