import { lazy, type ReactNode, type RefObject, Suspense, useState } from 'react';
import { Button } from '../../../kit/button.tsx';
import { readKeysOn, setKeysOn } from './keys-setting.ts';
import { useRunKeys } from './use-run-keys.ts';

const KeysDialog = lazy(() => import('./keys-dialog.tsx'));

/** The keys of the list, and the button that shows them: it works as well while they are off. */
export function RunKeys({
  body,
  search,
}: {
  /** Holds the rows. */
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly search: RefObject<HTMLInputElement | null>;
}): ReactNode {
  const [isOn, setOn] = useState(readKeysOn);
  const [isShown, setShown] = useState(false);
  useRunKeys({ isOn, body, search, onHelp: () => setShown(true) });
  const turn = (on: boolean): void => {
    setKeysOn(on);
    setOn(on);
  };
  return (
    <>
      <Button kind="quiet" aria-keyshortcuts={isOn ? '?' : undefined} onClick={() => setShown(true)}>
        Keyboard
      </Button>
      {isShown && (
        <Suspense>
          <KeysDialog isOn={isOn} onTurn={turn} onClose={() => setShown(false)} />
        </Suspense>
      )}
    </>
  );
}
