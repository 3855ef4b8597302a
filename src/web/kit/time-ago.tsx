import type { ReactNode } from 'react';
import { useNow } from './now.ts';
import { agoText } from './time-text.ts';

const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** How long ago something was; the exact time, in the reader's zone, is its title. */
export function TimeAgo({ at }: { /** RFC 3339. */ readonly at: string }): ReactNode {
  const now = useNow();
  const milliseconds = Date.parse(at);
  return (
    <time dateTime={at} title={EXACT.format(milliseconds)}>
      {agoText(milliseconds, now)}
    </time>
  );
}
