import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileSystemOf, mountTypeOf } from '../../../packages/core/src/system/file-systems.ts';
import { systemDisk } from '../../../packages/core/src/system/system-disk.ts';

const none = () => null;

describe('the disk', () => {
  it('of the temporary folder is local, writable and has room', async () => {
    const folder = await fs.mkdtemp(join(tmpdir(), 'lifeboat-disk-'));

    expect(await systemDisk().look(folder)).toEqual({
      network: false,
      writable: true,
      fileSystem: expect.any(String),
      freeBytes: expect.any(Number),
    });
    await fs.rm(folder, { recursive: true });
  });

  it.runIf(process.platform === 'linux')(
    'of a folder behind a link is where the link leads',
    async () => {
      const folder = await fs.mkdtemp(join(tmpdir(), 'lifeboat-disk-'));
      await fs.symlink('/proc/self', join(folder, 'link'));

      const { fileSystem } = await systemDisk().look(join(folder, 'link'));
      expect(fileSystem).toBe('0x9fa0'); // PROC_SUPER_MAGIC
      await fs.rm(folder, { recursive: true });
    },
  );

  it('of a folder that is not there is not known', async () => {
    await expect(systemDisk().look('/no/such/folder')).rejects.toThrow('ENOENT');
  });
});

describe('a file system', () => {
  it.each([
    ['nfs', 0x6969],
    ['cifs', 0xff534d42],
    ['cifs', 0xff534d42 | 0],
    ['smb2', 0xfe534d42],
    ['ceph', 0x00c36400],
  ])('is a network one when it is %s', (name, magic) => {
    expect(fileSystemOf(magic, none)).toEqual({ name, network: true });
  });

  it.each([
    ['ext4', 0xef53],
    ['xfs', 0x58465342],
    ['tmpfs', 0x01021994],
    ['0x1234', 0x1234],
  ])('is taken for a local one when it is %s', (name, magic) => {
    expect(fileSystemOf(magic, none)).toEqual({ name, network: false });
  });

  it.each([
    ['fuse.sshfs', true],
    ['fuse.blobfuse2', true],
    ['fuseblk', false],
    [null, false],
  ])('of FUSE is what the mount table says: %s', (type, network) => {
    expect(fileSystemOf(0x65735546, () => type).network).toBe(network);
  });
});

describe('the mount table', () => {
  const table = [
    '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
    '40 22 0:40 / /home rw - xfs /dev/vdb rw',
    '41 40 0:41 / /home/ana/far\\040away rw,nosuid shared:9 master:2 - fuse.sshfs ana@far: rw',
    '42 40 0:42 / /home/ana/over rw - ext4 /dev/vdc rw',
    '43 42 0:43 / /home/ana/over rw - nfs4 server:/x rw',
    '',
  ].join('\n');

  it.each([
    ['/var/lib', 'ext4'],
    ['/home', 'xfs'],
    ['/homestead', 'ext4'],
    ['/home/ana/far away/lifeboat', 'fuse.sshfs'],
    ['/home/ana/over', 'nfs4'],
  ])('puts %s on %s', (path, type) => {
    expect(mountTypeOf(path, table)).toBe(type);
  });

  it('that is empty tells nothing', () => {
    expect(mountTypeOf('/home', '')).toBeNull();
  });
});
