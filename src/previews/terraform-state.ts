import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { isObject } from '../protocol/proposal';
import { objects, parsed, strings } from './answers';

/** One thing that Terraform made, as its state or a plan knows it. Sensitive values are not in it. */
export interface Instance {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Addresses of resources, without keys, that it was made from. */
  readonly dependsOn: readonly string[];
}

const MAX_STATE = 64 * 1024 * 1024;

/** State files are often larger than any other file that is read. Null when it is missing or none. */
export function readState(path: string): string | null {
  let file: number | undefined;
  try {
    // Not to wait for the other end of a pipe.
    file = openSync(path, process.platform === 'win32' ? 'r' : 0o4000);
    const about = fstatSync(file);
    return about.isFile() && about.size <= MAX_STATE ? readFileSync(file, 'utf8') : null;
  } catch {
    return null;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** `terraform show -json`: a tree of modules. An empty state has no `values` and is no unknown. */
export function instancesShown(text: string): readonly Instance[] | null {
  const read = parsed(text);
  if (!isObject(read) || typeof read['format_version'] !== 'string') return null;
  const root = isObject(read['values']) ? read['values']['root_module'] : undefined;
  return root === undefined ? [] : instancesIn(root);
}

export function instancesIn(module: unknown): readonly Instance[] {
  if (!isObject(module)) return [];
  const own = objects(module['resources']).flatMap((one): Instance[] => {
    const { address, type, mode, values, depends_on: dependsOn } = one;
    if (mode !== 'managed' || typeof address !== 'string' || typeof type !== 'string') return [];
    return [{ address, type, values: visibleOf(values, one['sensitive_values']), dependsOn: strings(dependsOn) }];
  });
  return [...own, ...(Array.isArray(module['child_modules']) ? module['child_modules'] : []).flatMap(instancesIn)];
}

/** Values without those that the same shape of `true` marks as sensitive. */
export function visibleOf(values: unknown, marks: unknown): Readonly<Record<string, unknown>> {
  const shown = without(values, marks);
  return isObject(shown) ? shown : {};
}

function without(value: unknown, marks: unknown): unknown {
  if (marks === true) return undefined;
  if (isObject(value) && isObject(marks)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, without(inner, marks[key])]));
  if (Array.isArray(value) && Array.isArray(marks)) return value.map((inner, i) => without(inner, marks[i]));
  return value;
}

/** A state file, format 4: `terraform.tfstate`, or what `terraform state pull` prints. Null for an encrypted or older one. */
export function instancesStored(text: string): readonly Instance[] | null {
  const read = parsed(text);
  if (!isObject(read) || read['version'] !== 4 || !Array.isArray(read['resources'])) return null;
  return objects(read['resources']).flatMap((one): Instance[] => {
    const { mode, type, name, module } = one;
    if (mode !== 'managed' || typeof type !== 'string' || typeof name !== 'string') return [];
    return objects(one['instances']).map((instance) => {
      const key = instance['index_key'];
      const index = key === undefined || key === null ? '' : typeof key === 'number' ? `[${key}]` : `[${JSON.stringify(String(key))}]`;
      const paths = Array.isArray(instance['sensitive_attributes']) ? instance['sensitive_attributes'] : [];
      const values = paths.map(stepsOf).reduce<unknown>(hidden, plain(instance['attributes']));
      return { address: `${typeof module === 'string' ? `${module}.` : ''}${type}.${name}${index}`, type, values: isObject(values) ? values : {}, dependsOn: strings(instance['dependencies']) };
    });
  });
}

/** A value of any type is stored with its type beside it; the paths of what is sensitive do not count that wrapping. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 2 && 'value' in value && 'type' in value) return plain(value['value']);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function stepsOf(path: unknown): readonly string[] {
  return objects(path).map(({ value }) => String(isObject(value) ? value['value'] : value));
}

function hidden(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return undefined;
  if (Array.isArray(value)) return value.map((inner, i) => (String(i) === step ? hidden(inner, rest) : inner));
  return isObject(value) ? { ...value, [step]: hidden(value[step], rest) } : value;
}
