import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import styles from './navigation.module.css';

const PLACES = [
  { href: '/', name: 'Runs', isHere: (path: string) => path === '/' || path.startsWith('/runs/') },
  {
    href: '/repositories',
    name: 'Repositories',
    isHere: (path: string) => path.startsWith('/repositories') || path.startsWith('/dispatch/'),
  },
  { href: '/deliveries', name: 'Deliveries', isHere: (path: string) => path.startsWith('/deliveries') },
  { href: '/workers', name: 'Workers', isHere: (path: string) => path.startsWith('/workers') },
];

/** The places of the application. */
export function Navigation(): ReactNode {
  const [path] = useLocation();
  return (
    <nav aria-label="Main" className={styles['navigation']}>
      {PLACES.map(({ href, name, isHere }) => (
        <Link key={href} href={href} aria-current={isHere(path) ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
