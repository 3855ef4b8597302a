import type { EvaluatedRetry } from '../../events/job-terms.ts';
import type { Retry, Template } from '../../events/definition.ts';
import { evaluateNumber, ExpressionError, interpolate, type Scope } from '../expressions/index.ts';

/** How often something may be tried in all. */
const MOST_ATTEMPTS = 100;
/** One day: the longest `delay`, in seconds. */
const LONGEST_DELAY_SECONDS = 24 * 60 * 60;
const SECONDS: { readonly [unit: string]: number } = { s: 1, m: 60, h: 60 * 60 };
const TIME = /^(\d{1,5}(?:\.\d{1,15})?)\s*([smh]?)$/;

/**
 * `retry` with its expressions replaced; null where there is none.
 * @throws ExpressionError also where an expression gives what `attempts` or `delay` cannot be
 */
export function evaluateRetry(retry: Retry | undefined, scope: Scope): EvaluatedRetry | null {
  if (retry === undefined) return null;
  const { attempts, delay = 0, backoff = 'constant', on = ['failure', 'timeout'] } = retry;
  return {
    attempts: attemptsOf(attempts, scope),
    delaySeconds: secondsOf(delay, scope),
    backoff,
    on,
  };
}

function attemptsOf(attempts: Template, scope: Scope): number {
  const number = evaluateNumber(attempts, scope, 1);
  if (Number.isSafeInteger(number) && number >= 1 && number <= MOST_ATTEMPTS) return number;
  const expected = `must give a whole number from 1 to ${MOST_ATTEMPTS} for the attempts of a retry`;
  throw new ExpressionError(String(attempts), `${expected}, not \`${number}\``);
}

/** A number of seconds, or one with the unit `s`, `m` or `h`. */
function secondsOf(delay: Template, scope: Scope): number {
  const text = interpolate(delay, scope).trim();
  if (text === '') return 0;
  const [, number, unit = ''] = TIME.exec(text) ?? [];
  const seconds = Number(number) * (SECONDS[unit] ?? 1);
  if (seconds <= LONGEST_DELAY_SECONDS) return seconds;
  const expected = 'must give a time of at most one day for the delay of a retry (`30s`, `5m`, `1h`)';
  throw new ExpressionError(String(delay), `${expected}, not \`${text}\``);
}
