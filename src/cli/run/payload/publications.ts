import type { PayloadMaker } from './checkout-facts.ts';
import { NUMBER, repositoryUrl, titleOf, userOf } from './forge-objects.ts';

/** The tag where nothing that is checked out says another. */
const TAG = 'v1.0.0';
const VERSION = '1.0.0';

/** A release of the tag that is checked out. */
export const release: PayloadMaker = (facts) => {
  const tag = facts.ref.startsWith('refs/tags/') ? facts.ref.slice('refs/tags/'.length) : TAG;
  return {
    action: 'published',
    release: {
      id: NUMBER,
      tag_name: tag,
      target_commitish: facts.defaultBranch,
      name: tag,
      body: titleOf(facts),
      draft: false,
      prerelease: false,
      author: userOf(facts),
      assets: [],
      html_url: repositoryUrl(facts, 'releases', 'tag', tag),
    },
  };
};

/** A package of what is checked out. */
export const registryPackage: PayloadMaker = (facts) => {
  const [, name = ''] = facts.repository.split('/');
  return {
    action: 'published',
    registry_package: {
      id: NUMBER,
      name,
      ecosystem: 'CONTAINER',
      package_type: 'CONTAINER',
      namespace: facts.repository.split('/')[0] ?? '',
      owner: userOf(facts),
      package_version: {
        id: NUMBER,
        version: VERSION,
        name: VERSION,
        target_commitish: facts.ref,
        target_oid: facts.sha,
        author: userOf(facts),
        container_metadata: { tag: { name: VERSION } },
      },
      html_url: repositoryUrl(facts, 'packages', NUMBER),
    },
  };
};

/** A version of the first image that the file names. */
export const imageVersion: PayloadMaker = (_, { names, versions }) => ({
  action: 'ready',
  image_version: { name: literal(names) ?? 'image', version: literal(versions) ?? VERSION },
});

/** A name that the first of some patterns matches: itself, with something short for each `*`. */
function literal(patterns: readonly string[] | undefined): string | null {
  const first = patterns?.find((pattern) => !pattern.startsWith('!'));
  return first === undefined ? null : first.replaceAll(/\*+/g, '0');
}
