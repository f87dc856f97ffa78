import type { OpenApiObject } from "./operation.ts";

/** A part of a request beside its body. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description: string;
  readonly schema: OpenApiObject;
}

/** Gives each parameter of a table its name. */
export function named<Name extends string>(
  table: Readonly<Record<Name, Omit<Parameter, "name">>>,
): Readonly<Record<Name, Parameter>> {
  const entries = Object.entries<Omit<Parameter, "name">>(table).map(([name, rest]) => [name, { name, ...rest }]);
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
