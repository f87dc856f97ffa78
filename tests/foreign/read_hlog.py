"""Reads an HdrHistogram log with the package hdrhistogram, and says in JSON what is in it, by tag."""

import json
import sys

from hdrh.histogram import HdrHistogram
from hdrh.log import HistogramLogReader

reader = HistogramLogReader(sys.argv[1], HdrHistogram(1, 2**31 - 1, 2))
found = {}
while True:
    histogram = reader.get_next_interval_histogram()
    if histogram is None:
        break
    found[histogram.get_tag()] = {
        "count": histogram.get_total_count(),
        "p50": histogram.get_value_at_percentile(50),
        "p99": histogram.get_value_at_percentile(99),
        "max": histogram.get_max_value(),
    }
print(json.dumps(found))
