import { mapOf } from '../../definition/read.ts';
import type { Mention } from '../../expressions/index.ts';
import { nearMiss } from '../../near-miss.ts';
import type { Occurrence } from '../../validate/occurrences.ts';
import { warning } from '../../validate/rule.ts';
import type { ActionRule, ActionRuleInput } from '../action-rule.ts';

/** `inputs.x` and `steps.x` that nothing defines: GitHub makes them empty. */
export const references: ActionRule = (input) =>
  input.occurrences.flatMap((occurrence) =>
    occurrence.parsed.mentions.flatMap((mention) => {
      const message = mistakeOf(mention, occurrence, input);
      if (message === null) return [];
      const place = occurrence.offset + mention.offset;
      const finding = warning('undefined-reference', message);
      return [input.document.inText(occurrence.path, place, mention.name.length, finding)];
    }),
  );

function mistakeOf(mention: Mention, { path }: Occurrence, input: ActionRuleInput): string | null {
  const [name] = mention.properties;
  if (mention.kind !== 'context' || name === undefined) return null;
  switch (mention.name.toLowerCase()) {
    case 'inputs':
      return unknownInput(name, Object.keys(mapOf(input.root['inputs'])));
    case 'steps':
      return unknownStep(name, path, input);
    default:
      return null;
  }
}

function unknownInput(name: string, declared: readonly string[]): string | null {
  if (declared.some((input) => input.toLowerCase() === name.toLowerCase())) return null;
  const near = nearMiss(name, declared);
  const hint = near === null ? 'declare it under `inputs`.' : `did you mean \`${near}\`?`;
  return `\`inputs.${name}\` is always empty, as the action has no such input; ${hint}`;
}

/** A step sees the steps before it; the outputs of the action see all. */
function unknownStep(
  name: string,
  [, section, index]: Occurrence['path'],
  { jobs: [job] }: ActionRuleInput,
): string | null {
  if (job === undefined) return null;
  const position = job.stepIndexes.get(name.toLowerCase());
  const end = section === 'steps' && typeof index === 'number' ? index : job.steps.length;
  if (position !== undefined && position < end) return null;
  const reason = position === undefined ? 'does not exist in the action' : 'has not run yet then';
  const near = position === undefined ? nearMiss(name, [...job.stepIndexes.keys()]) : null;
  return `\`steps.${name}\` is always empty, as the step \`${name}\` ${reason}${near === null ? '.' : `; did you mean \`${near}\`?`}`;
}
