/** A store as an application would use it that has no gateway: the calls that a scenario makes, and no more. */
export interface BareStore {
  /** Null when the key is not there. */
  get(key: string): Promise<Buffer | null>;
  put(key: string, value: Buffer): Promise<void>;
  /** Whether there was one. */
  delete(key: string): Promise<boolean>;
  /** Reads up to so many items from `start` on; gives how many there were. */
  scan(start: string, items: number): Promise<number>;
  close(): Promise<void>;
}
