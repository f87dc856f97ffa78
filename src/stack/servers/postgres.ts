import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram, versionFolders } from "../find-program.ts";
import { askServer, LOOPBACK } from "../loopback.ts";
import { giveTo, type ProgramUser, unprivilegedUser } from "../program-user.ts";
import { reachableFolder } from "../reachable-folder.ts";
import { runProgram } from "../run-program.ts";
import type { Launch, Place, ServerKind } from "../server-kind.ts";
import { StackProblem } from "../stack-problem.ts";

/**
 * PostgreSQL, with the superuser `postgres`, and a role and a database `prism`. The setting `pg_hba` stands for the lines
 * of that file, which without it trusts everyone who can reach the loopback interface.
 */
export const postgres: ServerKind = {
  name: "postgres",
  title: "PostgreSQL",
  ports: [7432],
  packages: ["postgresql"],
  // The "fast" shutdown: with SIGTERM it would wait until its clients leave.
  stopSignal: "SIGINT",
  discardSignal: "SIGQUIT",
  check: () => void program("postgres"),
  async prepare(place: Place): Promise<Launch> {
    const user = serverUser();
    const data = join(reachableFolder(place.folder, user), "data");
    if (!existsSync(data)) await create(data, user);
    const { pg_hba: hba = TRUST, ...settings } = place.settings;
    write(join(data, "postgresql.conf"), configuration(place, settings), user);
    write(join(data, "pg_hba.conf"), `${hba}\n`, user);
    return { file: program("postgres"), args: ["-D", data], user };
  },
  async isReady({ ports: [port = 0] }: Place): Promise<boolean> {
    const answer = await askServer(port, STARTUP);
    if (answer === null) return false;
    // "E" is an error: 57P03 says that it cannot take connections now, and all others that it could.
    return answer[0] !== 0x45 || !answer.includes("C57P03\0");
  },
};

/** It refuses to run as root; then it runs as the account that its package has made. */
function serverUser(): ProgramUser | null {
  const user = unprivilegedUser("postgres", "nobody");
  if (user !== null || process.getuid?.() !== 0) return user;
  throw new StackProblem("PROGRAM_MISSING", "PostgreSQL refuses to run as root", "add a user `postgres`");
}

/** Under another name until it is whole, so that a start that was interrupted is begun anew. */
async function create(data: string, user: ProgramUser | null): Promise<void> {
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  giveTo(user, unfinished);
  const options = { user, cwd: unfinished };
  const initdb = ["-D", unfinished, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  await runProgram(program("initdb"), [...initdb, "--no-instructions"], options);
  const single = ["--single", "-D", unfinished, "postgres"];
  await runProgram(program("postgres"), single, { ...options, input: FIRST_STATEMENTS });
  renameSync(unfinished, data);
}

/** One a line, as the single-user mode reads them. */
const FIRST_STATEMENTS = "CREATE ROLE prism LOGIN;\nCREATE DATABASE prism OWNER prism;\n";

const TRUST = "host all all 127.0.0.1/32 trust";

function configuration({ ports }: Place, settings: Readonly<Record<string, string>>): string {
  const all = {
    listen_addresses: LOOPBACK,
    port: String(ports[0]),
    // Over TCP alone: the path of a socket has 107 bytes at the most.
    unix_socket_directories: "",
    // In its folder, where the next start or the folder's end finds what a killed one has left.
    dynamic_shared_memory_type: "mmap",
    max_connections: "200",
    shared_buffers: "128MB",
    ...settings,
  };
  return Object.entries(all)
    .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
    .join("");
}

function write(file: string, text: string, user: ProgramUser | null): void {
  writeFileSync(file, text, { mode: 0o600 });
  giveTo(user, file);
}

/** Length, protocol 3.0, and the parameters. Format: PostgreSQL manual, "Message Formats", StartupMessage. */
const STARTUP = (() => {
  const parameters = Buffer.from("user\0prism\0database\0prism\0\0");
  const message = Buffer.alloc(8 + parameters.length);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(3 << 16, 4);
  parameters.copy(message, 8);
  return message;
})();

const program = (name: "postgres" | "initdb") =>
  findProgram(name, "postgresql", versionFolders("/usr/lib/postgresql", "bin"));
