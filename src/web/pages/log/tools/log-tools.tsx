import type { ReactNode } from 'react';
import { Button } from '../../../kit/button.tsx';
import { SearchBox } from '../search/search-box.tsx';
import type { LogSearch } from '../search/use-log-search.ts';
import styles from './log-tools.module.css';

/** What is above the steps and stays in the window: the search, and how lines are shown. */
export function LogTools({
  search,
  showsTimes,
  wraps,
  onTimes,
  onWrap,
}: {
  readonly search: LogSearch;
  readonly showsTimes: boolean;
  readonly wraps: boolean;
  readonly onTimes: (shows: boolean) => void;
  readonly onWrap: (wraps: boolean) => void;
}): ReactNode {
  return (
    <div className={styles['tools']}>
      <SearchBox search={search} />
      <div className={styles['ways']} role="group" aria-label="How lines are shown">
        <Button
          kind="quiet"
          aria-pressed={showsTimes}
          title="When each line was printed, UTC"
          onClick={() => onTimes(!showsTimes)}
        >
          Times
        </Button>
        <Button
          kind="quiet"
          aria-pressed={wraps}
          title="Long lines go on in the next row"
          onClick={() => onWrap(!wraps)}
        >
          Wrap
        </Button>
      </div>
    </div>
  );
}
