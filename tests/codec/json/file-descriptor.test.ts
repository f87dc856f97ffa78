import assert from "node:assert/strict";
import { describe, it } from "node:test";
import protobuf from "protobufjs";
import "protobufjs/ext/descriptor.js";
import { descriptors } from "../../../src/codec/generated/descriptors.ts";
import type { DescriptorTable } from "../../../src/codec/json/descriptor-table.ts";
import { encodeFileDescriptor } from "../../../src/codec/json/file-descriptor.ts";

interface FieldJson {
  name: string;
  number: number;
  label: string;
  type: string;
  typeName?: string;
  oneofIndex?: number;
  proto3Optional?: boolean;
}

interface MessageJson {
  name: string;
  field?: FieldJson[];
  nestedType?: MessageJson[];
  enumType?: { name: string; value: object[] }[];
  oneofDecl?: { name: string }[];
  options?: { mapEntry?: boolean };
}

const extension = protobuf as unknown as { descriptor: { FileDescriptorProto: protobuf.Type } };

const type = extension.descriptor.FileDescriptorProto;

function decode(bytes: Uint8Array) {
  return type.toObject(type.decode(bytes), { enums: String }) as {
    name: string;
    package: string;
    syntax: string;
    dependency: string[];
    messageType: MessageJson[];
    service: { name: string; method: object[] }[];
  };
}

const file = decode(
  encodeFileDescriptor(descriptors, { name: "prism/v1.proto", package: "prism.v1", dependencies: [] }),
);
const messageOf = (name: string) => file.messageType.find((message) => message.name === name) as MessageJson;

describe("file descriptor", () => {
  it("has every message and service of the package, each in its place", () => {
    assert.deepEqual([file.name, file.package, file.syntax], ["prism/v1.proto", "prism.v1", "proto3"]);
    const outer = Object.keys(descriptors.messages).filter((name) => name.split(".").length === 3);
    assert.deepEqual(
      file.messageType.map(({ name }) => `prism.v1.${name}`),
      outer,
    );
    assert.deepEqual(
      messageOf("Namespace").enumType?.map(({ name }) => name),
      ["Origin", "State"],
    );
    const { method } = file.service.find(({ name }) => name === "KeyValueService") ?? { method: [] };
    assert.deepEqual(method[4], {
      name: "ScanStream",
      inputType: ".prism.v1.ScanRequest",
      outputType: ".prism.v1.ScanResponse",
      serverStreaming: true,
    });
  });

  it("says of each field its type, its label and whether it may be absent", () => {
    const [namespace, , , , ifVersion] = messageOf("PutRequest").field as [FieldJson, never, never, never, FieldJson];
    assert.deepEqual(
      [namespace.type, namespace.label, namespace.oneofIndex],
      ["TYPE_STRING", "LABEL_OPTIONAL", undefined],
    );
    assert.deepEqual(
      [ifVersion.type, ifVersion.proto3Optional, messageOf("PutRequest").oneofDecl],
      ["TYPE_UINT64", true, [{ name: "_if_version" }]],
    );
    const call = messageOf("Request").field?.find(({ name }) => name === "kv_get") as FieldJson;
    assert.deepEqual([call.typeName, call.proto3Optional], [".prism.v1.GetRequest", undefined]);
    assert.deepEqual(messageOf("Request").oneofDecl?.[call.oneofIndex as number], { name: "call" });
  });

  it("gives a map the entry that its name asks for", () => {
    const { field, nestedType } = messageOf("Error");
    const metadata = field?.find(({ name }) => name === "metadata") as FieldJson;
    assert.deepEqual([metadata.typeName, metadata.label], [".prism.v1.Error.MetadataEntry", "LABEL_REPEATED"]);
    assert.deepEqual(
      nestedType?.map(({ name, options }) => [name, options]),
      [["MetadataEntry", { mapEntry: true }]],
    );
  });

  it("puts the groups that are written before those of optional fields, and their fields together", () => {
    const fields = [
      { number: 1, name: "a", jsonName: "a", kind: "bool", label: "optional" },
      { number: 2, name: "b", jsonName: "b", kind: "bool", label: "optional", oneof: "either" },
      { number: 3, name: "long_map", jsonName: "longMap", kind: "bool", label: "map", mapKey: "uint32" },
      { number: 4, name: "d", jsonName: "d", kind: "bool", label: "optional", oneof: "either" },
    ] as const;
    const table: DescriptorTable = { messages: { "p.M": { fields } }, enums: {}, services: {} };
    const { messageType, dependency } = decode(
      encodeFileDescriptor(table, { name: "p.proto", package: "p", dependencies: ["q.proto"] }),
    );
    const [message] = messageType as [MessageJson];
    assert.deepEqual(dependency, ["q.proto"]);
    assert.deepEqual(message.oneofDecl, [{ name: "either" }, { name: "_a" }]);
    assert.deepEqual(message.nestedType?.[0]?.name, "LongMapEntry");
    assert.deepEqual(
      message.field?.map(({ name }) => name),
      ["a", "b", "d", "long_map"],
    );
  });

  it("is what protobufjs can read messages with", () => {
    const root = protobuf.Root as unknown as { fromDescriptor: (set: object) => protobuf.Root };
    const descriptor = encodeFileDescriptor(descriptors, {
      name: "prism/v1.proto",
      package: "prism.v1",
      dependencies: [],
    });
    const read = root.fromDescriptor({ file: [type.decode(descriptor)] });
    const answer = read.lookupType("prism.v1.ScanResponse");
    const bytes = answer.encode({ items: [{ key: "k", value: Buffer.from("v") }] }).finish();
    assert.equal(Buffer.from(bytes).toString("latin1"), "\n\x06\n\x01k\x12\x01v");
  });
});
