import { Handle, Position } from '@xyflow/react';
import type { ReactNode } from 'react';
import styles from './hidden-handles.module.css';

/** React Flow draws no line to or from a node without them. They are not seen: nobody draws lines here. */
export function HiddenHandles(): ReactNode {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} className={styles['handle']} />
      <Handle type="source" position={Position.Right} isConnectable={false} className={styles['handle']} />
    </>
  );
}
