import { LineCounter, parseAllDocuments } from "yaml";
import { quoted } from "../../common/printable.ts";
import type { CliContext } from "../cli-context.ts";
import { readBytes } from "../read-bytes.ts";
import { UsageError } from "../usage-error.ts";

/** A namespace as a file declares it. */
export interface DeclaredNamespace {
  readonly name: string;
  readonly declaration: Readonly<Record<string, unknown>>;
  /** `file:line`, for messages. */
  readonly place: string;
}

const MIB = 1024 * 1024;
/** Ten thousand namespaces with a dozen rules each. */
const BOUND = { maxBytes: 64 * MIB, reason: "DECLARATIONS_TOO_LARGE", what: "a file of namespaces" };

/**
 * The namespaces in a file, or in standard input for `-`: YAML or JSON, one, a list, or a list under `namespaces` as in
 * `prism.yaml`, and any number of documents. What a field may be the gateway says; here only what is no namespace at all
 * is refused.
 */
export async function readDeclarations(context: CliContext, file: string): Promise<DeclaredNamespace[]> {
  const name = file === "-" ? "standard input" : file;
  const text = Buffer.from(await readBytes(context, file, BOUND)).toString("utf8");
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  if (!Array.isArray(documents)) throw new UsageError(`${name} declares no namespace`);
  const found: DeclaredNamespace[] = [];
  for (const document of documents) {
    const at = (offset: number): string => `${name}:${Math.max(1, lines.linePos(offset).line)}`;
    const [error] = document.errors;
    if (error !== undefined) throw new UsageError(`${at(error.pos[0])}: ${error.message}`);
    const value: unknown = document.toJS();
    if (value === null) continue;
    for (const { item, path } of itemsOf(value, at(document.range[0]))) {
      const node = path.length === 0 ? document.contents : document.getIn(path, true);
      const offset = (node as { range?: [number] } | null)?.range?.[0] ?? document.range[0];
      found.push(named(item, at(offset)));
    }
  }
  if (found.length === 0) throw new UsageError(`${name} declares no namespace`);
  refuseTwice(found);
  return found;
}

function itemsOf(value: unknown, place: string): { item: unknown; path: (string | number)[] }[] {
  if (Array.isArray(value)) return value.map((item, i) => ({ item, path: [i] }));
  if (!isMap(value) || !("namespaces" in value)) return [{ item: value, path: [] }];
  const others = Object.keys(value).filter((key) => key !== "namespaces");
  if (others.length > 0) {
    const shown = others.slice(0, 5).join(", ");
    throw new UsageError(
      `${place}: ${shown} cannot be applied; beside namespaces, the gateway's own file says such things`,
    );
  }
  const { namespaces } = value;
  if (!Array.isArray(namespaces)) throw new UsageError(`${place}: namespaces is not a list`);
  return namespaces.map((item, i) => ({ item, path: ["namespaces", i] }));
}

function named(item: unknown, place: string): DeclaredNamespace {
  if (!isMap(item))
    throw new UsageError(`${place}: this is no namespace, which is a map with name, pattern and backend`);
  const { name } = item;
  if (typeof name !== "string" || name === "") throw new UsageError(`${place}: a namespace without a name`);
  return { name, declaration: item, place };
}

function refuseTwice(declared: readonly DeclaredNamespace[]): void {
  const places = new Map<string, string>();
  for (const { name, place } of declared) {
    const first = places.get(name);
    if (first !== undefined) throw new UsageError(`${place}: ${quoted(name)} is declared twice, first at ${first}`);
    places.set(name, place);
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
