package slip

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"

	"dosedesk"
	"dosedesk/sync/server/words"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

var pages = template.Must(template.New("").Parse(pageHTML))

// Policy is the Content-Security-Policy of every page: it runs nothing and
// fetches nothing, wears this style alone, and stands in no frame.
var Policy = "default-src 'none'; style-src '" + styleHash() + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func styleHash() string {
	sum := sha256.Sum256([]byte(pageCSS))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// A page is what the template of a slip says.
type page struct {
	Style       template.CSS
	Lang, Other words.Lang
	OtherName   string // of the other language

	Title, Name, Born string
	Visit, Rows       []row
	Instead           string // where there is no code
	CodeName, Code    string
	Scan, Path        string
	Size              int // of the QR, in modules
	ToDo              string
	Steps             []string
	Numbers           []row
}

// Page returns the slip as a page for phone and printer.
func (s Slip) Page(lang words.Lang) ([]byte, error) {
	p := phrasesOf(lang)
	view := page{
		Style: style(), Lang: lang, Other: other(lang), OtherName: p.other,
		Title: p.title, Name: lang.Name(s.Entry.Citizen), Born: p.born(s.Entry.Citizen),
		Visit: s.visit(lang, p), Rows: s.rows(p), Instead: s.instead(p), ToDo: p.todo, Steps: s.steps(p), Numbers: s.numbers(p),
	}
	if view.Instead == "" {
		printed, token := s.code()
		code, err := encode(token)
		if err != nil {
			return nil, err
		}
		view.CodeName, view.Code, view.Scan = p.code, printed, p.scan
		view.Size, view.Path = code.Size+2*quiet, path(code)
	}
	return render("slip", view)
}

func style() template.CSS { return template.CSS(pageCSS) } //nolint:gosec // our own

func other(lang words.Lang) words.Lang {
	if lang == words.Hindi {
		return words.English
	}
	return words.Hindi
}

// A notice is a page for whoever gets no slip, in both languages.
type notice struct{ Title, English, HindiTitle, Hindi string }

// Style is what the template asks for.
func (notice) Style() template.CSS { return style() }

// Unknown returns the page for a link that opens nothing, whatever is wrong with
// it.
func Unknown() ([]byte, error) {
	return render("notice", notice{
		Title: "This link opens no slip",
		English: "See that the whole link in the SMS was opened, to its last letter. If it still opens nothing: " +
			"your code is in the SMS too, and the centre finds your appointment by your name and mobile.",
		HindiTitle: "इस लिंक से कोई पर्ची नहीं खुलती",
		Hindi: "देखें कि SMS का पूरा लिंक खुला है, आख़िरी अक्षर तक। फिर भी न खुले, तो चिंता न करें: " +
			"कोड SMS में भी है, और केंद्र आपका अपॉइंटमेंट नाम और मोबाइल नंबर से ढूँढ लेगा।",
	})
}

// Unavailable returns the page for a slip that cannot be shown at the moment.
func Unavailable() ([]byte, error) {
	return render("notice", notice{
		Title:      "The slip cannot be shown just now",
		English:    "Please try again in a few minutes. Your code is in the SMS too.",
		HindiTitle: "पर्ची अभी नहीं खुल रही",
		Hindi:      "कृपया कुछ मिनट बाद फिर कोशिश करें। आपका कोड SMS में भी है।",
	})
}

// render keeps the template's own words out of the error: they may quote what was
// to be written.
func render(name string, view any) ([]byte, error) {
	var page bytes.Buffer
	if err := pages.ExecuteTemplate(&page, name, view); err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "the page of a %s could not be made", name)
	}
	return page.Bytes(), nil
}
