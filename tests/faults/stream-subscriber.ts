import { setTimeout as pause } from "node:timers/promises";
import { prism } from "../generated/prism.js";
import type { FrameClient } from "../support/frame-client.ts";
import { frame } from "../support/frames.ts";

const v1 = prism.v1;

/**
 * Subscribes to a whole stream over frames, without a group, and gives a credit back for each message. When a subscription
 * ends, it begins another one behind the last message that it has seen.
 */
export class StreamSubscriber {
  /** Every message, in the order in which it came. */
  readonly texts: string[] = [];
  private readonly client: FrameClient;
  private readonly namespace: string;
  private readonly onEnd: (response: prism.v1.Response) => void;
  private nextId = 1;
  private seen = 0;
  private start: prism.v1.IStreamStart = { earliest: true };

  constructor(client: FrameClient, namespace: string, onEnd: (response: prism.v1.Response) => void) {
    this.client = client;
    this.namespace = namespace;
    this.onEnd = onEnd;
  }

  /** Goes on until `isOver` holds, which is looked at with each answer, and closes the connection. */
  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const id = this.nextId++;
      const streamSubscribe = { namespace: this.namespace, start: this.start, credits: CREDITS, maxMessages: 8 };
      this.send({ id, streamSubscribe });
      await this.follow(id, isOver);
      if (!isOver()) await pause(PAUSE_MS);
    }
    this.client.socket.destroy();
  }

  private async follow(id: number, isOver: () => boolean): Promise<void> {
    for (let isOpen = true; isOpen && !isOver(); ) {
      await this.client.until(() => this.client.answers.length > this.seen);
      const answer = this.client.answers[this.seen++];
      if (answer?.id !== id) continue;
      const response = v1.Response.decode(answer.payload);
      if (response.streamSubscribe) this.take(id, response.streamSubscribe);
      isOpen = response.more;
      if (!isOpen) this.onEnd(response);
    }
  }

  private take(subscribeId: number, { deliveries, nextPosition }: prism.v1.ISubscribeResponse): void {
    for (const { value } of deliveries ?? []) this.texts.push(Buffer.from(value ?? []).toString());
    if (nextPosition) this.start = { after: nextPosition };
    const credits = deliveries?.length ?? 0;
    const streamCredit = { namespace: this.namespace, subscribeId, credits };
    if (credits > 0) this.send({ id: this.nextId++, streamCredit });
  }

  private send(request: prism.v1.IRequest): void {
    this.client.send(frame(v1.Request.encode(request).finish()));
  }
}

/** More than what comes in one answer, fewer than what is published. */
const CREDITS = 16;
const PAUSE_MS = 50;
