package web

import "context"

// attend notes that the reader looks at what concerns those they lead; who leads nobody is not asked for attention. It holds nobody up:
// a look that could not be noted is only missing from their own figure.
func (v *visit) attend() {
	if !v.world.LeadsSomeone(v.me().ID) {
		return
	}
	if err := v.App.Attend(context.WithoutCancel(v.ctx()), v.actor()); err != nil {
		v.Log.Warn("attention", "error", err.Error())
	}
}
