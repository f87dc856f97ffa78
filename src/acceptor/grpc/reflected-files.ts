import { descriptors } from "../../codec/generated/descriptors.ts";
import type { DescriptorTable } from "../../codec/json/descriptor-table.ts";
import { encodeFileDescriptor } from "../../codec/json/file-descriptor.ts";
import { type StandardFile, standardFiles } from "./standard-descriptors.ts";

/** The files that reflection tells of: Prism's messages, the health service's, and what both refer to. */
export class ReflectedFiles {
  /** Full names. */
  readonly services: readonly string[];
  private readonly files = new Map<string, { readonly bytes: Buffer; readonly dependencies: readonly string[] }>();
  /** The name of the file that declares a symbol. */
  private readonly declaredIn = new Map<string, string>();
  private readonly messages = new Set<string>();

  constructor() {
    const all = [prism, ...standardFiles];
    this.services = all.flatMap(({ table }) => Object.keys(table.services));
    for (const file of all) {
      this.files.set(file.name, { bytes: encodeFileDescriptor(file.table, file), dependencies: file.dependencies });
      for (const symbol of symbolsOf(file.table)) this.declaredIn.set(symbol, file.name);
      for (const message of Object.keys(file.table.messages)) this.messages.add(message);
    }
  }

  hasMessage(name: string): boolean {
    return this.messages.has(name);
  }

  /** The descriptor of a file, and those of all files that it needs; none when there is no such file. */
  named(name: string): Buffer[] {
    const names = new Set([name]);
    const found: Buffer[] = [];
    for (const each of names) {
      const file = this.files.get(each);
      if (file === undefined) continue;
      found.push(file.bytes);
      for (const dependency of file.dependencies) names.add(dependency);
    }
    return found;
  }

  /** As {@link named}, of the file with this message, field, enum, value, service or method. */
  declaring(symbol: string): Buffer[] {
    const name = this.declaredIn.get(symbol);
    return name === undefined ? [] : this.named(name);
  }
}

const prism: StandardFile = { name: "prism/v1.proto", package: "prism.v1", dependencies: [], table: descriptors };

function* symbolsOf({ messages, enums, services }: DescriptorTable): Generator<string> {
  for (const [message, { fields }] of Object.entries(messages)) {
    yield message;
    for (const { name } of fields) yield `${message}.${name}`;
  }
  for (const [each, { values }] of Object.entries(enums)) {
    yield each;
    for (const value of Object.keys(values)) yield `${each}.${value}`;
  }
  for (const [service, { methods }] of Object.entries(services)) {
    yield service;
    for (const method of Object.keys(methods)) yield `${service}.${method}`;
  }
}
