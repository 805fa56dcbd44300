/** Who may use the state files. */
export type FileAccess = {
  folderMode: number;
  fileMode: number;
  /** Name of the group that shares the folder; null when it is one's own. */
  group: string | null;
};

/** 0700/0600 for one's own, 2770/0660 for a group; the folder's setgid bit hands the group on to new files. */
export function fileAccess(group: string | null): FileAccess {
  return group === null
    ? { folderMode: 0o700, fileMode: 0o600, group }
    : { folderMode: 0o2770, fileMode: 0o660, group };
}
