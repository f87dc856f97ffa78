import { frameOf, message } from "../codec/messages.ts";
import type { KeyValueModel } from "../patterns/keyvalue-model.ts";
import {
  batchDelete,
  batchGet,
  batchPut,
  exists,
  get,
  type KeyValueSpec,
  once,
  put,
  remove,
  scan,
} from "../patterns/keyvalue-spec.ts";
import { frameFor, Operation } from "./operation.ts";
import type { SharedKeys } from "./shared-keys.ts";
import type { SimWorld } from "./sim-world.ts";

export interface OperationSourceParts {
  readonly world: SimWorld;
  readonly model: KeyValueModel;
  readonly shared: SharedKeys;
  readonly namespaces: readonly string[];
  /** Stands before each of the client's own keys. */
  readonly prefix: string;
  readonly maxValueBytes: number;
  readonly maxFrameBytes: number;
}

/** Makes up what a client asks: mostly good requests on keys of its own, some on shared keys, some that are wrong. */
export class OperationSource {
  private readonly parts: OperationSourceParts;
  private nextId = 1;
  private written = 0;
  /** Of the last scan that had more, by namespace. */
  private page: KeyValueSpec | null = null;

  constructor(parts: OperationSourceParts) {
    this.parts = parts;
  }

  next(): Operation {
    const { world } = this.parts;
    const id = this.nextId++;
    if (world.chance(12)) return this.wrong(id);
    if (world.chance(6)) return this.parts.shared.operation(world, id, world.pick(this.parts.namespaces), this.value());
    const timeoutMs = world.chance(10) ? world.between(1, 400) : 0;
    const spec = this.spec();
    const frame = frameFor(id, spec, timeoutMs);
    if (frame.length - 4 > this.parts.maxFrameBytes) return this.next();
    return new Operation(id, frame, { spec, timeoutMs });
  }

  /** A read of every key that the client may have written, for the end. */
  finalReads(): Operation[] {
    return this.parts.namespaces.flatMap((namespace) =>
      KEYS.map((key) => {
        const id = this.nextId++;
        const spec = { ...get(this.parts.prefix + key), namespace };
        return new Operation(id, frameFor(id, spec), { spec });
      }),
    );
  }

  /** Goes on with a scan whose answer had more. */
  sawPage(spec: KeyValueSpec, answer: Record<string, unknown>): void {
    const token = (answer.kv_scan as Record<string, unknown> | undefined)?.next_page_token as string | undefined;
    if (token !== undefined) this.page = { ...spec, body: { ...spec.body, page_token: token } };
  }

  private spec(): KeyValueSpec {
    const { world, namespaces, prefix } = this.parts;
    if (this.page !== null && world.chance(3)) {
      const { page } = this;
      this.page = null;
      return page;
    }
    const namespace = world.pick(namespaces);
    const key = (): string => prefix + world.pick(KEYS);
    const some = <T>(make: () => T): T[] => Array.from({ length: world.between(1, 5) }, make);
    const ttl = (): { ttl_ms?: number } => (world.chance(8) ? { ttl_ms: world.between(1, 300) } : {});
    const condition = (of: string): { if_version?: number } =>
      world.chance(5) ? { if_version: world.pick([0, 7, this.parts.model.versionOf(namespace, of)]) } : {};
    const item = (): { key: string } => {
      const of = key();
      return { key: of, ...condition(of), ...ttl(), value: this.value() } as { key: string };
    };
    const one = (): KeyValueSpec => {
      const of = key();
      switch (world.below(11)) {
        case 0:
        case 1:
        case 2:
          return get(of);
        case 3:
        case 4:
        case 5:
          return put(of, "", { value: this.value(), ...condition(of), ...ttl() });
        case 6:
          return remove(of, condition(of));
        case 7:
          return exists(of);
        case 8:
          return world.chance(2) ? batchPut(...some(item)) : batchDelete(...some(() => ({ key: key() })));
        case 9:
          return batchGet(...some(key));
        default:
          return scan({ prefix, page_size: world.pick([0, 1, 3]), keys_only: world.chance(3) });
      }
    };
    const spec = { ...one(), namespace };
    const isWrite = spec.body.value !== undefined || spec.body.items !== undefined || spec.call === "kv_delete";
    return isWrite && world.chance(6) ? once(`${prefix}idem${world.below(4)}`, spec) : spec;
  }

  /** Every value is another, so that a read tells which write it saw. */
  private value(): Buffer {
    const { world, maxValueBytes } = this.parts;
    const length = world.chance(4) ? world.below(maxValueBytes + 1) : world.below(40);
    const value = Buffer.alloc(length, ++this.written & 0xff);
    if (length >= 4) value.writeUInt32BE(this.written, 0);
    return value;
  }

  /** A request that cannot be carried out, and the reason that it must be refused with. */
  private wrong(id: number): Operation {
    const { world, namespaces, prefix } = this.parts;
    const namespace = world.pick(namespaces);
    const refused = (payload: Buffer, expectedReason: string): Operation =>
      new Operation(id, frameOf(payload), { expectedReason });
    const request = (fields: Record<string, unknown>): Buffer => message("Request").encode({ id, ...fields });
    const key = `${prefix}wrong`;
    switch (world.below(8)) {
      case 0:
        return refused(request({ kv_get: { namespace: "nowhere", key } }), "NAMESPACE_NOT_FOUND");
      case 1:
        return refused(request({}), "CALL_REQUIRED");
      case 2:
        return refused(request({ kv_get: { key } }), "NAMESPACE_REQUIRED");
      case 3:
        return refused(request({ kv_put: { namespace, key: "" } }), "KEY_REQUIRED");
      case 4:
        return refused(Buffer.concat([request({}), Buffer.from([0x82, 0x01, 0x7f])]), "MALFORMED_REQUEST");
      case 5:
        return refused(Buffer.concat([request({}), Buffer.from([0xfa, 0x03, 0x00])]), "UNKNOWN_CALL");
      case 6:
        return refused(request({ kv_batch_get: { namespace, keys: [] } }), "BATCH_EMPTY");
      default:
        return refused(request({ kv_scan: { namespace, page_token: "no token" } }), "PAGE_TOKEN_INVALID");
    }
  }
}

const KEYS = ["a", "b", "b/1", "c", "é"];
