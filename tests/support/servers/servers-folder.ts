import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import "../ended-by-signal.ts";

/**
 * The folder of all servers that this test process starts, and the one that looks after it: a shell that waits for the
 * end of this process, however it comes, then ends what still runs by the records in the folder, and removes the folder.
 * It is in a process group of its own, as the servers are, so that the runner's last signal does not reach it.
 */
export class ServersFolder {
  private readonly path: string;
  private readonly keeper: ChildProcess;
  private count = 0;

  private constructor(path: string) {
    this.path = path;
    this.keeper = spawn("sh", ["-c", KEEPER, "keeper", path], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
    this.keeper.unref();
    (this.keeper.stdin as unknown as { unref(): void }).unref();
  }

  /** The one of this process. */
  static get(): ServersFolder {
    only ??= ServersFolder.create();
    return only;
  }

  private static create(): ServersFolder {
    const path = mkdtempSync(join(tmpdir(), "prism-servers-"));
    // PostgreSQL runs as somebody else, and must come through.
    chmodSync(path, 0o711);
    return new ServersFolder(path);
  }

  /** A new folder for one server. */
  next(name: string): string {
    const path = join(this.path, `${name}-${++this.count}`);
    mkdirSync(path, { mode: 0o711 });
    return path;
  }

  remove(path: string): void {
    rmSync(path, { recursive: true, force: true });
  }
}

let only: ServersFolder | null = null;

/**
 * `cat` ends with this process, which holds the other end of the pipe. PostgreSQL ends by SIGQUIT, others take it for
 * something else or end as well; whoever is left after five seconds is killed.
 */
const KEEPER = `
cat
pids=$(find "$1" -name server.json -exec cat {} + 2>/dev/null | sed -n 's/.*"pid":\\([0-9]*\\).*/\\1/p')
for pid in $pids; do kill -CONT $pid; kill -QUIT $pid; done
for look in $(seq 50); do
  left=; for pid in $pids; do kill -0 $pid && left=1; done
  [ -n "$left" ] || break
  sleep 0.1
done
for pid in $pids; do kill -KILL $pid; done
rm -rf "$1"
`;
