import { MAX_NAMELESS_BYTES } from "../common/limits.ts";
import type { Connection } from "./connection.ts";

/**
 * What is kept of frames that are not whole, of all connections that have not shown yet who they are: whoever has no
 * credentials must not take the memory of those who have. A first frame may be as large as any other, as long as they
 * together are not larger than {@link MAX_NAMELESS_BYTES}; past it the one goes that has been at it longest.
 */
export class NamelessBytes {
  private bytes = 0;
  /** In the order in which they began. */
  private readonly kept = new Map<Connection, number>();

  has(connection: Connection): boolean {
    return this.kept.has(connection);
  }

  /** Notes what the connection keeps now. Returns the one that must go; null when none must. */
  note(connection: Connection): Connection | null {
    const bytes = connection.identity === null ? connection.splitter.keptBytes : 0;
    this.bytes += bytes - (this.kept.get(connection) ?? 0);
    if (bytes === 0) this.kept.delete(connection);
    else this.kept.set(connection, bytes);
    if (this.bytes <= MAX_NAMELESS_BYTES) return null;
    return this.kept.keys().next().value ?? null;
  }

  /** The connection is gone. Its socket may be there for some seconds yet, and must not keep the bytes. */
  forget(connection: Connection): void {
    if (this.kept.has(connection)) connection.splitter.discard();
    this.bytes -= this.kept.get(connection) ?? 0;
    this.kept.delete(connection);
  }
}
