import { parseAddress } from "./address.ts";
import { CallSender } from "./call-sender.ts";
import { type ClientOptions, resolveOptions } from "./client-options.ts";
import { Dispatcher } from "./dispatcher.ts";
import { KeyValue } from "./key-value.ts";
import { Stream } from "./stream.ts";
import type { Subscription } from "./subscription.ts";

/** A client of one gateway, over its TCP door. Share one: it pipelines the calls of all its users. */
export class PrismClient {
  private readonly dispatcher: Dispatcher;
  private readonly sender: CallSender;
  private readonly subscriptions = new Set<Subscription>();

  /** Opens nothing yet: the first call does. */
  constructor(address: string, options: ClientOptions = {}) {
    const resolved = resolveOptions(options);
    this.dispatcher = new Dispatcher(parseAddress(address), resolved);
    this.sender = new CallSender(this.dispatcher, resolved);
  }

  /** A client whose gateway has been reached; rejects with a PrismError when it cannot be. */
  static async connect(address: string, options: ClientOptions = {}): Promise<PrismClient> {
    const client = new PrismClient(address, options);
    try {
      await client.open();
    } catch (error) {
      await client.close();
      throw error;
    }
    return client;
  }

  /** Reaches the gateway, so that what keeps it from that is known before the first call; rejects with a PrismError. */
  open(): Promise<void> {
    return this.dispatcher.open();
  }

  keyValue(namespace: string): KeyValue {
    return new KeyValue(this.sender, namespace);
  }

  stream(namespace: string): Stream {
    return new Stream(this.sender, namespace, this.subscriptions);
  }

  /** Ends all subscriptions, takes no new calls, waits for those in flight, at most `timeoutMs`, fails the rest, and closes the connections. */
  close(options: { timeoutMs?: number } = {}): Promise<void> {
    const timeoutMs = options.timeoutMs ?? DEFAULT_CLOSE_TIMEOUT_MS;
    // Subscriptions have something left to say; without any, no call is taken from this moment on.
    if (this.subscriptions.size === 0) return this.dispatcher.close(timeoutMs);
    const left = [...this.subscriptions].map((subscription) => subscription.close());
    return Promise.all(left).then(() => this.dispatcher.close(timeoutMs));
  }
}

const DEFAULT_CLOSE_TIMEOUT_MS = 5_000;
