import { type Deeds, DONE, type Knower, overwrite, remove, tool } from './deeds';
import type { Call } from './program-walk';
import { asText, isPath, isTrue, itemsOf, MADE, optionOf, text, type Value } from './values';

/** Calls that give a path, and folders that are found by one. */
export const paths: Knower = (call) => {
  const own = pathsOf(call.path, call.args);
  if (own !== null) return { value: own };
  const found = /\.(glob|rglob|iterdir)$/.exec(call.path)?.[1];
  const place = found ? pathBefore(call, found) : null;
  if (!place) return null;
  const { text: folder, known } = asText(place);
  return { value: { is: 'chain', path: 'pathlib.Path()', calls: [{ args: [text(`${folder.replace(/\/$/, '')}/${found === 'rglob' ? '**/' : ''}${call.args[0] ? asText(call.args[0]).text : '*'}`, known)], named: new Map() }] } };
};

/** Ruby's FileUtils that only says what it would do: `noop: true`, `FileUtils::DryRun`, `include FileUtils::NoWrite`. */
function onlySays({ path, named, args }: Call, program: string): boolean {
  if (isTrue(optionOf({ args, named }, 'noop')) && /^(?:FileUtils\.)?\w+$/.test(path)) return true;
  if (/^del\b/.test(path) && isTrue(optionOf({ args, named }, 'dryRun'))) return true;
  return /^(?:FileUtils\.)?(?:DryRun|NoWrite)\.\w+$/.test(path) || (/^(?:rm|mv|remove_|rmtree|safe_)\w*$/.test(path) && /^\s*include\s+FileUtils::(?:DryRun|NoWrite)\b/m.test(program));
}

/** Calls that remove, move or overwrite files. */
export const files: Knower = (call, deeds) => {
  const { path } = call;
  const [first, second] = call.args;
  if (onlySays(call, deeds.nested.text)) return DONE;
  if (/^(?:shutil\.rmtree|(?:distutils\.)?dir_util\.remove_tree|os\.removedirs|setuptools\.\w*rmtree)$/.test(path)) return remove(call, [first ?? call.named.get('path')], path !== 'os.removedirs', deeds), DONE;
  if (/^os\.(?:remove|unlink|rmdir)$|^(?:aiofiles\.)?os\.remove$/.test(path)) return path.endsWith('rmdir') ? DONE : (remove(call, [first ?? call.named.get('path')], false, deeds), DONE);
  // What moves is missed where it was, as `mv` would have it.
  if (MOVES.test(path) || (path === 'rename' && /^(?:perl|php)$/.test(deeds.nested.language))) return moved(call, first, second ?? call.named.get('dst'), deeds), DONE;

  if (/^(?:fs|fs\.promises|original-fs|graceful-fs|fs-extra)\.(?:rm|rmSync|rmdir|rmdirSync)$/.test(path)) {
    const recursive = isTrue(optionOf(call, 'recursive'));
    return /rmdir/.test(path) && !recursive ? DONE : (remove(call, [first], recursive, deeds), DONE);
  }
  if (/^(?:fs|fs\.promises|fs-extra)\.(?:unlink|unlinkSync)$/.test(path)) return remove(call, [first], false, deeds), DONE;
  if (/^(?:fs-extra|@std\/fs)\.(?:remove|removeSync|emptyDir|emptyDirSync|emptydir|emptydirSync)$/.test(path) || /^(?:rimraf|rimraf\.(?:sync|rimraf|rimrafSync|native|moveRemove|windows)|del|del\.(?:sync|deleteAsync|deleteSync|del)|trash-cli|delete-empty|fs-jetpack\.remove)$/.test(path)) return remove(call, [first], true, deeds), DONE;
  if (/^(?:Deno|Deno\.promises)\.(?:remove|removeSync)$/.test(path)) return remove(call, [first], isTrue(optionOf(call, 'recursive')), deeds), DONE;
  if (/^(?:shelljs|shell)\.rm$/.test(path)) {
    const flags = call.args.filter((arg) => arg.is === 'text' && arg.text.startsWith('-'));
    return remove(call, call.args.filter((arg) => !flags.includes(arg)), flags.some((flag) => /r/i.test(asText(flag).text)), deeds), DONE;
  }

  if (/^(?:FileUtils\.)?(?:rm_rf|rm_r|remove_dir|remove_entry|remove_entry_secure|rmtree|remove_tree)$/.test(path) || path === 'File.Path.rmtree' || path === 'File.Path.remove_tree') return remove(call, call.args.filter((arg) => arg.is !== 'table'), true, deeds), DONE;
  if (/^(?:FileUtils\.)?(?:rm_f|safe_unlink|remove_file|remove)$/.test(path) || path === 'FileUtils.rm' || /^File\.(?:delete|unlink)$/.test(path)) return deeds.nested.language === 'javascript' || deeds.nested.language === 'python' ? null : (remove(call, call.args, false, deeds), DONE);
  // Elixir.
  if (/^File\.(?:rm_rf|rm)!?$/.test(path)) return remove(call, [first], path.includes('rf'), deeds), DONE;
  if (path === 'unlink' && /^(?:perl|php)$/.test(deeds.nested.language)) return remove(call, call.args, false, deeds), DONE;
  if (/^File\.(?:deleteDirectory|cleanDirectory|deleteDirectories)$|^Storage\.(?:deleteDirectory)$/.test(path)) return remove(call, [first], true, deeds), DONE;

  // pathlib, Pathname, Laravel's File: the path is what the method is called on.
  const own = /\.(unlink|rmtree|delete|rm_rf|rmdir|write_text|write_bytes|rename|replace)$/.exec(path)?.[1];
  const place: Value | null = own ? pathBefore(call, own) : null;
  if (own && place) {
    if (own.startsWith('re')) return moved(call, text(asText(place).text, asText(place).known), first, deeds), DONE;
    if (own.startsWith('write')) return overwrite(call, place, 'overwrite', deeds), DONE;
    return own === 'rmdir' ? DONE : (remove(call, [text(asText(place).text, asText(place).known)], own === 'rmtree' || own === 'rm_rf', deeds), DONE);
  }

  if (path === 'open' || path === 'io.open' || path === 'codecs.open') {
    const mode = asText(second ?? call.named.get('mode')).text;
    if (/^[wx]|^a/.test(mode)) overwrite(call, first, mode.startsWith('a') ? 'append' : 'overwrite', deeds);
    return null;
  }
  if (/^(?:fs|fs\.promises|fs-extra)\.(?:writeFile|writeFileSync|outputFile|outputFileSync|createWriteStream|truncate|truncateSync)$/.test(path) || /^(?:Deno|Bun)\.(?:writeTextFile|writeTextFileSync|writeFile|write)$/.test(path) || /^(?:File|IO)\.write$/.test(path) || path === 'file_put_contents') return overwrite(call, first, 'overwrite', deeds), DONE;
  return null;
};

const MOVES = /^(?:shutil\.move|os\.(?:rename|renames|replace)|(?:fs|fs\.promises|fs-extra|graceful-fs)\.(?:rename|renameSync|move|moveSync)|(?:FileUtils\.)(?:mv|move)|File\.(?:rename|move)|File\.Copy\.move|Deno\.rename(?:Sync)?)$/;

function moved(call: Call, from: Value | undefined, to: Value | undefined, deeds: Deeds): void {
  if (!from) return;
  tool(call, 'mv', [...itemsOf(from).map((one) => asText(one).text), to ? asText(to).text : '$(somewhere)'], deeds);
}

/** The path object a method is called on. */
function pathBefore(call: Call, method: string): Value | null {
  const value: Value = { is: 'chain', path: call.path.slice(0, -method.length - 1), calls: call.before };
  return isPath(value) ? value : null;
}

/** A folder or a file of the program's own, gone when it is done. */
const TEMPORARY =
  /^(?:tempfile\.(?:mkdtemp|gettempdir|mkstemp|mktemp|TemporaryDirectory|NamedTemporaryFile)|aiofiles\.tempfile\.\w+|os\.tmpdir|(?:fs|fs\.promises|fs-extra|graceful-fs)\.(?:mkdtemp|mkdtempSync|mkdtempDisposable(?:Sync)?)|Dir\.(?:mktmpdir|tmpdir)|Tempfile\.(?:new|create|open)|Deno\.makeTemp(?:Dir|File)(?:Sync)?|(?:tmp|tmp-promise)\.(?:dir|file|dirSync|fileSync|tmpName|tmpNameSync)|tempy(?:\.\w+)*|temp-dir|temp\.(?:mkdirSync|mkdir|path)|temp-write|sys_get_temp_dir|tempnam|tmpfile|File\.Temp\.(?:tempdir|newdir|new)|File\.Spec\.tmpdir|tempdir|os\.tmpname)$/;

/** Calls that give a path, out of what they are given. `null` for the rest. */
function pathsOf(path: string, args: readonly Value[]): Value | null {
  if (/^(?:os\.path|path|path\.posix|File|node_path|pathModule)\.(?:join|resolve)$/.test(path) || path === 'join_paths') return joined(args);
  if (/^(?:os\.path\.(?:abspath|realpath|expanduser|normpath)|path\.normalize|File\.expand_path|str|String|pathlib\.Path|Path)$/.test(path) && !/Path$/.test(path)) return args[0] ?? null;
  if (/^(?:glob\.glob|glob\.iglob|glob\.sync|fast-glob\.sync|globby\.sync|Dir\.glob|Dir\.\[\]|glob|Dir)$/.test(path)) return args[0] ? text(asText(args[0]).text, asText(args[0]).known) : null;
  if (/^os\.(?:listdir|scandir)$|^fs\.readdirSync$/.test(path)) return args[0] ? text(`${asText(args[0]).text.replace(/\/$/, '')}/*`, asText(args[0]).known) : null;
  if (TEMPORARY.test(path)) return text(MADE);
  if (/^(?:pathlib\.)?Path\.(?:home|cwd)$/.test(path)) return { is: 'chain', path: 'pathlib.Path()', calls: [{ args: [text(path.endsWith('home') ? '~' : '.')], named: new Map() }] };
  if (/^os\.homedir$|^Dir\.home$/.test(path)) return text('~');
  if (/^os\.getcwd$|^process\.cwd$|^Dir\.pwd$|^getcwd$/.test(path)) return text('.');
  return null;
}

export function joined(args: readonly Value[]): Value {
  const pieces = args.flatMap((arg) => itemsOf(arg)).map(asText);
  return text(pieces.map(({ text: piece }) => piece).reduce((all, piece) => (piece.startsWith('/') || all === '' ? piece : `${all.replace(/\/$/, '')}/${piece}`), ''), pieces.every(({ known }) => known));
}
