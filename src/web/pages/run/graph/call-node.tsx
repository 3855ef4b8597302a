import type { Node, NodeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import styles from './call-node.module.css';
import type { GraphGroup } from './graph-input.ts';

type Call = Node<{ readonly group: GraphGroup }, 'call'>;

/** The frame around the jobs of a called workflow. */
export const CallNode = memo(function CallNode({ data: { group } }: NodeProps<Call>): ReactNode {
  return (
    <div className={styles['call']}>
      <span className={styles['name']} title={group.name}>
        {group.name}
      </span>
    </div>
  );
});
