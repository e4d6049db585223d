package web

import (
	"encoding/json"

	"github.com/a-h/templ"

	"cordee/internal/web/ui"
)

// ownData gives the reader everything that is kept about them, as a file that other programs read too.
func (v *visit) ownData() error {
	d, err := v.App.OwnData(v.ctx(), v.actor(), v.me().ID)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return err
	}
	v.attachment("cordee.json", "application/json; charset=utf-8")
	_, err = v.w.Write(text)
	return err
}

// ownDataLink leads there.
func (v *visit) ownDataLink() templ.Component {
	return ui.LinkButton(ui.ButtonProps{Text: v.T("web.access.download"), Href: "/account/data", Icon: "download", Plain: true})
}
