import { CallNumber } from "../../../codec/calls.ts";
import { type CallHeaders, type CallTemplate, firstCall, laterCall } from "../../grpc/h2-frames.ts";
import type { FrameRequests } from "./frame-requests.ts";

/** The requests of a script as calls of gRPC: the messages are those of the frames. */
export class GrpcRequests {
  readonly frames: FrameRequests;
  /** By request: where the digits of its key stand in its message; −1 where they are right as they are. */
  readonly digitsAt: Int32Array;
  private readonly headers: Omit<CallHeaders, "path">;
  /** By the path of a connection's first call: the templates of all requests behind it. */
  private readonly templates = new Map<string, readonly CallTemplate[]>();

  /** `shown`: what connections show, and whether they are by TLS. */
  constructor(frames: FrameRequests, authority: string, shown: { authorization: string; tls?: object }) {
    this.frames = frames;
    this.headers = { authority, authorization: shown.authorization, isSecure: shown.tls !== undefined };
    this.digitsAt = Int32Array.from(frames.digitsAt, (at, i) => (at === 0 ? -1 : at - this.headBytes(i)));
  }

  /** Request `i` as the first of its connection. */
  first(i: number): CallTemplate {
    return firstCall({ ...this.headers, path: this.pathOf(i) }, this.messageOf(i));
  }

  /** All requests, by their number, for a connection whose first was request `first`. */
  behind(first: number): readonly CallTemplate[] {
    const path = this.pathOf(first);
    const known = this.templates.get(path);
    if (known !== undefined) return known;
    const made = Array.from(this.frames.calls, (_, i) =>
      laterCall(this.pathOf(i), { ...this.headers, path }, this.messageOf(i)),
    );
    this.templates.set(path, made);
    return made;
  }

  private pathOf(i: number): string {
    return pathOf(this.frames.calls[i] as number);
  }

  private messageOf(i: number): Buffer {
    const { bytes, offsets } = this.frames;
    return bytes.subarray((offsets[i] as number) + this.headBytes(i), offsets[i + 1]);
  }

  /** Of a frame, before its message: prefix, id, the call's tag, the message's length. */
  private headBytes(i: number): number {
    const { bytes, offsets } = this.frames;
    let at = (offsets[i] as number) + LENGTH_AT;
    while ((bytes[at] as number) >= 0x80) at++;
    return at + 1 - (offsets[i] as number);
  }
}

/** Prefix, id and tag of a frame take 4 + 4 + 2 bytes. */
const LENGTH_AT = 10;

function pathOf(call: number): string {
  const path = paths[call];
  if (path === undefined) throw new Error(`the generator for gRPC does not know call ${call}`);
  return path;
}

const paths: Readonly<Record<number, string>> = {
  [CallNumber.KV_GET]: "/prism.v1.KeyValueService/Get",
  [CallNumber.KV_PUT]: "/prism.v1.KeyValueService/Put",
  [CallNumber.KV_DELETE]: "/prism.v1.KeyValueService/Delete",
  [CallNumber.KV_SCAN]: "/prism.v1.KeyValueService/Scan",
  [CallNumber.STREAM_PUBLISH]: "/prism.v1.StreamService/Publish",
};
