"""Background work that survives the death of any process.

    @job("dataset:export", queue="export")         what can be done (`declare`), in a room's jobs.py
    start("dataset:export", key=…, owner_id=…)     wanted, in the caller's transaction (`actions`)
    with run.publish() as result: …                done, once, together with what it wrote (`live`)

A row is the truth; the queue only carries its id. A worker holds a lease on the row (`leases`)
and renews it (`pulse`); the keeper begins again what a dead process left (`keeper`).
"""
