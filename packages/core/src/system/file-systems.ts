/**
 * File systems by the number statfs(2) gives, on Linux. Locks of SQLite cannot be relied on over
 * the network ones. Sources: linux/magic.h, and GNU coreutils src/stat.c, which says which of them
 * are remote; sqlite.org/faq.html, question 5; read 2026-11-23.
 */
const byMagic: ReadonlyMap<number, { name: string; network: boolean }> = new Map([
  [0x6969, { name: 'nfs', network: true }],
  [0x517b, { name: 'smb', network: true }],
  [0xff534d42, { name: 'cifs', network: true }],
  [0xfe534d42, { name: 'smb2', network: true }],
  [0x5346414f, { name: 'afs', network: true }],
  [0x6b414653, { name: 'afs', network: true }],
  [0x73757245, { name: 'coda', network: true }],
  [0x564c, { name: 'ncp', network: true }],
  [0x00c36400, { name: 'ceph', network: true }],
  [0x01021997, { name: '9p', network: false }],
  [0x7461636f, { name: 'ocfs2', network: true }],
  [0x01161970, { name: 'gfs2', network: true }],
  [0x0bd00bd0, { name: 'lustre', network: true }],
  [0x47504653, { name: 'gpfs', network: true }],
  [0xef53, { name: 'ext4', network: false }],
  [0x58465342, { name: 'xfs', network: false }],
  [0x9123683e, { name: 'btrfs', network: false }],
  [0x01021994, { name: 'tmpfs', network: false }],
  [0x794c7630, { name: 'overlay', network: false }],
  [0x2fc12fc1, { name: 'zfs', network: false }],
  [0xf2f52010, { name: 'f2fs', network: false }],
]);

/** FUSE_SUPER_MAGIC: everything from a USB stick to sshfs, told apart by the mount table. */
const fuseMagic = 0x65735546;

/** Names the mount table gives to FUSE file systems that lie on another machine. */
const networkFuse: ReadonlySet<string> = new Set([
  'fuse.sshfs',
  'fuse.s3fs',
  'fuse.goofys',
  'fuse.gcsfuse',
  'fuse.blobfuse',
  'fuse.blobfuse2',
  'fuse.rclone',
  'fuse.davfs',
  'fuse.glusterfs',
  'fuse.ceph',
  'fuse.ceph-fuse',
  'fuse.juicefs',
  'fuse.curlftpfs',
  'fuse.smbnetfs',
]);

/** What kind of file system a statfs number means; `mountType` asks the mount table, for FUSE only. */
export function fileSystemOf(
  magic: number,
  mountType: () => string | null,
): { name: string; network: boolean } {
  const number = magic >>> 0; // some systems sign-extend the 32 bits
  if (number !== fuseMagic) {
    return byMagic.get(number) ?? { name: `0x${number.toString(16)}`, network: false };
  }
  const name = mountType() ?? 'fuse';
  return { name, network: networkFuse.has(name) };
}

/**
 * The type of the mount a path lies on, from the text of `/proc/self/mountinfo`: of all mount points
 * above the path the longest, and of equal ones the last mounted.
 * Source: proc_pid_mountinfo(5), man-pages 6.9, read 2026-11-23.
 */
export function mountTypeOf(path: string, mountinfo: string): string | null {
  let best: { point: string; type: string } | null = null;
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const point = before
      .split(' ')[4]
      ?.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
        String.fromCharCode(Number.parseInt(octal, 8)),
      );
    const type = after.split(' ')[0];
    if (point === undefined || type === undefined || type === '' || !isBelow(path, point)) continue;
    if (best === null || point.length >= best.point.length) best = { point, type };
  }
  return best?.type ?? null;
}

function isBelow(path: string, point: string): boolean {
  return point === '/' || path === point || path.startsWith(`${point}/`);
}
