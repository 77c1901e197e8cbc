import { type Rule, sh } from '../rule';

export const uncommittedWorkLoss: Rule = {
  id: 'uncommitted-work-loss',
  disposition: 'hold',

  summary: 'Throws away work that is in no commit and on no other machine.',
  why: 'Nothing else has it: git cannot bring back what it was never given.',
  instead: 'Commit or `git stash` it first. `git clean -n` and `git diff` show what would go.',

  matches: ({ verb, resource, reach }) =>
    (verb === 'delete' || verb === 'overwrite') && (resource.kind === 'work' || (resource.kind === 'files' && (reach === 'collection' || (reach === 'resource' && verb === 'delete')))),
  // One file that is named in full is seen, and mostly meant: it is noted, not held.
  dispositionOf: ({ resource, reach }) => (resource.kind === 'files' && reach === 'resource' ? 'warn' : 'hold'),
  message: ({ verb, resource, note }) => `would ${verb} ${resource.address}${note ? ` (${note})` : ''}`,

  fires: [sh('git reset --hard HEAD'), sh('git clean -fdx'), sh('git checkout -- .'), sh('git stash drop'), sh('rm -rf src')],
  silent: [sh('git clean -nfdx'), sh('git reset --soft HEAD~1'), sh('git stash list'), sh('rm -rf node_modules'), sh('git push --force origin main')],
};
