import type { Call } from './program-walk';
import { type Deeds, DONE, type Knower, shell, start, unseen, follow } from './deeds';
import { asText, isTrue, itemsOf, optionOf, text, type Value } from './values';

/** Calls that start programs, in the languages read here. */
export const processes: Knower = (call, deeds) => {
  const { path } = call;
  const [first, second, ...rest] = call.args;
  if (path === '`') return shell(call, first, deeds), DONE;
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (/^subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)$/.test(path)) return subprocess(call, first ?? call.named.get('args'), deeds), DONE;
  if (/^(?:os\.(?:system|popen)|commands\.(?:getoutput|getstatusoutput)|asyncio\.(?:subprocess\.)?create_subprocess_shell|pty\.spawn|pexpect\.(?:run|spawn))$/.test(path)) return shell(call, first, deeds), DONE;
  if (/^os\.(?:exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?)$/.test(path)) {
    const words = path.includes('spawn') && !path.includes('posix') ? [second, ...rest] : [first, second, ...rest];
    // The program comes twice: to find it, and as its own first argument.
    const flat = words.flatMap((word) => itemsOf(word));
    return start(call, [flat[0] as Value, ...flat.slice(2)].filter(Boolean), deeds), DONE;
  }
  if (/^asyncio\.(?:subprocess\.)?create_subprocess_exec$/.test(path)) return start(call, call.args, deeds), DONE;
  if (/^(?:plumbum\.)?local\(\)\.run$|^sh\.\w+$/.test(path)) return path.startsWith('sh.') ? (start(call, [text(name.replaceAll('_', '-')), ...call.args], deeds), DONE) : DONE;

  if (/^child_process\.(?:exec|execSync)$/.test(path) || /^(?:shelljs|shell)\.exec$|^execa(?:\.|.*\.)?(?:execa)?command(?:sync)?$/i.test(path)) return shell(call, first, deeds), DONE;
  if (/^(?:child_process\.(?:spawn|spawnSync|execFile|execFileSync)|cross-spawn(?:\.sync|\.spawn)?|execa(?:\.(?:execa|execaSync|sync|node|\$))?|execa\.execaSync|tinyexec\.x|tinyspawn)$/.test(path)) return spawned(call, first, second, deeds), DONE;
  if (/^child_process\.fork$/.test(path)) return start(call, [text('node'), ...(first ? [first] : []), ...(second?.is === 'list' ? [second] : [])], deeds), DONE;
  if (/^(?:\$|zx\.\$|Bun\.\$|bun\.\$|dax\.\$|dax-sh\.\$|execa\.\$|zx\.\$\.sync|\$\.sync)$/.test(path) || /(?:^|\.)\$$/.test(path)) return shell(call, first, deeds), DONE;
  if (/^(?:Bun|bun)\.spawn(?:Sync)?$/.test(path)) return start(call, itemsOf(first?.is === 'table' ? first.entries.get('cmd') : first), deeds), DONE;
  if (path === 'Deno.Command') return start(call, [...(first ? [first] : []), ...itemsOf(optionOf({ args: second ? [second] : [], named: call.named }, 'args'))], deeds), DONE;
  if (path === 'Deno.run') return start(call, itemsOf(optionOf(call, 'cmd')), deeds), DONE;

  if (/^(?:Kernel\.)?(?:system|exec|spawn|shell_exec|passthru|popen|proc_open|pcntl_exec)$/.test(path) && deeds.nested.language !== 'javascript' && deeds.nested.language !== 'python') return several(call, deeds), DONE;
  if (/^(?:IO\.popen|PTY\.spawn|Open3\.(?:capture2e?|capture3|popen2e?|popen3|pipeline\w*)|Process\.(?:spawn|exec))$/.test(path)) return several(call, deeds), DONE;
  if (/^(?:sh|system!|run_command|run!)$/.test(path) && deeds.nested.language === 'ruby') return several(call, deeds), DONE;
  if (path === 'System.cmd' && deeds.nested.language === 'ruby') return start(call, call.args.slice(0, 2), deeds), DONE;
  if (/^(?:System\.shell|os\.cmd)$/.test(path) && deeds.nested.language === 'ruby') return shell(call, first, deeds), DONE;
  if (path === 'os.execute' || path === 'io.popen' || path === 'system2') return several(call, deeds), DONE;
  if (/^(?:Symfony\.Component\.Process\.)?Process\.fromShellCommandline$|^(?:Process|Artisan|Terminal)\.(?:run|call|start)$/.test(path)) {
    if (path === 'Artisan.call') return start(call, [text('artisan'), ...asText(first).text.split(' ').map((word) => text(word))], deeds), DONE;
    return several(call, deeds), DONE;
  }
  if (path === 'Process' && first?.is === 'list') return start(call, first.items, deeds), DONE;

  if (path === 'task_actions') return itemsOf(first).forEach((action) => (action.is === 'list' ? start(call, action.items, deeds) : shell(call, action, deeds))), DONE;
  if (/^(?:nox\.)?session\.(?:run|run_always|run_install)$/.test(path) && first) return start(call, call.args, deeds), DONE;
  if (/^(?:ctx\.(?:run|sudo|local)|fabric\.(?:api|operations)\.(?:run|sudo|local)|invoke\.(?:run|sudo))$/.test(path) && first) return shell(call, first, deeds), DONE;
  // Fabric, invoke, paramiko, ssh2, node-ssh: a command line for a shell somewhere.
  if (/\.(?:run|sudo|local|exec_command|execCommand|exec|command)$/.test(path) && first?.is === 'text' && /^[\w./~-]+\s/.test(first.text) && /^(?:c|ctx|conn|connection|ssh|client|ssh_client|sshClient|session|fabric|invoke|paramiko|host|remote|server|node-ssh|ssh2)\b|\bConnection\(\)|SSHClient\(\)|NodeSSH\(\)|Context\(\)/.test(path) && !looksLikeSql(first.text)) return shell(call, first, deeds), DONE;
  return evaluated(call, deeds);
};

/** `subprocess.run([...])`, or a text when a shell is asked for; without one a text is the whole name of a program. */
function subprocess(call: Call, what: Value | undefined, deeds: Deeds): void {
  if (what?.is === 'list' && !isTrue(call.named.get('shell'))) {
    const input = call.named.get('input');
    const cwd = call.named.get('cwd');
    start(call, what.items, deeds, {
      ...(input ? { stdin: input.is === 'text' ? { kind: 'text', text: input.text, complete: input.known } : { kind: 'unread' } } : {}),
      ...(cwd ? { cwd: absolute(cwd, deeds) } : {}),
    });
    return;
  }
  if (what?.is === 'chain' && what.path.startsWith('text.') && /split\(\)$/.test(what.path)) return shell(call, what.calls[0]?.args[0], deeds);
  if (what?.is === 'chain' && what.path === 'shlex.split()') return shell(call, what.calls[0]?.args[0], deeds);
  shell(call, what?.is === 'list' ? what.items[0] : what, deeds);
}

function absolute(cwd: Value, { nested }: Deeds): string | null {
  const { text: path, known } = asText(cwd);
  if (!known) return null;
  return path.startsWith('/') ? path : nested.cwd === null ? null : `${nested.cwd}/${path.replace(/^\.\//, '')}`;
}

function spawned(call: Call, file: Value | undefined, args: Value | undefined, deeds: Deeds): void {
  if (!file) return;
  const words = args?.is === 'list' ? args.items : [];
  if (isTrue(optionOf(call, 'shell'))) return shell(call, text([asText(file).text, ...words.map((word) => asText(word).text)].join(' ')), deeds);
  // Template calls (execa`…`) and single texts with blanks are whole command lines.
  if (words.length === 0 && /\s/.test(asText(file).text)) return shell(call, file, deeds);
  start(call, [file, ...words], deeds);
}

/** One text is for a shell, several are words. An options table in front or behind is no word. */
function several(call: Call, deeds: Deeds): void {
  const words = call.args.filter((arg) => arg.is !== 'table' && !(arg.is === 'text' && /^[rw]b?\+?$/.test(arg.text)));
  const [first, ...more] = words;
  if (!first) return;
  if (more.length > 0 || (first.is === 'list' && first.items.length > 1)) start(call, words, deeds);
  else shell(call, first, deeds);
}

/** `eval` and its kind: known text is read, a download or decoded text is code that nobody can see. */
function evaluated(call: Call, deeds: Deeds): ReturnType<Knower> {
  const { path } = call;
  // `.then(eval)`
  const handed = call.args[0];
  if (path.endsWith('.then') && handed?.is === 'chain' && handed.path === 'eval') return UNSEEN.test(whereFrom(call.of)) ? (unseen(call, 'code that is downloaded or decoded', deeds), DONE) : null;
  if (!/^(?:eval|exec|execfile|compile|Function|vm\.(?:runInThisContext|runInNewContext|runInContext|Script)|instance_eval|class_eval|create_function|assert|builtins\.(?:eval|exec)|__builtins__\.(?:eval|exec)|runpy\.run_path|globalThis\.eval|window\.eval)$/.test(path)) return null;
  const [first] = call.args;
  if (!first) return DONE;
  if (first.is === 'text' && first.known) return follow(call, deeds.nested.language, first.text, deeds), { value: first };
  if (UNSEEN.test(whereFrom(first))) unseen(call, 'code that is downloaded or decoded', deeds);
  return DONE;
}

const UNSEEN = /urlopen|requests\.|httpx\.|urllib|fetch\(|axios|got\(|http\.get|https\.get|b64decode|b32decode|a85decode|decompress|marshal|unpack1|Base64|base64_decode|gzinflate|gzuncompress|str_rot13|atob|fromhex|codecs\.decode|Buffer\.from|open-uri|URI\.open|file_get_contents|curl_exec|LWP|Net\.HTTP|decodeURIComponent|\$_(?:GET|POST|REQUEST)/;

/** All the calls a value came by, as one text. */
function whereFrom(value: Value): string {
  if (value.is === 'chain') return `${value.path} ${value.calls.flatMap(({ args }) => args.map(whereFrom)).join(' ')}`;
  if (value.is === 'list') return value.items.map(whereFrom).join(' ');
  return value.is === 'text' && !value.known ? value.text : '';
}

export function looksLikeSql(value: string): boolean {
  return /^\s*(?:(?:--[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)*(?:select|insert|update|delete|drop|truncate|alter|create|grant|revoke|replace|merge|with|begin|start\s+transaction|vacuum|reindex|exec|call|set|use|rename|flush|purge|optimize|pragma|match|detach|copy|do)\b/i.test(value);
}
