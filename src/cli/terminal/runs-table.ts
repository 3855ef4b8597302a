import type { RunDetailShape } from '../../server/index.ts';
import { formatAge, formatDuration } from './duration.ts';
import { painted } from './run-tree.ts';
import type { Style } from './style.ts';
import { formatTable } from './table.ts';

/** The longest title shown, in characters. */
const TITLE_LENGTH = 50;

/** Runs as a table. @param now milliseconds since 1970 */
export function formatRuns(runs: readonly RunDetailShape[], style: Style, now: number): string {
  const rows = runs.map((run) => [
    String(run.id),
    `${run.repository.full_name}#${run.run_number}`,
    run.name,
    shortened(run.display_title.split('\n', 1)[0] ?? ''),
    run.head_branch ?? '',
    run.event,
    run.conclusion ?? run.status,
    run.status === 'completed'
      ? formatDuration(Date.parse(run.updated_at) - Date.parse(run.run_started_at))
      : '',
    formatAge(now - Date.parse(run.created_at)),
  ]);
  return formatTable(
    [
      { title: 'ID', align: 'right' },
      { title: 'RUN' },
      { title: 'WORKFLOW' },
      { title: 'TITLE' },
      { title: 'BRANCH' },
      { title: 'EVENT' },
      { title: 'RESULT', paint: (cell, row) => painted(runs[row]?.conclusion ?? null, style)(cell) },
      { title: 'TOOK', align: 'right' },
      { title: 'AGE', align: 'right' },
    ],
    rows,
    style.faint,
  );
}

function shortened(text: string): string {
  return text.length <= TITLE_LENGTH ? text : `${text.slice(0, TITLE_LENGTH - 1)}…`;
}
