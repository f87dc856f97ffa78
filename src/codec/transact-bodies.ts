import { BodyWriter } from "./body-writer.ts";
import { OperationField } from "./keyvalue-requests.ts";

/** Requests for counters and transactions as a client sends them, but for their namespace; texts are byte strings. */

export interface IncrementBody {
  readonly key: string;
  readonly delta: bigint;
  readonly ttlMs: number;
  /** −1 when absent. */
  readonly ifVersion: number;
}

/** IncrementRequest from its field 2 on. */
export function incrementBody(increment: IncrementBody): Buffer {
  return incrementFields(new BodyWriter(), 2, increment).take();
}

export type OperationBody =
  | { readonly field: typeof OperationField.CHECK; readonly key: string; readonly ifVersion: number }
  | {
      readonly field: typeof OperationField.PUT;
      readonly key: string;
      readonly value: Uint8Array | string;
      readonly ttlMs: number;
      readonly ifVersion: number;
    }
  | { readonly field: typeof OperationField.DELETE; readonly key: string; readonly ifVersion: number }
  | ({ readonly field: typeof OperationField.INCREMENT } & IncrementBody);

export function transactBody(operations: readonly OperationBody[]): Buffer {
  const body = new BodyWriter();
  for (const operation of operations) {
    body.element(2, new BodyWriter().element(operation.field, operationBody(operation)).take());
  }
  return body.take();
}

function operationBody(operation: OperationBody): Buffer {
  const body = new BodyWriter();
  switch (operation.field) {
    case OperationField.CHECK:
      return body.bytes(1, operation.key).uint(2, operation.ifVersion).take();
    case OperationField.PUT:
      body.bytes(1, operation.key).bytes(2, operation.value).uint(3, operation.ttlMs);
      return condition(body, 4, operation.ifVersion).take();
    case OperationField.DELETE:
      return condition(body.bytes(1, operation.key), 2, operation.ifVersion).take();
    default:
      return incrementFields(body, 1, operation).take();
  }
}

/** The same fields in the same order, from another number on. */
function incrementFields(body: BodyWriter, first: number, increment: IncrementBody): BodyWriter {
  body
    .bytes(first, increment.key)
    .signed(first + 1, increment.delta)
    .uint(first + 2, increment.ttlMs);
  return condition(body, first + 3, increment.ifVersion);
}

function condition(body: BodyWriter, field: number, ifVersion: number): BodyWriter {
  return ifVersion < 0 ? body : body.present(field, ifVersion);
}
