import type { DeliveredWorkflowShape, DeliveryShape } from '../../../server/shapes/index.ts';

const STATUS_WORDS: { readonly [status in DeliveryShape['status']]: string } = {
  pending: 'Pending',
  handled: 'Handled',
  failed: 'Failed',
};

/** A status as people read it; what is none is given back. */
export function deliveryStatusWord(status: string): string {
  return new Map(Object.entries(STATUS_WORDS)).get(status) ?? status;
}

const FORGE_WORDS = new Map([
  ['github', 'GitHub'],
  ['gitea', 'Gitea'],
  ['gitlab', 'GitLab'],
  ['git', 'Git hook'],
  ['runbook', 'Runbook'],
]);

/** Where a delivery came from. `Runbook`: it was started by hand or by its schedule. */
export function forgeWord(forge: string): string {
  return FORGE_WORDS.get(forge) ?? forge;
}

/** A ref as people write it: a branch by its name, a tag as `tag v1`; empty for the default branch of a dispatch. */
export function refWords(ref: string): string {
  const match = /^refs\/(heads|tags)\/(.+)$/s.exec(ref);
  if (match === null) return ref === '' ? 'default branch' : ref;
  return match[1] === 'tags' ? `tag ${match[2]}` : (match[2] ?? ref);
}

/** The name of a file at the end of its path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What a delivery's files became: those with a run, and those without. */
export function outcomesOf({ workflows }: Pick<DeliveryShape, 'workflows'>): {
  readonly withRun: readonly DeliveredRun[];
  readonly without: readonly DeliveredWorkflowShape[];
} {
  return {
    withRun: workflows.flatMap(({ run, ...rest }) => (run === null ? [] : [{ ...rest, run }])),
    without: workflows.filter(({ run }) => run === null),
  };
}

/** A workflow file that became a run. */
export type DeliveredRun = DeliveredWorkflowShape & {
  readonly run: NonNullable<DeliveredWorkflowShape['run']>;
};
