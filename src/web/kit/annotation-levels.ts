import type { Annotation } from '../../events/index.ts';

/** The levels of annotations, in the order in which people want them. */
export const ANNOTATION_LEVELS: readonly Annotation['level'][] = ['failure', 'warning', 'notice'];

/** What people read. */
export const ANNOTATION_WORDS: { readonly [level in Annotation['level']]: string } = {
  failure: 'Error',
  warning: 'Warning',
  notice: 'Notice',
};
