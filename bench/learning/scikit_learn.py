"""The peer of bench/learning.ts: answers each line `solver rows` with the milliseconds of one fit, as JSON."""
import json
import sys
import time

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

data = np.loadtxt(sys.argv[1], delimiter=',', skiprows=1)
print(json.dumps({'version': sklearn.__version__}), flush=True)
for line in sys.stdin:
    solver, rows = line.split()
    x, y = np.ascontiguousarray(data[:int(rows), :18]), data[:int(rows), 18]
    model = LogisticRegression(solver=solver)
    start = time.perf_counter()
    model.fit(x, y)
    milliseconds = (time.perf_counter() - start) * 1000
    print(json.dumps({'milliseconds': milliseconds, 'coef': model.coef_[0].tolist()}), flush=True)
