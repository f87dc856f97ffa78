import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { TlsProblem } from "./tls-problem.ts";

/** Where the certificates are. Paths are absolute. */
export interface TlsPaths {
  readonly certFile: string;
  readonly keyFile: string;
  /** null = clients are not asked for certificates. */
  readonly clientCaFile: string | null;
}

/** What stands in the files, as it is. */
export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly clientCa: Buffer | null;
  /** Differs when any of them does. */
  readonly digest: string;
}

/** Reads the files, each as it is at that moment; throws a {@link TlsProblem} for the first that cannot be read. */
export function readTlsFiles({ certFile, keyFile, clientCaFile }: TlsPaths): TlsFiles {
  const cert = read("tls.certFile", certFile);
  const key = read("tls.keyFile", keyFile);
  const clientCa = clientCaFile === null ? null : read("tls.clientCaFile", clientCaFile);
  const hash = createHash("sha256");
  for (const part of [cert, key, clientCa ?? Buffer.alloc(0)]) hash.update(`${part.length} `).update(part);
  return { cert, key, clientCa, digest: hash.digest("hex") };
}

function read(setting: string, path: string): Buffer {
  try {
    const stat = statSync(path);
    // A pipe or a device would keep the gateway waiting.
    if (!stat.isFile()) throw new TlsProblem(setting, path, "is no file", "name a file in PEM");
    if (stat.size > MAX_FILE_BYTES) {
      throw new TlsProblem(setting, path, `has ${stat.size} bytes`, `at most ${MAX_FILE_BYTES} are read`);
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof TlsProblem) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    const [problem, remedy] = REASONS[code] ?? [`cannot be read (${code})`, "see what is wrong with it"];
    throw new TlsProblem(setting, path, problem, remedy);
  }
}

const REASONS: Readonly<Record<string, readonly [problem: string, remedy: string]>> = {
  ENOENT: ["does not exist", "name a file in PEM; `npm run dev-ca` makes all of them for development"],
  ENOTDIR: ["does not exist: a part of its path is no folder", "name a file in PEM"],
  EACCES: ["may not be read by this user", "give the user that runs the gateway the right to read it, and nobody else"],
  ELOOP: ["is a link that leads back to itself", "name a file in PEM"],
};

/** A hundred times a long chain; some systems trust 150 authorities in 220 KiB. */
const MAX_FILE_BYTES = 1024 * 1024;
