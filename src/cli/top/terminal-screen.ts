import type { Readable } from "node:stream";
import type { Output } from "../output.ts";

/** A terminal's keyboard. */
export type Keyboard = Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };

/** What asks the process to end. Ctrl-C comes as a key in raw mode, and otherwise as the interruption of the context. */
const ENDING_SIGNALS = ["SIGTERM", "SIGHUP"] as const;

/**
 * The whole terminal, on its other screen, so that what was there before is there again after {@link close}. That is also done
 * when the process ends in another way: by an exception, or by a signal that it can hear.
 */
export class TerminalScreen {
  private readonly output: Output;
  private readonly keyboard: Keyboard | null;
  private readonly onKeys: (characters: string) => void;
  private drawn: readonly string[] = [];
  private isOpen = false;

  /** @param keyboard is left alone when it is no terminal. */
  constructor(output: Output, keyboard: Keyboard, onKeys: (characters: string) => void) {
    this.output = output;
    this.keyboard = keyboard.isTTY === true && keyboard.setRawMode !== undefined ? keyboard : null;
    this.onKeys = onKeys;
  }

  open(): void {
    this.isOpen = true;
    process.once("exit", this.restore);
    for (const signal of ENDING_SIGNALS) process.once(signal, this.endBySignal);
    this.keyboard?.setRawMode?.(true);
    this.keyboard?.on("data", this.read).resume();
    this.output.post(ENTER);
  }

  /** Only lines that changed are written, all of them at once, so that nothing flickers and a slow line is enough. */
  draw(lines: readonly string[]): void {
    if (!this.isOpen) return;
    let text = "";
    for (const [i, line] of lines.entries()) {
      if (line !== this.drawn[i]) text += `\x1b[${i + 1};1H${line}\x1b[K`;
    }
    if (lines.length < this.drawn.length) text += `\x1b[${lines.length + 1};1H\x1b[J`;
    this.drawn = lines;
    if (text !== "") this.output.post(text);
  }

  /** The next drawing writes everything: what a terminal shows after a change of its size is anybody's guess. */
  clear(): void {
    this.drawn = [];
    if (this.isOpen) this.output.post("\x1b[2J");
  }

  /** Does nothing a second time. */
  close(): void {
    process.removeListener("exit", this.restore);
    for (const signal of ENDING_SIGNALS) process.removeListener(signal, this.endBySignal);
    this.restore();
  }

  private readonly restore = (): void => {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.keyboard?.removeListener("data", this.read).pause();
    this.keyboard?.setRawMode?.(false);
    this.output.post(LEAVE);
  };

  private readonly read = (chunk: Buffer | string): void => this.onKeys(chunk.toString());

  /** Dies of the signal after all, so that whoever sent it sees what it did. */
  private readonly endBySignal = (signal: NodeJS.Signals): void => {
    this.close();
    process.kill(process.pid, signal);
  };
}

/** The other screen, no cursor, lines that are too long do not go on below. */
const ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
const LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1049l";
