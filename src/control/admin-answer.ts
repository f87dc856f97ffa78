/** What the admin port answers a request with. */
export interface AdminAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer for people and shells: one line for each item. */
export function textAnswer(
  status: number,
  lines: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): AdminAnswer {
  return { status, contentType: "text/plain; charset=utf-8", body: `${lines.join("\n")}\n`, headers };
}
