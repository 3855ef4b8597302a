import type { ReactNode } from 'react';
import type { Problem } from '../../../../events/index.ts';
import { ScrollBox } from '../../../kit/scroll-box.tsx';
import styles from './file-errors.module.css';

/** The line of a mistake with the part marked that is wrong. */
export function Snippet({ problem }: { readonly problem: Problem }): ReactNode {
  const { snippet, snippetColumn = 1, column, line, endLine, endColumn } = problem;
  if (snippet === undefined) return null;
  const from = Math.min(snippet.length, Math.max(0, column - snippetColumn));
  const to = endLine > line ? snippet.length : Math.max(from, endColumn - snippetColumn);
  return (
    <ScrollBox as="pre" label={`Line ${line}`} className={styles['snippet']}>
      <span aria-hidden="true">{line}</span>
      <code>
        {snippet.slice(0, from)}
        <mark>{snippet.slice(from, to)}</mark>
        {snippet.slice(to)}
      </code>
    </ScrollBox>
  );
}
