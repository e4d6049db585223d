package proof

func helper() bool { return false }
