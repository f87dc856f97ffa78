/**
 * The namespaces of a run of requests that do not all go to the same one:
 *
 *   record   route −4     payload  │ frame │ frame │ frame │ route │ route │ route │
 *
 * A record whose route is negative has as many requests as its complement says, and the route of each behind the frames:
 * an i32, little-endian, at any address. See `ring/layout.ts` for the rest of the record.
 */
export const ROUTE_BYTES = 4;

/** What stands as the route of a record of `count` requests with routes of their own. */
export function mixedRoute(count: number): number {
  return ~count;
}

/** Bytes that routes take behind the frames of a record; 0 when its route is that of all its requests. */
export function routesBytes(route: number): number {
  return route < 0 ? ~route * ROUTE_BYTES : 0;
}

/** Writes the first `count` routes at `at`; returns their bytes. */
export function writeRoutes(bytes: Uint8Array, at: number, routes: Int32Array, count: number): number {
  for (let i = 0; i < count; i++) {
    const route = routes[i] as number;
    const place = at + i * ROUTE_BYTES;
    bytes[place] = route;
    bytes[place + 1] = route >> 8;
    bytes[place + 2] = route >> 16;
    bytes[place + 3] = route >> 24;
  }
  return count * ROUTE_BYTES;
}

export function readRoute(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}
