import type { RunRecord } from '../../store/index.ts';
import type { Services } from '../services.ts';
import type { RunDetailShape } from '../shapes/index.ts';
import { type Links, runDetailView } from '../views/index.ts';
import { waitingOfRun } from '../waiting/index.ts';

/** A run with all that is known of it as a whole. */
export function detailOf(services: Services, run: RunRecord, links: Links): RunDetailShape {
  const { index } = services;
  const known = { errors: index.runs.errors(run.id), waiting: waitingOfRun(services, run) };
  return runDetailView(run, known, index.repositories.get(run.repository), links);
}
