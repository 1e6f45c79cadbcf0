package sync

// Steady takes the chance out of the engine's waits, so that a test can be
// replayed.
func (e *Engine) Steady() { e.backoff.RandomizationFactor = 0 }
