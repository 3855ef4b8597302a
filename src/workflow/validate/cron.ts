import { isJsonObject, type Json } from '../../events/json.ts';
import { listOf } from '../definition/read.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { readCron, type CronExpression, type CronField } from './cron-expression.ts';
import { quoted } from '../quoted.ts';
import { error, warning, type Rule } from './rule.ts';

/** Minutes between two runs of a schedule, at least (GitHub docs, `schedule`). */
const SHORTEST = 5;

/** The days of each month, at most. */
const MONTH_LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `on.schedule`: POSIX cron with five fields, that is due at some time and not too often. */
export const cron: Rule = ({ document, root }) => {
  const on = root['on'];
  const schedules: Json = isJsonObject(on) ? (on['schedule'] ?? null) : null;
  if (Array.isArray(schedules) && schedules.length === 0) {
    const message = '`schedule` has no entries and never starts the workflow; write `- cron:` and its time.';
    return [document.atValue(['on', 'schedule'], warning('selects-nothing', message))];
  }
  return listOf(schedules).flatMap((schedule, index) => {
    const expression = isJsonObject(schedule) ? schedule['cron'] : undefined;
    if (typeof expression !== 'string') return [];
    return expressionProblems(document, expression, ['on', 'schedule', index, 'cron']);
  });
};

function expressionProblems(document: SourceDocument, expression: string, path: Path): UnplacedProblem[] {
  const read = readCron(expression);
  if ('reason' in read) {
    const finding = error('bad-cron', `${quoted(expression)} is not a cron expression: ${read.reason}.`);
    return [document.inText(path, read.offset, read.length, finding)];
  }
  const at = ({ offset, length }: CronField, finding: Finding): UnplacedProblem =>
    document.inText(path, offset, length, finding);
  const problems: UnplacedProblem[] = [];
  if (isTooOften(read)) {
    const message = `${quoted(expression)} runs more often than every ${SHORTEST} minutes, which GitHub does not do.`;
    problems.push(at(read.minute, warning('frequent-cron', message)));
  }
  if (isNeverDue(read)) {
    const message = `${quoted(expression)} is never due, as none of its months has such a day.`;
    problems.push(at(read.day, warning('never-due', message)));
  }
  return problems;
}

function isTooOften({ minute: { values: minutes }, hour: { values: hours } }: CronExpression): boolean {
  const [first = 0] = minutes;
  const last = minutes.at(-1) ?? 0;
  const inOneHour = minutes.some(
    (minute, index) => index > 0 && minute - (minutes[index - 1] ?? 0) < SHORTEST,
  );
  const overTwoHours = first + 60 - last < SHORTEST && hours.some((hour) => hours.includes((hour + 1) % 24));
  return inOneHour || overTwoHours;
}

/** A weekday beside the day is a second way to be due (POSIX, crontab). */
function isNeverDue({ day, month, weekday }: CronExpression): boolean {
  const [earliest = 1] = day.values;
  return weekday.values.length === 7 && month.values.every((one) => earliest > (MONTH_LENGTHS[one - 1] ?? 0));
}
