"""The pages of insight: figures of one snapshot, how they are computed, their data's date, and a file of each."""
