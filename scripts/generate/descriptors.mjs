import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import protobuf from "protobufjs";
import { listFiles } from "../list-files.mjs";

const header = "// Generated from proto/prism/v1/*.proto by `npm run generate`. Do not edit.\n";

/** Writes `descriptors.ts` into `folder`: what the gateway knows at run time of its messages, enums and services. */
export function generateDescriptors(root, folder) {
  const protoFolder = join(root, "proto");
  const files = listFiles(protoFolder, "prism/v1").filter((path) => path.endsWith(".proto"));
  const table = describeProtos(protoFolder, files);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "descriptors.ts"), header + render(table));
}

/** The tables of some proto files, as `DescriptorTable` of src/codec/json/descriptor-table.ts says. */
export function describeProtos(protoFolder, files) {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => join(protoFolder, target);
  root.loadSync(files, { keepCase: true, alternateCommentMode: true });
  root.resolveAll();
  const table = { messages: {}, enums: {}, services: {} };
  collect(root, table);
  const request = table.messages["prism.v1.Request"];
  const response = table.messages["prism.v1.Response"];
  for (const service of Object.values(table.services)) {
    for (const method of Object.values(service.methods)) method.call = callOf(method, request, response);
  }
  return table;
}

function collect(namespace, table) {
  for (const item of namespace.nestedArray) {
    if (item instanceof protobuf.Type) table.messages[nameOf(item)] = describeMessage(item);
    else if (item instanceof protobuf.Enum) table.enums[nameOf(item)] = { ...commented(item), values: item.values };
    else if (item instanceof protobuf.Service) table.services[nameOf(item)] = describeService(item);
    if (item instanceof protobuf.Namespace) collect(item, table);
  }
}

function describeMessage(type) {
  const fields = [...type.fieldsArray].sort((a, b) => a.id - b.id);
  return { ...commented(type), fields: fields.map(describeField) };
}

function describeField(field) {
  const resolved = field.resolvedType;
  const row = { number: field.id, name: field.name, jsonName: field.options?.json_name ?? toJsonName(field.name) };
  row.kind = resolved === null ? field.type : resolved instanceof protobuf.Enum ? "enum" : "message";
  if (resolved !== null) row.type = ownName(resolved);
  if (field.map) Object.assign(row, { label: "map", mapKey: field.keyType });
  else if (field.repeated) row.label = "repeated";
  else if (field.options?.proto3_optional || row.kind === "message") row.label = "optional";
  else row.label = "implicit";
  // A field that is `optional` stands in a oneof of its own, which is no business of a reader.
  if (field.partOf !== null && !field.options?.proto3_optional) {
    Object.assign(row, { oneof: field.partOf.name, label: "optional" });
  }
  return { ...row, ...commented(field) };
}

function describeService(service) {
  const methods = {};
  for (const method of service.methodsArray) {
    methods[method.name] = {
      request: ownName(method.resolvedRequestType),
      response: ownName(method.resolvedResponseType),
      call: null,
      streams: method.responseStream === true,
      takesStream: method.requestStream === true,
      ...commented(method),
    };
  }
  return { ...commented(service), methods };
}

/** The number that a method's messages have in Request and Response; null for a method that workers do not serve. */
function callOf(method, request, response) {
  const call = request?.fields.find((field) => field.type === method.request)?.number;
  if (call === undefined) return null;
  const answer = response.fields.find((field) => field.number === call);
  if (answer?.type !== method.response) throw new Error(`call ${call} is not answered with ${method.response}`);
  return call;
}

/** Source: https://protobuf.dev/programming-guides/json/ — as protoc makes it: underscores go, the letter after is upper. */
function toJsonName(name) {
  return name.replace(/_+(.?)/g, (_all, next) => next.toUpperCase());
}

/** The names of types from elsewhere are refused: google.protobuf's have JSON mappings of their own, which we lack. */
function ownName(type) {
  const name = nameOf(type);
  if (name.startsWith("google.")) throw new Error(`${name} has a JSON mapping of its own; teach src/codec/json first`);
  return name;
}

function nameOf(item) {
  return item.fullName.slice(1);
}

function commented(item) {
  return item.comment === null ? {} : { comment: item.comment.replace(/\s+/g, " ") };
}

/** One line for each field, value and method, so that a change of a proto file is a small difference here. */
function render({ messages, enums, services }) {
  const lines = [
    'import type { DescriptorTable } from "../json/descriptor-table.ts";',
    "",
    "export const descriptors: DescriptorTable = {",
  ];
  lines.push("  messages: {");
  for (const [name, { comment, fields }] of Object.entries(messages)) {
    lines.push(`    "${name}": {`, ...commentLine(comment), "      fields: [");
    lines.push(...fields.map((field) => `        ${JSON.stringify(field)},`), "      ],", "    },");
  }
  lines.push("  },", "  enums: {");
  for (const [name, value] of Object.entries(enums)) lines.push(`    "${name}": ${JSON.stringify(value)},`);
  lines.push("  },", "  services: {");
  for (const [name, { comment, methods }] of Object.entries(services)) {
    lines.push(`    "${name}": {`, ...commentLine(comment), "      methods: {");
    for (const [method, row] of Object.entries(methods)) lines.push(`        "${method}": ${JSON.stringify(row)},`);
    lines.push("      },", "    },");
  }
  lines.push("  },", "};", "");
  return lines.join("\n");
}

function commentLine(comment) {
  return comment === undefined ? [] : [`      comment: ${JSON.stringify(comment)},`];
}
