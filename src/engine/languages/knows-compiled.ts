import { DONE, type Deeds, type Knower, overwrite, remove, shell, start, tool } from './deeds';
import type { Call } from './program-walk';
import { asText, isTrue, itemsOf, MADE, text, type Value } from './values';

/** Calls of the standard libraries of Go, Rust, Java, Kotlin, C# and Swift: programs that are started, files that go. */
export const compiled: Knower = (call, deeds) => (!/^(?:go|rust|java|csharp|kotlin|swift)$/.test(deeds.nested.language) ? null : plain(call) ?? go(call, deeds) ?? rust(call, deeds) ?? java(call, deeds) ?? dotnet(call, deeds) ?? swift(call, deeds));

/** What only wraps a value. */
function plain(call: Call): ReturnType<Knower> {
  const { path, args } = call;
  const [first] = args;
  if (/(?:^|[./])(?:aws\.(?:String|Int32|Int64|Bool|StringSlice)|to\.(?:Ptr|StringPtr|BoolPtr)|ptr\.(?:To|Int32|String)|pointer\.(?:\w+))$/.test(path) && first) return { value: first };
  if (/(?:^|\.)(?:String\.from|to_string|to_owned|String\.valueOf|Path\.new|PathBuf\.from|Path\.of|Paths\.get|File|Some|Ok|Box\.new|DirectoryInfo|FileInfo|URL)$/.test(path) && first && args.length === 1) return { value: first };
  if (/(?:^|[./])(?:filepath\.Join|path\.Join|Path\.Combine|Paths\.get|Path\.of)$/.test(path)) return { value: { is: 'text', text: args.map((arg) => asText(arg).text.replace(/\/$/, '')).join('/'), known: args.every((arg) => asText(arg).known) } };
  if (/(?:^|\.)(?:List\.of|Arrays\.asList|Set\.of|listOf|arrayOf|mutableListOf|Stream\.of)$/.test(path)) return { value: { is: 'list', items: args } };
  if (/(?:^|[./])(?:fmt\.Sprintf|String\.format|string\.Format|format!|String)$/.test(path) && first?.is === 'text') return { value: filled(first, args.slice(1)) };
  const own = call.before[0]?.args[0];
  if (/^text\.(?:to_string|to_owned|into|as_str|clone|to_str|to_path_buf|as_ref|AbsolutePath|absolutePath)$/.test(path) && own) return { value: own };
  if (path === 'text.formatted' && own) return { value: filled(own, args) };
  if (/(?:^|[./])(?:os\.MkdirTemp|os\.TempDir|ioutil\.TempDir|tempfile\.tempdir|TempDir\.new|env\.temp_dir|Files\.createTemp(?:Directory|File)|File\.createTempFile|Directory\.CreateTempSubdirectory|Path\.GetTempFileName|Path\.GetRandomFileName|FileManager\.default\.temporaryDirectory|Path\.GetTempPath|createTempDir|t\.TempDir)$/.test(path)) return { value: text(MADE) };
  if (/(?:^|[./])(?:os\.UserHomeDir|dirs\.home_dir|home\.home_dir)$/.test(path)) return { value: text('~') };
  return null;
}

/** `%s`, `%v`, `{}`, `{0}`, `{name}` */
function filled(format: Value, args: readonly Value[]): Value {
  const { text: own, known } = asText(format);
  let next = 0;
  let sure = known;
  const whole = own.replace(/%[-+#\d.]*[a-z]|\{(\d*|\w*)(?::[^{}]*)?\}/g, (_whole, key?: string) => {
    const part = asText(args[key !== undefined && /^\d+$/.test(key) ? Number(key) : next++]);
    sure &&= part.known;
    return part.text;
  });
  return text(whole, sure);
}

function go(call: Call, deeds: Deeds): ReturnType<Knower> {
  const { path, args } = call;
  if (/(?:^|\/)exec\.Command$/.test(path)) return start(call, args, deeds), DONE;
  if (/(?:^|\/)exec\.CommandContext$/.test(path)) return start(call, args.slice(1), deeds), DONE;
  if (/^(?:syscall|unix|golang\.org\/x\/sys\/unix)\.Exec$/.test(path)) return start(call, [args[0] as Value, ...itemsOf(args[1]).slice(1)].filter(Boolean), deeds), DONE;
  if (/^github\.com\/magefile\/mage\/sh\.(?:Run|RunV|Output)$/.test(path)) return start(call, args, deeds), DONE;
  if (/^github\.com\/magefile\/mage\/sh\.(?:RunWith|RunWithV|OutputWith)$/.test(path)) return start(call, args.slice(1), deeds), DONE;
  if (path === 'github.com/magefile/mage/sh.Rm') return remove(call, [args[0]], true, deeds), DONE;
  if (/^github\.com\/bitfield\/script\.Exec$/.test(path)) return shell(call, args[0], deeds), DONE;
  if (path === 'os.RemoveAll') return remove(call, [args[0]], true, deeds), DONE;
  if (/^(?:os|syscall)\.(?:Remove|Unlink)$/.test(path)) return remove(call, [args[0]], false, deeds), DONE;
  if (/^(?:os|io\/ioutil)\.(?:WriteFile|Create|Truncate)$/.test(path)) return overwrite(call, args[0], 'overwrite', deeds), null;
  if (path === 'os.Rename') return tool(call, 'mv', args.map((arg) => asText(arg).text), deeds), DONE;
  return null;
}

function rust(call: Call, deeds: Deeds): ReturnType<Knower> {
  const { path, args } = call;
  if (/(?:^|\.)Command\.new\(\)(?:\.\w+\(\))*\.(?:status|output|spawn|exec)$/.test(path)) {
    // Each step of the chain has its own arguments.
    const steps = [...path.slice(path.search(/Command\.new/)).matchAll(/(\w+)\(\)/g)].map((match) => match[1] as string);
    const words = steps.flatMap((step, i) => (/^(?:new|args?)$/.test(step) ? (call.before[call.before.length - steps.length + i]?.args ?? []).flatMap((arg) => itemsOf(arg)) : []));
    return start(call, words, deeds), DONE;
  }
  if (/(?:^|\.)cmd!$/.test(path)) return args.length > 2 ? start(call, args.filter((_, i) => i !== 0 || args[0]?.is === 'text'), deeds) : shell(call, args.find((arg) => arg.is === 'text'), deeds), DONE;
  if (/(?:^|\.)fs\.(?:remove_dir_all)$|^remove_dir_all$/.test(path)) return remove(call, [args[0]], true, deeds), DONE;
  if (/(?:^|\.)fs\.remove_file$|^remove_file$/.test(path)) return remove(call, [args[0]], false, deeds), DONE;
  if (/(?:^|\.)fs\.write$|(?:^|\.)File\.create$/.test(path)) return overwrite(call, args[0], 'overwrite', deeds), null;
  if (/(?:^|\.)fs\.rename$/.test(path) && deeds.nested.language === 'rust') return tool(call, 'mv', args.map((arg) => asText(arg).text), deeds), DONE;
  return null;
}

function java(call: Call, deeds: Deeds): ReturnType<Knower> {
  const { path, args } = call;
  if (/(?:^|\.)Runtime\.getRuntime\(\)\.exec$/.test(path)) return args[0]?.is === 'list' ? start(call, args[0].items, deeds) : shell(call, args[0], deeds), DONE;
  if (/(?:^|\.)ProcessBuilder$/.test(path)) return args.length > 0 ? (start(call, args, deeds), DONE) : null;
  if (/(?:^|\.)ProcessBuilder\(\)(?:\.\w+\(\))*\.command$/.test(path)) return start(call, args, deeds), DONE;
  if (/^text\.execute$/.test(path)) return null;
  if (/(?:^|\.)(?:FileUtils\.(?:deleteDirectory|cleanDirectory|forceDelete|deleteQuietly)|FileSystemUtils\.deleteRecursively|MoreFiles\.deleteRecursively|PathUtils\.delete(?:Directory)?)$/.test(path)) return remove(call, [args[0]], true, deeds), DONE;
  if (/(?:^|\.)Files\.(?:delete|deleteIfExists)$/.test(path)) return remove(call, [args[0]], false, deeds), DONE;
  if (/(?:^|\.)Files\.(?:write|writeString|newBufferedWriter)$/.test(path)) return overwrite(call, args[0], 'overwrite', deeds), null;
  if (/(?:^|\.)Files\.move$/.test(path)) return tool(call, 'mv', args.slice(0, 2).map((arg) => asText(arg).text), deeds), DONE;
  // `File("x").deleteRecursively()`: the value of a file is its path.
  if (/^text\.(?:deleteRecursively|delete|deleteOnExit)$/.test(path) && !path.endsWith('Exit')) return remove(call, [call.before[0]?.args[0]], path.endsWith('Recursively'), deeds), DONE;
  return null;
}

function dotnet(call: Call, deeds: Deeds): ReturnType<Knower> {
  const { path, args, named } = call;
  if (/(?:^|\.)Process\.Start$|(?:^|\.)ProcessStartInfo$/.test(path)) {
    const program = named.get('FileName') ?? args[0];
    const given = named.get('Arguments') ?? named.get('ArgumentList') ?? args[1];
    if (program?.is !== 'text') return null;
    if (given?.is === 'list') return start(call, [program, ...given.items], deeds), DONE;
    return shell(call, text([asText(program).text, ...(given ? [asText(given).text] : [])].join(' '), asText(program).known), deeds), DONE;
  }
  if (/(?:^|\.)(?:Directory\.Delete|DirectoryInfo\(\)\.Delete)$/.test(path)) return remove(call, [args[0]], isTrue(args[1]), deeds), DONE;
  if (/(?:^|\.)File\.Delete$/.test(path)) return remove(call, [args[0]], false, deeds), DONE;
  if (/(?:^|\.)File\.(?:WriteAllText|WriteAllBytes|WriteAllLines|Create)$/.test(path)) return overwrite(call, args[0], 'overwrite', deeds), null;
  if (/(?:^|\.)(?:File|Directory)\.Move$/.test(path)) return tool(call, 'mv', args.slice(0, 2).map((arg) => asText(arg).text), deeds), DONE;
  if (/^text\.Delete$/.test(path)) return remove(call, [call.before[0]?.args[0]], isTrue(args[0]), deeds), DONE;
  return null;
}

function swift(call: Call, deeds: Deeds): ReturnType<Knower> {
  if (/FileManager\.default\.removeItem$/.test(call.path)) return remove(call, [call.named.get('atPath') ?? call.named.get('at') ?? call.args[0]], true, deeds), DONE;
  return null;
}
