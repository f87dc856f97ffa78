import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { quoted } from "../../common/printable.ts";
import { nearNames } from "../../common/suggest.ts";
import { descriptors } from "../generated/descriptors.ts";
import type { DescriptorTable } from "./descriptor-table.ts";
import { type MessageType, messageType } from "./message-type.ts";

/** A method of a service of the proto files. */
export interface Method {
  /** Without the package: `KeyValueService`. */
  readonly service: string;
  readonly name: string;
  readonly request: MessageType;
  readonly response: MessageType;
  /** Its field number in Request and Response; null when no worker serves it. */
  readonly call: number | null;
  /** Whether it answers with any number of messages. */
  readonly streams: boolean;
  /** Whether it takes any number of messages. */
  readonly takesStream: boolean;
  readonly comment: string;
}

/** Every method of every service, by service and name. */
export const services: ReadonlyMap<string, ReadonlyMap<string, Method>> = linkServices(descriptors);

/** The method of a service, or what a caller is told who asks for one that is not there. */
export function findMethod(service: string, name: string): Method | Failure {
  const methods = services.get(service);
  if (methods === undefined) return unknown("service", service, [...services.keys()]);
  return methods.get(name) ?? unknown("method", name, [...methods.keys()]);
}

function unknown(what: "service" | "method", name: string, names: readonly string[]): Failure {
  const near = nearNames(name.slice(0, 64), names);
  const known = near.length === 0 ? `there are ${names.join(", ")}` : `did you mean ${near.join(" or ")}?`;
  const message = `there is no ${what} ${quoted(name)}; ${known}`;
  return new Failure(Code.UNIMPLEMENTED, "UNKNOWN_METHOD", message, { metadata: { field: what } });
}

function linkServices(table: DescriptorTable): Map<string, Map<string, Method>> {
  const linked = new Map<string, Map<string, Method>>();
  for (const [fullName, { methods }] of Object.entries(table.services)) {
    const service = fullName.slice(fullName.lastIndexOf(".") + 1);
    const entries = Object.entries(methods).map(([name, row]): [string, Method] => {
      const { call, streams, takesStream, comment = "" } = row;
      const [request, response] = [messageType(row.request), messageType(row.response)];
      return [name, { service, name, request, response, call, streams, takesStream, comment }];
    });
    linked.set(service, new Map(entries));
  }
  return linked;
}
