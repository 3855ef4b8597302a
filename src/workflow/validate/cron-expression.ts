/** POSIX cron expressions with five fields, as GitHub's docs of `schedule` have them, with the place of each mistake. */

import { quoted } from '../quoted.ts';

/** What is wrong with an expression, and where; offsets are 0-based. */
export interface CronMistake {
  readonly offset: number;
  readonly length: number;
  /** The end of a sentence that names the expression. */
  readonly reason: string;
}

/** One field of an expression that can be read. */
export interface CronField {
  readonly offset: number;
  readonly length: number;
  /** The values at which it is due, ascending. */
  readonly values: readonly number[];
}

/** An expression that can be read. */
export interface CronExpression {
  readonly minute: CronField;
  readonly hour: CronField;
  readonly day: CronField;
  readonly month: CronField;
  readonly weekday: CronField;
}

interface FieldKind {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names of its values, from the least on. */
  readonly names: readonly string[];
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');

const KINDS = {
  minute: { name: 'minute', least: 0, most: 59, names: [] },
  hour: { name: 'hour', least: 0, most: 23, names: [] },
  day: { name: 'day of the month', least: 1, most: 31, names: [] },
  month: { name: 'month', least: 1, most: 12, names: MONTHS },
  weekday: { name: 'weekday', least: 0, most: 6, names: WEEKDAYS },
} as const satisfies { readonly [Key in keyof CronExpression]: FieldKind };

/** What stands for the words that some crons know and GitHub does not. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/** Reads an expression, or says what is wrong with it. */
export function readCron(expression: string): CronExpression | CronMistake {
  const written = [...expression.matchAll(/\S+/g)].map((match) => ({ text: match[0], offset: match.index }));
  const [minute, hour, day, month, weekday] = written;
  if (!minute || !hour || !day || !month || !weekday || written.length !== 5) {
    return { offset: 0, length: expression.length, reason: wrongCount(expression.trim(), written.length) };
  }
  try {
    return {
      minute: readField(minute, KINDS.minute),
      hour: readField(hour, KINDS.hour),
      day: readField(day, KINDS.day),
      month: readField(month, KINDS.month),
      weekday: readField(weekday, KINDS.weekday),
    };
  } catch (mistake) {
    if (mistake instanceof FieldError) return mistake.mistake;
    throw mistake;
  }
}

class FieldError extends Error {
  override readonly name = 'FieldError';
  readonly mistake: CronMistake;

  constructor(part: Part, reason: string) {
    super(reason);
    this.mistake = { offset: part.offset, length: part.text.length, reason };
  }
}

interface Part {
  readonly text: string;
  readonly offset: number;
}

function wrongCount(expression: string, count: number): string {
  const meant = WORDS.get(expression.toLowerCase());
  if (meant !== undefined) return `GitHub has no such words; write \`${meant}\``;
  if (count === 6) return 'it has six fields; there are no seconds here, so leave the first out';
  return `it has ${count} field${count === 1 ? '' : 's'}, and must have five: minute, hour, day of the month, month, weekday`;
}

function readField(field: Part, kind: FieldKind): CronField {
  const due = new Set<number>();
  for (const part of splitAt(field, ',')) {
    for (const value of readPart(part, kind)) due.add(value);
  }
  return { offset: field.offset, length: field.text.length, values: [...due].sort((a, b) => a - b) };
}

/** `*`, `5`, `1-5`, each with an optional step `/2`. */
function readPart(part: Part, kind: FieldKind): number[] {
  const [range = part, step, ...rest] = splitAt(part, '/');
  if (rest.length > 0) throw new FieldError(part, `${quoted(part.text)} has more than one \`/\``);
  const [from, to] = readRange(range, kind, step !== undefined);
  const width = step === undefined ? 1 : readStep(step);
  const values: number[] = [];
  for (let value = from; value <= to; value += width) values.push(value);
  return values;
}

function readRange(range: Part, kind: FieldKind, hasStep: boolean): [number, number] {
  if (range.text === '*') return [kind.least, kind.most];
  const [first = range, last, ...rest] = splitAt(range, '-');
  if (rest.length > 0) throw new FieldError(range, `${quoted(range.text)} is not a range; write \`1-5\``);
  const from = readValue(first, kind);
  if (last === undefined) return [from, hasStep ? kind.most : from];
  const to = readValue(last, kind);
  if (to < from) {
    throw new FieldError(
      range,
      `the range ${quoted(range.text)} runs backwards; write its two parts with a \`,\``,
    );
  }
  return [from, to];
}

function readStep(step: Part): number {
  const width = /^\d{1,4}$/.test(step.text) ? Number(step.text) : 0;
  if (width < 1) throw new FieldError(step, `the step after \`/\` must be a number from 1 on`);
  return width;
}

function readValue({ text, offset }: Part, kind: FieldKind): number {
  const { name, least, most, names } = kind;
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return least + named;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : null;
  if (value !== null && value >= least && value <= most) return value;
  const part = { text: text === '' ? ' ' : text, offset };
  if (value === 7 && kind === KINDS.weekday) throw new FieldError(part, 'Sunday is `0` here, not `7`');
  const or = names.length > 0 ? `, or a name from \`${names[0] ?? ''}\` to \`${names.at(-1) ?? ''}\`` : '';
  const found = text === '' ? 'and there is none' : `not ${quoted(text)}`;
  throw new FieldError(part, `the ${name} must be a number from ${least} to ${most}${or}, ${found}`);
}

function splitAt({ text, offset }: Part, sign: string): Part[] {
  let start = offset;
  return text.split(sign).map((piece) => {
    const part = { text: piece, offset: start };
    start += piece.length + sign.length;
    return part;
  });
}
