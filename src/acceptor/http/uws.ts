import type * as uWebSockets from "uWebSockets.js";
import { createRequire } from "node:module";

export type Uws = typeof uWebSockets;

/**
 * The native binary of uWebSockets.js for this version of Node.js, or why there is none. It is loaded by its path: the
 * package's own entry would load a stand-in in its place that can neither read headers nor upgrade to WebSocket.
 */
export function loadUws(): Uws | Error {
  const { platform, arch, versions } = process;
  try {
    const uws = require(`uWebSockets.js/binaries/uws_${platform}_${arch}_${versions.modules}.node`) as Uws;
    // No header that tells which server this is.
    uws._cfg("silent");
    return uws;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const require = createRequire(import.meta.url);
