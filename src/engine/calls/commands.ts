import type { Argument } from './arguments';
import { given, isSet, wordAt } from './reading';
import { kebab } from '../lookup';

/** The same thing said as a command line, and the argument that says most. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly stdin?: string;
  readonly folder?: string;
  readonly pointer: string;
}

/**
 * A call of a server that stands for a command-line tool, as the command that the tool would be given: everything known of the tool then
 * holds for the call. `words` are those of the server and the tool's name. `null`: no such tool, or not enough is given.
 */
export function commandOf(server: readonly string[], tool: readonly string[], found: readonly Argument[]): CommandLine | null {
  for (const { servers, tools, line } of TABLE) {
    const name = tool.join(' ');
    if (!tools.test(name) || (servers !== null && ![...server, ...tool].some((word) => servers.test(word)))) continue;
    const words = filled(line, found, name);
    if (words === null) continue;
    const manifest = words.includes('-f') && words.includes('-') ? given(found, /^(?:manifest|resource|yaml|content|definition|spec|manifests)$/) : undefined;
    const folder = given(found, /^(?:workdir|workingdirectory|workingdir|directory|dir|cwd|repopath|path|projectpath|root|folder|terraformdirectory)$/);
    return { words, pointer: decisive(line, found), ...(manifest === undefined ? {} : { stdin: manifest }), ...(folder?.startsWith('/') ? { folder } : {}) };
  }
  return null;
}

interface Row {
  /** A word that the server or the tool must have in its name; `null`: the tool's own name is enough. */
  readonly servers: RegExp | null;
  readonly tools: RegExp;
  /**
   * The command. `{a,b}` is the value of the first argument called so, and is left out without one; `{!a,b}` is needed; `--x?{a}` stands when the
   * argument is true; `--x={a}` when it is given; `?{a=b}` at the start: the row counts only when that argument says so; `{tool:3}` is a word of the name.
   */
  readonly line: string;
}

const row = (servers: RegExp | null, tools: RegExp, line: string): Row => ({ servers, tools, line });

const K = '{name,resourcename} -n={namespace} -l={labelselector,selector} --all-namespaces?{allnamespaces} --all?{all} --force?{force} --dry-run={dryrun}';

/** The first row that fits counts. Argument names are lower case without separators. */
const TABLE: readonly Row[] = [
  row(/^(?:filesystem|fs|files?|desktop|commander|directory|folder)$/, /^(?:delete|remove) (?:file|files|directory|folder|path|dir)$|^(?:file|directory|folder) (?:delete|remove)$|^rm$|^rmdir$/, 'rm -r?{recursive,force} {tool:dir} {!path,paths,filepath,file,directory,dirpath}'),
  row(/^(?:filesystem|fs|files?|desktop|commander)$/, /^(?:move|rename)(?: file| path| directory)?$|^(?:file|path) (?:move|rename)$/, 'mv {!source,sourcepath,from,oldpath,src,path} {!destination,destinationpath,to,newpath,dst,target}'),
  row(/^rclone$/, /^(?:sync )?(?:sync|copy|move|purge|delete|cleanup)$|^operations (?:purge|delete)$/, 'rclone {tool:last} {srcfs,source,src,fs,remote} {dstfs,destination,dst,dest}'),
  row(/^git$/, /^git reset$|^reset$/, 'git reset --{mode,type} {target,commit,ref,revision}'),
  row(/^git$/, /^(?:git )?clean$/, 'git clean -f?{force} -d?{directories,dirs} -x?{ignored} -n?{dryrun}'),
  row(/^git$/, /^(?:git )?push$/, 'git push --force?{force} --force-with-lease?{forcewithlease} --delete?{delete,deletebranch} --mirror?{mirror} {remote} {branch,refspec,ref}'),
  row(/^git$/, /^(?:git )?stash(?: (?:drop|clear))?$/, 'git stash {tool:2} {mode,action,operation} {stash,stashref,ref}'),
  row(/^git$/, /^(?:git )?branch(?: delete)?$/, '?{mode,action,operation=delete} git branch -D?{force} -d {!branch,branchname,name}'),
  row(/^git$/, /^(?:git )?(?:branch delete|delete branch)$/, 'git branch -D?{force} -d {!branch,branchname,name}'),
  row(/^git$/, /^(?:git )?tag$/, '?{mode,action,operation=delete} git tag -d {!tag,tagname,name}'),
  row(/^git$/, /^(?:git )?checkout$/, 'git checkout -f?{force} {branch,branchname,ref,target} {paths,files,file}'),
  row(/^git$/, /^(?:git )?restore$/, 'git restore --staged?{staged} {paths,files,file}'),
  row(/^git$/, /^(?:git )?worktree$/, 'git worktree {!mode,action,operation} --force?{force} {worktreepath,name}'),
  row(/^git$/, /^(?:git )?reflog$/, 'git reflog {mode,action,operation} {ref}'),

  row(/^(?:terraform|tofu|tf)$/, /^(?:execute )?(?:terraform|tofu|tf|terragrunt)(?: command)?$|^execute terraform command$/, '?{command=apply,destroy} {tool:p} {!command} -auto-approve'),
  row(/^(?:terraform|tofu|tf)$/, /^(?:execute )?(?:terraform|tofu|tf|terragrunt)(?: command)?$|^execute terraform command$/, '{tool:p} {!command}'),
  row(/^(?:terraform|tofu|tf)$/, /^(?:terraform|tofu|tf|run)? ?apply$/, 'terraform apply -auto-approve -target={target,targets} -destroy?{destroy} -replace={replace} {planfile,plan}'),
  row(/^(?:terraform|tofu|tf)$/, /^(?:terraform|tofu|tf|run)? ?destroy$/, 'terraform destroy -auto-approve -target={target,targets}'),
  row(/^(?:terraform|tofu|tf)$/, /^(?:terraform|tofu|tf)? ?(?:plan|init|validate|output|show|fmt)$/, 'terraform {tool:last}'),
  row(/^(?:terraform|tofu|tf)$/, /^(?:terraform|tofu|tf)? ?state rm$/, 'terraform state rm {!address,addresses,resource,resources}'),
  row(/^(?:terraform|tofu|tf)$/, /^(?:terraform|tofu|tf)? ?workspace delete$/, 'terraform workspace delete -force?{force} {!workspace,name}'),
  row(/^(?:terraform|tofu|tf)$/, /^(?:terraform|tofu|tf)? ?taint$/, 'terraform taint {!address,resource}'),

  row(null, /^kubectl (?:generic|command|run|execute)$/, `kubectl {!command,operation} {subcommand} {resourcetype,resource,kind} ${K} --dry-run={dryrun} {args}`),
  row(null, /^kubectl scale$|^resources scale$/, 'kubectl scale {!resourcetype,resource,kind} {name} --replicas={!replicas,scale} -n={namespace}'),
  row(null, /^kubectl patch$|^resources patch$/, 'kubectl patch {!resourcetype,resource,kind} {name} -p={!patchdata,patch,patchcontent} --type={patchtype} -n={namespace} --dry-run={dryrun}'),
  row(null, /^kubectl delete$|^resources? delete$|^delete (?:kubernetes |k8s )?resource$/, `kubectl delete {!resourcetype,resource,kind} ${K}`),
  row(/^(?:kubectl|kubernetes|k8s|kube|openshift)$/, /^(?:pods?|namespaces?|deployments?|services?|config ?maps?|jobs?|cron ?jobs?|stateful ?sets?|pvcs?|nodes?|ingresses|ingress) delete$|^delete (?:pod|namespace|deployment|service|configmap|job|cronjob|statefulset|pvc|node|ingress)s?$/, `kubectl delete {tool:noun} ${K} {podname,deploymentname,servicename,jobname,nodename,namespacename}`),
  row(/^(?:kubectl|kubernetes|k8s|kube|openshift)$/, /^kubectl (?:apply|create|replace)$|^(?:resources? )?(?:create or update|apply)(?: manifest| yaml)?$|^apply (?:manifest|yaml|resource)$/, '?{manifest,resource,yaml,content,definition} kubectl apply -f -'),
  row(/^(?:kubectl|kubernetes|k8s|kube|openshift)$/, /^(?:kubectl )?rollout$/, 'kubectl rollout {!subcommand,action,operation} {resourcetype,resource,kind} {name} -n={namespace}'),
  row(null, /^node management$/, 'kubectl {!operation,action} {nodename,node,name} --delete-emptydir-data?{deletelocaldata} --force?{force} --dry-run={dryrun}'),

  row(null, /^(?:helm|chart) (?:uninstall|delete)$|^uninstall (?:helm )?(?:chart|release)$/, 'helm uninstall {!name,release,releasename} -n={namespace} --dry-run?{dryrun}'),
  row(null, /^helm rollback$/, 'helm rollback {!name,release,releasename} {revision} -n={namespace}'),
  row(/^argocd$/, /^(?:sync application|application sync|sync app|app sync)$/, 'argocd app sync {!applicationname,name,appname,app} --prune?{prune} --force?{force} --replace?{replace} --dry-run?{dryrun}'),
  row(/^argocd$/, /^(?:delete application|application delete|delete app)$/, 'argocd app delete {!applicationname,name,appname,app} -y'),

  row(/^docker|^podman/, /^(?:builder|buildx|build cache|image|images|container|containers|network|networks|volume|volumes|system) prune$|^prune (?:builder|images?|containers?|networks?|volumes?|system)$/, 'docker {tool:dockerprune} prune --volumes?{volumes} -a?{all} -f'),
  row(/^docker|^podman/, /^(?:compose )?down$|^compose down$/, 'docker compose down -v?{volumes,removevolumes,v}'),
  row(/^docker|^podman/, /^(?:exec|exec container|container exec|execute in container)$/, 'docker exec {!container,containerid,name,id} sh -c {!command,cmd}'),

  row(/^(?:aws|awslabs)$/, /^(?:run|call|use|execute)(?: an?)? aws(?: command| api| cli)?$|^aws (?:call|api|command)$/, 'aws {!service,servicename} {!action,operation,operationname,command:kebab} {parameters,params,args,arguments:options}'),
  row(/^ansible$/, /^(?:ansible )?(?:run )?ad ?hoc(?: command)?$|^(?:ansible )?run module$/, 'ansible -i={inventory} -m={!module,modulename} -a={args,moduleargs} {!hosts,pattern,host}'),
  row(/^nomad$/, /^(?:stop job|job stop)$/, 'nomad job stop -purge?{purge} {!jobid,job,name,id}'),
  row(/^ansible$/, /^(?:ansible )?(?:run )?playbook(?: run)?$|^ansible playbook$|^run playbook$/, 'ansible-playbook -i={inventory} --check?{check,checkmode,dryrun} --limit={limit} {!playbook,playbookpath,path}'),
  row(/^heroku$/, /^ps scale$/, 'heroku ps:scale {!dyno,dynos,formation} -a={app}'),
  row(/^heroku$/, /^(?:maintenance on|apps destroy|pg reset|addons destroy)$/, 'heroku {tool:colon} {name,addon,database} -a={app}'),
  row(/^fly(?:ctl)?$/, /^fly (?:ips|volumes|machines?|apps|certs|secrets|scale|postgres) (?:release|destroy|delete|remove|unset|count|stop|suspend)$/, 'flyctl {tool:after1} {addresses,address,id,machineid,volumeid,name,appname,keys} -a={app,name}'),
  row(/^(?:kafka|confluent)$/, /^alter topic config$|^(?:update|set) topic config$/, 'kafka-configs.sh --alter --topic {!topicname,topic} --add-config {topicconfigs:pairs}'),
];

/** The argument that decides how far the command goes; else the one that the row needs. */
function decisive(line: string, found: readonly Argument[]): string {
  const needed = [...line.matchAll(/\{!([^}:]*)/g)].map(([, names = '']) => names).reverse();
  const first = needed[0] === undefined ? undefined : found.find(({ name }) => (needed[0] as string).split(',').includes(name));
  return first?.pointer ?? '';
}

function filled(line: string, found: readonly Argument[], tool: string): string[] | null {
  const out: string[] = [];
  for (const token of line.split(' ')) {
    const made = token === '' ? [] : tokenOf(token, found, tool);
    if (made === null) return null;
    out.push(...made);
  }
  return out;
}

function tokenOf(token: string, found: readonly Argument[], tool: string): string[] | null {
  const slot = /^(.*?)(\?|=|)\{(!?)([^}]*)\}$/.exec(token);
  if (!slot) return [token];
  const [, before = '', how, needed, inside = ''] = slot;
  if (before === '' && how === '?') return conditionHolds(inside, found) ? [] : null;
  if (inside.startsWith('tool:')) return wordAt(tool, inside.slice('tool:'.length));
  const [names = '', form] = inside.split(':');
  const name = new RegExp(`^(?:${names.replaceAll(',', '|')})$`);
  if (how === '?') return isSet(found, name) ? [before] : [];
  const values = valuesOf(found, name, form);
  if (values.length === 0) return needed === '!' ? null : [];
  if (how === '=') return before.startsWith('--') || before.startsWith('-target') || before.startsWith('-replace') ? values.map((value) => `${before}=${value}`) : values.flatMap((value) => [before, value]);
  return before === '' ? values : values.map((value) => `${before}${value}`);
}

/** `command=apply,destroy`, or only that one of the arguments is there. */
function conditionHolds(inside: string, found: readonly Argument[]): boolean {
  const [names = '', values] = inside.split('=');
  const value = given(found, new RegExp(`^(?:${names.replaceAll(',', '|')})$`));
  return value !== undefined && (values === undefined || values.split(',').includes(value.toLowerCase()));
}

/** Texts, numbers, lists of them, maps as JSON; `pairs`: `[{name, value}]` as `name=value`. */
function valuesOf(found: readonly Argument[], name: RegExp, form: string | undefined): string[] {
  const argument = found.find((one) => name.test(one.name) && one.value !== null && one.value !== undefined && one.value !== false);
  if (argument === undefined) return [];
  const { value } = argument;
  if (form === 'options') return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).flatMap(optionOf) : [];
  if (form === 'kebab') return typeof value === 'string' ? [kebab(value)] : [];
  if (form === 'pairs') return Array.isArray(value) ? [value.map(pair).filter((one) => one !== '').join(',')] : [];
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string' || typeof one === 'number') ? value.map(String) : [];
  if (typeof value === 'object') return [JSON.stringify(value)];
  const text = String(value as string | number | boolean);
  return text === '' ? [] : name.test('dyno') || name.test('formation') ? text.split(/\s+/) : [text];
}

/** `DBInstanceIdentifier: "a"` as `--db-instance-identifier a`, `SkipFinalSnapshot: true` as a flag. */
function optionOf([key, value]: readonly [string, unknown]): string[] {
  const option = `--${kebab(key)}`;
  if (value === true) return [option];
  if (value === false) return [`--no-${kebab(key)}`];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' || typeof one === 'number')) return [option, ...value.map(String)];
  return [option, typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)];
}

function pair(one: unknown): string {
  if (one === null || typeof one !== 'object') return '';
  const { name, key, value } = one as Readonly<Record<string, unknown>>;
  const called = typeof name === 'string' ? name : typeof key === 'string' ? key : '';
  return called === '' || (typeof value !== 'string' && typeof value !== 'number') ? '' : `${called}=${value}`;
}
