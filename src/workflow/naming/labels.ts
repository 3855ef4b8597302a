import type { RunsOn } from '../../events/definition.ts';
import { isJsonObject, type Json } from '../../events/json.ts';
import { ExpressionError, interpolateJson, textOf, type Scope } from '../expressions/index.ts';

/**
 * The labels that a worker must have. `runs-on` may be one expression that gives a text, a list, or a map with
 * `labels`. @throws ExpressionError where nothing is left
 */
export function runsOnLabels(runsOn: RunsOn, scope: Scope): string[] {
  const value = interpolateJson(runsOn.labels, scope);
  const labels = labelsOf(isJsonObject(value) ? (value['labels'] ?? null) : value);
  if (labels.length > 0 || runsOn.group !== undefined) return labels;
  const written = typeof runsOn.labels === 'string' ? runsOn.labels : runsOn.labels.join(', ');
  throw new ExpressionError(written, 'gives no label to run on');
}

function labelsOf(value: Json): string[] {
  const items: readonly Json[] = Array.isArray(value) ? value : [value];
  return items.map((item) => textOf(item).trim()).filter((label) => label !== '');
}
