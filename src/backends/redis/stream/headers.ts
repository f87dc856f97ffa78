import type { Header } from "../../stream-contract.ts";

/** Headers in one byte string: the length of each name and value in decimal, a colon, and its bytes. */
export function packHeaders(headers: readonly Header[]): string {
  let packed = "";
  for (const [name, value] of headers) packed += `${name.length}:${name}${value.length}:${value}`;
  return packed;
}

export function unpackHeaders(packed: string): readonly Header[] {
  if (packed === "") return none;
  const headers: Header[] = [];
  const place = { at: 0 };
  while (place.at < packed.length) headers.push([nextText(packed, place), nextText(packed, place)]);
  return headers;
}

const none: readonly Header[] = [];

function nextText(packed: string, place: { at: number }): string {
  const colon = packed.indexOf(":", place.at);
  const start = colon + 1;
  const end = start + Number(packed.slice(place.at, colon));
  place.at = end;
  return packed.slice(start, end);
}
