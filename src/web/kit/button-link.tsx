import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './button.module.css';

/** A link that looks like a button: it goes somewhere. `native`: to something that is no page, a download or a raw log. */
export function ButtonLink({
  href,
  kind = 'plain',
  native = false,
  children,
  ...rest
}: {
  readonly href: string;
  readonly kind?: 'primary' | 'plain' | 'quiet';
  readonly native?: boolean;
} & AnchorHTMLAttributes<HTMLAnchorElement>): ReactNode {
  const shared = { ...rest, className: styles['button'], 'data-kind': kind };
  return native ? (
    <a href={href} {...shared}>
      {children}
    </a>
  ) : (
    <Link href={href} {...shared}>
      {children}
    </Link>
  );
}
