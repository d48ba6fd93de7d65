"""The door of the room: one router for each kind of thing."""

from limn.tasks.api import (
    appending,
    bulk,
    data,
    guides,
    jobs,
    labels,
    layouts,
    projects,
    recordings,
    storages,
    tasks,
    video,
)

# Recordings and further media before data, whose address of an upload any last part of a path
# matches.
routers = (
    bulk.router,
    projects.router,
    tasks.router,
    jobs.router,
    labels.router,
    layouts.router,
    recordings.router,
    appending.router,
    data.router,
    video.router,
    guides.router,
    storages.router,
)
