import { readByteString } from "../../codec/byte-string.ts";
import { readFetchRequest, type StartRequest } from "../../codec/stream-requests.ts";
import { LEN } from "../../codec/wire.ts";
import { WireReader } from "../../codec/wire-reader.ts";
import { blobBytes, lenBytes, presentBytes, uintBytes, WireWriter } from "../../codec/wire-writer.ts";

/** What a fetch for a subscriber says besides what the subscriber has said. */
export interface FetchTerms {
  readonly maxMessages: number;
  readonly waitMs: number;
  /** Null = where the subscription stands. */
  readonly start: StartRequest | null;
}

/** A SubscribeRequest, and the calls that are made of it. It keeps no view of the bytes that it was read from. */
export class SubscribeMessage {
  readonly start: StartRequest | null;
  readonly maxMessages: number;
  readonly credits: number;
  readonly hasGroup: boolean;
  /** Stands for the subscription at its worker. */
  private readonly name: string;
  private readonly namespace: string;
  private readonly group: string;
  private readonly consumer: string;
  private readonly maxBytes: number;
  private readonly ackTimeoutMs: number;
  /** The filter's record, as it came. */
  private readonly filter: Buffer;

  /** Null when the bytes are no such message. */
  static read(bytes: Buffer, start: number, end: number, name: string): SubscribeMessage | null {
    const request = readFetchRequest(bytes, start, end);
    if (request === null) return null;
    const ranges = { namespace: { from: 0, to: 0 }, filter: { from: 0, to: 0 } };
    const reader = new WireReader();
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType !== LEN) continue;
      if (reader.field === 1) ranges.namespace = { from: reader.from, to: reader.to };
      else if (reader.field === 9) ranges.filter = { from: reader.from, to: reader.to };
    }
    const namespace = readByteString(bytes, ranges.namespace.from, ranges.namespace.to);
    const filter = Buffer.from(bytes.subarray(ranges.filter.from, ranges.filter.to));
    return new SubscribeMessage(request, namespace, filter, name);
  }

  private constructor(
    request: NonNullable<ReturnType<typeof readFetchRequest>>,
    namespace: string,
    filter: Buffer,
    name: string,
  ) {
    this.start = request.start;
    this.maxMessages = request.maxMessages;
    this.credits = request.credits;
    this.hasGroup = request.group !== "";
    this.name = name;
    this.namespace = namespace;
    this.group = request.group;
    this.consumer = request.consumer;
    this.maxBytes = request.maxBytes;
    this.ackTimeoutMs = request.ackTimeoutMs;
    this.filter = filter;
  }

  /** A FetchRequest. */
  fetch({ maxMessages, waitMs, start }: FetchTerms): Buffer {
    const names = this.nameBytes();
    const startBytes = start === null ? 0 : lenBytes(5, startLength(start));
    const bounds =
      uintBytes(6, maxMessages) + uintBytes(7, this.maxBytes) + uintBytes(8, waitMs) + uintBytes(10, this.ackTimeoutMs);
    const writer = new WireWriter();
    writer.reset(Buffer.allocUnsafe(names + startBytes + bounds + blobBytes(9, this.filter.length)), 0);
    this.writeNames(writer);
    if (start !== null) {
      writer.open(5, startLength(start));
      writeStart(start, writer);
    }
    writer.uint(6, maxMessages);
    writer.uint(7, this.maxBytes);
    writer.uint(8, waitMs);
    writer.blob(9, this.filter);
    writer.uint(10, this.ackTimeoutMs);
    return writer.bytes;
  }

  /** A LeaveRequest. */
  leave(): Buffer {
    const writer = new WireWriter();
    writer.reset(Buffer.allocUnsafe(this.nameBytes()), 0);
    this.writeNames(writer);
    return writer.bytes;
  }

  /** Fields 1 to 4 of both. */
  private nameBytes(): number {
    const texts = [this.namespace, this.group, this.consumer, this.name];
    return texts.reduce((sum, text, i) => sum + blobBytes(i + 1, text.length), 0);
  }

  private writeNames(writer: WireWriter): void {
    writer.blob(1, this.namespace);
    writer.blob(2, this.group);
    writer.blob(3, this.consumer);
    writer.blob(4, this.name);
  }
}

/** StreamStart. */
export function startLength(start: StartRequest): number {
  if (start.at === "time") return presentBytes(5, start.timeMs);
  return start.at === "earliest" || start.at === "latest" ? 2 : lenBytes(3, start.position.length);
}

export function writeStart(start: StartRequest, writer: WireWriter): void {
  if (start.at === "time") writer.present(5, start.timeMs);
  else if (start.at === "earliest") writer.bool(1, true);
  else if (start.at === "latest") writer.bool(2, true);
  else {
    writer.open(start.at === "position" ? 3 : 4, start.position.length);
    writer.raw(start.position);
  }
}
