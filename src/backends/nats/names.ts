import { apiPrefix } from "./api.ts";
import { settingProblem } from "./errors.ts";
import { subjectOfKey } from "./subject-token.ts";

/** `ready`: its streams are there; `ttl`: it has had items that end or were deleted; `drop`: it is being dropped. */
export type MarkKind = "ready" | "ttl" | "drop";

/**
 * How everything on the server is called. With the prefix `prism`:
 *
 *     KV_prism      $KV.prism.kv.<name>          registry: one entry for each namespace; its sequence is the namespace's number
 *                   $KV.prism.ttl.17         … and a mark of the number 17: see marks.ts
 *     KV_prism-17   $KV.prism-17.<key>           the bucket of a key-value namespace
 *     prism-18      prism.18.m                   the messages of a stream
 *                   prism.core.<name>        … of a stream that is not kept
 *     prism-18-dead prism.18.dead.<group>        its dead letters
 */
export class Names {
  readonly api: string;
  readonly registry: string;
  readonly #prefix: string;

  constructor(prefix: string, domain: string | null) {
    if (!/^[A-Za-z0-9_-]+$/.test(prefix))
      throw settingProblem("prefix", new Error("may have letters, digits, `-` and `_` alone"));
    this.#prefix = prefix;
    this.api = apiPrefix(domain);
    this.registry = `KV_${prefix}`;
  }

  /** Everything in the registry. */
  get registrySubjects(): string {
    return `$KV.${this.#prefix}.>`;
  }

  /** A namespace's entry; `kind` keeps those of one pattern apart from those of another. */
  entry(kind: "kv" | "stream", name: string): string {
    return `$KV.${this.#prefix}.${kind}.${subjectOfKey(name)}`;
  }

  /** Where a mark stands: see marks.ts. */
  mark(kind: MarkKind, id: number | "*"): string {
    return `$KV.${this.#prefix}.${kind}.${id}`;
  }

  bucket(id: number): string {
    return `KV_${this.#prefix}-${id}`;
  }

  /** What the subjects of a bucket's keys begin with. */
  keys(id: number): string {
    return `$KV.${this.#prefix}-${id}.`;
  }

  stream(id: number): string {
    return `${this.#prefix}-${id}`;
  }

  messages(id: number): string {
    return `${this.#prefix}.${id}.m`;
  }

  /** Where messages go that are not kept. */
  core(name: string): string {
    return `${this.#prefix}.core.${subjectOfKey(name)}`;
  }

  deadStream(id: number): string {
    return `${this.#prefix}-${id}-dead`;
  }

  /** What the subjects of a stream's dead letters begin with. */
  dead(id: number): string {
    return `${this.#prefix}.${id}.dead.`;
  }
}
