import { effectOf } from '../../effects';
import type { Effect, Facts, Invocation, Tool } from '../../model';
import { byDeeds, deed, deedsOf, type Deed, type Grammared } from '../deeds';
import { readArguments } from '../options';

export function machineFacts({ wrappers }: Invocation): Facts {
  const name = wrappers.findLast(({ elsewhere }) => elsewhere !== undefined)?.elsewhere;
  return name === undefined ? {} : { host: name };
}

const SYSTEMD: Grammared = { style: 'gnu', values: ['-H', '--host', '-M', '--machine', '-t', '--type', '--state', '-p', '--property', '-n', '--lines', '-s', '--signal', '--kill-who', '--what', '--root'], harmless: ['--dry-run'], facts: (args, invocation) => ({ ...machineFacts(invocation), ...(args.value('-H', '--host', '-M', '--machine') ? { host: args.value('-H', '--host', '-M', '--machine')?.value as string } : {}) }) };

const UNITS: readonly Deed[] = [
  deed('stop|kill|isolate', 'stop', 'service', 'unit', { reach: 'collection', undo: 'yes' }),
  deed('disable', 'stop', 'service', 'unit', { reach: 'collection', undo: 'yes', when: ['--now'] }),
  deed('disable', 'stop', 'service', 'unit', { undo: 'yes', note: 'it does not start at the next boot' }),
  deed('mask', 'stop', 'service', 'unit', { reach: 'collection', undo: 'yes', note: 'nothing can start it' }),
  deed('clean', 'delete', 'data-store', 'state of a unit'),
  deed('poweroff|halt|reboot|kexec|rescue|emergency|suspend|hibernate|soft-reboot|exit|default', 'stop', 'service', 'this machine', { reach: 'host', undo: 'yes', everything: 'the machine' }),
  deed('restart|try-restart|reload-or-restart|reload', 'update', 'service', 'unit'),
  deed('set-default|edit|revert|daemon-reexec', 'update', 'service', 'unit'),
];

/** Units of a desktop session or of a test are nobody's service. */
const systemctl: Tool = (invocation, context) =>
  deedsOf(invocation, context, SYSTEMD, UNITS).map((effect) => (invocation.args.some(({ value }) => value === '--user') && effect.verb === 'stop' && effect.reach !== 'host' ? { ...effect, reach: 'resource' } : effect));

/** `service NAME stop`, `rc-service NAME stop`, `/etc/init.d/NAME stop`. */
const service: Tool = (invocation) => {
  const [name, action] = invocation.args.filter(({ value }) => !value.startsWith('-')).map(({ value }) => value);
  const stops = /^(?:stop|force-stop|zap|disable)$/.test(action ?? '');
  return [effectOf(invocation, { verb: stops ? 'stop' : /^(?:start|restart|reload|force-reload)$/.test(action ?? '') ? 'update' : 'read', resource: { kind: 'service', type: 'unit', address: name ?? 'services' }, reach: stops ? 'collection' : 'resource', undo: 'yes', facts: machineFacts(invocation) })];
};

/** `/etc/init.d/NAME stop`: the script's own name is the service. */
const initScript: Tool = (invocation, context) => service({ ...invocation, args: [{ ...invocation.command, value: invocation.program }, ...invocation.args] }, context);

const sv: Tool = byDeeds({ style: 'gnu', values: ['-w'] }, [deed('stop|down|force-stop|kill|exit|once|d|s', 'stop', 'service', 'unit', { reach: 'collection', undo: 'yes' })]);

/** Takes the machine away from everybody on it. `-c` takes a planned one back. */
const shutdown: Tool = (invocation) => {
  const words = invocation.args.map(({ value }) => value.toLowerCase());
  const harmless = words.some((word) => /^(?:-c|--help|-k|--show|\/a|-a|\/\?|--version|-whatif|-w|--wtmp-only)$/.test(word));
  const local = words.includes('/l') || words.includes('-l');
  return [effectOf(invocation, { verb: harmless ? 'read' : 'stop', resource: { kind: local ? 'trivial' : 'service', type: 'machine', address: machineFacts(invocation).host ?? 'this machine' }, reach: 'host', undo: 'yes', facts: machineFacts(invocation) })];
};

const init: Tool = (invocation, context) => (/^[016sS]$/.test(invocation.args[0]?.value ?? '') ? shutdown({ ...invocation, args: [] }, context) : [effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'runlevel', address: invocation.args[0]?.value ?? '' }, undo: 'yes' })]);

/** Servers that somebody is connected to; their name in a kill is an outage. A developer's own node or python is not. */
const SERVERS = /^(?:postgres(?:ql)?|postmaster|mysqld?|mariadbd?|mongod|mongos|redis-server|valkey-server|nginx|apache2|httpd|haproxy|caddy|traefik|envoy|dockerd|containerd|docker|kubelet|k3s|etcd|consul|vault|nomad|sshd|systemd|init|rabbitmq(?:-server)?|beam(?:\.smp)?|kafka|zookeeper|elasticsearch|opensearch|clickhouse(?:-server)?|cassandra|influxd|prometheus|grafana(?:-server)?|named|bind9?|dnsmasq|cron|crond|rsyslogd|auditd|keepalived|patroni|pgbouncer|minio|php-fpm.*|gunicorn|uwsgi|unicorn|puma|supervisord|NetworkManager|firewalld|fail2ban.*|memcached|slapd|postfix|dovecot|exim4?|squid|varnishd|coredns|kube-.*|sqlservr|oracle|tnslsnr|w3wp|explorer|lsass|winlogon|svchost|services|csrss)(?:\.exe)?$/i;

const kill: Tool = (invocation) => {
  const words = invocation.args.map(({ value }) => value);
  const asks = words.some((word) => /^(?:-l|-L|--list|--help|-0)$/.test(word)) || (words.includes('-s') && words[words.indexOf('-s') + 1] === '0');
  const targets = words.filter((word, i) => !/^-(?:[A-Z]|\d|s$|n$|q$|[a-z]+$)/.test(word) || (word === '-1' && i > 0));
  const everything = targets.includes('-1') || (words.includes('--') && words.includes('-1'));
  if (asks) return [effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'process', address: 'signals' }, undo: 'yes' })];
  const first = targets.includes('1') && targets.length >= 1 && !words.includes('-1');
  const served = words.find((word) => /\b(?:pidof|pgrep)\b/.test(word) && SERVERS.test(/(?:pidof|pgrep)\s+(?:-\w+\s+)*["']?([\w.-]+)/.exec(word)?.[1] ?? '')) ?? words.find((word) => /\/(?:postmaster|mysqld|nginx|redis[\w-]*|postgres\w*)[\w.-]*\.pid/.test(word));
  return [killed(invocation, everything || first ? 'every process of the machine' : (served ?? targets.join(' ')), everything || first ? 'host' : served ? 'collection' : null)];
};

/** `pkill`, `killall`: by name or by a piece of the command line. */
const killall: Tool = (invocation) => {
  const args = readArguments(invocation.args.filter(({ value }) => !/^-(?:\d+|SIG\w+|[A-Z]{3,})$/.test(value)), { style: 'gnu', values: ['-s', '--signal', '-u', '--user', '--euid', '-U', '-t', '--terminal', '-P', '--parent', '-g', '--pgroup', '-o', '-y', '-F', '--pidfile', '--ns', '-G'] });
  const names = args.positionals.map(({ value }) => value);
  if (names.length === 0 && args.has('-u', '--user', '-U', '--euid')) {
    const user = args.value('-u', '--user', '-U', '--euid')?.value ?? '';
    return [killed(invocation, `every process of ${user}`, /^root|^postgres|^www-data|^mysql/.test(user) || !args.value('-u', '--user', '-U')?.known ? 'host' : 'collection')];
  }
  const guard = names.find((name) => /infrahold/i.test(name));
  if (guard) return [effectOf(invocation, { verb: 'stop', resource: { kind: 'guard', type: 'process', address: 'Infrahold' }, note: guard })];
  const server = names.find((name) => SERVERS.test(name.replace(/^\^|\$$|^.*\//g, '')));
  return [killed(invocation, server ?? names.join(' '), server ? 'collection' : names.some((name) => name === '.' || name === '.*' || name === '') ? 'host' : null)];
};

/** Without a reach, it is a process of the developer's own. */
function killed(invocation: Invocation, address: string, reach: 'host' | 'collection' | null): Effect {
  return effectOf(invocation, { verb: 'stop', resource: { kind: reach === null ? 'regenerated' : 'service', type: 'process', address }, reach: reach ?? 'resource', undo: 'yes', facts: machineFacts(invocation) });
}

const supervisor: Tool = byDeeds({ style: 'gnu', values: ['-c', '--configuration', '-s', '--serverurl', '-u', '-p'] }, [
  deed('stop|signal', 'stop', 'service', 'program', { reach: 'collection', undo: 'yes' }),
  deed('shutdown', 'stop', 'service', 'supervisor', { reach: 'host', undo: 'yes', everything: 'every program of the supervisor' }),
  deed('remove', 'delete', 'service', 'program'),
  deed('clear', 'delete', 'regenerated', 'log'),
]);

const pm2: Tool = byDeeds({ style: 'gnu', values: ['-n', '--name', '--namespace'] }, [
  deed('delete|del', 'delete', 'service', 'process'),
  deed('kill|unstartup', 'stop', 'service', 'daemon', { reach: 'host', undo: 'from-code', everything: 'every pm2 process' }),
  deed('stop', 'stop', 'service', 'process', { reach: 'collection', undo: 'yes' }),
  deed('cleardump|flush', 'delete', 'trivial', 'log'),
]);

const launchctl: Tool = byDeeds({ style: 'gnu' }, [
  deed('unload|bootout|remove|stop|kill|disable', 'stop', 'service', 'job', { reach: 'collection', undo: 'yes' }),
  deed('reboot', 'stop', 'service', 'this machine', { reach: 'host', everything: 'the machine' }),
]);

const signalled: Tool = byDeeds({ style: 'gnu', values: ['-c', '-g', '-p', '-k', '--config', '--address'] }, [deed('stop|quit|graceful-stop', 'stop', 'service', 'web server', { reach: 'collection', undo: 'yes' })]);

/** `nginx -s stop`; `-s reload` and `-t` are fine. */
const nginx: Tool = (invocation, context) => {
  if (/\/init\.d\//.test(invocation.command.value)) return initScript(invocation, context);
  const signal = /(?:^|\s)-s\s*(\w+)/.exec(invocation.args.map(({ value }) => value).join(' '))?.[1] ?? '';
  const stops = /^(?:stop|quit)$/.test(signal);
  return [effectOf(invocation, { verb: stops ? 'stop' : 'read', resource: { kind: 'service', type: 'web server', address: invocation.program }, reach: stops ? 'collection' : 'resource', undo: 'yes', facts: machineFacts(invocation) })];
};

const loginctl: Tool = byDeeds({ style: 'gnu' }, [deed('terminate-user|terminate-session|kill-user|kill-session|terminate-seat', 'stop', 'service', 'session', { reach: 'collection', undo: 'no' }), deed('poweroff|reboot|halt', 'stop', 'service', 'machine', { reach: 'host', everything: 'the machine' })]);

export const SERVICES: Readonly<Record<string, Tool>> = {
  systemctl, service, 'rc-service': service, sv, launchctl, initctl: sv, loginctl, supervisorctl: supervisor, pm2, nginx, apache2: nginx, httpd: nginx, postgresql: initScript, cron: initScript, networking: initScript, apachectl: signalled, apache2ctl: signalled, caddy: signalled,
  shutdown, reboot: shutdown, halt: shutdown, poweroff: shutdown, init, telinit: init,
  kill, killall, pkill: killall, skill: killall,
};
