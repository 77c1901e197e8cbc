/** The words of the domain (DESIGN.md section 2). Types only: nothing in this file runs. */

/** Half-open range of UTF-16 offsets into a text. */
export type Span = readonly [start: number, end: number];

export type Shell = 'bash' | 'powershell' | 'cmd';

/** One file of an edit. `null` means the file does not exist on that side; `path` is as proposed, relative ones count from `cwd`. */
export interface FileChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What an MCP server says of its own tool. Untrusted: it may raise a judgement, never lower it. */
export interface ToolAnnotations {
  readonly destructiveHint?: boolean;
  readonly readOnlyHint?: boolean;
}

/** What an assistant asks to do, before any of it has happened. `cwd` is absolute, or '' when the host did not say. */
export type Proposal =
  | { readonly kind: 'command'; readonly shell: Shell; readonly cwd: string; readonly text: string }
  | { readonly kind: 'edit'; readonly cwd: string; readonly files: readonly FileChange[] }
  | {
      readonly kind: 'tool-call';
      readonly cwd: string;
      readonly server: string;
      readonly tool: string;
      readonly arguments: Readonly<Record<string, unknown>>;
      readonly annotations?: ToolAnnotations;
    };

/**
 * One word of a command line after quotes, escapes and known expansions are taken off.
 * `known` is false when a part could not be worked out (`$X` unset, `$(…)`); `value` then keeps that part as written.
 * `glob` is true when an unquoted `*`, `?` or `[` is left for the shell to expand.
 */
export interface Word {
  readonly value: string;
  readonly known: boolean;
  readonly glob: boolean;
  readonly span: Span;
}

/** What a program would read from standard input. `answers` is `yes` and its like: every question is answered. */
export type Stdin =
  | { readonly kind: 'text'; readonly text: string; readonly complete: boolean }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'answers' }
  | { readonly kind: 'download'; readonly from: string }
  | { readonly kind: 'unread' };

/** A redirection that writes. `overwrite` is `>` and `>|`; `append` is `>>`. */
export interface Redirect {
  readonly to: Word;
  readonly mode: 'overwrite' | 'append';
}

/** A wrapper that was taken off, outermost first. `host` is set by those that run elsewhere (`ssh`, `docker exec`, `kubectl exec`). */
export interface Wrapper {
  readonly program: string;
  readonly args: readonly string[];
  readonly elsewhere?: string;
  /** The folder that it was started in, where it runs elsewhere; `null` or absent: not known. */
  readonly cwd?: string | null;
}

/** One program with its arguments, wrappers taken off. */
export interface Invocation {
  /** Base name without `.exe`/`.cmd`/`.bat`, lower-cased for PowerShell and cmd: `/usr/bin/terraform` is `terraform`. */
  readonly program: string;
  /** The program as written. A relative or absolute path may be a script to read. */
  readonly command: Word;
  readonly args: readonly Word[];
  /** The whole simple command, wrappers included, in the text it was read from. */
  readonly span: Span;
  readonly shell: Shell;
  /** Absolute working directory; `null` when a `cd` to something unread, or one that may fail, went before. */
  readonly cwd: string | null;
  /** Variables set in the text for this program (prefix assignments and exports). `null`: set to something unread. */
  readonly env: Readonly<Record<string, string | null>>;
  readonly stdin: Stdin | null;
  readonly redirects: readonly Redirect[];
  readonly wrappers: readonly Wrapper[];
}

/** `partial` means some of the text could not be read, so effects may be missing. */
export type Coverage = 'full' | 'partial';

/** What would become of a thing, in the words of `terraform plan` where it has one. `read` is no change at all. */
export type Verb =
  | 'create' | 'update' | 'replace' | 'delete' | 'forget' | 'stop' | 'unprotect' | 'overwrite' | 'run-unseen' | 'read';

/** How far an effect goes. */
export type Reach = 'resource' | 'collection' | 'stack' | 'account' | 'host';

/**
 * What sort of thing a resource is. Rules judge by this, never by program or provider.
 *
 * data-store       holds data: database, table, bucket, volume, topic, index, registry, file share
 * backup           snapshot, backup, recovery point, dump
 * stack            a container of other things: stack, state's everything, namespace, cluster, environment, project, app
 * service          runs something: instance, deployment, pod, function, container, unit, process
 * infrastructure   any other cloud or cluster object (network, load balancer, config map, queue binding)
 * key              key, secret, certificate, credential
 * identity         user, role, policy, permission, token, login
 * network-control  DNS zone or record, firewall, route, security group, peering: what can cut a person or a service off
 * state            the tool's own memory: Terraform state, a lock, migration history, etcd of a tool
 * protection       deletion protection, retention, versioning, backup plan, lock, replica, branch protection
 * audit            trail, log group of record, alarm
 * schema           column, index, constraint, view, function in a database
 * rows             rows in a table
 * history          commits, branches, tags that others share
 * work             uncommitted or unpushed work of a person
 * files            files and folders that are not known to be made again
 * disk             a drive, partition, file system
 * code             a program text nobody can see
 * change           a change set to be applied (`terraform apply`, `kubectl apply -f`, a migration run)
 * guard            Infrahold itself, an assistant's hooks, approvals or permissions
 * regenerated      what every developer knows to be made again (node_modules, dist, caches, temporary files, --rm containers)
 * trivial          a tag, label, dashboard, comment
 * other            anything else; nothing is held for it
 */
export type ResourceKind =
  | 'data-store' | 'backup' | 'stack' | 'service' | 'infrastructure' | 'key' | 'identity' | 'network-control' | 'state'
  | 'protection' | 'audit' | 'schema' | 'rows' | 'history' | 'work' | 'files' | 'disk' | 'code' | 'change' | 'guard'
  | 'regenerated' | 'trivial' | 'other';

/** `type` is the tool's own word (`aws_db_instance`, `persistentvolumeclaim`, `AWS::RDS::DBInstance`); `address` names it for a person. */
export interface Resource {
  readonly kind: ResourceKind;
  readonly type: string;
  readonly address: string;
}

/** Facts that say where something lands, by the keys a policy can match on. */
export type FactKey =
  | 'path' | 'aws-profile' | 'aws-region' | 'aws-account' | 'endpoint'
  | 'kube-context' | 'kube-namespace' | 'terraform-workspace' | 'terraform-var-file' | 'terraform-backend' | 'pulumi-stack'
  | 'gcloud-project' | 'gcloud-configuration' | 'az-subscription' | 'az-resource-group' | 'docker-context'
  | 'database-host' | 'database' | 'git-remote' | 'git-branch' | 'host' | 'stack' | 'app';
export type Facts = Readonly<Partial<Record<FactKey, string>>>;

export type EnvironmentClass = 'production' | 'shared' | 'development' | 'unknown';

/** Where an effect would land. Readers give facts; the policy gives the class. */
export interface Environment {
  readonly class: EnvironmentClass;
  readonly facts: Facts;
}

/** How it could be undone: not at all; from a backup if there is one; within a time window; by running code again; trivially. */
export type Undo = 'no' | 'from-backup' | 'within-window' | 'from-code' | 'yes';

export type Side = 'before' | 'after';

/** Where in the proposal an effect shows. Lines are 1-based and inclusive. `argument` is a JSON pointer into a tool call. */
export type Place =
  | { readonly in: 'text'; readonly span: Span }
  | { readonly in: 'file'; readonly path: string; readonly side: Side; readonly startLine: number; readonly endLine: number }
  | { readonly in: 'argument'; readonly pointer: string };

/** What would become of a thing. */
export interface Effect {
  readonly verb: Verb;
  readonly resource: Resource;
  readonly reach: Reach;
  readonly environment: Environment;
  readonly undo: Undo;
  readonly place: Place;
  /** The question that would have been asked was switched off (`-auto-approve`, `--yes`, `yes |`). */
  readonly unattended: boolean;
  /** A fact a person should know, in lower case: `-auto-approve skips the question`, `its name cannot be read`. */
  readonly note: string | null;
  /** How the text led here: `make destroy`, `Makefile:12`, `scripts/teardown.sh:4`. Empty when it stands in the proposal itself. */
  readonly chain: readonly string[];
  /** The invocation that would do it, for previews. `null` for edits and tool calls. */
  readonly by: Invocation | null;
}

/** What a reader made of something. `unread` says, for people, what could not be read. */
export interface Lowered {
  readonly effects: readonly Effect[];
  readonly coverage: Coverage;
  readonly unread: readonly string[];
}

/** Names of the compiled tables: `src/engine/(tools|changes)/tables/NAME.txt`. */
export type TableName = string;

/** The world as the engine may read it. Synchronous and bounded; every path is absolute. Never runs anything. */
export interface Surroundings {
  /** Text of a file; `null` when missing, not text, or over 1 MiB. */
  readFile(path: string): string | null;
  /** Names in a folder, folders end with `/`; `null` when it is not a folder; at most 2,000 names. */
  listFiles(path: string): readonly string[] | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  /** Text of a compiled table. Lines are sorted `key|value…` so that a reader can search it without parsing it. Throws only when the installation is broken. */
  table(name: TableName): string;
}

/** Languages that a nested text may be in. */
export type Language =
  | Shell | 'sql' | 'python' | 'javascript' | 'ruby' | 'perl' | 'php' | 'awk' | 'mongo' | 'redis' | 'cql' | 'cypher' | 'lua' | 'r'
  | 'go' | 'rust' | 'java' | 'csharp' | 'kotlin' | 'swift' | 'unknown';

/** A text found inside something else: a script, a recipe, a heredoc, an `-e` argument. */
export interface Nested {
  readonly language: Language;
  readonly text: string;
  readonly cwd: string | null;
  readonly env?: Readonly<Record<string, string | null>>;
  /** Positional parameters for a script ($1…). */
  readonly parameters?: readonly Word[];
  /** Where its effects show. A function gets the span inside `text`. */
  readonly place: Place | ((span: Span) => Place);
  /** What to add to the chain; a function gets the 1-based line inside `text`. */
  readonly link?: string | ((line: number) => string);
  /** Facts known from outside: the database, the host. */
  readonly facts?: Facts;
  /** The invocation that would run it. */
  readonly by?: Invocation | null;
}

/** What tools, changes and calls get besides their input. */
export interface Context {
  readonly surroundings: Surroundings;
  /** Lowers a nested text, bounded in depth (8) and total size; over the bound it gives partial coverage. */
  follow(nested: Nested): Lowered;
  /** Lowers an invocation built from something else (`use_aws`, `subprocess.run([...])`), as if it stood in the text. */
  invoke(invocation: Invocation): Lowered;
}

/** What one invocation would do. */
export type Tool = (invocation: Invocation, context: Context) => Lowered | readonly Effect[];

/** What the difference between two versions of a file would do. `path` is absolute; at least one side is not null. */
export type Change = (change: FileChange, context: Context) => Lowered | readonly Effect[];

/** In order of strictness; the strictest wins. */
export type Disposition = 'allow' | 'warn' | 'hold' | 'deny';

/** A rule matched an effect. */
export interface Finding {
  readonly rule: string;
  readonly disposition: Disposition;
  readonly message: string;
  readonly effect: Effect;
  /** Which layer and line of the policy decided, when not the rule itself. */
  readonly decidedBy?: string;
}

/** The engine's answer. */
export interface Verdict {
  readonly disposition: Disposition;
  readonly coverage: Coverage;
  readonly findings: readonly Finding[];
  readonly effects: readonly Effect[];
  readonly unread: readonly string[];
}
