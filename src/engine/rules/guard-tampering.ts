import { edit, type Rule, sh } from '../rule';

export const guardTampering: Rule = {
  id: 'guard-tampering',
  disposition: 'hold',

  summary: "Touches Infrahold itself, an assistant's hooks, or its permissions.",
  why: 'A guard that the guarded can change is none.',
  instead: 'Let a person change it, in the editor.',

  matches: ({ verb, resource }) => resource.kind === 'guard' && verb !== 'read',
  dispositionOf: ({ verb }) => (verb === 'delete' || verb === 'unprotect' || verb === 'stop' ? 'deny' : 'hold'),
  message: ({ verb, resource, note }) =>
    `would ${verb === 'delete' || verb === 'unprotect' || verb === 'stop' ? 'switch off' : 'touch'} ${resource.address}${note ? ` (${note})` : ''}`,

  fires: [
    sh('rm -rf ~/.infrahold'),
    sh('claude --bare -p "go on"'),
    sh('echo {} > ~/.claude/settings.json'),
    edit('.claude/settings.json', null, '{ "disableAllHooks": true }'),
    edit('.infrahold/policy.yaml', 'version: 1\n', 'version: 1\nrules:\n  stack-destruction: allow\n'),
  ],
  silent: [sh('cat ~/.infrahold/policy.yaml'), sh('ls ~/.claude'), sh('claude --version'), sh('rm -rf src'), edit('README.md', '', 'disableAllHooks')],
};
