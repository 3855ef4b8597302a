import { type ReactNode, useState } from 'react';
import type { Annotation } from '../../../../events/index.ts';
import { AnnotationEntry } from '../../../kit/annotation-entry.tsx';
import { ANNOTATION_LEVELS } from '../../../kit/annotation-levels.ts';
import { Button } from '../../../kit/button.tsx';
import { Panel } from '../../../kit/panel.tsx';
import { fragmentOf } from '../place/fragment.ts';
import styles from './annotation-list.module.css';

/** Annotations that are shown at first: the log is what people came for. */
const FIRST = 3;

/** What the steps of a job said that matters, errors first, each with the line of the log that said it. */
export function AnnotationList({
  annotations,
  onGo,
}: {
  readonly annotations: readonly Annotation[];
  /** A link was followed, perhaps to where the address is already. @param line from 0 */
  readonly onGo: (step: number, line: number) => void;
}): ReactNode {
  const [isWhole, setWhole] = useState(false);
  if (annotations.length === 0) return null;
  const ordered = ANNOTATION_LEVELS.flatMap((level) => annotations.filter((one) => one.level === level));
  const shown = isWhole ? ordered : ordered.slice(0, FIRST);
  return (
    <Panel title={`Annotations (${annotations.length})`} flush>
      <ul className={styles['list']}>
        {shown.map((annotation, index) => (
          <li key={`${annotation.step} ${annotation.logLine} ${index}`}>
            <AnnotationEntry annotation={annotation}>
              <LineLink annotation={annotation} onGo={onGo} />
            </AnnotationEntry>
          </li>
        ))}
      </ul>
      {shown.length < ordered.length && (
        <div className={styles['more']}>
          <Button kind="quiet" onClick={() => setWhole(true)}>
            Show all {ordered.length}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function LineLink({
  annotation: { step, logLine },
  onGo,
}: {
  readonly annotation: Annotation;
  readonly onGo: (step: number, line: number) => void;
}): ReactNode {
  if (logLine === undefined) return <span>Step {step}</span>;
  const line = logLine + 1;
  return (
    <a href={fragmentOf({ step, first: line, last: line })} onClick={() => onGo(step, logLine)}>
      Step {step}, line {line.toLocaleString('en')}
    </a>
  );
}
