"""Writes scikit-learn.json beside this file: what scikit-learn makes of small synthetic data.

Debian 12's python3-sklearn (1.2.1), numpy 1.24.2, scipy 1.10.1:  apt-get install python3-sklearn
Run:  OMP_NUM_THREADS=1 /usr/bin/python3 test/data/learning/generate.py && npx biome format --write test/data/learning
"""
import json
import pathlib
import platform

import numpy as np
import scipy
import sklearn
from scipy.special import expit
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (average_precision_score, brier_score_loss, confusion_matrix, f1_score, log_loss,
                             roc_auc_score)
from sklearn.preprocessing import StandardScaler

random = np.random.default_rng(20)


def draw(rows, columns, intercept=0.0, scale=2.0):
    x = random.uniform(0, 1, (rows, columns)).round(3)
    w = random.normal(0, scale, columns)
    y = (random.uniform(size=rows) < expit((x - 0.5) @ w + intercept)).astype(float)
    return x, y


def twice(y):
    """Rows of soft labels as sure ones: all as positives, then all as negatives, with their shares as weights."""
    return np.concatenate([np.ones(len(y)), np.zeros(len(y))]), np.concatenate([y, 1 - y])


def logistic(name, x, y, weights=None, c=1.0, strengths=None, soft=False, standardised=False):
    weights = np.ones(len(y)) if weights is None else weights
    # A strength of its own for each feature is one for all on features divided by its root.
    roots = np.ones(x.shape[1]) if strengths is None else np.sqrt(strengths)
    z = (StandardScaler().fit_transform(x, sample_weight=weights) if standardised else x) / roots
    rows, labels, shares = (np.vstack([z, z]), *twice(y)) if soft else (z, y, np.ones(len(y)))
    counts = (np.concatenate([weights, weights]) if soft else weights) * shares
    kept = counts > 0
    found = LogisticRegression(C=c, solver='newton-cholesky', tol=1e-13, max_iter=1000).fit(
        rows[kept], labels[kept], sample_weight=counts[kept])
    return dict(name=name, columns=x.shape[1], x=x.ravel().tolist(), y=y.tolist(), weights=weights.tolist(), c=c,
                strengths=None if strengths is None else list(strengths), standardised=standardised,
                log_odds=found.decision_function(z).tolist(), intercept=found.intercept_[0],
                coef=None if standardised else (found.coef_[0] / roots).tolist())


def logistic_cases():
    x, y = draw(120, 4)
    yield logistic('plain', x, y)
    yield logistic('weak penalty', x, y, c=100.0)
    yield logistic('standardised features of unlike size', x * [1, 100, 0.01, 7] + [0, 1000, 0, -3], y, standardised=True)
    yield logistic('weighted rows', x, y, weights=random.integers(0, 5, 120) * 0.5)
    yield logistic('a strength for each feature', x, y, strengths=[0.1, 1.0, 10.0, 100.0])
    x, y = draw(200, 3, intercept=-4.0)
    yield logistic('one class is rare', x, y)
    yield logistic('votes of several moderators', x, random.integers(0, 6, 200) / 5, soft=True)
    yield logistic('votes and weights', x, random.integers(0, 4, 200) / 3, weights=random.uniform(0.1, 3, 200).round(2), soft=True)
    x = np.round(np.linspace(0, 1, 40), 3).reshape(-1, 1)
    yield logistic('perfectly separated', x, (x[:, 0] > 0.5).astype(float), c=10.0)
    x, y = draw(60, 2)
    yield logistic('the same feature twice', np.hstack([x, x[:, :1]]), y)


def calibration(name, scores, y, weights=None, soft=False):
    weights = np.ones(len(y)) if weights is None else weights
    s, labels, shares = (np.concatenate([scores, scores]), *twice(y)) if soft else (scores, y, np.ones(len(y)))
    counts = (np.concatenate([weights, weights]) if soft else weights) * shares
    kept = counts > 0
    asked = np.concatenate([scores, np.linspace(scores.min() - 1, scores.max() + 1, 41)])
    isotonic = IsotonicRegression(out_of_bounds='clip').fit(s[kept], labels[kept], sample_weight=counts[kept])
    platt = _SigmoidCalibration().fit(s[kept], labels[kept], sample_weight=counts[kept])
    exact = platt_optimum(s[kept], labels[kept], counts[kept], (platt.a_, platt.b_))
    return dict(name=name, scores=scores.tolist(), y=y.tolist(), weights=weights.tolist(), asked=asked.tolist(),
                isotonic=isotonic.predict(asked).tolist(), platt=platt.predict(asked).tolist(),
                platt_optimum=expit(-(exact[0] * asked + exact[1])).tolist())


def platt_optimum(s, y, w, start):
    """The optimum of _SigmoidCalibration's objective, by Newton's method from where scikit-learn stopped.

    scikit-learn 1.2 evaluates log(1 - P) with P rounded, so that on large scores its BFGS stops while the gradient is
    still around 1e-3; and otherwise where it falls below 1e-5.
    """
    n1, n0 = w[y > 0].sum(), w[y <= 0].sum()
    t = np.where(y > 0, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    f = np.column_stack([s, np.ones(len(s))])
    ab = np.array(start)
    for _ in range(50):
        p = expit(-(f @ ab))
        ab = ab - np.linalg.solve((f * (w * p * (1 - p))[:, None]).T @ f, f.T @ (w * (t - p)))
    return ab


def calibration_cases():
    scores = random.normal(0, 2, 150).round(4)
    y = (random.uniform(size=150) < expit(1.5 * scores - 0.5)).astype(float)
    yield calibration('plain', scores, y)
    yield calibration('weighted rows', scores, y, weights=random.integers(0, 4, 150) * 0.5)
    yield calibration('many equal scores', scores.round(0), y)
    yield calibration('equal scores with weights', scores.round(0), y, weights=random.uniform(0.2, 2, 150).round(2))
    yield calibration('votes of several moderators', scores.round(1), random.integers(0, 4, 150) / 3, soft=True)
    yield calibration('one class is rare', scores, (scores > 3.2).astype(float) * (random.uniform(size=150) < 0.7))
    yield calibration('large scores', (scores * 12).round(3), y)
    yield calibration('six rows', np.array([-2.0, -1.0, -0.5, 0.0, 1.0, 2.0]), np.array([0.0, 0.0, 1.0, 0.0, 1.0, 1.0]))


def metrics(name, p, y, weights=None, soft=False):
    weights = np.ones(len(y)) if weights is None else weights
    q, labels, shares = (np.concatenate([p, p]), *twice(y)) if soft else (p, y, np.ones(len(y)))
    counts = (np.concatenate([weights, weights]) if soft else weights) * shares
    called = (q >= 0.5).astype(float)
    (tn, fp), (fn, tp) = confusion_matrix(labels, called, sample_weight=counts)
    return dict(name=name, p=p.tolist(), y=y.tolist(), weights=weights.tolist(), figures=dict(
        trueNegatives=tn, falsePositives=fp, falseNegatives=fn, truePositives=tp,
        f1=f1_score(labels, called, sample_weight=counts), rocAuc=roc_auc_score(labels, q, sample_weight=counts),
        prAuc=average_precision_score(labels, q, sample_weight=counts), logLoss=log_loss(labels, q, sample_weight=counts),
        brier=brier_score_loss(labels, q, sample_weight=counts)))


def metrics_cases():
    p = random.uniform(0, 1, 300)
    y = (random.uniform(size=300) < p).astype(float)
    yield metrics('plain', p, y)
    yield metrics('many equal scores', p.round(1).clip(0.01, 0.99), y)
    yield metrics('weighted rows', p.round(2).clip(0.01, 0.99), y, weights=random.uniform(0.1, 50, 300).round(2))
    yield metrics('one class is rare', p, (random.uniform(size=300) < p ** 8).astype(float))
    yield metrics('votes of several moderators', p.round(2).clip(0.01, 0.99), random.integers(0, 4, 300) / 3, soft=True)


target = pathlib.Path(__file__).parent / 'scikit-learn.json'
target.write_text(json.dumps(dict(
    versions=dict(python=platform.python_version(), numpy=np.__version__, scipy=scipy.__version__,
                  scikit_learn=sklearn.__version__),
    logistic=list(logistic_cases()), calibration=list(calibration_cases()), metrics=list(metrics_cases()))))
print(target, target.stat().st_size)
