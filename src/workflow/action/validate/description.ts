import { warning } from '../../validate/rule.ts';
import type { ActionRule } from './action-rule.ts';

/** GitHub's docs require a description; its runner does without. */
export const description: ActionRule = ({ document, root }) => {
  if ('description' in root) return [];
  const message = 'The action has no `description`; say in a sentence what it does.';
  return [document.atKey([], warning('missing-key', message))];
};
