import { effectAt } from '../effects';
import { backsUp } from '../kinds/backups';
import { kindByWords } from '../kinds/words';
import type { Effect, FileChange, Lowered, ResourceKind } from '../model';
import type { Format } from './format';
import { linesOf, newEffects } from './places';
import { textAt, type Tree, treesOf, walk } from './tree';

/** Ansible playbooks and roles: tasks that take something away. */
export const ansible: Format = {
  name: 'ansible',
  matches: (path, change) => /\.ya?ml$/i.test(path) && [change.before, change.after].some((text) => text !== null && /^[ \t]*(?:state[ \t]*:[ \t]*["']?(?:absent|stopped|terminated|deleted|disabled)|force[ \t]*:[ \t]*["']?(?:true|yes|on))/im.test(text)),
  change: (change) => newEffects(lowered(change, 'before'), lowered(change, 'after')),
};

function lowered(change: FileChange, side: 'before' | 'after'): Lowered {
  const trees = treesOf(change[side]);
  return { effects: trees.flatMap((tree) => tasks(tree)).flatMap((task) => effectsOf(task, change, side)), coverage: 'full', unread: [] };
}

/** Every map that holds a module with a state, wherever it stands: tasks, handlers, blocks. */
function tasks(tree: Tree): Tree[] {
  const inner = [...walk(tree)].map(({ entry }) => entry.tree);
  return [tree, ...inner].filter((one) => one.is === 'map' && [...one.entries.values()].some(({ tree: module }) => (textAt(module, ['state']) ?? textAt(module, ['force'])) !== undefined));
}

function effectsOf(task: Tree, change: FileChange, side: 'before' | 'after'): Effect[] {
  if (task.is !== 'map') return [];
  return [...task.entries].flatMap(([module, { tree, line }]): Effect[] => {
    const state = textAt(tree, ['state']);
    const plain = module.slice(module.lastIndexOf('.') + 1);
    // `force` makes a file system where there is one already.
    if (plain === 'filesystem' && /^(?:true|yes|on)$/i.test(textAt(tree, ['force']) ?? '')) return [effectAt(linesOf(change.path, side, line, tree.endLine), { verb: 'overwrite', resource: { kind: 'disk', type: plain, address: textAt(tree, ['dev']) ?? plain }, undo: 'no', note: 'what is on it is lost' })];
    if (state === 'disabled' && /^(?:ufw|firewalld|selinux|apparmor|nftables|iptables)$/.test(plain)) return [effectAt(linesOf(change.path, side, line, tree.endLine), { verb: 'unprotect', resource: { kind: 'protection', type: plain, address: plain }, reach: 'host', undo: 'yes', note: 'switched off' })];
    if (state === undefined || !/^(?:absent|stopped|terminated|deleted)$/.test(state)) return [];
    const name = module.slice(module.lastIndexOf('.') + 1);
    const address = ['name', 'path', 'dest', 'db', 'bucket', 'identifier', 'id', 'instance_ids', 'stack_name'].map((key) => textAt(tree, [key])).find((one) => one !== undefined) ?? name;
    const kind = name === 'cron' && backsUp(`${address}\n${textAt(tree, ['job']) ?? ''}`) ? 'protection' : kindOf(name, address);
    if (kind === null) return [];
    return [effectAt(linesOf(change.path, side, line, tree.endLine), { verb: state === 'stopped' ? 'stop' : 'delete', resource: { kind, type: name, address: `${name} ${address}` }, reach: kind === 'stack' ? 'stack' : kind === 'files' ? 'collection' : 'resource' })];
  });
}

/** Packages, lines and cron entries are housekeeping; folders that hold data are not. */
function kindOf(module: string, address: string): ResourceKind | null {
  if (/^(?:apt|yum|dnf|package|pip|npm|gem|homebrew|lineinfile|blockinfile|replace|cron|alternatives|apt_repository|yum_repository|seboolean|sysctl|git_config|pause|set_fact|known_hosts|authorized_key)$/.test(module)) return null;
  if (module === 'file') return /^\/(?:var\/lib|srv|data|opt|home|mnt|backup)/.test(address) && !/(?:cache|tmp|temp|log)/.test(address) ? 'files' : null;
  if (/^(?:service|systemd|systemd_service|supervisorctl|docker_container|sysvinit)$/.test(module)) return 'service';
  const kind = kindByWords(module);
  return kind === 'other' || kind === 'trivial' ? null : kind;
}
