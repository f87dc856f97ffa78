import { join } from "node:path";
import { pathToFileURL } from "node:url";
import protobuf from "protobufjs";
import type { DescriptorTable } from "../../../src/codec/json/descriptor-table.ts";
import { linkMessages, type MessageType, messageType } from "../../../src/codec/json/message-type.ts";

/**
 * JSON and bytes of a message by protobufjs, which shares nothing with ours but the proto files. Both its ways go through
 * its own objects, in which a field that comes with its default is as one that does not come.
 */
export class Oracle {
  readonly type: protobuf.Type;

  constructor(type: protobuf.Type) {
    this.type = type;
  }

  /** The bytes of what JSON.parse has read. */
  encode(json: unknown): Buffer {
    return Buffer.from(this.type.encode(this.type.fromObject(json as Record<string, unknown>)).finish());
  }

  /** What JSON.parse would read from the JSON of the bytes. */
  toJson(bytes: Uint8Array): unknown {
    return this.type.toObject(this.type.decode(bytes), { longs: String, enums: String, bytes: String, json: true });
  }
}

/** A message of Prism's proto files, by the two implementations. */
export function prismMessage(name: string): { readonly ours: MessageType; readonly oracle: Oracle } {
  return { ours: messageType(`prism.v1.${name}`), oracle: new Oracle(prism.lookupType(`prism.v1.${name}`)) };
}

const here = join(process.cwd(), "tests", "codec", "json");

/** The messages of every-kind.proto. */
export async function everyKind(): Promise<{
  readonly everything: MessageType;
  readonly renamed: MessageType;
  readonly oracle: Oracle;
}> {
  const generator = await import(pathToFileURL(join(process.cwd(), "scripts/generate/descriptors.mjs")).href);
  const types = linkMessages(generator.describeProtos(here, ["every-kind.proto"]) as DescriptorTable);
  return {
    everything: types.get("every.kind.Everything") as MessageType,
    renamed: types.get("every.kind.Renamed") as MessageType,
    oracle: new Oracle(load(here, ["every-kind.proto"]).lookupType("every.kind.Everything")),
  };
}

function load(folder: string, files: string[]): protobuf.Root {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => join(folder, target);
  root.loadSync(files);
  return root;
}

const prism = load(join(process.cwd(), "proto"), ["prism/v1/frame.proto"]);
