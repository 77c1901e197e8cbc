import type { Tool } from '../../model';
import { fd } from './fd';
import { find } from './find';
import { cp, ln, mv } from './move';
import { chattr, icacls, permissions } from './permissions';
import { fileRemover, harmlessRemover, recursiveRemover, rm } from './rm';
import { archiver, dd, rsync, unzip } from './sync';
import { copyItem, del, moveItem, rd, reg, removeItem, robocopy, writeContent } from './windows';
import { sed, tee, truncate } from './write';

/** The same name is another program in another shell. */
function byShell(bash: Tool, powershell: Tool, cmd: Tool = powershell): Tool {
  return (invocation, context) => (invocation.shell === 'bash' ? bash : invocation.shell === 'cmd' ? cmd : powershell)(invocation, context);
}

export const FILES: Readonly<Record<string, Tool>> = {
  rm: byShell(rm, removeItem, rm), grm: rm, 'safe-rm': rm, srm: rm,
  rmdir: byShell(harmlessRemover, removeItem, rd), rd: byShell(rd, removeItem, rd),
  del: byShell(del, removeItem, del), erase: byShell(del, removeItem, del), ri: removeItem, 'remove-item': removeItem,
  rimraf: recursiveRemover, 'del-cli': recursiveRemover, unlink: fileRemover, shred: fileRemover, wipe: fileRemover,
  trash: harmlessRemover, 'trash-put': harmlessRemover, rip: harmlessRemover,
  find, gfind: find, fd, fdfind: fd, tee, sponge: tee, truncate, sed, gsed: sed, dd,
  mv: byShell(mv, moveItem), gmv: mv, move: moveItem, mi: moveItem, 'move-item': moveItem, ren: moveItem, 'rename-item': moveItem,
  cp: byShell(cp, copyItem), gcp: cp, install: cp, copy: copyItem, xcopy: copyItem, cpi: copyItem, 'copy-item': copyItem, ln, robocopy,
  'set-content': writeContent, 'out-file': writeContent, 'clear-content': writeContent, 'add-content': writeContent, clc: writeContent, ac: writeContent,
  'clear-item': writeContent, 'clear-recyclebin': harmlessRemover,
  rsync, unzip, tar: archiver, zip: archiver, chmod: permissions, chown: permissions, chgrp: permissions, chattr, icacls, takeown: icacls, reg,
};
