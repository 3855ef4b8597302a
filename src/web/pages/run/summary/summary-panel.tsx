import { lazy, type ReactNode } from 'react';
import { Panel } from '../../../kit/panel.tsx';
import { Fold } from './fold.tsx';
import type { JobSummary } from './summaries.ts';
import styles from './summary-panel.module.css';

const Markdown = lazy(() => import('./markdown.tsx'));

/** What jobs wrote to `GITHUB_STEP_SUMMARY`. It suspends until the code for Markdown is there. */
export function SummaryPanel({ summaries }: { readonly summaries: readonly JobSummary[] }): ReactNode {
  if (summaries.length === 0) return null;
  return (
    <Panel title="Summary" flush>
      {summaries.map(({ leg, text, isCut }) => (
        <section key={leg.id} className={styles['summary']} aria-label={`Summary of ${leg.name}`}>
          <h3>{leg.name}</h3>
          <Fold>
            <Markdown text={text} />
          </Fold>
          {isCut && (
            <p>
              The summaries of this run are longer than a page can show.{' '}
              <a href={`/api/jobs/${leg.id}`}>The whole text of this job</a> is in the API.
            </p>
          )}
        </section>
      ))}
    </Panel>
  );
}
