import { type Rule, sh } from '../rule';

export const historyRewrite: Rule = {
  id: 'history-rewrite',
  disposition: 'hold',

  summary: 'Rewrites or deletes history that others share: commits, branches, tags, repositories.',
  why: "Commits that only stood there are gone for everyone, and other people's copies no longer fit.",
  instead: 'Add a commit that reverts. To update your own branch, use `git push --force-with-lease`.',

  matches: ({ verb, resource }) => (verb === 'delete' || verb === 'overwrite' || verb === 'replace') && resource.kind === 'history',
  message: ({ verb, resource }) => `would ${verb} ${resource.address}, which others share`,

  fires: [
    sh('git push --force origin main'),
    sh('git push origin --delete release'),
    sh('git push origin +main'),
    sh('gh repo delete acme/shop --yes'),
  ],
  silent: [
    sh('git push origin main'),
    sh('git log --oneline'),
    sh('git commit -m "git push --force"'),
    sh('git reset --hard HEAD'),
  ],
};
