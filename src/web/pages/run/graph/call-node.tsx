import type { Node, NodeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import styles from './call-node.module.css';
import { HiddenHandles } from './hidden-handles.tsx';

/** The frame around the jobs of a called workflow, with the name of the job that called it. */
export const CallNode = memo(function CallNode({
  data: { name },
}: NodeProps<Node<{ readonly name: string }, 'call'>>): ReactNode {
  return (
    <div className={styles['call']}>
      <span className={styles['name']} title={name}>
        {name}
      </span>
      <HiddenHandles />
    </div>
  );
});
