/** What to write instead of what other languages have. */
import { ExpressionError } from './error.ts';
import { FUNCTION_NAMES } from './functions.ts';

/** By what stands where nothing like it may. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['=', 'compare with `==`'],
  ['=~', 'look for a text with `contains()` or `startsWith()`'],
  ['and', 'write `&&`'],
  ['&', 'write `&&`'],
  ['or', 'write `||`'],
  ['|', 'write `||`'],
  ['??', 'write `||`'],
  ['?', "write `condition && 'a' || 'b'`, or `case()`"],
  ['+', 'expressions do not calculate; `format()` joins texts'],
  ['-', 'expressions do not calculate'],
  ['*', 'expressions do not calculate'],
  ['/', 'expressions do not calculate'],
  ['%', 'expressions do not calculate'],
  ['[', 'a list is made by `fromJSON(\'["a", "b"]\')`'],
  ['${{', '`${{ }}` cannot stand in another one'],
]);

/** By a name that is no context; lower case. */
const INSTEAD_OF_NAMES: ReadonlyMap<string, string> = new Map([
  ['not', 'write `!`'],
  ['true', 'write `true`'],
  ['false', 'write `false`'],
  ['null', 'write `null`'],
  ['outputs', 'those of a step are `steps.<id>.outputs`, of a job `needs.<id>.outputs`'],
  ['event', 'write `github.event`'],
]);

/** The same mistake, with what to write instead where that is known and the message does not say it yet. */
export function withHint(mistake: ExpressionError): ExpressionError {
  const { expression, reason, offset, length, cause } = mistake;
  if (offset === null || reason.includes(';') || reason.endsWith('?')) return mistake;
  const word = expression.slice(offset, offset + length);
  const hint = hintFor(reason, word);
  if (hint === null) return mistake;
  return new ExpressionError(expression, `${reason}; ${hint}`, { offset, length }, cause);
}

function hintFor(reason: string, word: string): string | null {
  if (reason.startsWith('names')) return hintForName(word);
  if (!reason.startsWith('cannot have')) return null;
  if (word.startsWith('$') && word !== '${{') return 'names are written without `$`, variables as `env.NAME`';
  if (/^[\w.-]+\/[\w./-]*$/.test(word)) return `a text is written in quotes, \`'${word}'\``;
  const [, owner, name] = /^([A-Za-z_]\w*):(\w+)$/.exec(word) ?? [];
  if (owner !== undefined && name !== undefined)
    return `a point stands before a property, \`${owner}.${name}\``;
  return INSTEAD.get(word) ?? null;
}

function hintForName(word: string): string {
  const called = FUNCTION_NAMES.find((name) => name.toLowerCase() === word.toLowerCase());
  if (called !== undefined) return `call the function, \`${called}()\``;
  return INSTEAD_OF_NAMES.get(word.toLowerCase()) ?? `a text is written in quotes, \`'${word}'\``;
}
