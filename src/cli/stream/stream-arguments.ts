import { InvalidArgumentError } from "commander";
import type { StartInput } from "../../client/stream-types.ts";

/** `earliest`, `latest`, or where and what after a colon. */
export function startArgument(text: string): StartInput {
  if (text === "earliest" || text === "latest") return text;
  const [, at, what = ""] = /^(position|after|time):(.+)$/s.exec(text) ?? [];
  if (at === "position") return { position: what };
  if (at === "after") return { after: what };
  const timeMs = /^\d+$/.test(what) ? Number(what) : Date.parse(what);
  if (at === "time" && timeMs >= 0) return { time: timeMs };
  throw new InvalidArgumentError(
    "Give earliest, latest, position:POSITION, after:POSITION, or time: and a date or milliseconds since 1970.",
  );
}

/** `name=value`, once for each header. */
export function headerArgument(text: string, before: [string, string][] = []): [string, string][] {
  const equals = text.indexOf("=");
  if (equals < 1) throw new InvalidArgumentError("Give a header as name=value.");
  return [...before, [text.slice(0, equals), text.slice(equals + 1)]];
}

export const START_HELP = "earliest, latest, position:POSITION, after:POSITION, or time: and a date or milliseconds";

/** The namespace for streams that a gateway without a configuration has. */
export const USUAL_NAMESPACE = "events";
