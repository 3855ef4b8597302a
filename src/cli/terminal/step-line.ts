import type { Style } from './style.ts';

/** The time in front of every line of a log file, `2026-01-02T03:04:05.678Z `. */
const TIME_LENGTH = 25;

/** Splits a log file's line into its time and its text. */
export function splitLogLine(line: string): { readonly at: string; readonly text: string } {
  return { at: line.slice(0, TIME_LENGTH - 1), text: line.slice(TIME_LENGTH) };
}

/**
 * A line of output for people: GitHub's `##[group]`, `##[error]` ... become colour. What a step printed itself
 * goes to the terminal as it is, its own colours included.
 */
export function formatStepLine(text: string, style: Style): string {
  const match = /^##\[([a-z]+)\](.*)$/s.exec(text);
  const rest = match?.[2] ?? '';
  switch (match?.[1]) {
    case 'group':
      return style.faint(`▸ ${rest}`);
    case 'endgroup':
      return style.faint('▪');
    case 'error':
      return style.bad(`Error: ${rest}`);
    case 'warning':
      return style.warning(`Warning: ${rest}`);
    case 'notice':
      return style.active(`Notice: ${rest}`);
    case 'debug':
    case 'command':
      return style.faint(rest);
    default:
      return text;
  }
}
