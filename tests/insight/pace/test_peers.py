"""The curves beside those of others: lifelines where no two lines end on one day, R's survival where many do."""

import csv
import subprocess

import numpy as np
import pytest
from lifelines import AalenJohansenFitter

from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.intervals import any_end_limits, at_an_edge, log_log_limits

SURVFIT = """
library(survival)
given <- read.csv(commandArgs(TRUE)[1])
fit <- survfit(Surv(days, factor(outcome, 0:4)) ~ 1, data = given, conf.type = "log-log")
told <- summary(fit, times = 0:max(given$days))
out <- data.frame(day = told$time, outcome = rep(0:4, each = length(told$time)), share = c(told$pstate),
                  se = c(told$std.err), low = c(told$lower), high = c(told$upper))
out[] <- lapply(out, format, digits = 17)
write.csv(out, commandArgs(TRUE)[2], row.names = FALSE, quote = FALSE)
"""


def test_without_ties_shares_and_variances_are_those_of_lifelines():
    chance = np.random.default_rng(11)
    days, outcomes = chance.permutation(np.arange(1, 30_000))[:600], chance.integers(0, 5, 600)
    outcomes[np.argmax(days)] = 0  # lifelines divides by what is left after the last end
    curves = pace_of(days, outcomes)
    for outcome in range(1, 5):
        fitted = AalenJohansenFitter().fit(days, outcomes, event_of_interest=outcome)
        share, se = curves.shares(outcome, fitted.cumulative_density_.index.to_numpy().astype(np.int64))
        assert np.abs(fitted.cumulative_density_.to_numpy()[:, 0] - share).max() < 1e-9
        assert np.abs(fitted.variance_.to_numpy().ravel() - se**2).max() < 1e-9


@pytest.mark.long
@pytest.mark.only_on("sqlite", reason="no database is asked: once is enough")
@pytest.mark.parametrize(("n", "longest"), [(60, 12), (500, 40), (3000, 200)])
def test_with_ties_shares_errors_and_limits_are_those_of_survfit(tmp_path, n, longest):
    chance = np.random.default_rng(n)
    days, outcomes = chance.integers(0, longest, n), chance.choice(5, n, p=[0.3, 0.4, 0.1, 0.1, 0.1])
    with (tmp_path / "given.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([["days", "outcome"], *zip(days.tolist(), outcomes.tolist(), strict=True)])
    (tmp_path / "survfit.R").write_text(SURVFIT)
    words = ["Rscript", "--vanilla", "survfit.R", "given.csv", "told.csv"]
    subprocess.run(words, cwd=tmp_path, check=True, timeout=300)
    told = np.genfromtxt(tmp_path / "told.csv", delimiter=",", names=True, missing_values="NA", encoding="utf-8")
    curves = pace_of(days, outcomes)
    for outcome in range(5):
        theirs = told[told["outcome"] == outcome]
        share, se = curves.shares(outcome, theirs["day"].astype(np.int64))
        low, high = log_log_limits(share, se)
        if not outcome:  # R has those who still wait
            ended_low, ended_high = any_end_limits(share, se)
            share, low, high = 1.0 - share, 1.0 - ended_high, 1.0 - ended_low
        inside = ~at_an_edge(share)
        assert inside.any()
        assert np.abs(theirs["share"] - share).max() < 1e-9
        assert np.abs(theirs["se"] - se)[inside].max() < 1e-9
        assert np.abs(theirs["low"] - low)[inside].max() < 1e-9
        assert np.abs(theirs["high"] - high)[inside].max() < 1e-9
