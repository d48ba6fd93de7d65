"""The door of the room: one router for each kind of thing."""

from limn.tasks.api import data, guides, jobs, labels, layouts, projects, tasks, video

routers = (
    projects.router,
    tasks.router,
    jobs.router,
    labels.router,
    layouts.router,
    data.router,
    video.router,
    guides.router,
)
