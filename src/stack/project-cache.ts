import { fileURLToPath } from "node:url";

/** Where this program keeps what it has fetched once, for all its folders of data. From dist/src/stack/ to the root. */
export const projectCache = fileURLToPath(new URL("../../../node_modules/.cache/prism/", import.meta.url));
