import { figureOf } from "../../src/bench/suite/judge-targets.ts";
import type { PhaseResult, RoundResult } from "../../src/bench/suite/suite-result.ts";
import type { Finding } from "../finding.ts";
import { compareValues, showRate } from "../measures/comparison.ts";
import { median } from "../statistics.ts";
import type { Ask, FlowAsk, PhaseAsk, ScenarioPlay } from "./scenario-play.ts";

/** The rounds of a play, and those of its baseline, none where it has none. */
export interface PlayRounds {
  readonly own: readonly RoundResult[];
  readonly baseline: readonly RoundResult[];
}

/** The rows of a play, in the order of what is asked. */
export function findingsOf(play: ScenarioPlay, rounds: PlayRounds): Finding[] {
  return play.asks.map((ask) => {
    if (ask.measure === "phase") return phaseFinding(nameOf(play, ask), ask, rounds.own);
    return flowFinding(nameOf(play, ask), ask, rounds);
  });
}

/** For example `ycsb-a on postgres: rate, to the store straight`. */
export function nameOf(play: ScenarioPlay, ask: Ask): string {
  const { scenario, store, variant, baseline } = play;
  const where = store === null ? "" : ` on ${store}`;
  const how = variant === undefined ? "" : `, ${variant.name}`;
  const name = `${scenario}${where}${how}`;
  if (ask.measure === "phase") return `${name}: p99 ${ask.phase} to ${ask.to}`;
  const what = [ask.flow, ask.operation, ask.measure].filter((part) => part !== undefined).join(" ");
  if (ask.alone !== undefined || baseline === null) return `${name}: ${what}`;
  return `${name}: ${what}, to ${baseline === "straight" ? "straight" : baseline.name}`;
}

function flowFinding(name: string, ask: FlowAsk, rounds: PlayRounds): Finding {
  const { alone, target } = ask;
  const own = rounds.own.map((round) => figureIn(ask, round));
  const show = ask.measure === "p99" ? showUs : showRate;
  const note = noteOf(ask, rounds);
  if (alone === undefined) {
    const other = rounds.baseline.map((round) => figureIn(ask, round));
    return compareValues({ name, own, other, show, target, note });
  }
  const measured = median(own);
  const spread = [Math.min(...own), Math.max(...own)] as const;
  return { name, figure: show(measured), baseline: "–", measured, spread, target, note: `${alone}; ${note}` };
}

function figureIn({ measure, flow, operation }: FlowAsk, round: RoundResult): number {
  const flows = flow === undefined && measure === "rate" ? round.flows.map((own) => own.flow) : [flow ?? ""];
  const values = flows.map((own) => figureOf({ flow: own, operation: operation ?? null }, measure, round));
  if (values.some((value) => value === null)) throw new Error(`a round has no ${measure} of ${flows.join(", ")}`);
  return values.reduce<number>((sum, value) => sum + (value as number), 0);
}

function showUs(us: number): string {
  return `${Math.round(us).toLocaleString("en")} µs`;
}

function phaseFinding(name: string, { phase, to, target }: PhaseAsk, rounds: readonly RoundResult[]): Finding {
  const p99Of = (wanted: string): number[] => rounds.map((round) => phaseOf(round, wanted).latency.p99);
  const rate = median(rounds.map((round) => phaseOf(round, phase).achievedPerSecond));
  const note = `${showRate(rate)} in ${phase}; ${cpuNote(rounds)}`;
  return compareValues({ name, own: p99Of(phase), other: p99Of(to), show: showUs, target, note });
}

function phaseOf({ phases }: RoundResult, name: string): PhaseResult {
  const found = phases.find(({ phase }) => phase === name);
  if (found === undefined) throw new Error(`the scenario has no phase "${name}"`);
  return found;
}

function noteOf(ask: FlowAsk, { own, baseline }: PlayRounds): string {
  const parts = [cpuNote(own)];
  if (ask.measure === "knee") parts.push(...kneeNotes(own));
  else if (ask.measure === "rate") {
    parts.push(...flowRates(ask, own), latencyNote("", own));
    if (baseline.length > 0) parts.push(latencyNote("baseline ", baseline));
  } else parts.push(latenessNote(own));
  return parts.filter((part) => part !== "").join("; ");
}

function cpuNote(rounds: readonly RoundResult[]): string {
  const used = rounds.flatMap(({ server }) => (server === null ? [] : [server.cpuUsPerRequest]));
  return used.length === 0 ? "" : `gateway ${median(used).toFixed(2)} µs CPU a request`;
}

/** Where several flows make one figure, what each of them has. */
function flowRates({ flow }: FlowAsk, rounds: readonly RoundResult[]): string[] {
  const names = rounds[0]?.flows.map((own) => own.flow) ?? [];
  if (flow !== undefined || names.length < 2) return [];
  return names.map((name) => {
    const rates = rounds.map((round) => figureOf({ flow: name, operation: null }, "rate", round) ?? 0);
    return `${name} ${showRate(median(rates))}`;
  });
}

/** Of everything that was measured together. */
function latencyNote(of: string, rounds: readonly RoundResult[]): string {
  const measured = rounds.flatMap(({ phases }) => phases.filter(({ kind }) => kind === "steady"));
  if (measured.length === 0) return "";
  const at = (key: "p50" | "p99"): number => Math.round(median(measured.map(({ latency }) => latency[key])));
  return `${of}p50 ${at("p50")} p99 ${at("p99")} µs`;
}

function latenessNote(rounds: readonly RoundResult[]): string {
  const late = rounds.flatMap(({ generator }) => (generator.lateness === null ? [] : [generator.lateness.p99]));
  return late.length === 0 ? "" : `generator late ${Math.round(median(late))} µs at p99`;
}

function kneeNotes(rounds: readonly RoundResult[]): string[] {
  const knees = rounds.flatMap(({ knee }) => (knee === null ? [] : [knee]));
  const served = knees.filter(({ perSecond }) => perSecond > 0);
  const notes = served.length === 0 ? [] : [`p99 ${Math.round(median(served.map(({ p99 }) => p99)))} µs there`];
  const unserved = knees.length - served.length;
  if (unserved > 0) notes.push(`in ${unserved} of ${knees.length} rounds not even the first step was served`);
  if (knees.some(({ isBracketed }) => !isBracketed)) notes.push("in a round no higher rate was tried");
  return notes;
}
