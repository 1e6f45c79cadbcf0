package dosedesk

// ageRule is a least age, as years and as the birth year or date that it stands
// for. The zero ageRule asks for none.
type ageRule struct {
	Age          int
	BornByYear   int     `toml:"born_by_year"`
	BornByDate   tomlDay `toml:"born_by_date"`
	BornFromYear int     `toml:"born_from_year"` // no earlier; 0: no limit
}

func (a *ageRule) checkAge() *fault {
	switch {
	case a.Age < 0:
		return &fault{"age", "an age is not negative"}
	case (a.Age > 0) != (a.BornByYear > 0 || !a.BornByDate.IsZero()):
		return &fault{"age", "age stands with born_by_year or born_by_date"}
	case a.BornByYear > 0 && !a.BornByDate.IsZero():
		return &fault{"born_by_date", "born_by_year or born_by_date, not both"}
	case a.BornFromYear < 0 || a.BornFromYear > 0 && a.BornFromYear > a.lastYear():
		return &fault{"born_from_year", "nobody is born from that year on and old enough"}
	}
	return nil
}

// lastYear is the latest birth year with which one may be old enough.
func (a *ageRule) lastYear() int {
	if a.BornByDate.IsZero() {
		return a.BornByYear
	}
	return a.BornByDate.Year
}

// judge says whether a citizen has the age, on top of what the finding holds. A
// birth year that does not settle it is a caution: the ID tells, and who reads it
// decides. A citizen without a birth year has no age.
func (a *ageRule) judge(c Case, f Finding) Finding {
	f.Topic, f.Number, f.Until, f.Day = TopicAge, a.Age, a.lastYear(), a.BornByDate.Day
	year := c.BirthYear
	if !c.BirthDate.IsZero() {
		year = c.BirthDate.Year
	}
	switch {
	case year <= 0 || year > a.lastYear() || year < a.BornFromYear:
		f.Outcome = NotEligible
	case a.BornByDate.IsZero() || year < a.lastYear():
		f.Outcome = Eligible
	case c.BirthDate.IsZero():
		f.Outcome = Caution
	case a.BornByDate.Before(c.BirthDate):
		f.Outcome = NotEligible
	}
	return f
}
