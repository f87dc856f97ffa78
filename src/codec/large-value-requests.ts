import { readByteString } from "./byte-string.ts";
import { LEN, VARINT } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/** Any request of a value in chunks but for its namespace; texts are byte strings. Which fields count depends on the call. */
export interface LargeValueRequest {
  key: string;
  /** Where the key stands. */
  keyFrom: number;
  keyTo: number;
  /** `upload_id` or `download_id`. */
  id: string;
  /** `index` of a chunk, or how many `chunks` there are. */
  index: number;
  encoding: string;
  acceptEncodings: string[];
  /** `data` or `digest`. */
  dataFrom: number;
  dataTo: number;
  ttlMs: number;
  /** −1 when absent. */
  ifVersion: number;
  size: number;
}

/** Null when the bytes are no protobuf message. Numbers that are too large for any use come as Infinity. */
export function readLargeValueRequest(bytes: Buffer, start: number, end: number): LargeValueRequest | null {
  const request = none();
  reader.reset(bytes, start, end);
  while (reader.next()) {
    if (reader.wireType === LEN) readText(request, bytes);
    else if (reader.wireType === VARINT) readNumber(request);
  }
  return reader.failed ? null : request;
}

function readText(request: LargeValueRequest, bytes: Buffer): void {
  const { field, from, to } = reader;
  if (field === 2) {
    request.key = readByteString(bytes, from, to);
    request.keyFrom = from;
    request.keyTo = to;
  } else if (field === 3) request.id = readByteString(bytes, from, to);
  else if (field === 5) {
    request.encoding = readByteString(bytes, from, to);
    request.acceptEncodings.push(request.encoding);
  } else if (field === 6) {
    request.dataFrom = from;
    request.dataTo = to;
  }
}

function readNumber(request: LargeValueRequest): void {
  const { field, value } = reader;
  if (field === 4) request.index = value;
  else if (field === 7) request.ttlMs = value;
  else if (field === 8) request.ifVersion = value;
  else if (field === 9) request.size = value;
}

function none(): LargeValueRequest {
  return {
    key: "",
    keyFrom: 0,
    keyTo: 0,
    id: "",
    index: 0,
    encoding: "",
    acceptEncodings: [],
    dataFrom: 0,
    dataTo: 0,
    ttlMs: 0,
    ifVersion: -1,
    size: 0,
  };
}

const reader = new WireReader();
