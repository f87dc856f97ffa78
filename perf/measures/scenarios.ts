import { type Finding, leftOut } from "../finding.ts";
import { Lab, type RoundFigure } from "../lab.ts";
import { Contestant, type ContestantSetup } from "../scenario-suite/contestant.ts";
import { findingsOf, nameOf } from "../scenario-suite/play-findings.ts";
import { scenarioOf } from "../scenario-suite/scenario-of.ts";
import type { ScenarioPlay } from "../scenario-suite/scenario-play.ts";
import { scenarioPlays } from "../scenario-suite/scenario-plays.ts";
import { type Grounds, type Server, serverMissing, withStores } from "../scenario-suite/with-stores.ts";
import type { Measure } from "./measure.ts";

/** Each scenario of `perf/scenarios/` but the soak, shortened, against its baseline in rounds that take turns. */
export const scenariosMeasure: Measure = {
  name: "scenarios",
  run: (lab) => playScenarios(lab, scenarioPlays, serverMissing),
};

/** Server after server, each with a gateway of its own; `missing` says why one cannot be had. */
export async function playScenarios(
  lab: Lab,
  plays: readonly ScenarioPlay[],
  missing: (server: Server) => string | null,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const server of ["none", "redis", "postgres"] as const) {
    const own = plays.filter((play) => serverOf(play) === server);
    const why = own.length === 0 ? "" : missing(server);
    findings.push(...(why === null ? await playAll(lab, server, own) : own.flatMap(notPlayed(why))));
  }
  return findings;
}

function serverOf({ store }: ScenarioPlay): Server {
  return store === null || store === "sqlite" ? "none" : store;
}

function notPlayed(why: string): (play: ScenarioPlay) => Finding[] {
  return (play) => play.asks.map((ask) => leftOut(nameOf(play, ask), ask.target, why));
}

function playAll(lab: Lab, server: Server, plays: readonly ScenarioPlay[]): Promise<Finding[]> {
  return withStores(lab.children, server, async (grounds) => {
    const findings: Finding[] = [];
    for (const play of plays) findings.push(...(await playOne(lab, grounds, play)));
    return findings;
  });
}

async function playOne(lab: Lab, grounds: Grounds, play: ScenarioPlay): Promise<Finding[]> {
  const { scenario, store, variant } = play;
  lab.progress([scenario, variant?.name, store].filter((part) => part !== undefined && part !== null).join(", "));
  const own = new Contestant(scenarioOf(play, variant), { ...throughGateway(grounds), scale: scaleOf(lab) });
  const other = baselineOf(lab, grounds, play);
  const turns = new Lab({ ...lab.pace, rounds: ROUNDS }, lab.children, (line) => lab.progress(line.trim()));
  const contestants: Record<string, () => Promise<RoundFigure>> = {};
  if (other !== null) contestants.baseline = () => other.round();
  contestants.gateway = () => own.round();
  await turns.compare(contestants);
  return findingsOf(play, { own: own.rounds, baseline: other?.rounds ?? [] });
}

function baselineOf(lab: Lab, grounds: Grounds, play: ScenarioPlay): Contestant | null {
  const { baseline, variant } = play;
  const scale = scaleOf(lab);
  if (baseline === null) return null;
  if (baseline !== "straight") return new Contestant(scenarioOf(play, baseline), { ...throughGateway(grounds), scale });
  const { stores } = grounds;
  return new Contestant(scenarioOf(play, variant), { target: { kind: "direct", stores }, serverPid: null, scale });
}

export function throughGateway({ gateway }: Grounds): Pick<ContestantSetup, "target" | "serverPid"> {
  const { grpcPort: grpc, httpPort: http, pid, port: tcp } = gateway;
  const ports = { tcp, grpc, http, websocket: http };
  return { target: { kind: "gateway", host: "127.0.0.1", ports, authorization: "" }, serverPid: pid };
}

/** Of the ten seconds that most scenarios last, as many as a round of the others. */
function scaleOf({ pace }: Lab): number {
  return pace.durationMs / 10_000;
}

/** Fewer than other measures have: there are many scenarios. */
const ROUNDS = 3;
