import type { DeliveryShape } from '../../server/shapes/index.ts';

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
  ['github', 'by GitHub'],
  ['gitea', 'by Gitea'],
  ['gitlab', 'by GitLab'],
  ['git', 'by a git hook'],
]);

/** How a delivery came: by a forge, or, where it is Runbook's own, by hand or by its schedule. */
export function wayWords({ forge, event }: Pick<DeliveryShape, 'forge' | 'event'>): string {
  if (forge === 'runbook') return event === 'schedule' ? 'by its schedule' : 'by hand';
  return FORGE_WORDS.get(forge) ?? `by ${forge}`;
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
