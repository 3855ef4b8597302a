import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RunSummaryShape } from '../../server/shapes/index.ts';
import { runAddress } from '../addresses.ts';
import styles from './run-line.module.css';
import { runTitle } from './run-title.ts';
import { STATE_WORDS, stateOf } from './state.ts';
import { StateMark } from './state-mark.tsx';

/** A run in two lines: what it is about, and how it is, whose it is and where. */
export function RunLine({
  run,
}: {
  readonly run: Pick<
    RunSummaryShape,
    'id' | 'run_number' | 'name' | 'display_title' | 'head_branch' | 'status' | 'conclusion'
  >;
}): ReactNode {
  const state = stateOf(run);
  const about = [STATE_WORDS[state], `${run.name} #${run.run_number}`, run.head_branch ?? []].flat();
  return (
    <div className={styles['run']}>
      <StateMark state={state} word="none" />
      <div className={styles['lines']}>
        <Link href={runAddress(run.id)} className={styles['title']}>
          {runTitle(run)}
        </Link>
        <span className={styles['about']}>{about.join(' · ')}</span>
      </div>
    </div>
  );
}
