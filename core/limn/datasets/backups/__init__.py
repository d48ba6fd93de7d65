"""Backups: a whole task or project as one archive in CVAT's layout, written and read.

```
task.json          labels, jobs, how the media was read        project.json   name, labels
annotations.json   one LabeledData for each job, by names      task_0/…       a task each
data/              the media as uploaded, and manifest.jsonl
```
"""
