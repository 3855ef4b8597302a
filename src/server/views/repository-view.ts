import type { RepositoryName } from '../../events/index.ts';
import { numericId, type RepositoryRecord } from '../../store/index.ts';
import { repositoryLinks, type RepositoryShape, userLinks, type UserShape } from '../shapes/index.ts';
import { type Links, nodeId } from './links.ts';

/** A person or owner; Runbook knows no more of them than their name. */
export function userView(login: string, links: Links): UserShape {
  const id = numericId(login);
  const url = links.user(login);
  return {
    ...userLinks(url),
    login,
    id,
    node_id: nodeId('User', id),
    avatar_url: `${links.base}/avatars/${encodeURIComponent(login)}`,
    gravatar_id: '',
    html_url: links.base,
    url,
    type: 'User',
    site_admin: false,
  };
}

/** A repository in GitHub's shape. */
export function repositoryView(
  name: RepositoryName,
  record: RepositoryRecord | null,
  links: Links,
): RepositoryShape {
  const [owner = '', short = ''] = name.split('/');
  const id = numericId(name);
  const url = links.repository(name);
  return {
    ...repositoryLinks(url),
    id,
    node_id: nodeId('Repository', id),
    name: short,
    full_name: name,
    owner: userView(owner, links),
    private: true,
    html_url: `${links.base}/?repository=${encodeURIComponent(name)}`,
    description: null,
    fork: false,
    url,
    clone_url: record?.url ?? '',
    default_branch: record?.defaultBranch ?? null,
  };
}
