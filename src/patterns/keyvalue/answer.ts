import { ItemAction, type KeyValueItem, Outcome, type ScanPage } from "../../backends/contract.ts";
import { CallNumber, isLargeValueCall } from "../../codec/calls.ts";
import { errorBytes, writeError } from "../../codec/error.ts";
import { signedBytes } from "../../codec/signed.ts";
import { blobBytes, lenBytes, uintBytes, WireWriter } from "../../codec/wire-writer.ts";
import { AnswerBound } from "./answer-bound.ts";
import type { KeyValueCall } from "./call.ts";
import { itemFailure } from "./item-failure.ts";
import { scanBytes, writeScan } from "./scan-answer.ts";

/**
 * The answer messages of the KeyValue calls. Each comes as a pair, its size and its writing: the size is known before
 * the first byte is written, so that an answer goes straight into the ring.
 */

/** Bytes of the answer message; the call has succeeded. */
export function answerBytes(call: KeyValueCall): number {
  if (call.replay !== null) return call.replay.length + replayedMark(call).length;
  switch (call.operation) {
    case CallNumber.KV_GET:
      return itemAnswerBytes(call.item);
    case CallNumber.KV_PUT:
      return uintBytes(1, call.item.version);
    case CallNumber.KV_DELETE:
      return call.item.outcome === Outcome.DONE ? 2 : 0;
    case CallNumber.KV_EXISTS:
      return call.item.outcome === Outcome.DONE ? 2 + uintBytes(2, call.item.version) : 0;
    case CallNumber.KV_INCREMENT:
      return signedBytes(1, call.item.delta) + uintBytes(2, call.item.version);
    case CallNumber.KV_SCAN:
      return scanBytes(call.page as ScanPage);
    default:
      if (call.reply !== null && isLargeValueCall(call.operation)) return call.reply.length;
      if (call.operation === CallNumber.KV_BATCH_GET) bound(call.batch as KeyValueItem[]);
      return (call.batch as KeyValueItem[]).reduce(
        (sum, item) => sum + lenBytes(1, resultBytes(call.operation, item)),
        0,
      );
  }
}

export function writeAnswer(call: KeyValueCall, writer: WireWriter): void {
  if (call.replay !== null) {
    writer.raw(call.replay);
    writer.raw(replayedMark(call));
    return;
  }
  switch (call.operation) {
    case CallNumber.KV_GET:
      writeItemAnswer(call.item, writer);
      break;
    case CallNumber.KV_PUT:
      writer.uint(1, call.item.version);
      break;
    case CallNumber.KV_DELETE:
      writer.bool(1, call.item.outcome === Outcome.DONE);
      break;
    case CallNumber.KV_EXISTS:
      writer.bool(1, call.item.outcome === Outcome.DONE);
      if (call.item.outcome === Outcome.DONE) writer.uint(2, call.item.version);
      break;
    case CallNumber.KV_INCREMENT:
      writer.signed(1, call.item.delta);
      writer.uint(2, call.item.version);
      break;
    case CallNumber.KV_SCAN:
      writeScan(call.page as ScanPage, call.queryHash, writer);
      break;
    default:
      if (call.reply !== null && isLargeValueCall(call.operation)) {
        writer.raw(call.reply);
        break;
      }
      for (const item of call.batch as KeyValueItem[]) {
        writer.open(1, resultBytes(call.operation, item));
        writeResult(call.operation, item, writer);
      }
  }
}

/** The answer message by itself, to be remembered. */
export function encodeAnswer(call: KeyValueCall): Uint8Array {
  const writer = new WireWriter();
  writer.reset(Buffer.alloc(answerBytes(call)), 0);
  writeAnswer(call, writer);
  return writer.bytes;
}

/** `replayed = true`: appended to a remembered answer, for a protobuf message may be continued by more fields. */
function replayedMark(call: KeyValueCall): Uint8Array {
  return call.operation === CallNumber.KV_INCREMENT ? thirdField : secondField;
}

const secondField = Uint8Array.of(0x10, 0x01);
const thirdField = Uint8Array.of(0x18, 0x01);

function bound(items: readonly KeyValueItem[]): void {
  const answerBound = new AnswerBound();
  for (const item of items) answerBound.admit(item);
}

/** GetResponse and BatchGetResult: found, value, version, expires_at_ms. */
function itemAnswerBytes(item: KeyValueItem): number {
  if (item.outcome !== Outcome.DONE) return 0;
  return 2 + blobBytes(2, item.value.length) + uintBytes(3, item.version) + uintBytes(4, item.expiresAtMs);
}

function writeItemAnswer(item: KeyValueItem, writer: WireWriter): void {
  if (item.outcome !== Outcome.DONE) return;
  writer.bool(1, true);
  writer.blob(2, item.value);
  writer.uint(3, item.version);
  writer.uint(4, item.expiresAtMs);
}

function resultBytes(operation: number, item: KeyValueItem): number {
  if (operation === CallNumber.KV_TRANSACT) return transactResultBytes(item);
  const failure = itemFailure(item);
  if (operation === CallNumber.KV_BATCH_GET) {
    return failure === null ? itemAnswerBytes(item) : lenBytes(5, errorBytes(failure));
  }
  if (failure !== null) return lenBytes(2, errorBytes(failure));
  if (operation === CallNumber.KV_BATCH_PUT) return uintBytes(1, item.version);
  return item.outcome === Outcome.DONE ? 2 : 0;
}

function writeResult(operation: number, item: KeyValueItem, writer: WireWriter): void {
  if (operation === CallNumber.KV_TRANSACT) {
    writeTransactResult(item, writer);
    return;
  }
  const failure = itemFailure(item);
  if (failure !== null) {
    writer.open(operation === CallNumber.KV_BATCH_GET ? 5 : 2, errorBytes(failure));
    writeError(failure, writer);
  } else if (operation === CallNumber.KV_BATCH_GET) writeItemAnswer(item, writer);
  else if (operation === CallNumber.KV_BATCH_PUT) writer.uint(1, item.version);
  else writer.bool(1, item.outcome === Outcome.DONE);
}

/** TransactResult: version, deleted, value. */
function transactResultBytes(item: KeyValueItem): number {
  switch (item.action) {
    case ItemAction.PUT:
      return uintBytes(1, item.version);
    case ItemAction.DELETE:
      return item.outcome === Outcome.DONE ? 2 : 0;
    case ItemAction.INCREMENT:
      return uintBytes(1, item.version) + signedBytes(3, item.delta);
    default:
      return 0;
  }
}

function writeTransactResult(item: KeyValueItem, writer: WireWriter): void {
  if (item.action === ItemAction.DELETE) writer.bool(2, item.outcome === Outcome.DONE);
  else if (item.action !== ItemAction.CHECK) writer.uint(1, item.version);
  if (item.action === ItemAction.INCREMENT) writer.signed(3, item.delta);
}
