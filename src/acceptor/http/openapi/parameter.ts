import type { OpenApiObject } from "./operation.ts";

/** A part of a request beside its body. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description: string;
  readonly schema: OpenApiObject;
}

/** Of a table: one that is called otherwise than its place says has a name of its own. */
type Unnamed = Omit<Parameter, "name"> & { readonly name?: string };

/** Gives each parameter of a table its name. */
export function named<Name extends string>(table: Readonly<Record<Name, Unnamed>>): Readonly<Record<Name, Parameter>> {
  const entries = Object.entries<Unnamed>(table).map(([name, rest]) => [name, { name, ...rest }]);
  return Object.fromEntries(entries);
}

/** A parameter of an operation; `examples` are its values by the names of the operation's examples. */
export function parameterObject(parameter: Parameter, examples: OpenApiObject): OpenApiObject {
  const { name, description, schema } = parameter;
  return {
    name,
    in: parameter.in,
    ...(parameter.in === "path" ? { required: true } : {}),
    description,
    schema,
    ...(Object.keys(examples).length === 0 ? {} : { examples }),
  };
}
