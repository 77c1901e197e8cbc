import { effectOf } from '../../effects';
import type { Effect, Invocation, Tool, Verb } from '../../model';
import { absolute } from '../../kinds/paths';
import { byDeeds, deed } from '../deeds';
import { machineFacts } from './services';

/** What lets packets through, or not. A rule taken away may be the one that keeps a person connected. */
function firewall(invocation: Invocation, verb: Verb, address: string, note: string | null = null): Effect {
  return effectOf(invocation, { verb, resource: { kind: 'network-control', type: 'firewall', address }, reach: 'host', undo: 'from-code', facts: machineFacts(invocation), note });
}

const iptables: Tool = (invocation) => {
  const words = invocation.args.map(({ value }) => value);
  const has = (shape: RegExp): boolean => words.some((word) => shape.test(word));
  const chain = words.find((_, i) => /^(?:-F|-X|-D|-P|-I|-A|--flush|--policy|--delete)$/.test(words[i - 1] ?? '')) ?? 'every chain';
  const policy = words.findIndex((word) => /^(?:-P|--policy)$/.test(word));
  if (policy >= 0) return [firewall(invocation, 'overwrite', `the policy of ${words[policy + 1] ?? 'a chain'}`, words[policy + 2] ?? null)];
  if (has(/^(?:-F|--flush|-X|--delete-chain)$/)) return [firewall(invocation, 'delete', chain.startsWith('-') ? 'every chain' : chain)];
  if (has(/^(?:-D|--delete|-R|--replace)$/)) return [firewall(invocation, 'delete', `a rule of ${chain}`)];
  if (has(/^(?:-A|-I|--append|--insert)$/) && has(/^(?:DROP|REJECT)$/) && !has(/^(?:-s|--source|-d|--destination|--dport|--dports|-p|-i|-o|-m|--match|--sport)$/)) return [firewall(invocation, 'overwrite', chain, 'everything is dropped')];
  return [firewall(invocation, has(/^(?:-A|-I|-N|--append|--insert|--new-chain)$/) ? 'create' : 'read', chain)];
};

const restore: Tool = (invocation) => [firewall(invocation, invocation.args.some(({ value }) => /^(?:-t|--test|--help|-n|--noflush)$/.test(value)) ? 'read' : 'overwrite', 'every rule')];

/** nft's actions are words, not options; `-f FILE` may start with a flush. */
const nft: Tool = (invocation, context) => {
  const words = invocation.args.map(({ value }) => value).join(' ').split(/\s+/);
  if (words.includes('-c') || words.includes('--check')) return [firewall(invocation, 'read', 'the rule set')];
  const file = words[words.indexOf('-f') + 1];
  const text = words.includes('-f') && file !== undefined && invocation.cwd !== null ? (context.surroundings.readFile(file.startsWith('/') ? file : `${invocation.cwd}/${file}`) ?? '') : '';
  const action = words.find((word) => /^(?:flush|delete|destroy|reset)$/.test(word)) ?? /^\s*(flush|delete|destroy)\b/m.exec(text)?.[1];
  return [action === undefined ? firewall(invocation, words.includes('add') || words.includes('insert') ? 'create' : 'read', 'the rule set') : firewall(invocation, 'delete', words.slice(words.indexOf(action) + 1).join(' ') || 'the rule set')];
};

const ufw: Tool = byDeeds({ style: 'gnu', harmless: ['--dry-run'], facts: (_, invocation) => machineFacts(invocation) }, [
  deed('disable|reset', 'delete', 'network-control', 'firewall', { everything: 'the firewall', undo: 'from-code' }),
  deed('delete', 'delete', 'network-control', 'firewall rule', { undo: 'from-code' }),
  deed('default allow', 'overwrite', 'network-control', 'firewall default', { note: 'lets everything in' }),
  deed('default deny|reject', 'update', 'network-control', 'firewall default'),
]);

const firewallCmd: Tool = (invocation) => {
  const words = invocation.args.map(({ value }) => value);
  const taken = words.find((word) => /^--(?:remove-|panic-on|delete-|reset-to-defaults|set-target)/.test(word));
  return [firewall(invocation, taken === undefined ? (words.some((word) => /^--(?:add|new|set)-/.test(word)) ? 'create' : 'read') : 'delete', taken ?? 'the firewall')];
};

const pfctl: Tool = (invocation) => {
  const text = invocation.args.map(({ value }) => value).join(' ');
  return [firewall(invocation, /(?:^|\s)-\w*(?:d|F)(?:\s|$)/.test(text) && !/-\w*n/.test(text) ? 'delete' : 'read', 'the firewall')];
};

/** `nsupdate`: what it is given is a list of changes to a zone. */
const nsupdate: Tool = (invocation, context) => {
  const file = invocation.args.findLast(({ value }) => !value.startsWith('-') && !/\.key$|\.private$/.test(value));
  const read = file === undefined || invocation.cwd === null ? null : context.surroundings.readFile(absolute(file.value, invocation.cwd, context.surroundings.homeDirectory) ?? '');
  const text = invocation.stdin?.kind === 'text' ? invocation.stdin.text : (read ?? '');
  const gone = [...text.matchAll(/^\s*(?:update\s+)?del(?:ete)?\s+(\S+)(?:\s+(?:\d+\s+)?(?:IN\s+)?([A-Z]+))?/gim)].map(([, name = '', type]) => (type === undefined ? name : `${name} ${type}`));
  const record = (verb: Verb, address: string) => effectOf(invocation, { verb, resource: { kind: 'network-control', type: 'DNS record', address }, undo: 'from-code' });
  return gone.length === 0 ? [record('read', 'the zone')] : gone.slice(0, 20).map((name) => record('delete', name));
};

/** `ip link set eth0 down`, `ip route del default`, `ip addr flush dev eth0`; names may be cut short. */
const ip: Tool = (invocation) => {
  const words = invocation.args.map(({ value }) => value).filter((word) => !/^-(?:[46bdsjo]|br|color|details|json|oneline|stats?)$/.test(word));
  const [object = '', action = ''] = words;
  const text = words.join(' ');
  // What a developer made for a container or a tunnel is not the machine's way out.
  const virtual = /\b(?:veth|docker|br-|virbr|tun|tap|dummy|vxlan|cni|flannel|lo|wg|macvlan|ifb|vcan|can)\w*/.test(text);
  const cuts = (/^l/.test(object) && ((/^s/.test(action) && words.includes('down')) || /^d/.test(action))) || (/^(?:a|r|ru|ne)/.test(object) && /^(?:d|fl)/.test(action)) || (object.startsWith('netns') && /^d/.test(action));
  return [effectOf(invocation, { verb: !cuts ? (/^(?:add|a|set|s|replace|change)$/.test(action) ? 'update' : 'read') : 'delete', resource: { kind: virtual || object.startsWith('net') ? 'trivial' : 'network-control', type: `ip ${object}`, address: words.slice(2).join(' ') || object }, reach: 'resource', undo: 'from-code', facts: machineFacts(invocation) })];
};

const downing = (shape: RegExp): Tool => (invocation) => {
  const text = invocation.args.map(({ value }) => value).join(' ');
  return [effectOf(invocation, { verb: shape.test(text) ? 'delete' : 'read', resource: { kind: 'network-control', type: 'interface', address: text }, undo: 'from-code', facts: machineFacts(invocation) })];
};

export const NETWORK: Readonly<Record<string, Tool>> = {
  iptables, ip6tables: iptables, 'iptables-legacy': iptables, 'iptables-nft': iptables, ebtables: iptables, arptables: iptables, 'iptables-restore': restore, 'ip6tables-restore': restore,
  nft, nsupdate, ufw, 'firewall-cmd': firewallCmd, pfctl, ip, ifconfig: downing(/\bdown\b|\bdelete\b|-alias/), ifdown: downing(/./), route: downing(/^(?:-\w+ )*(?:del|delete|flush)\b/), tc: downing(/^qdisc (?:del|replace) .*\b(?:root|eth|en)/),
  nmcli: byDeeds({ style: 'gnu', values: ['-f', '--fields', '-t', '-g', '-w'] }, [deed('con|connection|c delete|del|down', 'delete', 'network-control', 'connection'), deed('networking|net|n off', 'delete', 'network-control', 'network', { everything: 'every connection' }), deed('radio * off', 'delete', 'network-control', 'radio'), deed('dev|device|d disconnect|delete', 'delete', 'network-control', 'device')]),
  // Switches and routers are told over SSH; their saved configuration is all that they know.
  write: byDeeds({ style: 'gnu' }, [deed('erase', 'delete', 'network-control', 'saved configuration of the device', { everything: 'the saved configuration of the device' })]),
  request: byDeeds({ style: 'gnu' }, [deed('system zeroize', 'delete', 'network-control', 'configuration of the device', { everything: 'everything on the device' })]),
  'octodns-sync': byDeeds({ style: 'gnu', values: ['--config-file', '--zone', '--source', '--target'] }, [deed('', 'delete', 'network-control', 'DNS records', { when: ['--force'], everything: 'more DNS records than its safety limit lets go', undo: 'from-code' })]),
  'wg-quick': byDeeds({ style: 'gnu' }, [deed('down', 'stop', 'network-control', 'tunnel', { undo: 'yes' })]),
  ipset: byDeeds({ style: 'gnu', harmless: ['-L'] }, [deed('destroy|flush|x', 'delete', 'network-control', 'address set')]),
  ipvsadm: downing(/(?:^|\s)-\w*[CD]|--clear|--delete-s/), conntrack: downing(/(?:^|\s)(?:-F|--flush)/),
  brctl: byDeeds({ style: 'gnu' }, [deed('delbr|delif', 'delete', 'network-control', 'bridge')]),
  'ovs-vsctl': byDeeds({ style: 'gnu' }, [deed('del-br|del-port|emer-reset|del-controller', 'delete', 'network-control', 'bridge')]),
};
