import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';
import type { SourceDocument } from '../source/document.ts';
import { MAX_PROBLEMS } from '../structure/index.ts';
import { cyclesOf } from './cycles.ts';
import { quoted } from '../quoted.ts';
import { repeatedValues } from './repeated-value.ts';
import { error, type JobNode, type Rule } from './rule.ts';
import { textsAt, type PlacedText } from './texts-at.ts';

/** The most jobs of a cycle that a message names. */
const MAX_NAMED = 10;

/** What a job needs, each with the job that it names; null where it names none or the job itself. */
interface JobNeeds {
  readonly node: JobNode;
  readonly needs: readonly (PlacedText & { readonly job: JobNode | null })[];
}

/** `needs` that name no job, the job itself, a job twice, or go round in a circle. Ids are compared without case. */
export const needs: Rule = ({ document, jobs }) => {
  const byId = new Map(jobs.map((job) => [job.id.toLowerCase(), job]));
  const spelled = jobs.map((job) => job.id);
  const all = jobs.map((node): JobNeeds => ({ node, needs: needsOf(node, byId) }));
  return [
    ...nameProblems(document, all, spelled),
    ...all.flatMap((one) => repeatProblems(document, one)),
    ...cycleProblems(document, all),
  ];
};

function needsOf(node: JobNode, byId: ReadonlyMap<string, JobNode>): JobNeeds['needs'] {
  return textsAt(node.job['needs'], [...node.path, 'needs']).map((placed) => {
    const job = byId.get(placed.text.toLowerCase());
    return { ...placed, job: job === undefined || job === node ? null : job };
  });
}

/** What is misspelt is looked up for no more than a file is told of. */
function nameProblems(
  document: SourceDocument,
  all: readonly JobNeeds[],
  spelled: readonly string[],
): UnplacedProblem[] {
  return all
    .flatMap(({ node, needs }) =>
      needs.filter(({ job }) => job === null).map(({ text, path }) => ({ id: node.id, text, path })),
    )
    .slice(0, MAX_PROBLEMS)
    .map(({ id, text, path }) => document.atValue(path, nameFinding(text, id, spelled)));
}

function nameFinding(need: string, id: string, spelled: readonly string[]): Finding {
  if (need.toLowerCase() === id.toLowerCase()) {
    return error('cyclic-needs', `The job \`${id}\` needs itself.`);
  }
  const found = nearMiss(need, spelled);
  const near = found === id ? null : found;
  const hint = near === null ? '.' : `; did you mean \`${near}\`?`;
  return error('unknown-need', `No job has the id ${quoted(need)}${hint}`, correctionOf(need, near));
}

function repeatProblems(document: SourceDocument, { needs }: JobNeeds): UnplacedProblem[] {
  const known = needs.flatMap(({ text, path, job }) =>
    job === null ? [] : [{ identity: job.id, shown: `The job ${quoted(text)}`, path }],
  );
  return repeatedValues(document, known, 'remove one.');
}

/** One problem for each circle, at the need by which the first job of the file in it waits for the next. */
function cycleProblems(document: SourceDocument, all: readonly JobNeeds[]): UnplacedProblem[] {
  const graph = new Map(
    all.map(({ node, needs }) => [node, needs.flatMap(({ job }) => (job === null ? [] : [job]))]),
  );
  const needsByJob = new Map(all.map(({ node, needs }) => [node, needs]));
  return cyclesOf(graph, MAX_PROBLEMS).flatMap((cycle) => {
    const [first, second] = cycle;
    const closing = first && needsByJob.get(first)?.find(({ job }) => job === second);
    if (closing === undefined) return [];
    const names = cycle.slice(0, MAX_NAMED).map(({ id }) => `\`${id}\``);
    if (cycle.length > MAX_NAMED) names.push('...');
    const message = `The jobs ${names.join(' -> ')} -> ${names[0] ?? ''} need each other; none of them can start.`;
    return [document.atValue(closing.path, error('cyclic-needs', message))];
  });
}
