import type { Prng } from "../../../src/common/prng.ts";

type Fields = (readonly [name: string, value: string])[];

const sound: Fields = [
  [":method", "POST"],
  [":scheme", "http"],
  [":path", "/prism.v1.KeyValueService/Get"],
  [":authority", "localhost"],
  ["content-type", "application/grpc"],
  ["te", "trailers"],
];

/** Fields of a call of gRPC. */
export function requestFields(prng: Prng): Fields {
  const more: Fields = [
    ["user-agent", "random"],
    ["grpc-timeout", "9S"],
    ["x-number", String(prng.below(1_000_000))],
    ["x-empty", ""],
    ["x-bin", "AAEC"],
    ["x-long", "l".repeat(prng.below(250))],
  ];
  return [...sound, ...more.filter(() => prng.below(3) === 0)];
}

/** By what is wrong with them. Source: RFC 9113, sections 8.1.1, 8.2 and 8.3. */
export const malformedFields: Readonly<Record<string, Fields>> = {
  "a name in upper case": [...sound, ["X-Upper", "v"]],
  "a name with a space": [...sound, ["x name", "v"]],
  "a name that is empty": [...sound, ["", "v"]],
  "a name with a colon within": [...sound, ["x:name", "v"]],
  "a value with a line break": [...sound, ["x-value", "a\nb"]],
  "a value with a zero": [...sound, ["x-value", "a\0b"]],
  "a value with a space before it": [...sound, ["x-value", " a"]],
  "no method": sound.slice(1),
  "no scheme": [...sound.slice(0, 1), ...sound.slice(2)],
  "no path": [...sound.slice(0, 2), ...sound.slice(3)],
  "an empty path": [...sound.slice(0, 2), [":path", ""], ...sound.slice(3)],
  "two methods": [[":method", "POST"], ...sound],
  "two paths": [[":path", "/"], ...sound],
  "two schemes": [[":scheme", "http"], ...sound],
  "two authorities": [[":authority", "localhost"], ...sound],
  "a status": [[":status", "200"], ...sound],
  "an unknown pseudo-field": [[":unheard", "of"], ...sound],
  "a pseudo-field last": [...sound.slice(1), [":method", "POST"]],
  connection: [...sound, ["connection", "close"]],
  "keep-alive": [...sound, ["keep-alive", "timeout=5"]],
  "proxy-connection": [...sound, ["proxy-connection", "close"]],
  "transfer-encoding": [...sound, ["transfer-encoding", "chunked"]],
  upgrade: [...sound, ["upgrade", "h2c"]],
  "te that is not trailers": [...sound.slice(0, 5), ["te", "gzip"]],
  "a content-length that is none": [...sound, ["content-length", "many"]],
  "a content-length below zero": [...sound, ["content-length", "-1"]],
  "two content-lengths": [...sound, ["content-length", "5"], ["content-length", "6"]],
};

/** A request whose data must be as long as it says. */
export function fieldsWithLength(length: number): Fields {
  return [...sound, ["content-length", String(length)]];
}
