import { OperationField } from "../codec/keyvalue-requests.ts";
import { readSigned } from "../codec/signed.ts";
import type { OperationBody } from "../codec/transact-bodies.ts";
import { LEN, VARINT } from "../codec/wire.ts";
import { WireReader } from "../codec/wire-reader.ts";
import { type AnswerReader, MALFORMED } from "./call.ts";
import { checkCount, checkDelta, encodeText, encodeValue } from "./encode-input.ts";
import * as failures from "./failures.ts";
import type { IncrementResult, TransactOperation, TransactResult, TransactResults } from "./key-value-types.ts";

/** An operation of a transaction, as it goes on the wire. */
export function encodeOperation(operation: TransactOperation, field: string): OperationBody {
  if ("check" in operation) {
    const { key, ifVersion } = operation.check;
    const wanted = checkCount(ifVersion, `${field}.check.ifVersion`, 0);
    return { field: OperationField.CHECK, key: encodeText(key, `${field}.check.key`), ifVersion: wanted };
  }
  if ("put" in operation) {
    const { key, value, ttlMs, ifVersion } = operation.put;
    return {
      field: OperationField.PUT,
      key: encodeText(key, `${field}.put.key`),
      value: encodeValue(value, `${field}.put.value`),
      ttlMs: checkCount(ttlMs, `${field}.put.ttlMs`, 0),
      ifVersion: checkCount(ifVersion, `${field}.put.ifVersion`, -1),
    };
  }
  if ("delete" in operation) {
    const { key, ifVersion = undefined } =
      typeof operation.delete === "string" ? { key: operation.delete } : operation.delete;
    return {
      field: OperationField.DELETE,
      key: encodeText(key, `${field}.delete.key`),
      ifVersion: checkCount(ifVersion, `${field}.delete.ifVersion`, -1),
    };
  }
  if (!("increment" in operation)) {
    throw failures.invalid("OPERATION_REQUIRED", field, `${field} has none of check, put, delete, increment`);
  }
  const { key, delta, ttlMs, ifVersion } = operation.increment;
  return {
    field: OperationField.INCREMENT,
    key: encodeText(key, `${field}.increment.key`),
    delta: checkDelta(delta, `${field}.increment.delta`),
    ttlMs: checkCount(ttlMs, `${field}.increment.ttlMs`, 0),
    ifVersion: checkCount(ifVersion, `${field}.increment.ifVersion`, -1),
  };
}

/** IncrementResponse. */
export function readIncrement(bytes: Buffer, from: number, to: number): IncrementResult | typeof MALFORMED {
  const result = { value: 0n, version: 0, replayed: false };
  const reader = new WireReader();
  reader.reset(bytes, from, to);
  while (reader.next()) {
    if (reader.wireType !== VARINT) continue;
    if (reader.field === 1) result.value = readSigned(bytes, reader.pos);
    else if (reader.field === 2) result.version = reader.value;
    else if (reader.field === 3) result.replayed = reader.value !== 0;
  }
  return reader.failed ? MALFORMED : result;
}

/** TransactResponse, of so many operations. */
export function transactReader(count: number): AnswerReader {
  return (bytes, from, to) => {
    const results: TransactResult[] = [];
    let replayed = false;
    const reader = new WireReader();
    reader.reset(bytes, from, to);
    while (reader.next()) {
      if (reader.wireType === VARINT && reader.field === 2) replayed = reader.value !== 0;
      if (reader.wireType !== LEN || reader.field !== 1) continue;
      const result = readResult(bytes, reader.from, reader.to);
      if (result === null) return MALFORMED;
      results.push(result);
    }
    if (reader.failed || results.length !== count) return MALFORMED;
    return { results, replayed } satisfies TransactResults;
  };
}

function readResult(bytes: Buffer, from: number, to: number): TransactResult | null {
  const result = { version: 0, deleted: false, value: 0n };
  const reader = new WireReader();
  reader.reset(bytes, from, to);
  while (reader.next()) {
    if (reader.wireType !== VARINT) continue;
    if (reader.field === 1) result.version = reader.value;
    else if (reader.field === 2) result.deleted = reader.value !== 0;
    else if (reader.field === 3) result.value = readSigned(bytes, reader.pos);
  }
  return reader.failed ? null : result;
}
