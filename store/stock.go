package store

import (
	"maps"

	"dosedesk"
)

// Stock returns who gives a vaccine and from which batch; ok is false until it
// has been chosen.
func (v *Vault) Stock(vaccine dosedesk.Vaccine) (stock dosedesk.Stock, ok bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	stock, ok = v.own.stock[vaccine]
	return stock, ok
}

// SetStock keeps the choice for its vaccine, over restarts too.
func (v *Vault) SetStock(stock dosedesk.Stock) error {
	if err := v.keepStock(stock); err != nil {
		return err
	}
	v.changed()
	return nil
}

func (v *Vault) keepStock(stock dosedesk.Stock) error {
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.outbox.ready(); err != nil {
		return err
	}
	v.mu.RLock()
	chosen := maps.Clone(v.own.stock)
	v.mu.RUnlock()
	chosen[stock.Vaccine] = stock
	if err := v.outbox.update(func(t tx) error { return t.putJSON(settings, settingStock, chosen) }); err != nil {
		return err
	}
	v.mu.Lock()
	v.own.stock = chosen
	v.mu.Unlock()
	return nil
}
