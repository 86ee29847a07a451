"""Working time: due dates explained day by day. Plain Python, no Django."""
