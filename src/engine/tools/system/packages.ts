import { effectOf } from '../../effects';
import type { Effect, Invocation, Tool } from '../../model';
import { readArguments } from '../options';
import { machineFacts } from './services';

/** Packages whose purging takes data with it, or whose removal is an outage. Others come back with one command. */
const WITH_DATA = /^(?:postgresql|postgres|mysql|mariadb|percona|mongodb|mongo|redis|valkey|elasticsearch|opensearch|influxdb|clickhouse|cassandra|couchdb|rabbitmq|kafka|zookeeper|etcd|grafana|prometheus|docker|containerd|podman|jenkins|gitlab|vault|consul|nomad|slapd|minio|neo4j|ceph|k3s|kubelet|kubeadm|microk8s|lxd|samba|nfs-kernel)(?:[-.\d@*:+a-z]*)?$/i;
const CLIENTS = /(?:-client|-common|-dev|-devel|-doc|-libs|client(?:-core)?[\d.-]*|-cli|-compose.*|-tools|-buildx.*|-contrib|py|-sql)$/i;
/** A machine without these does not start, or cannot be reached. */
const VITAL = /^(?:linux-image.*|kernel(?:-core)?.*|linux-generic|systemd|libc6|glibc|bash|coreutils|sudo|openssh-server|openssh|network-manager|NetworkManager|netplan.*|grub.*|apt|dpkg|rpm|dnf|yum|pacman|python3|initramfs.*|util-linux|iproute2?|ifupdown|cloud-init)$/;

/** How a package manager is told to remove: a subcommand or an option, and what purges data as well. */
function manager(removes: RegExp, purges: RegExp, harmless: RegExp): Tool {
  return (invocation) => {
    const words = invocation.args.map(({ value }) => value);
    const args = readArguments(invocation.args, { style: 'gnu', values: ['-o', '-c', '--option', '-t', '--target-release', '-q', '--root'] });
    const removing = words.some((word) => removes.test(word));
    if (!removing || words.some((word) => harmless.test(word))) return [effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'packages', address: words.slice(0, 2).join(' ') }, undo: 'yes' })];
    const names = args.positionals.map(({ value }) => value).filter((name) => !removes.test(name));
    const purging = words.some((word) => purges.test(word));
    return names.length === 0 ? [removed(invocation, 'unused packages', 'regenerated')] : names.map((name) => judged(invocation, name, purging));
  };
}

function judged(invocation: Invocation, name: string, purging: boolean): Effect {
  if (VITAL.test(name)) return effectOf(invocation, { verb: 'delete', resource: { kind: 'infrastructure', type: 'package', address: `${name}, without which the machine does not run or cannot be reached` }, undo: 'from-code', facts: machineFacts(invocation) });
  if (WITH_DATA.test(name) && !CLIENTS.test(name)) return effectOf(invocation, { verb: 'delete', resource: { kind: purging ? 'data-store' : 'service', type: 'package', address: name }, undo: purging ? 'no' : 'from-code', facts: machineFacts(invocation), note: purging ? 'its data goes with it' : 'the server stops' });
  return removed(invocation, name, 'regenerated');
}

function removed(invocation: Invocation, address: string, kind: 'regenerated'): Effect {
  return effectOf(invocation, { verb: 'delete', resource: { kind, type: 'package', address }, undo: 'from-code', facts: machineFacts(invocation) });
}

const apt = manager(/^(?:remove|purge|autoremove|autopurge)$/, /^(?:purge|autopurge|--purge)$/, /^(?:-s|--simulate|--dry-run|--just-print|--no-act|--help|-d|--download-only)$/);
const dnf = manager(/^(?:remove|erase|autoremove|rm)$/, /^$/, /^(?:--assumeno|--help|--setopt=tsflags=test)$/);

export const PACKAGES: Readonly<Record<string, Tool>> = {
  apt, 'apt-get': apt, aptitude: apt, dpkg: manager(/^(?:-r|-P|--remove|--purge)$/, /^(?:-P|--purge)$/, /^(?:--dry-run|--simulate|--no-act)$/),
  yum: dnf, dnf, microdnf: dnf, zypper: manager(/^(?:remove|rm)$/, /^$/, /^(?:-D|--dry-run)$/), rpm: manager(/^(?:-e|--erase|-ev)$/, /^$/, /^--test$/),
  pacman: manager(/^-R\w*$/, /^-R\w*n/, /^(?:-p|--print)$/), apk: manager(/^del$/, /^--purge$/, /^(?:-s|--simulate)$/),
  snap: manager(/^remove$/, /^(?:remove|--purge)$/, /^--help$/), brew: manager(/^(?:uninstall|remove|rm)$/, /^--zap$/, /^(?:-n|--dry-run)$/),
  flatpak: manager(/^(?:uninstall|remove)$/, /^--delete-data$/, /^--help$/), choco: manager(/^uninstall$/, /^$/, /^(?:--noop|--whatif|--what-if)$/i), winget: manager(/^(?:uninstall|remove)$/, /^--purge$/, /^--help$/), scoop: manager(/^uninstall$/, /^(?:-p|--purge)$/, /^--help$/),
};
