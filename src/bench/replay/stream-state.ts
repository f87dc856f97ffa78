import type { ReadRecord } from "../../capture/read-capture.ts";
import { rewriteMessage } from "../../capture/rewrite-message.ts";
import { requestTreatments } from "../../capture/treatments.ts";
import { CallNumber, isStreamCall } from "../../codec/calls.ts";
import { fieldsOf, lensOf } from "./message-fields.ts";

/** What a stream was before anything of the recording happened to it, as far as the recording tells. */
export interface StreamState {
  /** The namespace in the recording. */
  readonly namespace: string;
  /** Groups by the hashes of their names, which had done all that is not delivered in the recording. */
  readonly groups: readonly Buffer[];
  /** Messages, as they were delivered, that were there before: each once, in the order in which they were delivered first. */
  readonly waiting: readonly Buffer[];
}

/** The state of each stream of which calls were recorded. */
export function streamStates(records: readonly ReadRecord[]): StreamState[] {
  const streams = new Map<string, Known>();
  for (const record of records) {
    const { call, header, answer, code } = record;
    if (!isStreamCall(call)) continue;
    const known = streams.get(header.namespace) ?? { groups: new Map(), published: new Set(), delivered: new Map() };
    streams.set(header.namespace, known);
    noteGroup(record, known.groups);
    if (code !== 0) continue;
    for (const position of positionsPublished(call, answer)) known.published.add(position);
    if (call !== CallNumber.STREAM_FETCH) continue;
    for (const delivery of lensOf(answer, 1)) {
      const position = textIn(delivery, 1);
      if (!known.delivered.has(position)) known.delivered.set(position, delivery);
    }
  }
  return [...streams].map(([namespace, { groups, published, delivered }]) => ({
    namespace,
    groups: [...groups.values()],
    waiting: [...delivered].filter(([position]) => !published.has(position)).map(([, delivery]) => delivery),
  }));
}

interface Known {
  readonly groups: Map<string, Buffer>;
  readonly published: Set<string>;
  readonly delivered: Map<string, Buffer>;
}

/** In every request that names one it is the first name. */
function noteGroup({ call, request }: ReadRecord, groups: Map<string, Buffer>): void {
  if (requestTreatments[call]?.[2] !== "name") return;
  rewriteMessage(request, { 2: "name" }, (name) => {
    if (name.length > 0) groups.set(name.toString("latin1"), name);
    return name;
  });
}

function positionsPublished(call: number, answer: Buffer): string[] {
  if (call === CallNumber.STREAM_PUBLISH) return [textIn(answer, 1)];
  return call === CallNumber.STREAM_BATCH_PUBLISH ? lensOf(answer, 1).map((result) => textIn(result, 1)) : [];
}

function textIn(message: Buffer, field: number): string {
  return fieldsOf(message).texts.get(field)?.toString("latin1") ?? "";
}
