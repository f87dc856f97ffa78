import { HttpCounters } from "./http/http-counters.ts";
import { SubscriptionCounters } from "./subscriptions/subscription-counters.ts";

/** What the acceptor has counted since it started. */
export class AcceptorCounters {
  connectionsOpened = 0;
  connectionsClosed = 0;
  framesIn = 0;
  framesOut = 0;
  bytesIn = 0;
  /** A connection was no longer read, for whichever reason. */
  pauses = 0;
  /** … because a ring was full. */
  ringFullPauses = 0;
  slowReadersCut = 0;
  idleClosed = 0;
  /** Answers whose slot had gone to another request. */
  staleAnswers = 0;
  /** Requests answered by the acceptor itself, by reason. The reasons are a fixed set. */
  readonly refusals = new Map<string, number>();

  readonly http = new HttpCounters();
  readonly subscriptions = {
    tcp: new SubscriptionCounters(),
    websocket: new SubscriptionCounters(),
    grpc: new SubscriptionCounters(),
  };

  refused(reason: string): void {
    this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
  }
}
