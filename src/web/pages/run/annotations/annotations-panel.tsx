import { type ReactNode, useState } from 'react';
import type { Annotation } from '../../../../events/index.ts';
import { Button } from '../../../kit/button.tsx';
import { Panel } from '../../../kit/panel.tsx';
import { AnnotationItem } from './annotation-item.tsx';
import type { AnnotationGroup } from './annotation-groups.ts';
import styles from './annotations-panel.module.css';

/** Annotations that are shown of a level at first. */
const FIRST = 10;

const HEADINGS: { readonly [level in Annotation['level']]: string } = {
  failure: 'Errors',
  warning: 'Warnings',
  notice: 'Notices',
};

/** What jobs said that matters, errors first. */
export function AnnotationsPanel({
  groups,
  run,
}: {
  readonly groups: readonly AnnotationGroup[];
  readonly run: number;
}): ReactNode {
  if (groups.length === 0) return null;
  return (
    <Panel title="Annotations" flush>
      {groups.map((group) => (
        <Level key={group.level} group={group} run={run} />
      ))}
    </Panel>
  );
}

function Level({ group, run }: { readonly group: AnnotationGroup; readonly run: number }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const { level, annotations } = group;
  const shown = isWhole ? annotations : annotations.slice(0, FIRST);
  return (
    <section className={styles['level']}>
      <h3>
        {HEADINGS[level]} <span>{annotations.length}</span>
      </h3>
      <ol>
        {shown.map((one) => (
          <li key={one.id}>
            <AnnotationItem placed={one} run={run} />
          </li>
        ))}
      </ol>
      {shown.length < annotations.length && (
        <Button kind="quiet" onClick={() => setWhole(true)}>
          Show all {annotations.length}
        </Button>
      )}
    </section>
  );
}
