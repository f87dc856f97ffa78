/** Where the answer stage writes frames. `begin` gives the place for exactly `length` bytes; `end` sends them. */
export interface AnswerSink {
  /** Where to write: changes with every `begin`. */
  readonly bytes: Buffer;
  /** Returns the offset in {@link bytes}. Neighbouring answers to one slot may travel together. */
  begin(length: number, slot: number, generation: number): number;
  end(length: number, slot: number, generation: number, arrivalUs: number): void;
  /** Whether answers wait for room. */
  readonly isBlocked?: boolean;
  /** Shows the acceptor what was sent so far. */
  publish(): void;
}
