# Projects, tasks, jobs and labels. "Staff" of a thing are its owner and assignee and those of
# what it belongs to.
package limn.tasks

import data.limn.base
import rego.v1

default allow := false

allow if {
	base.is_admin
	base.signed_in_for_this
}

allow if {
	granted
	base.signed_in_for_this
}

# ---- who somebody is to the thing asked about

owns(thing) if base.owns(thing)

assigned(thing) if base.assigned(thing)

works_on(thing) if base.works_on(thing)

# A job's task, or the thing itself where a job is to be made in it.
task := input.resource.task

task := input.resource if {
	not input.resource.task
	startswith(input.scope, "job:")
}

task := input.resource if startswith(input.scope, "task:")

is_project_staff if works_on(input.resource.project)

is_task_staff if works_on(task)

is_task_staff if is_project_staff

is_task_manager if owns(task)

is_task_manager if is_project_staff

is_owner if owns(task)

is_owner if owns(input.resource.project)

is_job_staff if assigned(input.resource)

is_job_staff if is_task_staff

# In the sandbox everybody may; in an organization its members.
here if {
	base.me
	base.in_sandbox
}

here if {
	base.me
	base.is_member
}

here_as_supervisor if {
	base.me
	base.in_sandbox
}

here_as_supervisor if {
	base.me
	base.is_supervisor
}

listing := {"project:list", "task:list", "job:list", "label:list"}

granted if {
	input.scope in listing
	here
}

# ---- projects

project_reads := {"project:view"}

project_edits := {"project:update", "project:import:dataset"}

project_owners := {"project:delete", "project:update:assignee", "project:update:associated_storage"}

project_exports := {"project:export:dataset", "project:export:annotations", "project:export:backup"}

granted if {
	input.scope in {"project:create", "project:import:backup"}
	base.is_user
	here_as_supervisor
}

granted if {
	input.scope in project_reads | project_edits | project_owners | project_exports
	base.runs_organization
}

granted if {
	input.scope in project_reads
	here
	works_on(input.resource)
}

granted if {
	input.scope in project_edits
	base.is_worker
	here
	works_on(input.resource)
}

granted if {
	input.scope in project_owners
	base.is_worker
	here
	owns(input.resource)
}

granted if {
	input.scope in project_exports
	here_as_supervisor
	works_on(input.resource)
}

granted if {
	input.scope in project_exports
	here
	owns(input.resource)
}

granted if {
	input.scope == "project:update:owner"
	base.runs_organization
}

granted if {
	input.scope == "project:update:owner"
	base.is_worker
	base.is_maintainer
	owns(input.resource)
}

# ---- tasks

task_reads := {
	"task:view", "task:view:annotations", "task:view:data", "task:view:metadata",
	"task:view:validation_layout",
}

task_edits := {
	"task:update", "task:update:annotations", "task:delete:annotations",
	"task:import:annotations", "task:upload:data", "task:update:metadata",
	"task:update:validation_layout",
}

task_managers := {"task:update:owner", "task:update:assignee", "task:update:project", "task:delete"}

task_exports := {"task:export:dataset", "task:export:annotations", "task:export:backup"}

granted if {
	input.scope in {"task:create", "task:import:backup", "task:create@project"}
	base.is_user
	base.is_supervisor
}

granted if {
	input.scope in {"task:create", "task:import:backup"}
	base.is_user
	here_as_supervisor
}

granted if {
	input.scope == "task:create@project"
	base.is_user
	here
	is_project_staff
}

granted if {
	some scopes in [task_reads, task_edits, task_managers, task_exports, {"task:update:associated_storage"}]
	input.scope in scopes
	base.runs_organization
}

granted if {
	input.scope in task_reads
	here
	is_task_staff
}

granted if {
	input.scope in task_edits
	base.is_worker
	here
	is_task_staff
}

granted if {
	input.scope in task_managers
	base.is_worker
	here
	is_task_manager
}

granted if {
	input.scope == "task:update:associated_storage"
	base.is_worker
	here
	is_owner
}

granted if {
	input.scope in task_exports
	here_as_supervisor
	is_task_staff
}

granted if {
	input.scope in task_exports
	here
	is_owner
}

# ---- jobs

job_reads := {"job:view", "job:view:annotations", "job:view:data", "job:view:metadata"}

job_edits := {
	"job:update:state", "job:update:annotations", "job:delete:annotations",
	"job:import:annotations", "job:update:metadata",
}

job_managers := {"job:update:stage", "job:update:assignee", "job:update:validation_layout"}

job_exports := {"job:export:dataset", "job:export:annotations"}

granted if {
	input.scope in {"job:create", "job:delete"}
	base.is_user
	here_as_supervisor
	is_task_staff
}

granted if {
	input.scope in {"job:create", "job:delete"}
	base.runs_organization
}

granted if {
	some scopes in [job_reads, job_edits, job_managers, job_exports, {"job:view:validation_layout"}]
	input.scope in scopes
	base.runs_organization
}

granted if {
	input.scope in job_reads
	here
	is_job_staff
}

granted if {
	input.scope in job_edits
	base.is_worker
	here
	is_job_staff
}

# A worker from outside of the organization may do the job that was given to them.
granted if {
	input.scope in job_reads | job_edits
	input.auth.user.privilege == "worker"
	base.in_organization
	not base.is_member
	assigned(input.resource)
}

granted if {
	input.scope in job_managers
	base.is_worker
	here
	is_task_staff
}

granted if {
	input.scope == "job:view:validation_layout"
	here
	is_task_staff
}

granted if {
	input.scope in job_exports
	here_as_supervisor
	is_job_staff
}

granted if {
	input.scope in job_exports
	here
	is_owner
}

# ---- labels: as visible, and as editable, as the task or project they belong to

is_label_staff if works_on(input.resource)

is_label_staff if is_project_staff

granted if {
	input.scope in {"label:view", "label:update", "label:delete"}
	base.runs_organization
}

granted if {
	input.scope == "label:view"
	here
	is_label_staff
}

granted if {
	input.scope in {"label:update", "label:delete"}
	base.is_worker
	here
	is_label_staff
}

# ---- guides: `target` is the task or project they are for

granted if {
	input.scope == "guide:view"
	input.resource.is_public
}

granted if {
	input.scope in {"guide:view", "guide:create", "guide:update", "guide:delete"}
	base.runs_organization
}

granted if {
	input.scope == "guide:view"
	base.is_worker
	here
	works_on(input.resource.target)
}

# Somebody with a job in the target.
granted if {
	input.scope == "guide:view"
	base.is_worker
	here
	input.resource.job_staff
}

granted if {
	input.scope in {"guide:create", "guide:update", "guide:delete"}
	base.is_user
	here
	works_on(input.resource.target)
}

# ---- lists

organizations := {
	"project": "organization_id",
	"task": "organization_id",
	"job": "segment__task__organization_id",
}

parents := {
	"project": [""],
	"task": ["", "project__"],
	"job": ["segment__task__", "segment__task__project__"],
}

# `owner_id` and `assignee_id` of the thing and of what it belongs to.
staffed := [{concat("", [parent, column]): base.me} |
	some parent in parents[base.subject]
	some column in ["owner_id", "assignee_id"]
]

own := array.concat(["|"], staffed) if base.subject in {"project", "task"}

own := array.concat(["|", {"assignee_id": base.me}], staffed) if base.subject == "job"

sees_all if base.is_admin

sees_all if base.runs_organization

filter := base.within({}, organizations[base.subject]) if {
	sees_all
	base.subject != "label"
}

filter := base.within(own, organizations[base.subject]) if {
	not sees_all
	base.subject != "label"
}

# Labels belong to a task or to a project.
filter := ["|", base.within(labels_of("task"), "task__organization_id"), base.within(labels_of("project"), "project__organization_id")] if {
	base.subject == "label"
}

labels_of(home) := {concat("", [home, "__isnull"]): false} if sees_all

labels_of("task") := ["&", {"task__isnull": false}, ["|",
	{"task__owner_id": base.me},
	{"task__assignee_id": base.me},
	{"task__project__owner_id": base.me},
	{"task__project__assignee_id": base.me},
]] if {
	not sees_all
}

labels_of("project") := ["&", {"project__isnull": false}, ["|",
	{"project__owner_id": base.me},
	{"project__assignee_id": base.me},
]] if {
	not sees_all
}
