"""What a sentence tells of an event: trigger, whether it came about, day, readable line (`events` gathers them).

status > triggers > anchors > offsets > narrative > dating;  clauses > lines;  weights
"""
