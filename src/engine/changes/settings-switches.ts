/**
 * Settings by which a program destroys, or lets others destroy. Names are compared as every spelling has them: lower case, letters
 * and digits only. Facts of each program's own documentation.
 */
export interface Switch {
  /** The whole name, its sections included. */
  readonly name: RegExp;
  /** In which files; everywhere where it is absent, because the name is nobody else's. */
  readonly file?: RegExp;
  /** What harms. `null`: the setting is gone, and what counts then harms. */
  readonly harms: (value: string | null) => boolean;
  readonly effect: 'wipe' | 'weaken';
  readonly what: string;
  readonly note: string;
}

const is = (pattern: RegExp) => (value: string | null): boolean => value !== null && pattern.test(value);
const isOrGone = (pattern: RegExp) => (value: string | null): boolean => value === null || pattern.test(value);
const ON = /^(?:true|yes|on|1|enabled)$/i;
const OFF = /^(?:false|no|off|0|disabled?|none)$/i;
const STARTS = 'the database is made anew at every start';

export const SWITCHES: readonly Switch[] = [
  // What is done to the schema when the program starts.
  { name: /(?:hibernateddlauto|hbm2ddlauto)$/, harms: is(/^create(?:-drop)?$/i), effect: 'wipe', what: 'every table that Hibernate maps', note: STARTS },
  { name: /hibernateorm(?:\w*)(?:databasegeneration|schemamanagementstrategy)$/, harms: is(/^drop(?:-and-create)?$/i), effect: 'wipe', what: 'every table that Hibernate maps', note: STARTS },
  { name: /schemagenerationdatabaseaction$/, harms: is(/^drop(?:-and-create)?$/i), effect: 'wipe', what: 'every table that JPA maps', note: STARTS },
  { name: /(?:^|datasource)dbcreate$/, harms: is(/^create(?:-drop)?$/i), effect: 'wipe', what: 'every table that GORM maps', note: STARTS },
  { name: /^(?:spring|quarkus|liquibase|datasources?)\w*dropfirst$/, harms: is(ON), effect: 'wipe', what: 'everything in the database', note: 'Liquibase drops it first' },
  { name: /quarkusliquibase\w*cleanatstart$|quarkusflyway\w*cleanatstart$/, harms: is(ON), effect: 'wipe', what: 'everything in the database', note: 'it is cleaned at every start' },
  { name: /flyway\w*cleanonvalidationerror$|^cleanonvalidationerror$/, harms: is(ON), effect: 'wipe', what: 'everything in the database', note: 'it is cleaned when a migration does not fit' },
  { name: /dropschema$/, file: /orm|database|db|data-?source|\.env|config/i, harms: is(ON), effect: 'wipe', what: 'every table that TypeORM maps', note: STARTS },
  { name: /^typeormsynchronize$|(?:^|default|typeorm|database|db|datasource)synchronize$/, file: /orm|database|db|data-?source|\.env|config/i, harms: is(ON), effect: 'weaken', what: 'the database', note: 'synchronize drops the columns that no entity has' },
  // What may be done to a database at all.
  { name: /flyway\w*cleandisabled$|^cleandisabled$/, harms: is(OFF), effect: 'weaken', what: 'the database', note: 'flyway clean may drop everything in it' },
  { name: /^(?:\w*env)?disabledatabaseenvironmentcheck$/, harms: is(ON), effect: 'weaken', what: 'the database', note: 'Rails no longer refuses to drop it in production' },
  { name: /actiondestructiverequiresname$/, harms: is(OFF), effect: 'weaken', what: 'every index', note: 'one wildcard may delete them all' },
  // Who gets in.
  { name: /xpacksecurityenabled$/, harms: is(OFF), effect: 'weaken', what: 'Elasticsearch', note: 'nobody needs a password' },
  { name: /xpacksecurity(?:http|transport)sslenabled$/, harms: is(OFF), effect: 'weaken', what: 'Elasticsearch', note: 'its traffic is no longer encrypted' },
  { name: /pluginssecuritydisabled$/, harms: is(ON), effect: 'weaken', what: 'OpenSearch', note: 'nobody needs a password' },
  { name: /^protectedmode$/, harms: is(OFF), effect: 'weaken', what: 'Redis', note: 'everybody on the network gets in without a password' },
  { name: /^(?:requirepass|aclfile)$/, harms: isOrGone(/^$/), effect: 'weaken', what: 'Redis', note: 'nobody needs a password' },
  { name: /^appendonly$/, file: /redis|valkey/i, harms: is(OFF), effect: 'weaken', what: 'Redis', note: 'what is written is no longer kept on disk' },
  { name: /^securityauthorization$/, file: /mongo/i, harms: isOrGone(/^disabled$/i), effect: 'weaken', what: 'MongoDB', note: 'everybody may do everything' },
  { name: /^auth$/, file: /mongo/i, harms: isOrGone(OFF), effect: 'weaken', what: 'MongoDB', note: 'everybody may do everything' },
  { name: /skipgranttables$/, harms: (value) => value !== null && !OFF.test(value), effect: 'weaken', what: 'MySQL', note: 'everybody may do everything' },
  { name: /^(?:mysqld)?requiresecuretransport$/, harms: is(OFF), effect: 'weaken', what: 'MySQL', note: 'clients may connect in the clear' },
  { name: /^loopbackusers(?:guest)?$/, file: /rabbit/i, harms: is(/^(?:none|false)$/i), effect: 'weaken', what: 'RabbitMQ', note: 'guest may log in from everywhere' },
  { name: /^allow(?:everyoneifnoaclfound)$/, harms: is(ON), effect: 'weaken', what: 'Kafka', note: 'who has no rule may do everything' },
  { name: /^authenticationanonymousenabled$/, file: /kubelet/i, harms: is(ON), effect: 'weaken', what: 'the kubelet', note: 'nobody needs to say who they are' },
  { name: /^authorizationmode$/, file: /kubelet/i, harms: is(/^AlwaysAllow$/), effect: 'weaken', what: 'the kubelet', note: 'everybody may do everything' },
  // In a compose file on a developer's machine that is how it is done.
  { name: /postgreshostauthmethod$/, file: /prod|k8s|kube|helm|deploy|values/i, harms: is(/^trust$/), effect: 'weaken', what: 'PostgreSQL', note: 'nobody needs a password' },
  { name: /allowemptypassword$/, file: /prod|k8s|kube|helm|deploy|values/i, harms: is(ON), effect: 'weaken', what: 'the database', note: 'an empty password is enough' },
  { name: /^clientcertauth$/, file: /etcd/i, harms: isOrGone(OFF), effect: 'weaken', what: 'etcd', note: 'nobody needs a certificate' },
  { name: /^permitrootlogin$/, file: /sshd?_config|sshd/i, harms: is(/^yes$/i), effect: 'weaken', what: 'the SSH server', note: 'root may log in with a password' },
  { name: /^permitemptypasswords$/, file: /sshd?_config|sshd/i, harms: is(/^yes$/i), effect: 'weaken', what: 'the SSH server', note: 'an empty password is enough' },
  { name: /^passwordauthentication$/, file: /sshd_config|sshd/i, harms: is(/^yes$/i), effect: 'weaken', what: 'the SSH server', note: 'passwords can be guessed again' },
  { name: /^defaultinputpolicy$/, file: /ufw/i, harms: is(/^ACCEPT$/i), effect: 'weaken', what: 'the firewall', note: 'what no rule names is let in' },
  { name: /^enabled$/, file: /ufw\.conf$/i, harms: is(OFF), effect: 'weaken', what: 'the firewall', note: 'it is off' },
  { name: /^selinux$/, file: /selinux/i, harms: is(/^(?:permissive|disabled)$/i), effect: 'weaken', what: 'SELinux', note: 'it no longer refuses anything' },
  { name: /enabled$/, file: /fail2ban|jail\.(?:local|conf)$|jail\.d\//i, harms: is(OFF), effect: 'weaken', what: 'fail2ban', note: 'a jail is off' },
  // What a crash or a mistake would leave of the data.
  { name: /^archivemode$/, file: /postgres/i, harms: isOrGone(OFF), effect: 'weaken', what: 'PostgreSQL', note: 'its log is no longer archived, so that no point in time can be restored' },
  { name: /^archivecommand$/, file: /postgres/i, harms: is(/^(?:(?:\/(?:usr\/)?bin\/)?true|:|)$/), effect: 'weaken', what: 'PostgreSQL', note: 'its log is no longer archived, so that no point in time can be restored' },
  { name: /^(?:fsync|fullpagewrites)$/, file: /postgres/i, harms: is(OFF), effect: 'weaken', what: 'PostgreSQL', note: 'a crash may leave the data broken' },
  { name: /^ssl$/, file: /postgres/i, harms: isOrGone(OFF), effect: 'weaken', what: 'PostgreSQL', note: 'clients may connect in the clear' },
  { name: /^sharedpreloadlibraries$/, file: /postgres/i, harms: (value) => value === null || !/pgaudit/.test(value), effect: 'weaken', what: 'PostgreSQL', note: 'who did what is no longer recorded' },
  { name: /^(?:mysqld)?(?:skiplogbin|disablelogbin)$/, harms: (value) => value !== null && !OFF.test(value), effect: 'weaken', what: 'MySQL', note: 'its binary log is off, so that no point in time can be restored' },
  { name: /^uncleanleaderelectionenable$/, harms: is(ON), effect: 'weaken', what: 'Kafka', note: 'a replica that lags may become the leader, and what it lacks is lost' },
];
