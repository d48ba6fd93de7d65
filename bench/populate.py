"""`python -m bench.populate`: ten thousand tasks of one person's, put straight into the database.

Each has media, labels of its own and a job; a tenth of them are in projects. Takes the server's
own settings from the environment.
"""

import django

TASKS, PROJECTS, IN_A_PROJECT = 10_000, 100, 10


def main() -> None:
    """Fill the database."""
    django.setup()
    from django.db import connection, transaction

    with transaction.atomic():
        _fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # which PostgreSQL does by itself within a minute


def _fill() -> None:
    from limn.identity.queries import User
    from limn.media.models import Data
    from limn.tasks.models import Job, Label, Project, Segment, Task

    owner = User.objects.get(username="admin1")
    projects = Project.objects.bulk_create(
        Project(name=f"project {number}", owner=owner) for number in range(PROJECTS)
    )
    data = Data.objects.bulk_create(
        Data(kind="image", size=100, stop_frame=99, chunk_size=36) for _ in range(TASKS)
    )
    tasks = Task.objects.bulk_create(
        Task(
            name=f"task {number}", owner=owner, assignee=owner, data=one, mode="annotation",
            dimension="2d", segment_size=100,
            project=projects[number % PROJECTS] if number % IN_A_PROJECT == 0 else None,
        )
        for number, one in enumerate(data)
    )  # fmt: skip
    Label.objects.bulk_create(Label(task=task, name="car") for task in tasks if not task.project)
    segments = Segment.objects.bulk_create(
        Segment(task=task, start_frame=0, stop_frame=99) for task in tasks
    )
    Job.objects.bulk_create(Job(segment=segment, assignee=owner) for segment in segments)


if __name__ == "__main__":
    main()
