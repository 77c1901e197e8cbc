/** Programs that make copies, by their names. */
const MAKERS =
  /(?:^|[^a-z])(?:pg_dump(?:all)?|pg_basebackup|pg_receivewal|pgbackrest|pg_probackup|barman|wal-?[ge](?:\s|$)|mysqldump|mysqlpump|mariadb-dump|mariabackup|mydumper|xtrabackup|automysqlbackup|mongodump|sqlite3\s+\S+\s+['"]?\.(?:backup|dump)|influxd?\s+backup|etcdctl\s+(?:\S+\s+){0,8}snapshot\s+save|restic\s+(?:\S+\s+){0,8}backup|borg\s+(?:\S+\s+){0,8}create|borgmatic|rsnapshot|duplicity|duply|kopia\s+snapshot|velero\s+backup|tarsnap|rdiff-backup|autorestic|resticprofile|snapper\s+(?:\S+\s+){0,8}create|zfs\s+(?:snapshot|send)|btrbk|sanoid|syncoid|zrepl|proxmox-backup-client|vzdump)(?![a-z])/i;
const WORDS = /(?:^|[^a-z])(?:back-?ups?|db-?dumps?|dumps?|snapshots?)(?![a-z])|backup/i;
/** What is done with copies that exist already. */
const TENDS = /clean|prune|purge|expir|delet|rotat|forget|report|check|verif|monitor|metric|export|list|restor|(?:^|[\s/])rm\s/i;

/** Whether a job or a command makes backups, and does not merely tidy or look at them. */
export function backsUp(text: string): boolean {
  return MAKERS.test(text) || (WORDS.test(text) && !TENDS.test(text));
}

/** Whether a name, a path or a command is about backups at all. */
export function speaksOfBackups(text: string): boolean {
  return MAKERS.test(text) || WORDS.test(text) || /(?:^|[^a-z])(?:restic|borg|k8up|velero|kopia|longhorn|kubestash|volsync|sanoid|snapper|wal-?[ge]|barman)|pgbackrest/i.test(text);
}
