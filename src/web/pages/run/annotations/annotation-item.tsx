import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Annotation } from '../../../../events/index.ts';
import { logAddress } from '../../../addresses.ts';
import type { PlacedAnnotation } from './annotation-groups.ts';
import { AnnotationMark } from './annotation-mark.tsx';
import styles from './annotations-panel.module.css';

/** Characters of a message that are shown; the log has the rest. */
const MOST_CHARACTERS = 2_000;

/** One annotation: what it says, of which file, and the line of the log it was said in. */
export function AnnotationItem({
  placed: { annotation, leg, stepName },
  run,
}: {
  readonly placed: PlacedAnnotation;
  readonly run: number;
}): ReactNode {
  const { level, title, message, step, logLine } = annotation;
  const file = fileText(annotation);
  const line = logLine === undefined ? undefined : logLine + 1;
  return (
    <div className={styles['annotation']}>
      <AnnotationMark level={level} />
      <div>
        {title !== undefined && <h4>{title}</h4>}
        <p className={styles['message']}>{shortened(message)}</p>
        <p className={styles['source']}>
          <Link href={logAddress(run, leg.id, line === undefined ? { step } : { step, line })}>
            {leg.name} › {stepName}
            {line !== undefined && `, line ${line}`}
          </Link>
          {file !== null && <code>{file}</code>}
        </p>
      </div>
    </div>
  );
}

/** `src/app.ts:12:3`; null where no file is named. */
function fileText({ file, line, column }: Annotation): string | null {
  if (file === undefined) return null;
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

function shortened(message: string): string {
  return message.length > MOST_CHARACTERS ? `${message.slice(0, MOST_CHARACTERS)}…` : message;
}
