import type { ReactNode } from 'react';
import { Page } from '../../kit/page.tsx';

/** Signing in. */
export default function SignInPage(): ReactNode {
  return <Page title="Sign in">{null}</Page>;
}
