import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './button.module.css';

/** Something that happens on a press. `busy` keeps its place and its focus while it is under way. */
export function Button({
  kind = 'plain',
  busy = false,
  children,
  onClick,
  ...rest
}: {
  /** `primary`: what most people come for; `danger`: ends something; `quiet`: beside others. Default: plain. */
  readonly kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  readonly busy?: boolean;
} & ButtonHTMLAttributes<HTMLButtonElement>): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      className={styles['button']}
      data-kind={kind}
      aria-disabled={busy || rest.disabled === true ? true : undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {children}
    </button>
  );
}
