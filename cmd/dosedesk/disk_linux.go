package main

import "golang.org/x/sys/unix"

// remoteDisks are the file systems on which a flush may not reach a disk.
var remoteDisks = map[int64]string{
	unix.NFS_SUPER_MAGIC: "NFS", unix.SMB_SUPER_MAGIC: "SMB", unix.SMB2_SUPER_MAGIC: "SMB", unix.CIFS_SUPER_MAGIC: "CIFS",
	unix.V9FS_MAGIC: "9P", unix.AFS_SUPER_MAGIC: "AFS", unix.CODA_SUPER_MAGIC: "Coda", unix.CEPH_SUPER_MAGIC: "Ceph",
	unix.FUSE_SUPER_MAGIC: "FUSE", unix.TMPFS_MAGIC: "memory", unix.RAMFS_MAGIC: "memory",
}

// disk tells how many bytes are free for a folder, and what it lies on where that
// is no local disk.
func disk(dir string) (free uint64, remote string, err error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, "", err
	}
	return s.Bavail * uint64(s.Bsize), remoteDisks[int64(s.Type)], nil //nolint:gosec,unconvert // a block has some bytes; the type differs by machine
}
