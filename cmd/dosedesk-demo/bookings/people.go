//go:build ignore

package main

const (
	covishield = "COVISHIELD"
	covaxin    = "COVAXIN"

	// The last birth years of those who were past working age and of those
	// whom the schedule counts as 45 and as 18, in May 2021.
	old         = 1955
	calledFirst = 1976
	adults      = 2003
)

var (
	slots = []string{"09:00-11:00", "11:00-13:00", "13:00-15:00", "15:00-17:00"}

	photoIDs = []weighted[string]{
		{70, "Aadhaar Card"},
		{11, "Voter ID"},
		{7, "Driving License"},
		{5, "PAN Card"},
		{3, "Passport"},
		{3, "Pension Passbook"},
		{1, "NPR Smart Card"},
	}

	familySizes = []weighted[int]{{62, 1}, {26, 2}, {7, 3}, {5, 4}}

	// births are the first of the ten years in which the head of a family was
	// born: in May 2021 the old were being called, and the young just admitted.
	births = []weighted[int]{{1, 1925}, {6, 1931}, {13, 1941}, {21, 1951}, {25, 1961}, {17, 1971}, {12, 1981}, {5, 1992}}

	communities = []weighted[community]{
		{40, community{given: "hindu", family: "plains", own: 40}},
		{9, community{given: "hindu", family: "hills", own: 40}},
		{9, community{given: "hindu", family: "west", own: 30}},
		{7, community{given: "hindu", family: "east", own: 10}},
		{5, community{given: "hindu", family: "traders", own: 10}},
		{5, community{given: "hindu", family: "adivasi", own: 25}},
		{17, community{given: "muslim", family: "muslim", own: 75}},
		{4, community{given: "sikh", family: "sikh", own: 100}},
		{4, community{given: "christian", family: "christian", own: 15}},
	}
)

// A community has given names and family names in common. So many per cent of
// its women bear a second name of their own (Devi, Begum, Kaur) instead of the
// family's.
type community struct {
	given, family string
	own           int
}

// A name is spelt in both scripts.
type name struct{ latin, hindi string }

// A family books on one mobile, for one vaccine and slot.
type family struct {
	community
	surname name
	head    *person
	mobile  string
	vaccine string
	slot    string
}

type person struct {
	given, surname name
	gender         string
	born           int
	mobile         string
	photoID        string
	lastFour       string
	vaccine        string
	slot           string
	interval       int // days since the first dose; 0: the first is to come
	firstVaccine   string
	booking        string
}

// theLakshmis are there for whoever tries the search: one name spelt two ways,
// and namesakes.
var theLakshmis = []person{
	{
		given: name{"Lakshmi", "लक्ष्मी"}, surname: name{"Kushwaha", "कुशवाहा"}, gender: "Female", born: 1962,
		mobile: "9415067735", photoID: "Aadhaar Card", lastFour: "7735", vaccine: covishield, slot: "11:00-13:00",
		interval: 100, firstVaccine: covishield, booking: "online",
	},
	{
		given: name{"Laxmi", "लक्ष्मी"}, surname: name{"Nair", "नायर"}, gender: "Female", born: 1971,
		mobile: "9847120912", photoID: "Voter ID", lastFour: "2204", vaccine: covishield, slot: "11:00-13:00",
		booking: "online",
	},
	{
		given: name{"Lakshmi", "लक्ष्मी"}, surname: name{"Kushwaha", "कुशवाहा"}, gender: "Female", born: 1988,
		mobile: "7084514410", photoID: "PAN Card", lastFour: "3158", vaccine: covishield, slot: "15:00-17:00",
		booking: "online",
	},
	{
		given: name{"Laxmi", "लक्ष्मी"}, surname: name{"Devi", "देवी"}, gender: "Female", born: 1949,
		mobile: "8853096624", photoID: "Pension Passbook", lastFour: "0871", vaccine: covaxin, slot: "09:00-11:00",
		interval: 36, firstVaccine: covaxin, booking: "online",
	},
}

// people makes all of them up, in no order.
func (g *generator) people() []person {
	people := append([]person(nil), theLakshmis...)
	for _, p := range people {
		g.taken[p.mobile] = true
	}
	for len(people) < rows {
		people = append(people, g.family()...)
	}
	people = people[:rows]
	g.Shuffle(len(people), func(i, j int) { people[i], people[j] = people[j], people[i] })
	return people
}

func (g *generator) family() []person {
	kin := draw(g, communities)
	f := family{
		community: kin,
		surname:   pick(g, g.names[kin.family+" family"]),
		mobile:    g.mobile(),
		vaccine:   covishield,
		slot:      pick(g, slots),
	}
	if g.chance(15) {
		f.vaccine = covaxin
	}
	members := make([]person, draw(g, familySizes))
	for i := range members {
		members[i] = g.member(f, i)
		f.head = &members[0]
	}
	return members
}

// member makes up a family's head, then the husband or wife, then children and
// parents.
func (g *generator) member(f family, place int) person {
	p := person{mobile: f.mobile, vaccine: f.vaccine, slot: f.slot, gender: g.gender()}
	switch {
	case place == 0:
		p.born = draw(g, births) + g.between(0, 9)
	case place == 1:
		p.gender, p.born = opposite(f.head.gender), min(f.head.born+g.between(-4, 4), adults)
	case f.head.born > 1980:
		p.born = f.head.born - g.between(20, 33)
	default:
		p.born = f.head.born + g.between(20, 33)
	}
	if p.born > adults { // still at school, and yet booked
		p.born = adults + g.between(1, 3)
	}
	g.name(&p, f, place)
	p.photoID, p.lastFour = draw(g, photoIDs), g.digits(4)
	g.firstDose(&p)
	p.booking = g.booking(p.born)
	return p
}

// name gives a person a name. Some bear that of the head of the family, a
// generation away.
func (g *generator) name(p *person, f family, place int) {
	part := "man"
	if p.gender == "Female" || p.gender == "Other" && g.chance(60) {
		part = "woman"
	}
	p.given, p.surname = pick(g, g.names[f.given+" "+part]), f.surname
	if own := g.names[f.family+" own"]; part == "woman" && g.chance(f.own) {
		p.surname = pick(g, own)
	}
	if place > 1 && p.gender == f.head.gender && g.chance(20) {
		p.given, p.surname = f.head.given, f.head.surname
	}
}

// firstDose decides whether the first dose is behind a person, and when it
// was. The old were admitted from March, so a second COVISHIELD dose of theirs
// is early by the rule of 13 May; the young had one only as health-care or
// front-line workers.
func (g *generator) firstDose(p *person) {
	second := 45
	switch {
	case p.born > adults:
		return
	case p.born <= old:
		second = 22
	case p.born > calledFirst:
		second = 30
	}
	if !g.chance(second) {
		return
	}
	p.interval, p.firstVaccine = g.interval(*p), p.vaccine
	if g.IntN(1000) < 15 {
		p.firstVaccine = map[string]string{covishield: covaxin, covaxin: covishield}[p.vaccine]
	}
}

// interval returns the days since the first dose: 28 are needed, and of
// COVISHIELD 84 from the day of the session on.
func (g *generator) interval(p person) int {
	switch {
	case g.chance(6):
		return g.between(10, 27)
	case p.vaccine == covaxin:
		return g.between(28, 50)
	case p.born <= old:
		return g.between(29, 73)
	case g.chance(15):
		return g.between(29, 83)
	}
	return g.between(84, 115)
}

// booking says how a person comes: those of 18 to 44 had to book online, and a
// few walk in all the same.
func (g *generator) booking(born int) string {
	walkins := 12
	if born > calledFirst {
		walkins = 2
	}
	if g.chance(walkins) {
		return "walkin"
	}
	return "online"
}

func (g *generator) gender() string {
	switch n := g.IntN(1000); {
	case n < 12:
		return "Other"
	case n < 490:
		return "Female"
	}
	return "Male"
}

func opposite(gender string) string {
	if gender == "Female" {
		return "Male"
	}
	return "Female"
}
