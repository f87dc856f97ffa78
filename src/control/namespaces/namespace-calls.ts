import type { AdminCalls } from "../../acceptor/admin-calls.ts";
import { decodeToJson } from "../../codec/json/decode-to-json.ts";
import { encodeJson } from "../../codec/json/encode-json.ts";
import type { Method } from "../../codec/json/services.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { failureOf, PrismError } from "../../common/prism-error.ts";
import type { ApiCaller, NamespaceApi } from "../../namespaces/namespace-api.ts";
import type { DenialLog } from "../../security/audit/denial-log.ts";
import { DOOR_NAMES, type Door } from "../../security/caller.ts";
import type { Principal } from "../../security/principal.ts";

export interface NamespaceCallsParts {
  readonly api: NamespaceApi;
  /** What to tell a principal who may not call; null when it may. */
  readonly objection: (principal: Principal) => Failure | null;
  /** Where it is recorded who was not let in; null where nothing is. */
  readonly denials: DenialLog | null;
  /** Hears what went wrong in a way nobody has foreseen. */
  readonly onError: (error: unknown) => void;
}

type Run = (api: NamespaceApi, request: object, caller: ApiCaller) => Promise<object>;

/** The methods of NamespaceService by name. Their requests are what protobuf's JSON says, and so are their answers. */
const METHODS: ReadonlyMap<string, Run> = new Map<string, Run>([
  ["Create", (api, request, caller) => api.create(request, caller)],
  ["Get", (api, request) => api.get(request)],
  ["List", (api, request) => api.list(request)],
  ["Update", (api, request, caller) => api.update(request, caller)],
  ["Delete", (api, request, caller) => api.delete(request, caller)],
  ["ListChanges", (api, request) => api.listChanges(request)],
]);

/**
 * NamespaceService for doors that have messages: read by way of JSON, whose mapping both sides have, so that no other
 * code knows its fields. Whoever calls it has authenticated; who may change namespaces is looked at here.
 */
export class NamespaceCalls implements AdminCalls {
  private readonly parts: NamespaceCallsParts;

  constructor(parts: NamespaceCallsParts) {
    this.parts = parts;
  }

  has({ service, name }: Method): boolean {
    return service === "NamespaceService" && METHODS.has(name);
  }

  async call(method: Method, message: Buffer, principal: Principal, door: Door): Promise<Buffer | Failure> {
    try {
      const objection = this.parts.objection(principal);
      if (objection !== null) return this.deny(objection, principal, door);
      const json = decodeToJson(method.request, message, 0, message.length);
      if (json === null) return malformed;
      const run = METHODS.get(method.name) as Run;
      const caller = { principal: principal.name, door: DOOR_NAMES[door] };
      return this.encode(method, await run(this.parts.api, JSON.parse(json), caller));
    } catch (error) {
      if (!(error instanceof PrismError)) this.parts.onError(error);
      return failureOf(error, unexpected);
    }
  }

  private deny(failure: Failure, { name }: Principal, door: Door): Failure {
    const unknown = { peer: "", namespace: null, operation: 0, requestId: 0, traceparent: "" };
    this.parts.denials?.add({ ...unknown, door, principal: name, failure });
    return failure;
  }

  private encode(method: Method, answer: object): Buffer {
    const encoded = encodeJson(method.response, JSON.stringify(answer));
    if (encoded instanceof Failure) throw new Error(`an answer of ${method.name} is none: ${encoded.message}`);
    return encoded;
  }
}

const malformed = new Failure(
  Code.INVALID_ARGUMENT,
  "MALFORMED_CALL",
  "the call is not a valid protobuf message of its type; check the client's generated code",
  { metadata: { field: "call" } },
);

export const unexpected = new Failure(
  Code.INTERNAL,
  "NAMESPACE_SERVICE_FAILED",
  "the gateway failed in a way Prism does not know; the log has the cause, and the namespace may have been changed",
);
