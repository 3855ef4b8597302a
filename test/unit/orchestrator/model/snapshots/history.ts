import type { RepositoryName } from '../../../../../src/events/index.ts';
import {
  apply,
  type StampedEvent,
  touchedRepositories,
} from '../../../../../src/orchestrator/apply/index.ts';
import { type Cut, encodePartitionState, takeCut } from '../../../../../src/orchestrator/snapshot/index.ts';
import { createState, type PartitionState } from '../../../../../src/orchestrator/state/index.ts';
import { job, REPOSITORY, workflow } from '../../definitions.ts';
import { Ledger, WORKER } from '../../ledger.ts';

const OTHER = 'octo/gadgets' as RepositoryName;

/**
 * The events of one partition, in a few pieces of which each changes something else: an owner reads a piece at a
 * time. What comes after the last piece tells apart states that differ in anything that matters.
 */
export interface History {
  readonly events: readonly StampedEvent[];
  /** The offset of the last event of each piece; owners may be anywhere between. */
  readonly pieces: readonly number[];
  /** The state after all events, as text. */
  readonly outcome: string;
  /** Which repositories each piece may change. */
  readonly touched: readonly (readonly RepositoryName[])[];
  /** A cut at the end of a piece, of these repositories. */
  cutAt(piece: number, changed: readonly RepositoryName[]): Cut;
  /** Folds the events from an offset on into a state, without those that are in it already; gives it as text. */
  fold(state: PartitionState, next: number, isIn?: (event: StampedEvent) => boolean): string;
}

export function createHistory(): History {
  const ledger = new Ledger();
  const pieces: number[] = [];
  const endPiece = (): void => {
    pieces.push(ledger.entries.length - 1);
  };
  const register = { type: 'repository_registered', url: 'u', secret: 's', credentials: null } as const;
  ledger.append({ ...register, repository: OTHER });
  ledger.push(workflow([job('a')]));
  endPiece();
  const started = ledger.start('a');
  endPiece();
  ledger.push(workflow([job('b')]), OTHER);
  ledger.start('b');
  endPiece();
  // Its worker falls silent: the partition remembers a loss, and both repositories a failure.
  ledger.pass(60_000, []);
  endPiece();
  const late = { repository: REPOSITORY, run: ledger.requested().run, job: started, worker: WORKER };
  ledger.do({ type: 'job_completed', ...late, conclusion: 'success', outputs: {}, annotations: [] });
  ledger.push(workflow([job('c')]), OTHER);
  ledger.push(workflow([job('d')]));
  return historyOf(ledger.entries, pieces);
}

function historyOf(events: readonly StampedEvent[], pieces: readonly number[]): History {
  const touched = pieces.map(() => new Set<RepositoryName>());
  const cuts = new Map<string, Cut>();
  const state = createState(0);
  for (const record of events) {
    const piece = pieces.findIndex((end) => record.offset <= end);
    for (const name of touchedRepositories(state, record.event)) touched[piece]?.add(name);
    apply(state, record);
  }
  return {
    events,
    pieces,
    outcome: encodePartitionState(state),
    touched: touched.map((names) => [...names]),
    cutAt(piece, changed) {
      const key = `${piece} ${changed.join(' ')}`;
      const known = cuts.get(key);
      if (known !== undefined) return known;
      const there = createState(0);
      for (const event of events.slice(0, pieces[piece]! + 1)) apply(there, event);
      const cut = takeCut(there, pieces[piece]!, changed);
      cuts.set(key, cut);
      return cut;
    },
    fold(from, next, isIn = () => false) {
      for (const event of events.slice(next)) if (!isIn(event)) apply(from, event);
      return encodePartitionState(from);
    },
  };
}
