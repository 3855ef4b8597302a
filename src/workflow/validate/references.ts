import { isJsonObject, type JsonObject } from '../../events/json.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { textsOf } from '../definition/read.ts';
import { hasExpression, type Mention } from '../expressions/index.ts';
import { nearMiss } from '../near-miss.ts';
import type { Occurrence } from './occurrences.ts';
import { warning, type JobNode, type Rule } from './rule.ts';

const STEP_PROPERTIES = ['outputs', 'outcome', 'conclusion'];
const NEED_PROPERTIES = ['outputs', 'result'];

/** `needs.x`, `steps.x` and `matrix.x` that nothing defines: GitHub makes them empty. */
export const references: Rule = ({ document, jobs, occurrences }) => {
  const jobsById = new Map(jobs.map((job) => [job.id, job]));
  return occurrences.flatMap((occurrence): UnplacedProblem[] => {
    const [section, id] = occurrence.path;
    const job = section === 'jobs' && typeof id === 'string' ? jobsById.get(id) : undefined;
    if (job === undefined) return [];
    return occurrence.parsed.mentions.flatMap((mention) => {
      const message = mistakeOf(mention, job, occurrence, jobs);
      if (message === null) return [];
      const place = occurrence.offset + mention.offset;
      return [
        document.inText(occurrence.path, place, mention.name.length, warning('undefined-reference', message)),
      ];
    });
  });
};

function mistakeOf(
  mention: Mention,
  job: JobNode,
  occurrence: Occurrence,
  jobs: readonly JobNode[],
): string | null {
  const [name, property, output] = mention.properties;
  if (mention.kind !== 'context' || name === undefined) return null;
  switch (mention.name.toLowerCase()) {
    case 'needs':
      return (
        unknownNeed(job, name) ??
        unknownProperty(mention, property, NEED_PROPERTIES) ??
        unknownOutput(jobs, name, property, output)
      );
    case 'steps':
      return unknownStep(job, name, occurrence) ?? unknownProperty(mention, property, STEP_PROPERTIES);
    case 'matrix':
      return unknownDimension(job, name);
    default:
      return null;
  }
}

function unknownNeed(job: JobNode, name: string): string | null {
  const needs = textsOf(job.job['needs']);
  if (includes(needs, name)) return null;
  const hint = suggestion(name, needs) ?? `add it to the \`needs\` of \`${job.id}\`.`;
  return `\`needs.${name}\` is always empty, as \`${job.id}\` does not need \`${name}\`; ${hint}`;
}

function unknownOutput(jobs: readonly JobNode[], id: string, property = '', output = ''): string | null {
  const needed = jobs.find((job) => job.id.toLowerCase() === id.toLowerCase());
  if (
    property.toLowerCase() !== 'outputs' ||
    output === '' ||
    needed === undefined ||
    needed.job['uses'] !== undefined
  ) {
    return null;
  }
  const outputs = isJsonObject(needed.job['outputs']) ? Object.keys(needed.job['outputs']) : [];
  if (includes(outputs, output)) return null;
  const hint = suggestion(output, outputs) ?? 'declare it under its `outputs`.';
  return `\`needs.${id}.outputs.${output}\` is always empty, as the job \`${id}\` has no such output; ${hint}`;
}

/** A step sees the steps before it; the job's outputs see all. */
function unknownStep(job: JobNode, name: string, { path }: Occurrence): string | null {
  const [, , section, index] = path;
  const position = job.stepIndexes.get(name.toLowerCase());
  const end = section === 'steps' && typeof index === 'number' ? index : job.steps.length;
  if (position !== undefined && position < end) return null;
  const reason = position === undefined ? `does not exist in the job \`${job.id}\`` : 'has not run yet then';
  const hint = suggestion(name, [...job.stepIndexes.keys()].slice(0, 500));
  return `\`steps.${name}\` is always empty, as the step \`${name}\` ${reason}${hint === null ? '.' : `; ${hint}`}`;
}

function unknownDimension(job: JobNode, name: string): string | null {
  const strategy = job.job['strategy'];
  const matrix = isJsonObject(strategy) ? strategy['matrix'] : undefined;
  if (strategy !== undefined && !isJsonObject(strategy)) return null;
  if (matrix === undefined)
    return `\`matrix.${name}\` is always empty, as the job \`${job.id}\` has no matrix.`;
  const keys = isJsonObject(matrix) ? matrixKeys(matrix) : null;
  if (keys === null || includes(keys, name)) return null;
  const hint = suggestion(name, keys);
  return `\`matrix.${name}\` is always empty, as the matrix of \`${job.id}\` has no \`${name}\`${hint === null ? '.' : `; ${hint}`}`;
}

/** Null where an expression decides on the keys. */
function matrixKeys({ include, exclude: _exclude, ...dimensions }: JsonObject): string[] | null {
  const entries: unknown = include ?? [];
  if (!Array.isArray(entries) || !entries.every(isJsonObject)) return null;
  const keys = [...Object.keys(dimensions), ...entries.flatMap((entry) => Object.keys(entry))];
  return keys.some(hasExpression) ? null : keys;
}

function unknownProperty(
  { name, properties }: Mention,
  property: string | undefined,
  known: readonly string[],
): string | null {
  if (property === undefined || includes(known, property)) return null;
  const hint = suggestion(property, known) ?? `it has ${known.map((item) => `\`${item}\``).join(', ')}.`;
  return `\`${name}.${properties[0] ?? ''}.${property}\` is always empty; ${hint}`;
}

/** A question that ends the sentence. */
function suggestion(word: string, candidates: readonly string[]): string | null {
  const near = nearMiss(word, candidates);
  return near === null ? null : `did you mean \`${near}\`?`;
}

function includes(words: readonly string[], word: string): boolean {
  return words.some((candidate) => candidate.toLowerCase() === word.toLowerCase());
}
