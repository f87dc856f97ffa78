import { zstd } from "../../src/offload/chunk-encoding.ts";

/** Why a test of zstd is skipped; false when it is not. */
export const needsZstd: string | false = zstd === null && "zstd comes with Node.js 22.15";
