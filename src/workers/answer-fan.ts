import type { AnswerSink } from "../pipeline/answer-sink.ts";
import { acceptorOfSlot } from "../ring/slot-address.ts";
import type { ResponseWriter } from "./response-writer.ts";
import type { WorkerSource } from "./worker-source.ts";

/** Where the answers of a worker go: straight to the one ring where there is one acceptor. */
export function answersTo(sources: readonly Pick<WorkerSource, "answers">[]): AnswerSink & { isBlocked: boolean } {
  const [first, ...others] = sources.map(({ answers }) => answers);
  if (first === undefined) throw new Error("a worker serves one acceptor at least");
  return others.length === 0 ? first : new AnswerFan([first, ...others]);
}

/** Sends each answer to the acceptor that its slot belongs to. */
class AnswerFan implements AnswerSink {
  bytes: Buffer;
  private readonly writers: readonly ResponseWriter[];
  private current: ResponseWriter;

  constructor(writers: readonly [ResponseWriter, ...ResponseWriter[]]) {
    this.writers = writers;
    this.current = writers[0];
    this.bytes = this.current.bytes;
  }

  begin(length: number, slot: number, generation: number): number {
    const writer = this.writers[acceptorOfSlot(slot)] as ResponseWriter;
    const offset = writer.begin(length, slot, generation);
    this.current = writer;
    this.bytes = writer.bytes;
    return offset;
  }

  end(length: number, slot: number, generation: number, arrivalUs: number): void {
    this.current.end(length, slot, generation, arrivalUs);
  }

  /** Whether those of any acceptor wait for room. */
  get isBlocked(): boolean {
    return this.writers.some((writer) => writer.isBlocked);
  }

  publish(): void {
    for (const writer of this.writers) writer.publish();
  }
}
