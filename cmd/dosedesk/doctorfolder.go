package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dosedesk/store"
	"dosedesk/store/keys"
)

// roomNeeded is how much must be free on the disk: a day's events are some MB, and
// files are made anew beside the old.
const roomNeeded = 200 << 20

// checkFolder looks at the vault's folder without opening it.
func (d *Doctor) checkFolder() []finding {
	return []finding{d.checkDisk(), checkWritable(d.Dir), checkModes(d.Dir), checkAside(d.Dir), checkKeys(d.Dir), checkRecovery(d.Dir)}
}

func (d *Doctor) checkDisk() finding {
	free, remote, err := d.Disk(d.Dir)
	f := well("disk", "%d MB are free", free>>20)
	switch {
	case err != nil:
		return well("disk", "nothing can be said of it: %v", err).but("Look whether the disk is there")
	case remote != "":
		return well("disk", "the folder is on %s, not on a local disk", remote).but("Close the desk and move the folder to a disk of this machine: elsewhere a flush may be no flush")
	case free < roomNeeded:
		return f.but("Remove what is not needed, never anything of the vault: a full disk stops recording")
	}
	return f
}

func checkWritable(dir string) finding {
	f, err := os.CreateTemp(dir, "doctor.*")
	if err != nil {
		return well("folder", "nothing can be written in it: %v", err).but("Give it to the user of the desk; a disk that became read-only may be failing")
	}
	_ = f.Close()
	_ = os.Remove(f.Name())
	return well("folder", "it can be written to")
}

// checkModes sees that nobody but the desk's user gets at the folder.
func checkModes(dir string) finding {
	var open []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			open = append(open, filepath.Base(path))
		}
		return err
	})
	switch {
	case err != nil:
		return well("permissions", "they cannot be read: %v", err).but("Give the folder to the user of the desk")
	case len(open) > 0:
		return well("permissions", "others get at %s", strings.Join(open, ", ")).but("Run chmod -R go= on the folder")
	}
	return well("permissions", "the folder is its user's alone")
}

func checkAside(dir string) finding {
	aside := store.PutAside(dir)
	if len(aside) == 0 {
		return well("damage", "no file was put aside")
	}
	return well("damage", "%s is kept: the disk may be failing", strings.Join(aside, ", ")).
		but("Tell the district; once it has a copy, move it out of the folder")
}

// checkKeys says who has a file of the vault's key.
func checkKeys(dir string) finding {
	people := mayOpen(dir)
	if len(people) > 0 {
		return well("keys", "the vault opens for %s", strings.Join(people, ", "))
	}
	f := well("keys", "nobody here has a file to open the vault with")
	if _, err := os.Stat(keys.RingFile(dir, keys.Recovery)); err == nil {
		return f.but("Tell the district: its recovery key opens the vault")
	}
	return f.but("Put the folder keys back from a copy: without it the district's recovery key opens nothing either")
}

// checkRecovery sees that the district can open the vault: a terminal that enrolled
// before it had a recovery key gets it with its next certificate.
func checkRecovery(dir string) finding {
	if _, err := os.Stat(keys.RingFile(dir, keys.Recovery)); err != nil {
		return well("recovery", "the vault does not open for the district").
			but("The server's recovery key comes with the next certificate, by a link: until then a lost passphrase is a lost vault. Have two people entitled: dosedesk vault grant NAME")
	}
	return well("recovery", "the vault opens for the district, with its recovery key")
}

// checkFiles looks at what can be seen of the files without the vault's key.
func checkFiles(dir string) (findings []finding) {
	for _, problem := range store.Look(dir) {
		findings = append(findings, well("files", "%v", problem).but("Open the desk: it makes the file anew where that can be"))
	}
	if len(findings) == 0 {
		return []finding{well("files", "nothing is seen to be damaged")}
	}
	return findings
}

// unstopped is a sentence without its full stop, which a finding adds.
func unstopped(sentence string) string { return strings.TrimSuffix(sentence, ".") }
