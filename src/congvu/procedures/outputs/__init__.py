"""Papers and drawings of procedures: plain values in, bytes and SVG out."""

from congvu.procedures.outputs.lanes import swim_lane
from congvu.procedures.outputs.posting import posting_sheet

__all__ = ["posting_sheet", "swim_lane"]
