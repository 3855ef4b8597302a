import type { ReactNode } from 'react';
import type { Annotation } from '../../events/index.ts';
import styles from './annotation-entry.module.css';
import { ANNOTATION_WORDS } from './annotation-levels.ts';
import { AnnotationMark } from './annotation-mark.tsx';
import { shortened } from './shortened.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

/** Characters of a message that are shown; the log has the rest. */
const MOST_CHARACTERS = 2_000;

/** One annotation: its level, what it says, where in the log it was said, and of which file. */
export function AnnotationEntry({
  annotation: { level, title, message, file, line, column },
  children,
}: {
  readonly annotation: Annotation;
  /** The way to where it was said. */
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className={styles['annotation']}>
      <AnnotationMark level={level} />
      <div>
        <VisuallyHidden>{ANNOTATION_WORDS[level]}: </VisuallyHidden>
        {title !== undefined && <p className={styles['title']}>{title}</p>}
        <p className={styles['message']}>{shortened(message, MOST_CHARACTERS)}</p>
        <p className={styles['source']}>
          {children}
          {file !== undefined && <code>{placeText(file, line, column)}</code>}
        </p>
      </div>
    </div>
  );
}

/** `src/app.ts:12:3` */
function placeText(file: string, line: number | undefined, column: number | undefined): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}
