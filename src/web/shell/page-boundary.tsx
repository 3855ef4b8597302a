import { Component, type ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { Notice } from '../kit/notice.tsx';
import { Page } from '../kit/page.tsx';

/** Shows what broke a page in place of an empty window: mostly code of a server that was replaced by a newer one. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override readonly state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Page title="This page failed">
        <Notice tone="error" actions={<Button onClick={() => location.reload()}>Load it again</Button>}>
          Its code is of another version than the server, or has a mistake:{' '}
          {error instanceof Error ? error.message : 'it did not say which'}
        </Notice>
      </Page>
    );
  }
}
