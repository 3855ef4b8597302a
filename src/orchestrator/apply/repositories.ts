import type {
  RepositoryRegistered,
  RepositoryRemoved,
  SecretRemoved,
  SecretSet,
} from '../../events/index.ts';
import { createRepository, type PartitionState } from '../state/index.ts';
import { NOT_REGISTERED, type Refusal } from './refusal.ts';

/** A repository may be pushed; registering it again replaces URL, webhook secret and credentials. */
export function applyRegistration(state: PartitionState, event: RepositoryRegistered): Refusal {
  const repository = state.repositories.get(event.repository) ?? createRepository(event.repository);
  state.repositories.set(event.repository, repository);
  repository.registration = { url: event.url, secret: event.secret, credentials: event.credentials };
  return null;
}

/** A repository is forgotten, its counters apart: what waits is dropped, what runs is stopped. */
export function applyRemoval(state: PartitionState, event: RepositoryRemoved): Refusal {
  const repository = state.repositories.get(event.repository);
  if (repository === undefined || repository.registration === null) return NOT_REGISTERED;
  repository.registration = null;
  repository.secrets.clear();
  repository.pending.length = 0;
  state.agenda.intake.delete(repository.name);
  for (const run of state.runs.values()) {
    if (run.repository !== repository.name) continue;
    run.cancel = { level: 'force', reason: 'The repository was removed.' };
    state.agenda.runs.add(run.id);
  }
  return null;
}

/** A secret for the repository's jobs. */
export function applySecretSet(state: PartitionState, event: SecretSet): Refusal {
  const repository = state.repositories.get(event.repository);
  if (repository === undefined || repository.registration === null) return NOT_REGISTERED;
  repository.secrets.set(event.name, event.value);
  return null;
}

/** The secret is gone. */
export function applySecretRemoved(state: PartitionState, event: SecretRemoved): Refusal {
  const repository = state.repositories.get(event.repository);
  if (repository === undefined) return NOT_REGISTERED;
  return repository.secrets.delete(event.name) ? null : 'There is no such secret.';
}
