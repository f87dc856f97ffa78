import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "../find-program.ts";
import { askServer, LOOPBACK } from "../loopback.ts";
import type { Launch, Place, ServerKind } from "../server-kind.ts";

/** Redis, with its append-only file: a write that was answered is with the operating system. */
export const redis: ServerKind = {
  name: "redis",
  title: "Redis",
  ports: [7379],
  packages: ["redis-server"],
  stopSignal: "SIGTERM",
  discardSignal: "SIGKILL",
  check: () => void program(),
  async prepare(place: Place): Promise<Launch> {
    const settings = {
      bind: LOOPBACK,
      port: String(place.ports[0]),
      dir: JSON.stringify(place.folder),
      daemonize: "no",
      appendonly: "yes",
      appendfsync: "everysec",
      save: '""',
      ...place.settings,
    };
    const file = join(place.folder, "redis.conf");
    const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
    writeFileSync(file, lines.join(""), { mode: 0o600 });
    return { file: program(), args: [file], user: null };
  },
  async isReady({ ports: [port = 0] }: Place): Promise<boolean> {
    const answer = (await askServer(port, "PING\r\n"))?.toString("latin1") ?? "";
    // One that wants a password is as ready as one can see from outside; while it reads its file it says LOADING.
    return answer.startsWith("+PONG") || answer.startsWith("-NOAUTH");
  },
};

const program = () => findProgram("redis-server", "redis-server");
