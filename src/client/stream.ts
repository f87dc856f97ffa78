import { CallNumber } from "../codec/calls.ts";
import { ClientRequest } from "../codec/client-request.ts";
import { deadIdsBody, fetchBody, groupBody, listDeadBody, publishBody, seekBody } from "../codec/stream-bodies.ts";
import type { AnswerReader } from "./call.ts";
import type { CallSender } from "./call-sender.ts";
import { checkCount, encodeText, withIdempotency } from "./encode-input.ts";
import * as failures from "./failures.ts";
import type { CallOptions, ValueInput } from "./key-value-types.ts";
import { ackSettlement, extendSettlement, GroupSettler, nackSettlement } from "./settling.ts";
import * as answers from "./stream-answers.ts";
import { encodeMessage, encodeStart, fetchRequest } from "./stream-requests.ts";
import type {
  DeadLetter,
  DeadLetterOptions,
  DeadLetterPage,
  FetchOptions,
  FetchResult,
  GroupInfo,
  GroupLag,
  MessageInput,
  NackOptions,
  PublishResult,
  PublishResults,
  SettleResults,
  StartInput,
  SubscribeOptions,
} from "./stream-types.ts";
import { Subscription } from "./subscription.ts";

/** The messages of one namespace. Every method rejects with a PrismError. */
export class Stream {
  private readonly sender: CallSender;
  /** A byte string. */
  private readonly namespace: string;
  /** Those that are open, of all streams of the client. */
  private readonly subscriptions: Set<Subscription>;

  constructor(sender: CallSender, namespace: string, subscriptions: Set<Subscription>) {
    this.sender = sender;
    this.namespace = encodeText(namespace, "namespace");
    this.subscriptions = subscriptions;
  }

  /** A message, or the value of one that has nothing else. */
  async publish(message: MessageInput | ValueInput, options: CallOptions = none): Promise<PublishResult> {
    const input = typeof message === "string" || message instanceof Uint8Array ? { value: message } : message;
    const { idempotencyKey, ...rest } = input;
    const request = this.request(CallNumber.STREAM_PUBLISH, publishBody([encodeMessage(rest, "message")]));
    return this.perform(withIdempotency(request, { idempotencyKey }), answers.readPublish, options);
  }

  /** Each message succeeds or fails by itself. */
  async publishMany(messages: readonly MessageInput[], options: CallOptions = none): Promise<PublishResults> {
    const bodies = messages.map((message, i) => encodeMessage(message, `messages[${i}]`));
    const request = this.request(CallNumber.STREAM_BATCH_PUBLISH, publishBody(bodies));
    return this.perform(request, answers.batchPublishReader(messages.length), options);
  }

  /** The messages as they come; see {@link Subscription}. */
  subscribe(options: SubscribeOptions = none): Subscription {
    const subscription: Subscription = new Subscription(options, {
      options: this.sender.options,
      fetch: (fetch) => this.fetch(fetch),
      leave: (name, of) => this.leave(name, of),
      onClosed: () => this.subscriptions.delete(subscription),
    });
    this.subscriptions.add(subscription);
    return subscription;
  }

  /** What there is from a place on, or what a group has not done yet. */
  async fetch(options: FetchOptions = none): Promise<FetchResult> {
    const request = fetchRequest(this.namespace, options);
    const read = answers.fetchReader(this.settlerOf(options.group ?? ""));
    return this.sender.perform(request, read, options, options.waitMs ?? 0) as Promise<FetchResult>;
  }

  /** Done. One result for each lease. */
  async ack(group: string, leases: readonly string[], options: CallOptions = none): Promise<SettleResults> {
    return this.settlerOf(group).settleMany(leases, ackSettlement, options);
  }

  /** Not done. One result for each lease. */
  async nack(
    group: string,
    leases: readonly string[],
    options: NackOptions & CallOptions = none,
  ): Promise<SettleResults> {
    return this.settlerOf(group).settleMany(leases, nackSettlement(options), options);
  }

  /** The leases end so many milliseconds from now. One result for each. */
  async extend(
    group: string,
    leases: readonly string[],
    ackTimeoutMs = 0,
    options: CallOptions = none,
  ): Promise<SettleResults> {
    return this.settlerOf(group).settleMany(leases, extendSettlement(ackTimeoutMs), options);
  }

  async lag(group: string, options: CallOptions = none): Promise<GroupLag> {
    const request = this.request(CallNumber.STREAM_LAG, groupBody(encodeText(group, "group")));
    return this.perform(request, answers.readLag, options);
  }

  /** From now on the group is delivered what stands there. */
  async seek(group: string, to: StartInput, options: CallOptions = none): Promise<void> {
    const body = seekBody(encodeText(group, "group"), encodeStart(to, "to"));
    return this.perform(this.request(CallNumber.STREAM_SEEK, body), answers.readNothing, options);
  }

  async groups(options: CallOptions = none): Promise<readonly GroupInfo[]> {
    return this.perform(this.request(CallNumber.STREAM_LIST_GROUPS, groupBody("")), answers.readGroups, options);
  }

  /** Forgets how far the group is, and its dead letters; whether there was one. */
  async dropGroup(group: string, options: CallOptions = none): Promise<boolean> {
    const request = this.request(CallNumber.STREAM_DROP_GROUP, groupBody(encodeText(group, "group")));
    return (await this.perform<number>(request, answers.readCount, options)) !== 0;
  }

  /** One page of the messages that groups could not do, in the order in which they died. */
  async deadLetters(options: DeadLetterOptions = none): Promise<DeadLetterPage> {
    const body = listDeadBody(
      encodeText(options.group ?? "", "group"),
      checkCount(options.pageSize, "pageSize", 0),
      encodeText(options.pageToken ?? "", "pageToken"),
    );
    const read = answers.deadLettersReader((group) => this.settlerOf(group));
    return this.perform(this.request(CallNumber.STREAM_LIST_DEAD, body), read, options);
  }

  /** All of them, fetched page by page; `timeoutMs` holds for each page. */
  async *allDeadLetters(options: DeadLetterOptions = none): AsyncGenerator<DeadLetter, void, undefined> {
    let pageToken = options.pageToken ?? "";
    do {
      const page = await this.deadLetters({ ...options, pageToken });
      yield* page.deadLetters;
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
  }

  /** Delivers them to their groups again; how many there were. */
  async replayDeadLetters(ids: readonly string[], options: CallOptions = none): Promise<number> {
    return this.perform(this.idsRequest(CallNumber.STREAM_REPLAY_DEAD, ids), answers.readCount, options);
  }

  async removeDeadLetters(ids: readonly string[], options: CallOptions = none): Promise<number> {
    return this.perform(this.idsRequest(CallNumber.STREAM_REMOVE_DEAD, ids), answers.readCount, options);
  }

  private async leave(subscription: string, { group = "", consumer = "" }: SubscribeOptions): Promise<void> {
    const names = { group: encodeText(group, "group"), consumer: encodeText(consumer, "consumer") };
    // A LeaveRequest has the first fields of a FetchRequest.
    const body = fetchBody({ ...nowhere, ...names, subscription });
    const request = this.request(CallNumber.STREAM_LEAVE, body);
    return this.perform(request, answers.readNothing, { timeoutMs: LEAVE_TIMEOUT_MS });
  }

  private settlerOf(group: string): GroupSettler {
    return new GroupSettler(this.sender, this.namespace, group);
  }

  private idsRequest(call: CallNumber, ids: readonly string[]): ClientRequest {
    if (ids.length === 0) throw failures.invalid("BATCH_EMPTY", "ids", "ids is empty; give 1 to 1000");
    return this.request(call, deadIdsBody(ids.map((id, i) => encodeText(id, `ids[${i}]`))));
  }

  private request(call: CallNumber, body: Uint8Array): ClientRequest {
    const request = new ClientRequest(call, this.namespace);
    request.body = body;
    return request;
  }

  private perform<T>(request: ClientRequest, read: AnswerReader, options: CallOptions): Promise<T> {
    return this.sender.perform(request, read, options) as Promise<T>;
  }
}

const none = {};
const nowhere = {
  subscription: "",
  start: null,
  maxMessages: 0,
  maxBytes: 0,
  waitMs: 0,
  filter: null,
  ackTimeoutMs: 0,
  credits: 0,
} as const;
/** Whoever leaves does not wait long for a gateway that is not there. */
const LEAVE_TIMEOUT_MS = 1_000;
