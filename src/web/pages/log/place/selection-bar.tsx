import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LogRangeShape } from '../../../../server/shapes/index.ts';
import { getJson, pathWith } from '../../../api/client.ts';
import { Button } from '../../../kit/button.tsx';
import { CopyButton } from '../../../kit/copy-button.tsx';
import { plainText } from '../../../log-line/shown-line.ts';
import { fragmentOf, type LineRange } from './fragment.ts';
import styles from './selection-bar.module.css';

/** The most lines that are copied at a time: what one answer of the server has. */
const MOST_LINES = 10_000;

/** What can be done with the selected lines. */
export function SelectionBar({
  job,
  range,
  onClear,
}: {
  readonly job: string;
  readonly range: LineRange;
  readonly onClear: () => void;
}): ReactNode {
  const { step, first, last } = range;
  const count = Math.min(last - first + 1, MOST_LINES);
  // Fetched ahead: a browser lets a page use the clipboard only at once, on a press.
  const { data } = useQuery({
    queryKey: ['log-text', job, step, first, count],
    queryFn: async ({ signal }) => {
      const path = pathWith(`/api/jobs/${job}/steps/${step}/log`, { from: first - 1, count });
      const { lines } = await getJson<LogRangeShape>(path, signal);
      return lines.map(plainText).join('\n');
    },
    gcTime: 0,
  });
  return (
    <div className={styles['bar']} role="group" aria-label="Selected lines">
      <span>{first === last ? `Line ${first}` : `Lines ${first}–${last}`}</span>
      {data !== undefined && (
        <CopyButton text={data} label={first === last ? 'the line' : 'the lines'}>
          {last - first + 1 > MOST_LINES ? `Copy the first ${MOST_LINES.toLocaleString('en')}` : 'Copy'}
        </CopyButton>
      )}
      <CopyButton text={() => new URL(fragmentOf(range), location.href).href} label="the link to them">
        Copy link
      </CopyButton>
      <Button kind="quiet" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
