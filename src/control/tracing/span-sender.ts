/** What became of an export. */
export type SendOutcome =
  /** The collector has it, but for so many spans that it refused. */
  | { readonly kind: "taken"; readonly rejected: number }
  /** Trying again makes sense, after so long at least; 0 = it did not say. */
  | { readonly kind: "again"; readonly problem: string; readonly afterMs: number }
  /** Sent again it would be refused again. */
  | { readonly kind: "refused"; readonly problem: string };

/** Carries one export request to a collector. */
export interface SpanSender {
  /** Never rejects. */
  send(request: Uint8Array, timeoutMs: number): Promise<SendOutcome>;
  close(): void;
}
