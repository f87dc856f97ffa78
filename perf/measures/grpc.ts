import { leftOut } from "../finding.ts";
import { compilerVersion, withReferences } from "../reference/compile.ts";
import { clientRows } from "./grpc/clients.ts";
import { getRows, rowsOfGets } from "./grpc/gets.ts";
import { heldRows, rowsOfHeld } from "./grpc/held.ts";
import { rowsOfScans, scanRows } from "./grpc/scans.ts";
import type { Measure } from "./measure.ts";

/** The gRPC door, asked by a client in C, against bare servers of @grpc/grpc-js, which are asked by the same. */
export const grpcMeasure: Measure = {
  name: "grpc",
  run: (lab) => {
    if (compilerVersion() === null)
      return Promise.resolve(
        [...rowsOfGets, ...rowsOfScans, ...rowsOfHeld].map(([name, target]) => leftOut(name, target, "needs cc")),
      );
    return withReferences(lab.children, async (references) => [
      ...(await getRows(lab, references)),
      ...(await scanRows(lab, references)),
      ...(await heldRows(lab, references)),
      ...(await clientRows(lab, references)),
    ]);
  },
};
