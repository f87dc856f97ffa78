import { classOfCall } from "../../codec/call-classes.ts";
import { CallNumber, operationName } from "../../codec/calls.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_NAMESPACE_BYTES } from "../../common/limits.ts";
import { classNames } from "../../common/operation-class.ts";
import { printable } from "../../common/printable.ts";
import type { Principal } from "../principal.ts";

/** What was asked for. */
export interface DeniedCall {
  readonly principal: Principal;
  /** As the call names it, whether there is one or not: the answer is the same, so that nobody finds out which there are. */
  readonly namespace: string;
  /** The call's number. */
  readonly call: number;
  /** The field with the key or range that is denied; empty when every key is. */
  readonly field: string;
  /** The class of what is denied, where it is not the call's own: a transaction has several. */
  readonly operationClass?: number;
}

/** What a caller is told who has no right to do something. It says whom to ask, and nothing of the rules. */
export function accessDenied({ principal, namespace, call, field, operationClass }: DeniedCall): Failure {
  const who = printable(principal.name, 128);
  const where = printable(namespace, MAX_NAMESPACE_BYTES);
  const operation = operationName(call);
  const what = field === "" ? "" : call === CallNumber.KV_SCAN ? " this range" : " this key";
  const given = field === "" ? "" : ` (field ${field})`;
  const [right = operation] = classNames(operationClass ?? classOfCall(call));
  const remedy = `check the name, or ask an administrator for a rule in its access that allows ${right}`;
  return new Failure(
    Code.PERMISSION_DENIED,
    "ACCESS_DENIED",
    `${who} may not ${operation}${what} in namespace "${where}"${given}; nothing was done; ${remedy}`,
    { metadata: { principal: who, namespace: where, operation, ...(field === "" ? {} : { field }) } },
  );
}
