import { CronPattern } from 'croner';
import { isJsonObject, type Json } from '../../events/json.ts';
import { listOf } from '../definition/read.ts';
import { error, warning, type Rule } from './rule.ts';

/** Minutes between two runs of a schedule, at least (GitHub docs, `schedule`). */
const SHORTEST = 5;

/** `on.schedule`: POSIX cron with five fields. */
export const cron: Rule = ({ document, root }) => {
  const on = root['on'];
  const schedules: Json = isJsonObject(on) ? (on['schedule'] ?? null) : null;
  return listOf(schedules).flatMap((schedule, index) => {
    const expression = isJsonObject(schedule) ? schedule['cron'] : undefined;
    if (typeof expression !== 'string') return [];
    const finding = findingOf(expression.trim());
    return finding === null ? [] : [document.atValue(['on', 'schedule', index, 'cron'], finding)];
  });
};

function findingOf(expression: string): ReturnType<typeof error> | ReturnType<typeof warning> | null {
  const fields = expression.split(/\s+/);
  if (fields.length !== 5 || !fields.every((field) => /^[0-9A-Za-z*,/-]+$/.test(field))) {
    return error(
      'bad-cron',
      `\`${expression}\` is not a cron expression: it must have five fields (minute, hour, day, month, weekday) of numbers, names, \`*\`, \`,\`, \`-\` and \`/\`.`,
    );
  }
  let pattern: CronPattern;
  try {
    pattern = new CronPattern(expression);
  } catch (mistake) {
    const reason = mistake instanceof Error ? mistake.message.replace(/^CronPattern: /, '') : String(mistake);
    return error('bad-cron', `\`${expression}\` is not a cron expression: ${reason.replace(/\.$/, '')}.`);
  }
  const minutes = pattern.minute.flatMap((set, minute) => (set === 0 ? [] : [minute]));
  const tooOften = minutes.some((minute, index) => minute - (minutes[index - 1] ?? -SHORTEST) < SHORTEST);
  return tooOften
    ? warning(
        'frequent-cron',
        `\`${expression}\` runs more often than every ${SHORTEST} minutes, which GitHub does not do.`,
      )
    : null;
}
