import { FRAME_PREFIX_BYTES } from "../common/limits.ts";
import { CallNumber } from "./calls.ts";
import type { ScanRequest } from "./scan-request.ts";
import { blobBytes, lenBytes, presentBytes, uintBytes, type WireWriter } from "./wire-writer.ts";

/** Bytes as a view, or as a byte string. */
type Bytes = Uint8Array | string;

/** One element of a batch call; which fields count depends on the call. */
export interface RequestElement {
  /** Byte string. */
  readonly key: string;
  readonly value: Bytes;
  readonly ttlMs: number;
  /** −1 when absent. */
  readonly ifVersion: number;
}

/**
 * One call as a client sends it; texts are byte strings. One class for all calls keeps the hot path on one object
 * shape. Its size is computed before it is written, each time anew, so that it can be sent again.
 */
export class ClientRequest {
  readonly call: CallNumber;
  readonly namespace: string;
  key = "";
  value: Bytes = "";
  ttlMs = 0;
  /** −1 when absent. */
  ifVersion = -1;
  idempotencyKey = "";
  /** W3C Trace Context; empty = none. */
  traceparent = "";
  elements: readonly RequestElement[] = noElements;
  scan: ScanRequest = noScan;
  /** Of calls that have no field here: the whole message but for its namespace. */
  body: Uint8Array = noBody;

  constructor(call: CallNumber, namespace: string) {
    this.call = call;
    this.namespace = namespace;
  }

  /** Bytes of the whole frame, prefix included. */
  frameBytes(id: number, timeoutMs: number, authorization = ""): number {
    const envelopeBytes = this.envelopeBytes(id, timeoutMs, authorization);
    return FRAME_PREFIX_BYTES + envelopeBytes + lenBytes(this.call, this.messageBytes());
  }

  /** Writes the whole frame; {@link frameBytes} of the same arguments has made room for it. */
  writeFrame(writer: WireWriter, id: number, timeoutMs: number, authorization = ""): void {
    const messageBytes = this.messageBytes();
    writer.prefix(this.envelopeBytes(id, timeoutMs, authorization) + lenBytes(this.call, messageBytes));
    writer.uint(1, id);
    writer.uint(2, timeoutMs);
    writer.blob(3, this.idempotencyKey);
    writer.blob(4, this.traceparent);
    writer.blob(5, authorization);
    writer.open(this.call, messageBytes);
    this.writeMessage(writer);
  }

  private envelopeBytes(id: number, timeoutMs: number, authorization: string): number {
    const texts = blobBytes(3, this.idempotencyKey.length) + blobBytes(4, this.traceparent.length);
    return uintBytes(1, id) + uintBytes(2, timeoutMs) + texts + blobBytes(5, authorization.length);
  }

  /** Bytes of the call message by itself. */
  messageBytes(): number {
    const namespaceBytes = blobBytes(1, this.namespace.length);
    switch (this.call) {
      case CallNumber.KV_GET:
      case CallNumber.KV_EXISTS:
        return namespaceBytes + blobBytes(2, this.key.length);
      case CallNumber.KV_PUT:
        return namespaceBytes + putBytes(this, 2);
      case CallNumber.KV_DELETE:
        return namespaceBytes + blobBytes(2, this.key.length) + conditionBytes(3, this.ifVersion);
      case CallNumber.KV_SCAN:
        return namespaceBytes + scanBytes(this.scan);
      case CallNumber.KV_BATCH_GET:
      case CallNumber.KV_BATCH_PUT:
      case CallNumber.KV_BATCH_DELETE:
        return this.elements.reduce(
          (sum, element) => sum + lenBytes(2, elementBytes(this.call, element)),
          namespaceBytes,
        );
      default:
        return namespaceBytes + this.body.length;
    }
  }

  /** Writes the call message by itself. */
  writeMessage(writer: WireWriter): void {
    writer.blob(1, this.namespace);
    switch (this.call) {
      case CallNumber.KV_GET:
      case CallNumber.KV_EXISTS:
        writer.blob(2, this.key);
        break;
      case CallNumber.KV_PUT:
        writePut(this, 2, writer);
        break;
      case CallNumber.KV_DELETE:
        writer.blob(2, this.key);
        writeCondition(3, this.ifVersion, writer);
        break;
      case CallNumber.KV_SCAN:
        writeScan(this.scan, writer);
        break;
      case CallNumber.KV_BATCH_GET:
      case CallNumber.KV_BATCH_PUT:
      case CallNumber.KV_BATCH_DELETE:
        for (const element of this.elements) {
          writer.open(2, elementBytes(this.call, element));
          writeElement(this.call, element, writer);
        }
        break;
      default:
        writer.raw(this.body);
    }
  }
}

const noElements: readonly RequestElement[] = [];
const noBody = new Uint8Array(0);
const noScan: ScanRequest = { prefix: "", start: "", end: "", pageSize: 0, pageToken: "", keysOnly: false };

/** PutRequest from its field 2 on, or BatchPutItem from its field 1 on: the same fields in the same order. */
function putBytes(put: RequestElement, first: number): number {
  return (
    blobBytes(first, put.key.length) +
    blobBytes(first + 1, put.value.length) +
    uintBytes(first + 2, put.ttlMs) +
    conditionBytes(first + 3, put.ifVersion)
  );
}

function writePut(put: RequestElement, first: number, writer: WireWriter): void {
  writer.blob(first, put.key);
  writer.blob(first + 1, put.value);
  writer.uint(first + 2, put.ttlMs);
  writeCondition(first + 3, put.ifVersion, writer);
}

/** An element of a BatchGetRequest is the key itself, without a message around it. */
function elementBytes(call: number, element: RequestElement): number {
  if (call === CallNumber.KV_BATCH_GET) return element.key.length;
  if (call === CallNumber.KV_BATCH_PUT) return putBytes(element, 1);
  return blobBytes(1, element.key.length) + conditionBytes(2, element.ifVersion);
}

function writeElement(call: number, element: RequestElement, writer: WireWriter): void {
  if (call === CallNumber.KV_BATCH_GET) writer.raw(element.key);
  else if (call === CallNumber.KV_BATCH_PUT) writePut(element, 1, writer);
  else {
    writer.blob(1, element.key);
    writeCondition(2, element.ifVersion, writer);
  }
}

function scanBytes(scan: ScanRequest): number {
  return (
    blobBytes(2, scan.prefix.length) +
    blobBytes(3, scan.start.length) +
    blobBytes(4, scan.end.length) +
    uintBytes(5, scan.pageSize) +
    blobBytes(6, scan.pageToken.length) +
    uintBytes(7, Number(scan.keysOnly))
  );
}

function writeScan(scan: ScanRequest, writer: WireWriter): void {
  writer.blob(2, scan.prefix);
  writer.blob(3, scan.start);
  writer.blob(4, scan.end);
  writer.uint(5, scan.pageSize);
  writer.blob(6, scan.pageToken);
  writer.bool(7, scan.keysOnly);
}

/** `if_version` has presence: 0 is written, and means that there must be no item. */
function conditionBytes(field: number, ifVersion: number): number {
  return ifVersion < 0 ? 0 : presentBytes(field, ifVersion);
}

function writeCondition(field: number, ifVersion: number, writer: WireWriter): void {
  if (ifVersion >= 0) writer.present(field, ifVersion);
}
