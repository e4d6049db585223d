package notify

import (
	"bytes"
	"image/color"
	"image/png"
	"testing"
)

// drawn is the picture of a bar, and the colour at a share of its width, on the track.
func drawn(t *testing.T, b Bar) func(permille int) color.NRGBA {
	t.Helper()
	data, err := b.PNG()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if size := img.Bounds().Size(); size.X != 2*barWide || size.Y != 2*barTall {
		t.Fatalf("%v", size)
	}
	return func(permille int) color.NRGBA {
		return color.NRGBAModel.Convert(img.At(4+(2*barWide-8)*permille/1000, 24)).(color.NRGBA)
	}
}

func TestAPictureShowsWhatIsAttainedAndWhatIsExpected(t *testing.T) {
	at := drawn(t, Bar{Attained: 4_000, Expected: 6_000, Ticked: true, Mine: true})
	for permille, want := range map[int]color.NRGBA{200: inkMe, 500: inkTrack, 600: inkTick, 900: inkTrack} {
		if got := at(permille); got != want {
			t.Errorf("at %d: %v, want %v", permille, got, want)
		}
	}
	team := drawn(t, Bar{Attained: 15_000})
	if team(400) != inkRope || team(900) != inkPast {
		t.Error("beyond the target the bar goes on")
	}
	reversed := drawn(t, Bar{Attained: 3_000, Reversed: true})
	if reversed(900) != inkRope || reversed(300) != inkTrack {
		t.Error("lower is better: the bar runs from the right")
	}
	nothing := drawn(t, Bar{})
	if nothing(10) != inkTrack {
		t.Error("nothing attained draws nothing")
	}
}
