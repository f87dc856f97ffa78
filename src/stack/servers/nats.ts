import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "../find-program.ts";
import { askServer, LOOPBACK } from "../loopback.ts";
import type { Launch, Place, ServerKind } from "../server-kind.ts";

/** NATS with JetStream, which keeps its streams in files. */
export const nats: ServerKind = {
  name: "nats",
  title: "NATS",
  ports: [7422],
  packages: ["nats-server"],
  stopSignal: "SIGTERM",
  discardSignal: "SIGKILL",
  check: () => void program(),
  async prepare(place: Place): Promise<Launch> {
    const file = join(place.folder, "nats.conf");
    writeFileSync(file, configuration(place), { mode: 0o600 });
    return { file: program(), args: ["-c", file], user: null };
  },
  async isReady({ ports: [port = 0] }: Place): Promise<boolean> {
    // It speaks first, and does so only once JetStream has read what it keeps.
    return (await askServer(port, ""))?.toString("latin1").startsWith("INFO ") ?? false;
  },
};

/** Settings are written as they are, blocks too; those that begin with `jetstream.` go into that block. */
function configuration({ folder, ports, settings }: Place): string {
  // Prism takes values of 1 MiB, and NATS counts headers too: its own default would refuse the largest.
  const own = { listen: `${LOOPBACK}:${ports[0]}`, server_name: "prism", max_payload: "2MB" };
  const jetStream = { store_dir: JSON.stringify(join(folder, "data")) };
  const isJetStream = (name: string) => name.startsWith(PREFIX);
  const named = Object.entries(settings);
  const top = { ...own, ...Object.fromEntries(named.filter(([name]) => !isJetStream(name))) };
  const inner = named.filter(([name]) => isJetStream(name)).map(([name, value]) => [name.slice(PREFIX.length), value]);
  const block = { ...jetStream, ...Object.fromEntries(inner) };
  return `${lines(top)}jetstream {\n${lines(block)}}\n`;
}

const PREFIX = "jetstream.";

function lines(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join("");
}

const program = () => findProgram("nats-server", "nats-server");
