import type { ResourceKind } from '../model';
import { baseName } from './paths';

/** What a path holds that has a name of its own, whoever touches it. */
export interface Stored {
  readonly kind: Extract<ResourceKind, 'data-store' | 'backup' | 'key' | 'state' | 'audit' | 'history' | 'disk'>;
  readonly type: string;
}

/** What a file or folder holds, judged by its name and place. `path` is absolute and normal, or relative when that is all there is. `null` for ordinary files. */
export function storedAt(path: string): Stored | null {
  const name = baseName(path);
  for (const [kind, type, shape, on] of SHAPES) {
    if (shape.test(on === 'name' ? name : path)) return { kind, type };
  }
  return null;
}

/** A database, dump or key made for tests only. */
export function isForTests(path: string): boolean {
  return /(?:^|[/_.-])(?:tests?|testing|fixtures?|spec|mock|e2e|ci|scratch|sample|example|demo)(?:[/_.-]|$)/i.test(path);
}

type Shape = readonly [kind: Stored['kind'], type: string, shape: RegExp, on: 'name' | 'path'];

const SHAPES: readonly Shape[] = [
  ['disk', 'block device', /^\/dev\/(?:sd[a-z]|hd[a-z]|vd[a-z]|xvd[a-z]|nvme\d|mmcblk\d|disk\d|rdisk\d|mapper\/|md\d|dm-\d|mem$|zvol\/|disk\/by-|da\d|ada\d|nbd\d|sr\d)/, 'path'],
  ['disk', 'physical drive', /^(?:\/\/\.\/|\\\\\.\\)?physicaldrive\d/i, 'name'],
  ['disk', 'loop device', /^\/dev\/loop\d/, 'path'],
  ['state', 'terraform state', /\.tfstate(?:\.\d+)?$|^terraform\.tfstate\.d$/i, 'name'],
  ['backup', 'state backup', /\.tfstate(?:\.[\w-]+)*\.(?:backup|bak)$/i, 'name'],
  ['state', 'pulumi state', /\/\.pulumi\/(?:stacks|backups|history)(?:\/|$)/, 'path'],
  ['history', 'git repository', /(?:^|\/)\.git(?:\/(?:objects|refs|logs|HEAD|packed-refs|index|worktrees|modules)(?:\/.*)?)?$/, 'path'],
  ['history', 'version control', /(?:^|\/)\.(?:hg|svn|jj|bzr)$/, 'path'],
  ['key', 'ssh key', /(?:^|\/)\.ssh(?:\/(?!known_hosts|config\.bak|.*\.pub$|control|sockets).*)?$/, 'path'],
  ['key', 'key', /^(?:id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|.*\.(?:pem|p12|pfx|jks|keystore|kdbx|ppk|gpg-key|age|p8)|.*(?:private|server|client|tls|ssl|signing|master|ca)[-_.]?key\.(?:key|txt|json)|.*\.key|\.vault[-_]?(?:token|pass(?:word)?)|vault-token|\.pgpass|\.netrc|_netrc|\.htpasswd|master\.key|credentials\.yml\.enc|service[-_]?account.*\.json)$/i, 'name'],
  ['key', 'credentials', /(?:^|\/)\.(?:aws\/(?:credentials|config)|aws|kube\/config|kube|gnupg|azure|config\/gcloud|docker\/config\.json|config\/gh|config\/op|password-store|oci|minikube\/certs)(?:$|\/(?!cache|sso\/cache|cli\/cache|logs|http-cache))/, 'path'],
  ['key', 'certificates', /^\/etc\/(?:letsencrypt|ssl\/private|ssh|pki|kubernetes\/pki)(?:\/|$)/, 'path'],
  ['key', 'secrets file', /^\.env(?:\.(?!example|sample|template|dist|test|ci|defaults|schema)[\w-]+)*$|^(?:secrets?|credentials)\.(?:ya?ml|json|toml|env|enc\.ya?ml)$/i, 'name'],
  ['audit', 'audit log', /^\/var\/log\/(?:audit(?:\/|$)|auth\.log|secure|wtmp|btmp|lastlog|syslog$|messages$|journal(?:\/|$))/, 'path'],
  ['data-store', 'database file', /^(?!Thumbs\.db$|:memory:).*\.(?:db|db3|sqlite|sqlite3|s3db|mdb|accdb|mdf|ldf|ibd|frm|myd|myi|rdb|aof|dbf|fdb|gdb|duckdb|realm|h2\.db|mv\.db)(?:-wal|-shm|-journal)?$/i, 'name'],
  ['data-store', 'data folder', /^\/var\/(?:lib\/(?:postgresql|pgsql|mysql|mariadb|mongo(?:db)?|redis|valkey|etcd|rancher|docker\/volumes|docker|containers|containerd|kubelet|elasticsearch|opensearch|influxdb2?|clickhouse|cassandra|grafana|prometheus|rabbitmq|kafka|zookeeper|minio|neo4j|couchdb|consul|vault|nomad|jenkins|gitlab|ldap|libvirt|ceph|registry|mlocate-data)|opt\/gitlab|mail|spool\/(?:mail|cron)|vmail|backups?)(?:\/|$)/, 'path'],
  ['data-store', 'data folder', /(?:^|\/)(?:pgdata|pg_data|postgres[-_]?data|mysql[-_]?data|mongo[-_]?data|redis[-_]?data|db[-_]?data|pg_wal|pg_xlog|base\.d|minio[-_]?data|es[-_]?data|esdata|rabbitmq[-_]?data|kafka[-_]?data)(?:\/|$)/i, 'path'],
  ['backup', 'backup', /^.*\.(?:dump|pgdump|sqlc|dmp|bkp|backup|sql\.(?:gz|xz|bz2|zst|zip)|dump\.(?:gz|xz|zst)|rdb\.gz|bson(?:\.gz)?|vhdx?|vmdk|qcow2|vdi|ova|img\.gz)$|^.*(?:backup|dump|snapshot)s?.*\.(?:sql|tar(?:\.\w+)?|tgz|zip|gz|7z|xz|zst)$/i, 'name'],
  ['backup', 'backup', /(?:^|\/)(?:backups?|snapshots|dumps|db-?backups?|\.snapshots)(?:\/[^/]*)?$/i, 'path'],
];
