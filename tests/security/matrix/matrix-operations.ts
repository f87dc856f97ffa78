import { classOfCall } from "../../../src/codec/call-classes.ts";
import { CallNumber } from "../../../src/codec/calls.ts";
import { type Method, services } from "../../../src/codec/json/services.ts";
import { classNames } from "../../../src/common/operation-class.ts";

/** A method that works on the data of a namespace: every one of the proto files, so that a new one is tested too. */
export interface Operation {
  readonly method: Method;
  readonly name: string;
  /** The class of operations that it takes a right to. */
  readonly right: string;
  /** Its field in `prism.v1.Request`; null when it comes through no frame. */
  readonly frameField: string | null;
}

/** Streams that the gRPC door makes of other calls: one of those, which take the same right. */
const MADE_OF: Readonly<Record<string, string>> = { PutStream: "BeginUpload", GetStream: "OpenDownload" };

export const operations: readonly Operation[] = operationsOf("KeyValueService");
export const streamOperations: readonly Operation[] = operationsOf("StreamService");

function operationsOf(wanted: string): Operation[] {
  return [...services.values()]
    .flatMap((methods) => [...methods.values()])
    .filter(({ service }) => service === wanted)
    .filter(({ request }) => request.byName.has("namespace") && request.byName.get("namespace")?.kind === "string")
    .map((method) => ({
      method,
      name: `${method.service}.${method.name}`,
      right: rightOf(method),
      frameField: method.call === null || method.streams ? null : fieldOf(method.call),
    }));
}

/** What methods that go on with something are told by whoever lets them in, for there is nothing that they could go on with. */
export const LET_IN: Readonly<Record<string, string>> = {
  UploadChunk: "NOT_FOUND",
  CommitUpload: "NOT_FOUND",
  DownloadChunk: "INVALID_ARGUMENT",
};

/** The reasons of the same. */
export const LET_IN_REASONS: Readonly<Record<string, string>> = {
  UploadChunk: "UPLOAD_UNKNOWN",
  CommitUpload: "UPLOAD_UNKNOWN",
  DownloadChunk: "DOWNLOAD_UNKNOWN",
};

/** The fields of its request for one key, those that it has, with camelCase names. */
export function fieldsOf({ method }: Operation, namespace: string, key: string): Record<string, unknown> {
  const all: Record<string, unknown> = {
    namespace,
    key,
    keys: [key],
    items: [{ key }],
    prefix: key,
    operations: [{ put: { key } }],
    message: { key },
    messages: [{ key }],
    group: "g",
    consumer: "c",
    leases: ["1~1.0.1.1"],
    to: { earliest: true },
    ids: ["1"],
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => method.request.byName.has(name)));
}

/** One that streams and is no call takes the right that its brother takes, which has the same request and comes in frames. */
function rightOf(method: Method): string {
  const brother = [...(services.get(method.service)?.values() ?? [])].find(
    ({ name, request, call, streams }) =>
      (request.name === method.request.name || name === MADE_OF[method.name]) && call !== null && !streams,
  );
  const [right] = classNames(classOfCall(method.call ?? brother?.call ?? 0));
  if (right === undefined) throw new Error(`nothing says which right ${method.name} takes`);
  return right;
}

function fieldOf(call: number): string {
  const name = Object.entries(CallNumber).find(([, number]) => number === call)?.[0];
  if (name === undefined) throw new Error(`call ${call} has no name`);
  return name.toLowerCase().replace(/_dead$/, "_dead_letters");
}
