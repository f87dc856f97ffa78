import { CallNumber } from "../codec/calls.ts";
import { ClientRequest, type RequestElement } from "../codec/client-request.ts";
import { readOpenedDownload } from "../codec/large-value-answers.ts";
import { openDownloadBody } from "../codec/large-value-bodies.ts";
import { incrementBody, transactBody } from "../codec/transact-bodies.ts";
import { type ByteSource, chunked, joined, takeFirst, withFirst } from "../common/chunked.ts";
import { LARGE_CHUNK_BYTES, MAX_VALUE_BYTES } from "../common/limits.ts";
import { PrismError } from "../common/prism-error.ts";
import * as answers from "./answers.ts";
import { type AnswerReader, MALFORMED } from "./call.ts";
import type { CallSender } from "./call-sender.ts";
import { checkInteger } from "./client-options.ts";
import { Download } from "./download.ts";
import { checkCount, checkDelta, encodeText, encodeValue, withIdempotency } from "./encode-input.ts";
import type {
  BatchDeleteItem,
  BatchDeleteResults,
  BatchGetResults,
  BatchPutItem,
  BatchPutResults,
  CallOptions,
  DeleteOptions,
  DeleteResult,
  IncrementResult,
  PutOptions,
  PutResult,
  PutStreamOptions,
  PutStreamResult,
  ScanOptions,
  ScanPage,
  TransactOperation,
  TransactResults,
  ValueInput,
  WriteOptions,
} from "./key-value-types.ts";
import type { ScannedItem } from "./scanned-item.ts";
import type { StoredItem } from "./stored-item.ts";
import { encodeOperation, readIncrement, transactReader } from "./transact.ts";
import { Upload } from "./upload.ts";

/** The values of one namespace. Every method rejects with a PrismError. */
export class KeyValue {
  private readonly sender: CallSender;
  private readonly namespace: string;

  constructor(sender: CallSender, namespace: string) {
    this.sender = sender;
    this.namespace = encodeText(namespace, "namespace");
  }

  /** The item, or null when there is none. */
  async get(key: string, options: CallOptions = none): Promise<StoredItem | null> {
    return this.perform(
      this.keyRequest(CallNumber.KV_GET, key),
      answers.readGet,
      options,
    ) as Promise<StoredItem | null>;
  }

  async exists(key: string, options: CallOptions = none): Promise<boolean> {
    return this.perform(this.keyRequest(CallNumber.KV_EXISTS, key), answers.readExists, options) as Promise<boolean>;
  }

  async put(key: string, value: ValueInput, options: PutOptions = none): Promise<PutResult> {
    const request = this.keyRequest(CallNumber.KV_PUT, key);
    request.value = encodeValue(value, "value");
    request.ttlMs = checkCount(options.ttlMs, "ttlMs", 0);
    request.ifVersion = checkCount(options.ifVersion, "ifVersion", -1);
    return this.perform(withIdempotency(request, options), answers.readPut, options) as Promise<PutResult>;
  }

  /**
   * Writes a value of up to 1 GiB from its parts, which are taken one by one as there is room for them: a file's stream, a
   * generator. What is over 1 MiB goes in chunks, and is the key's value when this resolves; before, nobody sees
   * anything of it. `timeoutMs` holds for each chunk.
   */
  async putStream(key: string, source: ByteSource, options: PutStreamOptions = none): Promise<PutStreamResult> {
    const chunks = chunked(source, LARGE_CHUNK_BYTES);
    const { first, isAll } = await takeFirst(chunks, MAX_VALUE_BYTES / LARGE_CHUNK_BYTES);
    if (isAll) {
      const value = joined(first);
      const written = await this.put(key, value, options).catch((error: unknown) => {
        // A store with small items takes it in chunks.
        if (isTooBigForStore(error)) return null;
        throw error;
      });
      if (written !== null) return { ...written, size: value.length };
    }
    const target = {
      namespace: this.namespace,
      key: encodeText(key, "key"),
      ttlMs: checkCount(options.ttlMs, "ttlMs", 0),
      ifVersion: checkCount(options.ifVersion, "ifVersion", -1),
      encoding: encodeText(options.encoding ?? "", "encoding"),
      size: checkCount(options.size, "size", 0),
    };
    const sent = await new Upload(this.sender, target, options).send(withFirst(first, chunks));
    return { version: sent.version, replayed: sent.replayed, size: sent.size };
  }

  /** A value of any size, to be read part by part; null when there is none. `timeoutMs` holds for each chunk. */
  async getStream(key: string, options: CallOptions = none): Promise<Download | null> {
    const request = new ClientRequest(CallNumber.KV_OPEN_DOWNLOAD, this.namespace);
    const encoded = encodeText(key, "key");
    request.body = openDownloadBody(encoded);
    const source = { sender: this.sender, namespace: this.namespace, key: encoded, options };
    const read = (bytes: Buffer, from: number, to: number): Download | null | typeof MALFORMED => {
      const opened = readOpenedDownload(bytes, from, to);
      if (opened === null) return MALFORMED;
      return opened.found
        ? new Download({ ...opened, value: Uint8Array.from(Buffer.from(opened.value as Uint8Array)) }, source)
        : null;
    };
    return this.perform(request, read, options) as Promise<Download | null>;
  }

  async delete(key: string, options: DeleteOptions = none): Promise<DeleteResult> {
    const request = this.keyRequest(CallNumber.KV_DELETE, key);
    request.ifVersion = checkCount(options.ifVersion, "ifVersion", -1);
    return this.perform(withIdempotency(request, options), answers.readDelete, options) as Promise<DeleteResult>;
  }

  /** Adds to a counter: an item whose value is a 64-bit integer in decimal text. One that is not there counts as 0. */
  async increment(key: string, delta: bigint | number = 1, options: PutOptions = none): Promise<IncrementResult> {
    const request = new ClientRequest(CallNumber.KV_INCREMENT, this.namespace);
    request.body = incrementBody({
      key: encodeText(key, "key"),
      delta: checkDelta(delta, "delta"),
      ttlMs: checkCount(options.ttlMs, "ttlMs", 0),
      ifVersion: checkCount(options.ifVersion, "ifVersion", -1),
    });
    return this.perform(withIdempotency(request, options), readIncrement, options) as Promise<IncrementResult>;
  }

  /** Does all operations or none; each is of another key. One result for each, in order. */
  async transact(operations: readonly TransactOperation[], options: WriteOptions = none): Promise<TransactResults> {
    const request = new ClientRequest(CallNumber.KV_TRANSACT, this.namespace);
    request.body = transactBody(operations.map((operation, i) => encodeOperation(operation, `operations[${i}]`)));
    const read = transactReader(operations.length);
    return this.perform(withIdempotency(request, options), read, options) as Promise<TransactResults>;
  }

  /** One page of the items in the byte order of their keys. */
  async scan(options: ScanOptions = none): Promise<ScanPage> {
    const request = new ClientRequest(CallNumber.KV_SCAN, this.namespace);
    request.scan = {
      prefix: encodeText(options.prefix ?? "", "prefix"),
      start: encodeText(options.start ?? "", "start"),
      end: encodeText(options.end ?? "", "end"),
      pageSize: checkInteger(options.pageSize ?? 0, "pageSize", 0, 0xffff_ffff),
      pageToken: encodeText(options.pageToken ?? "", "pageToken"),
      keysOnly: options.keysOnly ?? false,
    };
    return this.perform(request, answers.readScan, options) as Promise<ScanPage>;
  }

  /** All items, fetched page by page; `timeoutMs` holds for each page. */
  async *scanAll(options: ScanOptions = none): AsyncGenerator<ScannedItem, void, undefined> {
    let pageToken = options.pageToken ?? "";
    do {
      const page = await this.scan({ ...options, pageToken });
      yield* page.items;
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
  }

  /** For each key the item, null when there is none, or why it could not be read. */
  async batchGet(keys: readonly string[], options: CallOptions = none): Promise<BatchGetResults> {
    const elements = keys.map((key, i) => element(key, `keys[${i}]`));
    const request = this.batchRequest(CallNumber.KV_BATCH_GET, elements);
    return this.perform(request, answers.batchGetReader(keys.length), options) as Promise<BatchGetResults>;
  }

  /** Each item succeeds or fails by itself. */
  async batchPut(items: readonly BatchPutItem[], options: WriteOptions = none): Promise<BatchPutResults> {
    const elements = items.map((item, i) => ({
      key: encodeText(item.key, `items[${i}].key`),
      value: encodeValue(item.value, `items[${i}].value`),
      ttlMs: checkCount(item.ttlMs, `items[${i}].ttlMs`, 0),
      ifVersion: checkCount(item.ifVersion, `items[${i}].ifVersion`, -1),
    }));
    const request = withIdempotency(this.batchRequest(CallNumber.KV_BATCH_PUT, elements), options);
    return this.perform(request, answers.batchPutReader(items.length), options) as Promise<BatchPutResults>;
  }

  /** Each item succeeds or fails by itself; an item may be a key alone. */
  async batchDelete(
    items: readonly (BatchDeleteItem | string)[],
    options: WriteOptions = none,
  ): Promise<BatchDeleteResults> {
    const elements = items.map((item, i) =>
      typeof item === "string"
        ? element(item, `items[${i}]`)
        : element(item.key, `items[${i}].key`, checkCount(item.ifVersion, `items[${i}].ifVersion`, -1)),
    );
    const request = withIdempotency(this.batchRequest(CallNumber.KV_BATCH_DELETE, elements), options);
    return this.perform(request, answers.batchDeleteReader(items.length), options) as Promise<BatchDeleteResults>;
  }

  private keyRequest(call: CallNumber, key: string): ClientRequest {
    const request = new ClientRequest(call, this.namespace);
    request.key = encodeText(key, "key");
    return request;
  }

  private batchRequest(call: CallNumber, elements: readonly RequestElement[]): ClientRequest {
    const request = new ClientRequest(call, this.namespace);
    request.elements = elements;
    return request;
  }

  private perform(request: ClientRequest, read: AnswerReader, options: CallOptions): Promise<unknown> {
    return this.sender.perform(request, read, options);
  }
}

const none = {};

function element(key: string, field: string, ifVersion = -1): RequestElement {
  return { key: encodeText(key, field), value: "", ttlMs: 0, ifVersion };
}

function isTooBigForStore(error: unknown): boolean {
  return error instanceof PrismError && error.failure.reason === "STORE_ITEM_TOO_BIG";
}
