import type { Method } from "../../codec/json/services.ts";
import { readNextPageToken, readPageSize, withPage } from "../../codec/page-token.ts";
import { RESPONSE_ERROR } from "../../codec/response.ts";
import { DEFAULT_PAGE_ITEMS, MAX_PAGE_ITEMS, SCAN_AHEAD_BYTES } from "../../common/limits.ts";
import type { AnswerHandler } from "../call-port.ts";
import type { CallHandler, IncomingCall } from "./incoming-call.ts";
import { ScanCutter } from "./scan-cutter.ts";
import { failureOf } from "./unary-handler.ts";

/**
 * KeyValueService.ScanStream: asks the worker for one page after the other, as fast as the client takes them, and as long
 * as its credentials are good.
 */
export class ScanStreamHandler implements CallHandler {
  readonly method: Method;
  readonly changesNothing = true;
  private readonly cutter = new ScanCutter();

  constructor(method: Method) {
    this.method = method;
  }

  handle(call: IncomingCall): void {
    new ScanStream(call, Buffer.from(call.message), this.cutter).start();
  }
}

/**
 * The first page is what the client wants in a message; later ones grow, and are cut. One page is asked for while the one
 * before leaves, and the next when that has left:
 *
 *   page 1   asked ── came, leaves ───────── left
 *   page 2            asked ── came, leaves ───────────── left
 *   page 3                                   asked ── came …
 */
class ScanStream {
  private readonly call: IncomingCall;
  /** The client's request. */
  private readonly request: Buffer;
  private readonly cutter: ScanCutter;
  /** Items in a message. */
  private readonly messageItems: number;
  private pageItems: number;
  /** Where the next page begins; empty before the first has come. */
  private token: Uint8Array = none;
  /** Whether a page is asked for, or there are no more. */
  private isAsking = true;
  /** Pages that have come and not left. */
  private leaving = 0;

  constructor(call: IncomingCall, request: Buffer, cutter: ScanCutter) {
    this.call = call;
    this.request = request;
    this.cutter = cutter;
    // One that is too large is refused with the first page.
    this.messageItems = readPageSize(request) || DEFAULT_PAGE_ITEMS;
    this.pageItems = this.messageItems;
  }

  start(): void {
    this.call.send(this.request, this.onPage);
  }

  private readonly readPage = (): void => {
    this.call.send(withPage(this.request, this.pageItems, this.token), this.onPage);
  };

  private readonly onPage: AnswerHandler = (result, bytes, start, end, _queueUs, _backendUs, missed) => {
    const { call, cutter } = this;
    call.missedLevels = missed;
    if (result === RESPONSE_ERROR) {
      call.cutOff(failureOf(bytes, start, end));
      return;
    }
    const isWhole = this.pageItems <= this.messageItems;
    const framed = isWhole
      ? null
      : cutter.cut(bytes, start, end, { items: this.messageItems, seenToken: this.token, missed });
    this.token = framed === null ? readNextPageToken(bytes, start, end) : cutter.token;
    const isLast = this.token.length === 0;
    const onLeft = isLast ? nothing : this.onPageLeft;
    this.isAsking = isLast;
    this.leaving++;
    call.goOn = HOW_TO_GO_ON;
    // What is one message need not be copied to be cut.
    if (framed === null) call.write(bytes, start, end, onLeft);
    else call.writeAll(framed, onLeft);
    if (isLast) {
      call.end();
      return;
    }
    this.pageItems = this.nextPageItems(framed === null ? this.messageItems : cutter.items, end - start);
    this.goOn();
  };

  private readonly onPageLeft = (): void => {
    this.leaving--;
    this.goOn();
  };

  private goOn(): void {
    if (this.isAsking || this.leaving > (this.call.mayReadAhead ? 1 : 0)) return;
    this.isAsking = true;
    this.call.awaitTurn(this.readPage);
  }

  /** Whole messages, as many as items of the last page's size may be read ahead. */
  private nextPageItems(items: number, bytes: number): number {
    const { messageItems, call } = this;
    if (!call.mayReadAhead || bytes * messageItems >= LARGE_MESSAGE_BYTES * items) return messageItems;
    const most = Math.min(this.pageItems * GROWTH, (SCAN_AHEAD_BYTES * items) / bytes, MAX_PAGE_ITEMS);
    return Math.max(1, Math.floor(most / messageItems)) * messageItems;
  }
}

/** A client that goes on reads far; one that wanted a few items has not had many more read for it. */
const GROWTH = 8;
/** From here on a message costs less by itself than cut from a page with others. */
const LARGE_MESSAGE_BYTES = 4 * 1024;
const HOW_TO_GO_ON = "go on with page_token set to the last next_page_token";
const none = new Uint8Array(0);

function nothing(): void {}
