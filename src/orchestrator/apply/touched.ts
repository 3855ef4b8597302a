import type { RepositoryName, RunbookEvent } from '../../events/index.ts';
import type { PartitionState } from '../state/index.ts';

/**
 * The repositories whose state an event may change where it stands; to be asked before it is applied. Rather one
 * too many: what an event that does not count forgets (old delivery ids) is a change, too.
 */
export function touchedRepositories(state: PartitionState, event: RunbookEvent): RepositoryName[] {
  if ('repository' in event) return [event.repository];
  if (event.type !== 'worker_lost') return [];
  return [...(state.granted.get(event.worker) ?? [])].flatMap((job) => {
    const live = state.live.get(job);
    return live === undefined ? [] : [live.run.repository];
  });
}
