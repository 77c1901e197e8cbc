// What the commands of the tool grammar come to, where severity and class do not say it. Read by tools.mjs.
//
// Codes: D deletes, N empties an account, V overwrites or replaces, S stops, s stops for a moment, W weakens a protection, F changes a tool's own memory,
//        U changes in a way nobody minds, T loses something trivial, A applies unseen when the question is off, Q runs SQL, B runs a shell command, R reads.
// A code may be followed by a condition: `zero` (a number of things becomes 0), flags of which one must be there, or `!` and flags of which none may be;
// where it does not hold the command is U.

/** Groups that have hand-written readers for every program in them, or that say nothing of their own. */
export const LEFT_OUT = ['aws', 'gcloud', 'gsutil', 'bq', 'az', 'doctl', 'hcloud', 'linode-vultr-ovh-scw', 'openstack', 'remote-exec', 'http', 'search-http', 'find-xargs', 'rm', 'overwrite', 'windows-cmd', 'powershell', 'git', 'terraform', 'terragrunt'];

/** Words that are programs of their own somewhere else and would be misread under a group's grammar. */
export const NOT_OURS = ['up', 'ntl-other', 'linode-cli-obj', 'aws-s3', 'bundle', 'php', 'python', 'python3', 'sql', 'ab', 'hey', 'evolve', 'cycle', 'port', 'script', 'time', 'k', 'now', 'act'];

export const JUDGED = {
  argocd: { s: 'app terminate-op; app rollback', U: 'app actions run; app set; app patch; app patch-resource; app edit; app unset' },
  flux: { s: 'suspend *', U: 'reconcile *' },
  velero: { 'V --existing-resource-policy': 'restore create', W: 'schedule delete; delete schedule; schedule pause; backup-location delete; delete backup-location; snapshot-location delete' },
  eksctl: { s: 'drain nodegroup; upgrade cluster; upgrade nodegroup', 'S zero': 'scale nodegroup', U: 'replace *; utils disassociate-*; utils update-*; utils migrate-*' },
  kops: { 's --yes,-y': 'rolling-update cluster; upgrade cluster', A: 'update cluster', U: 'replace; rotate; promote; distrust keypair' },
  kubeadm: { s: 'upgrade apply; upgrade node', U: 'token delete; certs renew' },
  rancher: { U: 'settings set', B: 'kubectl *' },
  'kind-minikube-k3d': { s: 'talosctl upgrade' },
  etcdctl: { U: 'put; compact; compaction; defrag; alarm disarm; txn; snapshot restore', s: 'member update; move-leader', W: 'auth disable' },
  nomad: {
    U: 'job run; run; job periodic force; job dispatch; job restart; system gc; system reconcile; operator autopilot set-config; operator scheduler set-config; alloc signal', s: 'job revert; node eligibility; alloc stop; alloc restart',
    'S zero': 'job scale', S: 'node drain; volume detach; stop; job stop', B: 'alloc exec', V: 'operator snapshot restore',
  },
  consul: { U: 'kv put; kv import; operator autopilot set-config; lock; reload; connect ca set-config', s: 'maint', S: 'force-leave; leave', V: 'snapshot restore' },
  vault: { U: 'kv put; write; kv patch; kv rollback; secrets tune; operator rotate; operator generate-root; operator init; operator migrate', s: 'secrets move; auth move; operator step-down', V: 'operator rekey; operator raft snapshot restore', S: 'operator seal', W: 'audit disable' },
  azd: { D: 'down', T: 'env remove; config unset' },
  'cloud-nuke': { 'N --no-dry-run': 'aws-nuke run; aws-nuke nuke; aws-nuke', N: 'cloud-nuke aws; cloud-nuke gcp; cloud-nuke defaults-aws; azure-nuke run; gcp-nuke run; leftovers', D: 'custodian run' },
  docker: {
    U: 'exec; compose exec; run; compose run; compose kill; compose stop; compose restart; compose pause; stop; kill; restart; pause; container stop; container kill; cp; commit; import; load; push; pull; tag; build; swarm ca; swarm update; swarm unlock-key; desktop *; compose up; compose rm',
    T: 'rm; container rm; container remove; container prune; image prune; network prune; builder prune; buildx prune; rmi; image rm; manifest rm; buildx rm; sandbox rm; model rm; extension rm; trust revoke; compose down; context rm; plugin rm; plugin disable; network rm; network remove',
    'S zero': 'service scale; service update', s: 'service rollback; node demote; node update', 'D -a,--all,--volumes': 'system prune', 'D -v,--volumes': 'compose down', D: 'volume rm; volume remove; volume prune; stack rm; stack down; stack remove; service rm; swarm leave; node rm; secret rm; config rm',
  },
  'docker-compose': { 'D -v,--volumes': 'down', U: 'down; rm; kill; stop; restart; up' },
  podman: { D: 'system reset; volume rm; volume prune; secret rm; skopeo delete', 'D -a,--all,--volumes': 'system prune', T: 'rm; rmi; image prune; network rm; pod rm; pod prune; machine rm; machine reset; kube down; play kube --down; farm remove', U: 'stop; kill; restart; pod stop; pod kill; machine stop; exec; run; unshare; skopeo sync; skopeo copy' },
  'crictl-ctr': { s: 'crictl stop; crictl stopp', T: 'crictl rmi; ctr * prune' },
  ci: { s: 'jenkins-cli restart; fly abort-build', U: 'spacectl stack deploy; fly prune-worker', T: 'jenkins-cli delete-builds', S: 'jenkins-cli shutdown', D: 'circleci context delete; circleci context remove-secret; circleci namespace delete-alias' },
  tkn: { s: 'argo terminate; argo stop', T: 'argo delete; argo archive delete', D: 'argo cron delete; tkn * delete' },
  'package-publish': {
    U: 'npm deprecate; npm access; npm publish; cargo publish; twine upload; gem push; vsce publish; ovsx publish; dotnet nuget push; mvn deploy; gradle publish; poetry publish; npm run *; yarn *; pnpm *; bun run *; npx *; pnpm dlx; bunx *; uvx *; make *; just *; task *; pip install',
    T: 'npm dist-tag rm; npm prune; npm ci; rm node_modules; pip uninstall; cargo clean', s: 'cargo yank', D: 'npm unpublish; npm owner rm; npm token revoke; npm team destroy; npm org rm; gem yank; dotnet nuget delete; vsce unpublish',
  },
  heroku: {
    V: 'pg:copy; pg:push; pg:backups:restore', U: 'data:pg:fork; pg:credentials:rotate; data:pg:credentials:*; redis:maxmemory; redis:timeout; redis:cli; console; ps:resize; ps:type; config:set; pipelines:promote; ssl:*; git push heroku',
    s: 'pg:promote; pg:upgrade:run; pg:upgrade; data:pg:upgrade:run; data:maintenances:run; pg:kill; pg:killall; redis:upgrade; redis:promote; ps:restart; ps:stop; ps:kill; dyno:*; config:unset; config:remove; releases:rollback; rollback; pipelines:remove; apps:transfer; apps:rename; kafka:fail',
    W: 'pg:unfollow; pg:backups:unschedule', Q: 'pg:psql', B: 'run; run:detached; ps:exec', 'S zero': 'ps:scale; dyno:scale', S: 'maintenance:on', T: 'webhooks:remove; buildpacks:clear; apps:leave',
  },
  fly: {
    S: 'machine stop; machine kill; machine suspend; suspend; postgres detach; consul detach', s: 'machine restart; machine cordon; apps restart; restart; postgres failover; postgres restart; postgres config update', 'S zero': 'scale count', U: 'scale vm; scale memory; autoscale disable; machine update; deploy; launch; mpg restore; secrets set; registry *; networks *; console; postgres/volumes fork; extend',
    T: 'checks handlers delete', B: 'ssh console; machine exec; machine run', Q: 'postgres connect',
  },
  vercel: {
    s: 'domains move; rollback', U: 'domains transfer-in; alias set; env add; env update; env pull; deploy; promote; redeploy; bisect; storage *; link; switch; teams switch; pull; api', S: 'integration resource disconnect', D: 'env rm; env remove; alias rm; domains rm; dns rm; certs rm; secrets rm; api -X DELETE; api --method DELETE',
  },
  netlify: { U: 'env:set; env:import; env:clone; blobs:set; db init; database *; api update*', T: 'unlink; agents:stop', D: 'env:unset; blobs:delete; db reset; addons:delete; sites:delete' },
  wrangler: {
    Q: 'd1 execute', U: 'd1 migrations apply; secret put; secret bulk; deploy; versions deploy; publish; pages deploy; triggers deploy', V: 'd1 time-travel restore', W: 'r2 bucket lifecycle set; r2 bucket lifecycle add; r2 bucket lock remove',
    s: 'r2 bucket catalog disable; queues pause-delivery; workflows instances terminate; rollback; email routing disable', T: 'pages deployment delete', D: 'secret delete; versions secret delete; containers images delete',
  },
  supabase: {
    D: 'db reset', 'V --linked,--db-url': 'migration down', 'F --linked,--db-url': 'migration repair', U: 'db push; migration squash; migration up; branches update; functions deploy; secrets set; network-restrictions update; postgres-config delete; ssl-enforcement update; config push; db remote commit; db pull',
    S: 'branches pause; branches disable', V: 'encryption update-root-key', 'D --no-backup': 'stop',
  },
  firebase: { V: 'database:set; firestore:databases:restore', U: 'database:update; functions:secrets:prune; dataconnect:sql:migrate; auth:import', S: 'hosting:disable', T: 'hosting:channel:delete; appdistribution:*:delete; target:clear', s: 'remoteconfig:rollback', A: 'deploy' },
  railway: { S: 'volume detach', U: 'up; deploy; redeploy; restart; scale; variables --set; environment; link; unlink', B: 'run; shell; ssh; connect', D: 'variables delete; variable delete; delete; project delete; down; environment delete; service delete; volume delete' },
  neon: { V: 'branches reset; branches restore', U: 'branches set-default; branches rename', R: 'branches schema-diff(none)' },
  pscale: { U: 'keyspace resize; data-imports *; deploy-request deploy; deploy-request apply; backup restore; role reset; role reset-default', s: 'branch promote; deploy-request revert', S: 'branch demote', W: 'branch safe-migrations disable; deploy-request skip-revert', V: 'database restore-dump', T: 'webhook delete', Q: 'shell; sql' },
  turso: { D: 'db tokens invalidate; group tokens invalidate', U: 'db import; group unarchive', W: 'db config delete-protection disable', T: 'auth revoke', Q: 'db shell' },
  atlascli: { S: 'clusters pause', V: 'backups restores start', U: 'clusters update; clusters upgrade; backups compliancePolicy *', W: 'clusters terminationProtection disable; backups schedule delete', s: 'clusters failover' },
  dbaas: {
    Q: 'cockroach sql; snow sql; snowsql', s: 'cockroach node drain', S: 'cockroach node decommission; avn service update --power-off', U: 'databricks bundle deploy; dbt seed --full-refresh; dbt run-operation; dbt retry; dbt clean; snow connection *; convex deploy; appwrite push; hasura metadata apply; hasura deploy; edgedb/gel instance destroy; migration apply; snow spcs * drop; databricks libraries uninstall',
    'V --full-refresh': 'dbt run; dbt build', 'V --replace,--replace-all': 'convex import', V: 'influx restore; hasura migrate apply --down', R: 'convex data', D: 'convex env remove; snow object drop; snow stage remove; snow app teardown; hasura metadata clear; hasura migrate delete; hasura metadata drop; edgedb instance destroy; edgedb branch drop; edgedb branch wipe; edgedb database wipe; edgedb database drop; gel instance destroy; gel branch drop; gel branch wipe; gel database wipe', T: 'nhost down',
    'D --volumes': 'nhost up',
  },
  'render-etc': {
    U: 'render deploys create; render kv-cli; kamal deploy; kamal redeploy; dokku git:*', Q: 'render psql; platform db:sql; upsun db:sql', S: 'render services suspend; koyeb service pause; northflank suspend *; platform environment:deactivate; platform environment:pause; cf unbind-service; cf stop; kamal app stop; kamal accessory stop; dokku ps:stop; dokku storage:unmount; dokku *:unlink; clever stop',
    V: 'northflank restore *; platform environment:synchronize; platform backup:restore; upsun backup:restore; dokku postgres:import', 'S zero': 'scalingo scale; cf scale; convox scale; gigalixir ps:scale', s: 'scalingo restart; cf restage; cf restart; cf rollback; kamal rollback; kamal lock release; kamal accessory reboot; northflank abort *; dokku config:unset; clever restart; clever env rm; convox releases rollback; clever cancel-deploy',
    B: 'kamal app exec; kamal server exec', T: 'kamal prune all; kamal registry remove; dokku cleanup; okteto down',
  },
  'saas-admin': {
    'D --live': 'stripe * delete; stripe * cancel; stripe delete', U: 'stripe trigger; stripe fixtures; twilio phone-numbers:*; auth0 tenants; auth0 terraform generate; sf apex run; doppler secrets upload; sentry-cli projects *; sentry-cli issues resolve; sentry-cli deploys *; algolia indices config import; contentful space import; contentful merge; contentful space migration; sanity migration run --no-dry-run; shopify app deploy; shopify app release; fastly service-version activate; fastly compute publish; fastly object-storage *; fastly purge; tailscale set; tailscale up; ldcli flags update; ldcli members *; ldcli resources *; doppler run; op run; infisical run; sops exec-env; dotenvx run; aws-vault exec; chamber exec; teller run; envconsul',
    T: 'twilio profiles:remove; sf org delete scratch; op account forget; sentry-cli releases delete; sanity hook delete; sanity cors delete; cloudflared tunnel cleanup', R: 'algolia objects browse', W: 'doppler configs unlock; sanity backup disable; tailscale lock disable', V: 'doppler activity rollback; sanity dataset import --replace', 'V --live,-l,--allow-live,--allow-deletes': 'shopify theme push; shopify theme publish',
    S: 'cloudflared service uninstall', D: 'cloudflared tunnel delete; cloudflared tunnel route ip delete; sanity undeploy; sf org delete sandbox', s: 'tailscale down; tailscale logout; tailscale serve reset; ldcli flags toggle-off',
  },
  'pg-tools': { 'V -c,--clean,-C,--create': 'pg_restore', S: 'pg_ctl stop; patronictl pause; pgbackrest stop', s: 'pg_ctl restart; pg_ctl promote; patronictl failover; patronictl switchover; patronictl restart', U: 'patronictl edit-config; patronictl flush; barman recover; barman switch-wal; initdb; pgbench; psql < dump', V: 'patronictl reinit; pgbackrest restore; wal-g backup-fetch', D: 'dropdb; pg_resetwal; pg_dropcluster; wal-g delete; pgbackrest expire; pgbackrest stanza-delete; barman delete; patronictl remove; vacuumlo; pg_archivecleanup' },
  mysql: { U: 'mysqladmin flush-*; mysqladmin password; pt-online-schema-change; gh-ost; mysqlsh', s: 'mysqladmin kill', Q: 'mysql' },
  psql: { Q: 'psql' }, sqlite: { Q: 'sqlite3' }, cassandra: { Q: 'cqlsh', s: 'nodetool drain', U: 'nodetool cleanup; nodetool refresh; nodetool disableautocompaction; nodetool resetlocalschema; nodetool truncatehints; nodetool move', S: 'nodetool stopdaemon; nodetool disablegossip; nodetool disablebinary' }, clickhouse: { Q: 'clickhouse-client', V: 'clickhouse-backup restore', T: 'clickhouse-backup clean' },
  'sqlserver-oracle': { Q: 'sqlcmd; osql; sqlplus; db2; isql', U: 'bcp in; sqlpackage /Action:Publish; sqlpackage /Action:Import', 'V table_exists_action=replace,table_exists_action=truncate': 'impdp' },
  mongo: { U: 'mongosh; mongo' },
  redis: { U: 'EXPIRE; PEXPIRE; EXPIREAT; PEXPIREAT; RENAME; MOVE; SET; GETSET; LTRIM; XTRIM; SPOP; ZREMRANGEBY*; HDEL; SREM; ZREM; LREM; XDEL; RESTORE REPLACE; COPY REPLACE; SORT STORE; SWAPDB; EVAL; EVALSHA; FCALL; CONFIG SET; CONFIG REWRITE; ACL SETUSER; CLIENT KILL; SCRIPT FLUSH; FUNCTION FLUSH; FUNCTION DELETE; XGROUP DESTROY; MODULE UNLOAD; BGREWRITEAOF; CONFIG RESETSTAT; DEL; UNLINK; GETDEL; DEBUG *; --cluster fix; --cluster reshard; --cluster call; --cluster import' },
  kafka: {
    'D --delete': 'kafka-topics', 'V --execute': 'kafka-consumer-groups', 'W retention,cleanup.policy,--delete-config': 'kafka-configs', 'D --remove': 'kafka-acls', U: 'kafka-reassign-partitions; rpk cluster config set; rpk topic alter-config; kafkactl alter *', V: 'rpk group seek', T: 'rpk container purge',
  },
  'rabbit-nats': { s: 'rabbitmqctl close_*; rabbitmqadmin close *; nats stream seal; pulsar-admin namespaces unload', U: 'rabbitmqctl import_definitions; rabbitmqctl eval; rabbitmqctl set_policy; rabbitmqctl force_boot; rabbitmqctl rename_cluster_node; rabbitmqadmin import; rabbitmqadmin definitions import; nats stream restore; nats stream edit', S: 'rabbitmqctl stop; rabbitmqctl stop_app; rabbitmqctl shutdown; rabbitmq-plugins disable', W: 'pulsar-admin namespaces set-retention' },
  hadoop: { U: 'hdfs dfs -setrep', s: 'hdfs dfsadmin -safemode; hdfs haadmin -failover', Q: 'hive -e; beeline -e; spark-sql -e; impala-shell -q; trino --execute; presto --execute', T: 'hdfs dfs -rmdir' },
  prisma: { A: 'db push; migrate dev', U: 'migrate deploy; db seed', F: 'migrate resolve', Q: 'db execute', D: 'migrate reset; platform * delete', 'D --accept-data-loss,--force-reset': 'db push' },
  drizzle: { 'V --force': 'push', U: 'migrate', T: 'drop' },
  'js-orm': {
    U: 'typeorm query; typeorm schema:sync; mikro-orm schema:update; typeorm migration:run; mikro-orm migration:up; sequelize db:migrate; sequelize db:seed:all; knex migrate:latest; knex migrate:up; knex seed:run; node-pg-migrate up; db-migrate up; ace migration:run',
    D: 'typeorm migration:revert; mikro-orm migration:down; sequelize db:migrate:undo; sequelize db:migrate:undo:all; sequelize db:seed:undo; sequelize db:seed:undo:all; knex migrate:rollback; knex migrate:down; node-pg-migrate down; node-pg-migrate redo; db-migrate down; db-migrate reset; db-migrate db:drop', F: 'knex migrate:unlock',
  },
  rails: { U: 'db:setup; db:migrate; db:forward; db:seed; db:migrate:up; runner; console; c; dbconsole; db; storage:*', D: 'db:rollback; db:migrate:down; db:migrate:redo; db:schema:load; db:structure:load', T: 'db:test:*; db:prepare(none); assets:clobber; tmp:clear; log:clear; destroy; active_storage:purge*' },
  django: { U: 'migrate; loaddata; createcachetable; remove_stale_contenttypes; clearsessions; squashmigrations; collectstatic --clear; delete_squashed_migrations; prune; shell; shell_plus', Q: 'dbshell', R: 'sqlflush(none)', T: 'drop_test_database' },
  'php-orm': {
    T: 'artisan queue:flush; artisan telescope:clear; artisan cache:clear; artisan horizon:clear; artisan schema:dump --prune; bin/console cache:pool:clear; wp media regenerate; wp cache flush; wp term delete; wp package uninstall; wp plugin delete; wp theme delete; wp option delete; wp comment delete', s: 'artisan down; magento maintenance:enable',
    U: 'artisan migrate; artisan db:seed; artisan tinker; artisan db; bin/console doctrine:migrations:migrate; drush config:import; drush cim; drush updatedb; drush php:eval; drush ev; drush rsync; magento setup:upgrade; magento cache:flush; magento indexer:reset; magento app:config:import; magento setup:db-schema:upgrade; wp eval; wp core multisite-convert; phinx migrate; phinx seed:run; artisan passport:purge',
    Q: 'wp db query; bin/console doctrine:query:sql; bin/console dbal:run-sql; drush sql:query; drush sqlq; wp db cli; drush sql:cli', 'V --force,-f': 'bin/console doctrine:schema:update', 'D !--append': 'bin/console doctrine:fixtures:load', D: 'phinx rollback; bin/console doctrine:migrations:execute',
  },
  migrators: {
    U: 'flyway migrate; flyway baseline; flyway prepare; flyway deploy; liquibase update; liquibase tag; liquibase execute-sql; alembic upgrade; flask db upgrade; goose up; goose fix; dbmate up; dbmate migrate; dbmate load; migrate up; migrate goto; sqitch deploy; sqitch checkout; diesel migration run; sqlx migrate run; mix ecto.migrate; mix run; mix eval; mix ecto.load; pgroll complete; reshape migrate --complete',
    F: 'flyway repair; liquibase release-locks; liquibase clear-checksums; liquibase changelog-sync; alembic stamp; flask db stamp; migrate force; atlas migrate set', D: 'flyway undo; liquibase rollback*; liquibase update-testing-rollback; dbmate down; dbmate rollback', A: 'atlas schema apply; atlas migrate apply; skeema push; sqldef; mysqldef; psqldef',
  },
  objstore: {
    'D --remove,--overwrite': 'mc mirror', S: 'mc admin service stop; mc admin decommission', U: 'mc admin heal; mc batch; mc ilm rule rm; s3cmd dellifecycle; s3cmd mv; s5cmd mv; azcopy copy; b2 file hide; juicefs restore; restic migrate; restic repair; restic rewrite; restic unlock; borg compact; borg break-lock; borg recreate; borg key change-passphrase; borg check --repair; kopia maintenance run; kopia repository disconnect; kopia policy delete; mc undo',
    'W --expire-days,--expire-all-object-versions,--expire-delete-marker': 'mc ilm rule add; mc ilm add', W: 'mc replicate rm; mc version suspend; mc retention clear; mc legalhold clear; s3cmd expire; s3cmd setlifecycle', 'D --delete-removed': 's3cmd sync', 'W --acl-public,-P': 's3cmd setacl', 'D --delete': 's5cmd sync; b2 sync; juicefs gc', 'D --delete-destination=true,--delete-destination': 'azcopy sync', T: 'azcopy jobs clean; duplicity cleanup', 'V --force': 'juicefs format', V: 'juicefs load', 'V --delete': 'restic restore', D: 'swift delete; azcopy remove; azcopy rm; rclone delete; rclone purge; rclone deletefile; rclone sync; rclone dedupe', 's ': 'rclone move; rclone moveto; rclone bisync',
  },
  services: {
    U: 'kill; killall; pkill; fuser -k; skill; at; batch; systemctl daemon-reexec; systemctl edit; systemctl reset-failed; systemctl set-default; systemctl revert; loginctl terminate-session; pm2 flush; pm2 cleardump; pm2 unstartup', s: 'systemctl restart; systemctl try-restart; systemctl reload-or-restart; service * restart; rc-service * restart; pm2 restart; launchctl kickstart -k; loginctl terminate-user; loginctl kill-user',
    D: 'systemctl clean', S: 'systemctl stop; systemctl kill; systemctl disable; systemctl mask; pm2 delete; pm2 kill; pm2 stop; supervisorctl stop; supervisorctl shutdown; supervisorctl remove', T: 'supervisorctl clear; atrm; at -d',
  },
  net: { U: 'ufw enable; ufw default; ufw deny; nmcli connection up; firewall-cmd --permanent; nginx -s reload; apachectl graceful; hostnamectl set-hostname; iptables-restore', s: 'netplan apply; firewall-cmd --complete-reload', S: 'nginx -s stop; nginx -s quit; apachectl stop; caddy stop' },
  users: { U: 'passwd; chpasswd; usermod; gpasswd; chage; vipw; visudo; sudo; doas; su -c; pkexec; runuser; chroot; nsenter; unshare; ssh-keygen; setsebool' },
  pkgmgr: { U: 'apt upgrade; apt full-upgrade; apt dist-upgrade; apt-get dist-upgrade; yum update; dnf upgrade; dnf system-upgrade; pacman -Syu; zypper dup; modprobe -r; sysctl -w; sysctl -p; update-grub; dracut; mkinitcpio; kexec; rmmod; efibootmgr; do-release-upgrade; grub-install' },
  localai: { T: 'dvc remove; wandb artifact cache cleanup; huggingface-cli delete-cache; ollama rm; dvc exp remove', U: 'mlflow db upgrade' },
  disk: { U: 'umount; swapoff; resize2fs; xfs_growfs; tune2fs; e2fsck; fsck; xfs_db; zfs set; zfs inherit; zfs unmount; zfs promote; zfs release; zfs rename; zpool clear; zpool export; btrfs balance; btrfs rescue; btrfs filesystem resize; qemu-img resize; qemu-img commit; qemu-img rebase; qemu-img convert; vmrun stop; mount', s: 'virsh shutdown; virsh reset; vboxmanage controlvm * poweroff; govc vm.power -off; govc host.maintenance.enter', S: 'virsh destroy', T: 'limactl delete; limactl prune; limactl factory-reset; multipass delete; multipass purge', R: 'smartctl; multipath; partprobe' },
  'hub-svn-hg': { U: 'svn cleanup; svn delete; svn rm; jj abandon; jj op restore; hg update --clean' },
  helm: { s: 'rollback' }, helmfile: {}, kubectl: {}, gh: {}, glab: {},
  crossplane: {}, istioctl: {}, copilot: { B: 'svc exec; task exec; task run', S: 'svc pause' },
};
