/**
 * `npm start`: makes the checkout ready, then becomes the gateway.
 *
 * npm runs it through a shell, and a shell that gets a SIGTERM ends without passing it on: the gateway would go on
 * without anybody who knows of it. So the end of the shell counts as a SIGTERM.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const PARENT_LOOK_MS = 500;

const prepare = fileURLToPath(new URL("prepare.mjs", import.meta.url));
const { status } = spawnSync(process.execPath, [prepare, "--quiet"], { stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);

const shell = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === shell) return;
  clearInterval(watch);
  process.kill(process.pid, "SIGTERM");
}, PARENT_LOOK_MS).unref();

const main = new URL("../dist/src/main.js", import.meta.url);
process.argv = [process.execPath, fileURLToPath(main), "serve", ...process.argv.slice(2)];
await import(main.href);
