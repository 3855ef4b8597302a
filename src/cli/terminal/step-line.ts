import type { Style } from './style.ts';

/** The time in front of every line of a log file, `2026-01-02T03:04:05.678Z `. */
const TIME_LENGTH = 25;

/** Splits a log file's line into its time and its text. */
export function splitLogLine(line: string): { readonly at: string; readonly text: string } {
  return { at: line.slice(0, TIME_LENGTH - 1), text: line.slice(TIME_LENGTH) };
}

/** How a marked line is shown, by its mark. */
const MARKED = new Map<string, (text: string, style: Style) => string>([
  ['group', (text, style) => style.faint(`▸ ${text}`)],
  ['error', (text, style) => style.bad(`Error: ${text}`)],
  ['warning', (text, style) => style.warning(`Warning: ${text}`)],
  ['notice', (text, style) => style.active(`Notice: ${text}`)],
  ['debug', (text, style) => style.faint(text)],
  ['command', (text, style) => style.faint(text)],
]);

/** Whether a line only ends a group: there is nothing to show of it. */
export function endsGroup(text: string): boolean {
  return text.startsWith('##[endgroup]');
}

/**
 * A line of output for people: GitHub's `##[group]`, `##[error]` ... become colour. What a step printed itself
 * goes to the terminal as it is, its own colours included.
 */
export function formatStepLine(text: string, style: Style): string {
  const { mark = '', rest = '' } = /^##\[(?<mark>[a-z]+)\](?<rest>.*)$/s.exec(text)?.groups ?? {};
  return MARKED.get(mark)?.(rest, style) ?? text;
}
