export { cpuSecondsOf, maxOpenFiles, residentBytesOf, threadCpuSecondsOf } from "../src/bench/process-figures.ts";
