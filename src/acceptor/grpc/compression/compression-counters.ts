/** What compressing answers has come to, as it is told from one thread to another. */
export interface CompressionFigures {
  readonly messages: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** Messages of the gRPC door's answers that were compressed; those that left as they are do not count. */
export class CompressionCounters implements CompressionFigures {
  messages = 0;
  bytesBefore = 0;
  bytesAfter = 0;

  add({ messages, bytesBefore, bytesAfter }: CompressionFigures): void {
    this.messages += messages;
    this.bytesBefore += bytesBefore;
    this.bytesAfter += bytesAfter;
  }
}
