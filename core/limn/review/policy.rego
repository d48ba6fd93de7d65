# Issues and comments. "Staff" of an issue are its owner and assignee, the assignee of its job,
# and the owners and assignees of its task and project.
package limn.review

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

# In the sandbox everybody may; in an organization its members.
here if {
	base.me
	base.in_sandbox
}

here if {
	base.me
	base.is_member
}

granted if {
	input.scope in {"issue:list", "comment:list"}
	here
}

granted if {
	input.scope in {
		"issue:create@job", "issue:view", "issue:update", "issue:delete",
		"comment:create@issue", "comment:view", "comment:update", "comment:delete",
	}
	base.runs_organization
}

# ---- who somebody is to the thing asked about

# The issue itself: of a comment, the one it belongs to.
issue := input.resource if not input.resource.issue

issue := input.resource.issue

is_task_staff if base.works_on(issue.task)

is_task_staff if base.works_on(issue.project)

is_staff if is_task_staff

is_staff if base.assigned(issue.job)

is_staff if {
	input.scope != "issue:create@job"
	base.works_on(issue)
}

is_staff if {
	base.subject == "comment"
	input.scope != "comment:create@issue"
	base.owns(input.resource)
}

granted if {
	input.scope in {"issue:view", "comment:view"}
	here
	is_staff
}

granted if {
	input.scope in {
		"issue:create@job", "issue:update",
		"comment:create@issue", "comment:update", "comment:delete",
	}
	base.is_worker
	here
	is_staff
}

granted if {
	input.scope == "issue:delete"
	base.is_worker
	here
	is_task_staff
}

granted if {
	input.scope == "issue:delete"
	base.is_worker
	here
	base.owns(issue)
}

# ---- lists

issues := {"issue": "", "comment": "issue__"}

prefix := issues[base.subject]

# `owner_id` and `assignee_id` of the issue, and of what it is in.
staffed := [{concat("", [prefix, column]): base.me} |
	some column in [
		"owner_id", "assignee_id", "job__assignee_id",
		"job__segment__task__owner_id", "job__segment__task__assignee_id",
		"job__segment__task__project__owner_id", "job__segment__task__project__assignee_id",
	]
]

own := array.concat(["|"], staffed) if base.subject == "issue"

own := array.concat(["|", {"owner_id": base.me}], staffed) if base.subject == "comment"

home := concat("", [prefix, "job__segment__task__organization_id"])

sees_all if base.is_admin

sees_all if base.runs_organization

filter := base.within({}, home) if sees_all

filter := base.within(own, home) if not sees_all
