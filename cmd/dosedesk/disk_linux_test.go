package main

import "testing"

func TestDisk(t *testing.T) {
	if free, _, err := disk(t.TempDir()); err != nil || free == 0 {
		t.Errorf("%d bytes are free, %v", free, err)
	}
	if _, remote, err := disk("/dev/shm"); err == nil && remote != "memory" {
		t.Errorf("/dev/shm is on %q", remote)
	}
	if _, _, err := disk("/none"); err == nil {
		t.Error("a folder that is not there is on a disk")
	}
}
