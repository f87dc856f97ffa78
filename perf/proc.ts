export { cpuSecondsOf, maxOpenFiles, residentBytesOf } from "../src/bench/process-figures.ts";
