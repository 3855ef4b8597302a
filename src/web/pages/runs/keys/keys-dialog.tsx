import type { ReactNode } from 'react';
import { Button } from '../../../kit/button.tsx';
import { Dialog } from '../../../kit/dialog.tsx';
import styles from './keys-dialog.module.css';

const KEYS = [
  { key: '/', does: 'Go to the search' },
  { key: 'j', does: 'Go to the next run' },
  { key: 'k', does: 'Go to the previous run' },
  { key: 'Enter', does: 'Open the run' },
  { key: '?', does: 'Show these keys' },
];

/** The keys of the list of runs, and whether they are on. */
export default function KeysDialog({
  isOn,
  onTurn,
  onClose,
}: {
  readonly isOn: boolean;
  readonly onTurn: (on: boolean) => void;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Dialog title="Keyboard" onClose={onClose} actions={<Button onClick={onClose}>Close</Button>}>
      <dl className={styles['keys']}>
        {KEYS.map(({ key, does }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className={styles['setting']}>
        <input type="checkbox" checked={isOn} onChange={(event) => onTurn(event.target.checked)} />
        <span>
          Use single keys. Turn them off where another program of yours types or listens, such as speech
          input. Tab and Enter work in any case.
        </span>
      </label>
    </Dialog>
  );
}
