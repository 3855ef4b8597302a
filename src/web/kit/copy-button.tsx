import { type ReactNode, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

/** Milliseconds for which it says that it has copied. */
const SAYS_SO_MS = 2_000;

/** Puts a text on the clipboard. */
export function CopyButton({
  text,
  label,
  children = 'Copy',
}: {
  readonly text: string | (() => string);
  /** What is copied, for screen readers: "the command". */
  readonly label: string;
  readonly children?: ReactNode;
}): ReactNode {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SAYS_SO_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setOutcome('copied');
    } catch {
      // The browser offers a clipboard only to https and loopback addresses.
      setOutcome('refused');
    }
  };
  return (
    <>
      <Button kind="quiet" onClick={() => void copy()}>
        {outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'Not allowed' : children}
        <VisuallyHidden> {label}</VisuallyHidden>
      </Button>
      <VisuallyHidden>
        <span role="status">
          {outcome === 'copied' && `Copied ${label}.`}
          {outcome === 'refused' && `The browser did not allow copying ${label}.`}
        </span>
      </VisuallyHidden>
    </>
  );
}
