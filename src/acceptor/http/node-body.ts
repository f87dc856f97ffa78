import type { ServerResponse } from "node:http";
import type { HttpBody } from "./exchange.ts";
import type { OpenExchanges, UnreadAnswer } from "./open-exchanges.ts";

export interface NodeBodyParts {
  readonly answer: UnreadAnswer;
  readonly open: OpenExchanges;
  readonly totalBytes: number;
  /** All of it was given to the server. */
  readonly onEnd: () => void;
}

/** A body that goes part by part over Node's own server. */
export class NodeBody implements HttpBody {
  private readonly response: ServerResponse;
  private readonly parts: NodeBodyParts;
  private writtenBytes = 0;

  constructor(response: ServerResponse, parts: NodeBodyParts) {
    this.response = response;
    this.parts = parts;
    if (parts.totalBytes === 0) this.finish();
  }

  write(bytes: Uint8Array): Promise<void> {
    const { response, parts } = this;
    if (response.destroyed || response.writableEnded) return Promise.resolve();
    return new Promise((resolve) => {
      const taken = (): void => {
        parts.open.release(parts.answer);
        response.off("close", taken);
        resolve();
      };
      // Of a client that is gone the callback may never come.
      response.once("close", taken);
      parts.open.keep(parts.answer, bytes.length);
      response.write(bytes, taken);
      this.writtenBytes += bytes.length;
      if (this.writtenBytes === parts.totalBytes) this.finish();
    });
  }

  cut(): void {
    this.response.destroy();
  }

  private finish(): void {
    this.parts.onEnd();
    this.response.end();
  }
}
