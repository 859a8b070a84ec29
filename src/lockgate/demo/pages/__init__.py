"""The pages that a demo has beside those of every installation. Elsewhere there are none: each answers 404."""
