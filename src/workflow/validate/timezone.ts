import { isJsonObject, type Json } from '../../events/json.ts';
import { listOf } from '../definition/read.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';
import { MAX_PROBLEMS } from '../structure/index.ts';
import { quoted } from '../quoted.ts';
import { warning, type Rule } from './rule.ts';

/** The longest name that is looked up; the longest known one has 32 characters. */
const LONGEST = 64;

/** `timezone` of a schedule: a name of the IANA time zone database (GitHub docs, `schedule`). */
export const timezone: Rule = ({ document, root }) => {
  const on = root['on'];
  const schedules: Json = isJsonObject(on) ? (on['schedule'] ?? null) : null;
  // A file is told of no more problems, and looking a name up takes its time.
  return listOf(schedules)
    .slice(0, MAX_PROBLEMS)
    .flatMap((schedule, index) => {
      const name = isJsonObject(schedule) ? schedule['timezone'] : undefined;
      if (typeof name !== 'string' || name === '' || isKnown(name)) return [];
      const near = nearMiss(name, Intl.supportedValuesOf('timeZone'));
      const hint = near === null ? '; write one as `Europe/London`.' : `; did you mean \`${near}\`?`;
      const message = `No time zone is named ${quoted(name)}${hint}`;
      return [
        document.atValue(
          ['on', 'schedule', index, 'timezone'],
          warning('unknown-timezone', message, correctionOf(name, near)),
        ),
      ];
    });
};

function isKnown(name: string): boolean {
  if (name.length > LONGEST) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (mistake) {
    if (mistake instanceof RangeError) return false;
    throw mistake;
  }
}
