import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { exclusively } from "../../src/stack/exclusively.ts";

/** Clients of gRPC that nobody here has written, fetched once into node_modules/.cache and used from there. */

const cache = join(process.cwd(), "node_modules", ".cache", "prism");

/** Where `grpcurl` is; a text that begins with `needs ` when it cannot be had here. */
export async function installGrpcurl(): Promise<string> {
  if (!runs("go", "version")) return "needs Go, to build grpcurl";
  const folder = join(cache, `grpcurl-${GRPCURL}`);
  return install(folder, join(folder, "grpcurl"), (unfinished) => {
    const env = { ...process.env, GOBIN: unfinished, GOFLAGS: "-mod=mod" };
    return [
      spawnSync("go", ["install", `github.com/fullstorydev/grpcurl/cmd/grpcurl@${GRPCURL}`], { ...options, env }),
    ];
  });
}

/** Where a collector of OpenTelemetry is, of its own modules, with OTLP in and text out; else as {@link installGrpcurl}. */
export async function installOtelCollector(): Promise<string> {
  return buildGo("otelcol", "otelcol", OTELCOL, ["."]);
}

/** Where h2spec is, the conformance suite of HTTP/2; else as {@link installGrpcurl}. */
export async function installH2spec(): Promise<string> {
  return buildGo("h2spec", "h2spec", H2SPEC, ["github.com/summerwind/h2spec/cmd/h2spec"]);
}

/** Where two clients of grpc-go are: ours in `grpcgo`, that of gRPC's interop suite in `client`; else as {@link installGrpcurl}. */
export async function installGrpcGo(): Promise<{
  readonly ours: string;
  readonly interop: string;
  readonly skip: string | false;
}> {
  const ours = await buildGo("grpc-go", "grpcgo", GRPC_GO, [".", "google.golang.org/grpc/interop/client"]);
  return { ours, interop: join(dirname(ours), "client"), skip: ours.startsWith("needs ") && ours };
}

/** Builds packages of the module in `tests/foreign/NAME`; returns where `binary` is, or why it cannot be had. */
async function buildGo(name: string, binary: string, version: string, packages: readonly string[]): Promise<string> {
  if (!runs("go", "version")) return `needs Go, to build ${name}`;
  const sources = join(process.cwd(), "tests", "foreign", name);
  const folder = join(cache, `${name}-${version}-${hashOf(sources)}`);
  return install(folder, join(folder, binary), (unfinished) => {
    mkdirSync(unfinished, { recursive: true });
    for (const file of readdirSync(sources)) copyFileSync(join(sources, file), join(unfinished, file));
    const args = ["build", "-mod=mod", "-o", `${unfinished}/`, ...packages];
    return [spawnSync("go", args, { ...options, cwd: unfinished })];
  });
}

/** Of what lies in a folder: what was built of other sources is not used again. */
function hashOf(folder: string): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(folder).sort()) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  return hash.digest("hex").slice(0, 8);
}

/** Where a Python is that has grpcio and code generated from our protos on its path; else as {@link installGrpcurl}. */
export async function installPython(): Promise<string> {
  if (!runs("python3", "-m", "venv", "--help")) return "needs Python 3 with venv";
  const folder = join(cache, `python-grpc-${GRPCIO}`);
  const packages = [
    `grpcio==${GRPCIO}`,
    `grpcio-tools==${GRPCIO}`,
    `grpcio-status==${GRPCIO}`,
    `grpcio-health-checking==${GRPCIO}`,
  ];
  return install(folder, join(folder, "bin", "python"), (unfinished) => {
    // A venv knows its own place, so it is made where it stays; the mark at the end says that it is whole.
    rmSync(unfinished, { recursive: true, force: true });
    const made = spawnSync("python3", ["-m", "venv", unfinished], options);
    return [
      made,
      spawnSync(join(unfinished, "bin", "python"), ["-m", "pip", "install", "--quiet", ...packages], options),
    ];
  });
}

/** Where a Python is that reads HdrHistogram logs; else as {@link installGrpcurl}. */
export async function installHdrPython(): Promise<string> {
  return installPythonWith(`python-hdr-${HDRHISTOGRAM}`, [`hdrhistogram==${HDRHISTOGRAM}`]);
}

/** Where a Python is that reads and writes tables with DuckDB and pyarrow; else as {@link installGrpcurl}. */
export async function installTablePython(): Promise<string> {
  return installPythonWith(`python-tables-${DUCKDB}-${PYARROW}`, [`duckdb==${DUCKDB}`, `pyarrow==${PYARROW}`]);
}

async function installPythonWith(name: string, packages: readonly string[]): Promise<string> {
  if (!runs("python3", "-m", "venv", "--help")) return "needs Python 3 with venv";
  const folder = join(cache, name);
  return install(folder, join(folder, "bin", "python"), (unfinished) => {
    rmSync(unfinished, { recursive: true, force: true });
    const made = spawnSync("python3", ["-m", "venv", unfinished], options);
    const pip = ["-m", "pip", "install", "--quiet", ...packages];
    return [made, spawnSync(join(unfinished, "bin", "python"), pip, options)];
  });
}

/** Generates Python code from the protos; returns the folder with it. */
export function generatePython(python: string): string {
  const into = join(cache, "python-generated");
  mkdirSync(into, { recursive: true });
  const protos = ["error", "keyvalue", "large_value", "namespace", "stream"].map((name) => `prism/v1/${name}.proto`);
  const args = ["-m", "grpc_tools.protoc", "-I", "proto", `--python_out=${into}`, `--grpc_python_out=${into}`];
  const { status, stderr } = spawnSync(python, [...args, ...protos], options);
  if (status !== 0) throw new Error(`protoc failed: ${stderr}`);
  return into;
}

/**
 * Makes what is not there yet, while other tests that want it wait: those would take it half made, or take it away from who
 * has it already. Returns `binary`, or why it cannot be made.
 */
async function install(
  folder: string,
  binary: string,
  make: (folder: string) => SpawnSyncReturns<string>[],
): Promise<string> {
  const whole = join(folder, "whole");
  if (existsSync(whole)) return binary;
  return exclusively(`${folder}.lock`, async () => {
    if (existsSync(whole)) return binary;
    const failed = make(folder).find(({ status }) => status !== 0);
    if (failed !== undefined) {
      rmSync(folder, { recursive: true, force: true });
      return `needs a package registry: ${failed.stderr?.trim().split("\n").at(-1) ?? failed.error?.message}`;
    }
    writeFileSync(`${whole}.new`, "");
    renameSync(`${whole}.new`, whole);
    return binary;
  });
}

function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

const GRPCURL = "v1.9.3";
/** The last one that the Go module proxy has; as in its go.mod. */
export const H2SPEC = "v2.2.1";
/** As in its go.mod. */
export const GRPC_GO = "v1.85.0";
/** As in its go.mod. */
const OTELCOL = "v0.165.0";
const GRPCIO = "1.76.0";
const HDRHISTOGRAM = "0.10.8";
const DUCKDB = "2.0.1";
const PYARROW = "26.0.1";
/** Building grpcurl takes a minute or three on a machine with other work. */
const INSTALL_MS = 8 * 60_000;
const options = { encoding: "utf8", timeout: INSTALL_MS } as const;
