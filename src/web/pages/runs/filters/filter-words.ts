import { STATE_WORDS } from '../../../kit/state.ts';
import type { ActiveFilter, Choice } from './filters.ts';

/** How a filter is called, and what it says while it restricts nothing. */
export const FILTER_WORDS: {
  readonly [choice in Choice]: { readonly label: string; readonly any: string };
} = {
  repository: { label: 'Repository', any: 'All repositories' },
  workflow: { label: 'Workflow', any: 'All workflows' },
  branch: { label: 'Branch or tag', any: 'All branches' },
  event: { label: 'Event', any: 'All events' },
  status: { label: 'Status', any: 'Any status' },
  actor: { label: 'Actor', any: 'All actors' },
};

/** The states of a run, as the API's `status` takes them, in the order in which people look for them. */
export const RUN_STATUSES = [
  'failure',
  'in_progress',
  'queued',
  'success',
  'cancelled',
  'timed_out',
  'skipped',
] as const;

/** A value of a filter as people read it. */
export function valueWords(name: ActiveFilter['name'], value: string): string {
  return (name === 'status' && RUN_STATUSES.some((status) => status === value) && wordOf(value)) || value;
}

function wordOf(value: string): string | undefined {
  return new Map<string, string>(Object.entries(STATE_WORDS)).get(value);
}
