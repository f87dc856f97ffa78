import { setTimeout as pause } from "node:timers/promises";
import type { TopReport } from "../../control/top/top-report.ts";
import type { CliContext } from "../cli-context.ts";
import { renderTop, type TopLine } from "./render-top.ts";
import { TerminalScreen } from "./terminal-screen.ts";
import { press, type TopView } from "./top-view.ts";

export interface LiveTopParts {
  readonly context: CliContext;
  readonly intervalMs: number;
  /** Rejects when there is no answer, or the signal says that none is wanted. */
  readonly ask: (view: TopView, signal: AbortSignal) => Promise<TopReport>;
}

/** Reports on the whole terminal, one at each interval, until somebody ends it. */
export class LiveTop {
  private readonly parts: LiveTopParts;
  private readonly screen: TerminalScreen;
  private readonly ended = new AbortController();
  private view: TopView;
  private report: TopReport;
  private problem = "";
  /** Ends the pause between two looks. */
  private waiting = new AbortController();

  /** @param first was asked for before: what cannot be had at all is no reason to take the terminal. */
  constructor(parts: LiveTopParts, view: TopView, first: TopReport) {
    this.parts = parts;
    this.view = view;
    this.report = first;
    const { stdin, stdout } = parts.context;
    this.screen = new TerminalScreen(stdout, stdin, (characters) => this.onKeys(characters));
  }

  async run(): Promise<void> {
    const { context, intervalMs } = this.parts;
    const signal = AbortSignal.any([context.interruption, this.ended.signal]);
    const stopListening = context.stdout.onResize(() => {
      this.screen.clear();
      this.draw();
    });
    this.screen.open();
    try {
      while (!signal.aborted) {
        this.draw();
        this.waiting = new AbortController();
        await pause(intervalMs, undefined, { signal: AbortSignal.any([signal, this.waiting.signal]) }).catch(nothing);
        if (!signal.aborted && !this.view.isPaused) await this.look(signal);
      }
    } finally {
      stopListening();
      this.screen.close();
    }
  }

  private async look(signal: AbortSignal): Promise<void> {
    try {
      this.report = await this.parts.ask(this.view, signal);
      this.problem = "";
    } catch (error) {
      this.problem = `no answer: ${(error as Error).message}`;
    }
  }

  private onKeys(characters: string): void {
    const before = this.view;
    this.view = press(before, characters);
    if (this.view.isEnded) this.ended.abort();
    else this.draw();
    const { order, filter, isPaused } = this.view;
    if (order !== before.order || filter !== before.filter || isPaused !== before.isPaused) this.waiting.abort();
  }

  private draw(): void {
    const { columns, rows, hasColors } = this.parts.context.stdout;
    const lines = renderTop(this.report, this.view, { columns, rows }, this.problem);
    this.screen.draw(lines.map((line) => (hasColors ? colored(line) : line.text)));
  }
}

function nothing(): void {}

function colored({ text, look }: TopLine): string {
  return look === "plain" ? text : `${LOOKS[look]}${text}\x1b[0m`;
}

const LOOKS = { title: "\x1b[1m", alarm: "\x1b[31m", faint: "\x1b[2m" };
