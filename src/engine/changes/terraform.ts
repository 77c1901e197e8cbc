import { together } from '../effects';
import type { Context, FileChange, Lowered } from '../model';
import { isBackendFile } from './terraform-backends';
import { runCalls, runFolder, runVariables } from './terraform-runs';
import { folderOf, isConfiguration, isVariables, nameOf } from './terraform-folder';
import { isState, stateEffects } from './terraform-states';
import { backendFileEffects, isTerragrunt, terragruntEffects } from './terraform-terragrunt';

/**
 * Terraform and OpenTofu: `.tf`, `.tf.json`, `.tfvars`, state files; Terragrunt's inputs. The files of a folder are one program, so a
 * change is judged folder by folder, with the files on disk that it does not touch. Works out what `terraform plan` would say, from the text alone.
 */
export const TERRAFORM = {
  name: 'terraform',
  matches: (path: string): boolean => {
    const name = nameOf(path);
    return (isConfiguration(name) || isVariables(name) || isState(name) || isTerragrunt(name) || isBackendFile(name)) && !/(?:^|\/)\.(?:terraform|terragrunt-cache)\//.test(path);
  },
  changes(files: readonly FileChange[], context: Context): Lowered {
    const named = (wanted: (name: string) => boolean): readonly FileChange[] => files.filter((file) => wanted(nameOf(file.path)));
    const folders = [...new Set(named(isConfiguration).map((file) => folderOf(file.path)))];
    const runs = folders.map((folder) => runFolder(folder, files, context));
    return together([
      ...named(isState).map((file) => stateEffects(file)),
      ...runs.map(({ lowered }) => lowered),
      ...runs.map(({ run, calls }) => runCalls(run, calls, files)),
      ...named(isVariables).map((file) => runVariables(file, files, context)),
      ...named(isTerragrunt).map((file) => terragruntEffects(file, context)),
      ...named(isBackendFile).map((file) => backendFileEffects(file, context)),
    ]);
  },
};
