import { MAX_UNREAD_BYTES, PAUSE_UNREAD_BYTES } from "../common/limits.ts";
import type { AcceptorParts } from "./acceptor-parts.ts";
import { type Connection, Hold } from "./connection.ts";
import type { AcceptorCounters } from "./counters.ts";
import type { Holding } from "./holding.ts";
import type { UnreadShare } from "./unread-share.ts";
import { UnreadTotal } from "./unread-total.ts";

export interface UnreadAnswersParts {
  readonly holding: Holding;
  readonly counters: AcceptorCounters;
  /** The connection is gone. */
  readonly onCut: (connection: Connection) => void;
}

/** What the clients of an acceptor have not read of their answers, each by itself and all together, and what becomes of them. */
export class UnreadAnswers {
  readonly total: UnreadTotal;
  private readonly parts: UnreadAnswersParts;

  constructor({ limits, clock }: Pick<AcceptorParts, "limits" | "clock">, parts: UnreadAnswersParts) {
    this.total = new UnreadTotal(limits.maxUnreadBytes, clock);
    this.parts = parts;
  }

  /** Something was sent; false when its client has to read first, or is cut off. */
  afterSend(connection: Connection): boolean {
    const { total } = this;
    const { holding } = this.parts;
    const unsent = connection.transport.unsentBytes;
    if (unsent > 0 || connection.unread !== null) this.count(connection);
    if (unsent > MAX_UNREAD_BYTES) {
      this.cut(connection);
      return false;
    }
    if (unsent <= PAUSE_UNREAD_BYTES && unsent <= total.allowance) return true;
    if ((connection.holds & Hold.UNREAD) === 0) holding.hold(connection, Hold.UNREAD);
    return false;
  }

  /** Some has left, or the connection is over and what has not left still counts. */
  count(connection: Connection): void {
    const { unreadBytes } = connection;
    if (unreadBytes > 0 || connection.unread !== null) this.shareOf(connection).note(unreadBytes);
  }

  /** While there is no room for large answers, who is to have some waits with its requests. */
  beforeReading(connection: Connection): void {
    if (
      !this.total.isFull ||
      !connection.isClient ||
      !connection.expectsLarge ||
      (connection.holds & Hold.NO_ROOM) !== 0
    )
      return;
    this.parts.holding.hold(connection, Hold.NO_ROOM);
    this.shareOf(connection).awaitRoom();
  }

  private shareOf(connection: Connection): UnreadShare {
    connection.unread ??= this.total.open({
      get unreadBytes() {
        return connection.unreadBytes;
      },
      cut: () => {
        this.parts.counters.refused("TOO_MUCH_UNREAD");
        this.cut(connection);
      },
      onRoom: () => {
        if (!connection.isClosed) this.parts.holding.lift(connection, Hold.NO_ROOM);
      },
    });
    return connection.unread;
  }

  private cut(connection: Connection): void {
    this.parts.counters.slowReadersCut++;
    connection.transport.destroy();
    connection.unread?.close();
    this.parts.onCut(connection);
  }
}
