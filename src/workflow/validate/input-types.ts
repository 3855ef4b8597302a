import type { Json } from '../../events/json.ts';
import { textsOf } from '../definition/read.ts';
import { hasExpression } from '../expressions/index.ts';

/** What the default of an input should be, in words; null where it is, or where it is not known before a run. */
export function expectedDefault(
  type: Json | undefined,
  fallback: Json | undefined,
  options: readonly string[],
): string | null {
  if (fallback === undefined || fallback === null) return null;
  const [text = ''] = textsOf(fallback);
  if (hasExpression(text)) return null;
  if (type === 'boolean') return text === 'true' || text === 'false' ? null : 'true or false';
  if (type === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? null : 'a number';
  if (type === 'choice' && options.length > 0) return options.includes(text) ? null : 'one of its options';
  return null;
}
