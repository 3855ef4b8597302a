import type { HTMLAttributes, ReactNode } from 'react';

/**
 * Text that scrolls where it is wide or high. It can have the focus, so that keyboards scroll it too (WCAG 2.2, 2.1.1),
 * and its name tells what has it.
 */
export function ScrollBox({
  as: Element,
  label,
  role = 'group',
  children,
  ...rest
}: {
  readonly as: 'pre' | 'div';
  readonly label: string;
  /** `region` for what people look for as a part of the page. Default: group. */
  readonly role?: 'group' | 'region';
  /** Marks it for the style of its page. */
  readonly 'data-scrolls'?: string;
} & Omit<HTMLAttributes<HTMLElement>, 'role' | 'tabIndex' | 'aria-label'>): ReactNode {
  return (
    <Element {...rest} role={role} aria-label={label} tabIndex={0}>
      {children}
    </Element>
  );
}
