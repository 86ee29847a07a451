def minutes_content(visit):
    return {"visit": visit.pk}
