/** A connection's way to its client, as the acceptor sees it: a socket, or a simulated one. */
export interface Transport {
  /** Sends bytes, borrowed until it returns; true when it kept a reference to them, because they could not leave at once. */
  send(bytes: Buffer): boolean;
  /** The client's address without its port; absent where the door does not know it. */
  readonly peer?: string;
  /** Bytes that were sent and have not left. */
  readonly unsentBytes: number;
  pause(): void;
  resume(): void;
  /** Closes once all has left. */
  end(): void;
  /** Closes at once. */
  destroy(): void;
}
