"""The door of the room: one router for each kind of thing."""

from limn.datasets.api import backups, exports, fidelity, imports, panels, projects

routers = (
    exports.router,
    imports.router,
    fidelity.router,
    backups.router,
    panels.router,
    projects.router,
)
