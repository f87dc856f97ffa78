/** The canonical gRPC status codes. Source: https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
export const Code = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

export type Code = (typeof Code)[keyof typeof Code];

const names = Object.keys(Code);

/** `8` → `RESOURCE_EXHAUSTED`; a number that is no code is `CODE_<n>`. */
export function codeName(code: number): string {
  return names[code] ?? `CODE_${code}`;
}

/** Whether a number is the code of a failure. */
export function isFailureCode(value: number): value is Code {
  return Number.isInteger(value) && value > Code.OK && value <= Code.UNAUTHENTICATED;
}
