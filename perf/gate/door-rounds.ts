import { loadUws } from "../../src/acceptor/http/uws.ts";
import type { Children } from "../children.ts";
import { getAnswer, grpcPlanFor } from "../grpc/get-plans.ts";
import { grpcLoad } from "../grpc/grpc-load.ts";
import { loadHttp } from "../http-generator.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { HTTP_VALUE_BYTES, httpPlanFor, putOverHttp } from "../measures/http.ts";
import { echoPlanFor, planFor, preload } from "../measures/plans.ts";
import { withBareHttp } from "../servers/bare-http.ts";
import { withEcho, withGrpcEcho } from "../servers/echo.ts";
import { withGateway } from "../servers/gateway.ts";

/** Figures by round, of each door and of what it is compared with. */
export type DoorFigures = Readonly<Record<DoorContestant, readonly RoundFigure[]>>;
export type DoorContestant = "echo" | "tcp get" | "bare uws" | "http get" | "bare grpc-js" | "grpc get";

/** A whole gateway and the bare servers, each under its load in turn. */
export async function doorRounds(lab: Lab, isEnough: (figures: DoorFigures) => boolean): Promise<DoorFigures> {
  const { children } = lab;
  const setup = { workers: "auto", memory: ["memory"], sqlite: [] } as const;
  return withGateway(children, setup, async (gateway) => {
    await preload(lab, gateway.port, {});
    await putOverHttp(gateway);
    return withEcho(children, (echo) =>
      withUws(children, (uws) =>
        withGrpcEcho(children, { answer: getAnswer(), pages: [] }, (grpc) =>
          lab.compare<DoorContestant>(
            {
              echo: () => lab.load(echoPlanFor(lab, echo.port, deep), echo.pid),
              "tcp get": () => lab.load(planFor(lab, gateway.port, deep), gateway.pid),
              "bare uws": () => (uws === null ? unseen : loadHttp(children, httpPlanFor(lab, uws.port), uws.pid)),
              "http get": () =>
                uws === null ? unseen : loadHttp(children, httpPlanFor(lab, gateway.httpPort), gateway.pid),
              "bare grpc-js": () => grpcLoad(lab, grpcPlanFor(lab, grpc.port), grpc.pid),
              "grpc get": () => grpcLoad(lab, grpcPlanFor(lab, gateway.grpcPort), gateway.pid),
            },
            isEnough,
          ),
        ),
      ),
    );
  });
}

/** Without a binary for this Node.js there is nothing to compare the HTTP door with: null. */
function withUws<T>(children: Children, work: (uws: { port: number; pid: number } | null) => Promise<T>): Promise<T> {
  return loadUws() instanceof Error ? work(null) : withBareHttp(children, HTTP_VALUE_BYTES, work);
}

const unseen: Promise<RoundFigure> = Promise.resolve({ opsPerSecond: 0, latencyUs: null, serverCpuUs: null });
/** So many in flight that no thread of the gateway waits for the generator: one that waits stays awake for a while. */
const deep = { connections: 16, depth: 16 };
