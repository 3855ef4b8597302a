import { lazy, type ReactNode, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { NotFoundPage } from './pages/not-found/not-found-page.tsx';
import { RunsPage } from './pages/runs/runs-page.tsx';
import { PageBoundary } from './shell/page-boundary.tsx';
import { PagePlaceholder } from './shell/page-placeholder.tsx';
import { Shell } from './shell/shell.tsx';

// Every page but the first comes when it is asked for.
const RunPage = lazy(() => import('./pages/run/run-page.tsx'));
const LogPage = lazy(() => import('./pages/log/log-page.tsx'));
const WorkflowFilePage = lazy(() => import('./pages/workflow-file/workflow-file-page.tsx'));
const RepositoriesPage = lazy(() => import('./pages/repositories/repositories-page.tsx'));
const RepositoryPage = lazy(() => import('./pages/repository/repository-page.tsx'));
const DeliveriesPage = lazy(() => import('./pages/deliveries/deliveries-page.tsx'));
const WorkersPage = lazy(() => import('./pages/workers/workers-page.tsx'));
const DispatchPage = lazy(() => import('./pages/dispatch/dispatch-page.tsx'));
const SignInPage = lazy(() => import('./pages/sign-in/sign-in-page.tsx'));

/** The application: which page is at which address. */
export function App(): ReactNode {
  return (
    <Shell>
      <PageBoundary>
        <Suspense fallback={<PagePlaceholder />}>
          <Switch>
            <Route path="/" component={RunsPage} />
            <Route path="/runs/:run">{({ run }) => <RunPage key={run} run={run} />}</Route>
            <Route path="/runs/:run/jobs/:job">
              {({ run, job }) => <LogPage key={job} run={run} job={job} />}
            </Route>
            <Route path="/runs/:run/workflow">{({ run }) => <WorkflowFilePage key={run} run={run} />}</Route>
            <Route path="/repositories" component={RepositoriesPage} />
            <Route path="/repositories/:owner/:name">
              {({ owner, name }) => (
                <RepositoryPage key={`${owner}/${name}`} repository={`${owner}/${name}`} />
              )}
            </Route>
            <Route path="/deliveries" component={DeliveriesPage} />
            <Route path="/workers" component={WorkersPage} />
            <Route path="/dispatch/:owner/:name/:workflow">
              {({ owner, name, workflow }) => (
                <DispatchPage
                  key={`${owner}/${name}/${workflow}`}
                  repository={`${owner}/${name}`}
                  workflow={workflow}
                />
              )}
            </Route>
            <Route path="/sign-in" component={SignInPage} />
            <Route component={NotFoundPage} />
          </Switch>
        </Suspense>
      </PageBoundary>
    </Shell>
  );
}
